/** The part of the dialog that seals the page and shows that the network is gone. */

import { toldError } from '../alerts.js';
import { make } from '../elements.js';
import { dates, phrases, text } from '../language/text.js';
import { checkSeal, obstacle, sealPage } from './page-seal.js';

const STEPS = phrases([
  'Open the developer tools (F12) and there “Network”. Reload this page and let it load the model: each line is a file of this address.',
  'Press Seal above. Or take the network away: aeroplane mode, the plug, “Offline” in the developer tools.',
  'Empty the list of the developer tools, write a note that nobody has seen before, and summarize it. The list stays empty, and so does the count above.',
  'Ask in the console: fetch("./"). It fails by the policy of this page. Choose nutshell-engine in place of “top” there: it has no fetch any more.',
]);

export class SealSwitch {
  #seal = button();
  #check = button();
  #about = make('p');
  #guideTitle = make('summary');
  #steps = make('ol', '', 'steps');
  #state = make('p', '', 'seal-state');
  #outcomes = make('ul', '', 'outcomes');
  #sealed = false;
  #busy = false;
  #onSealed;

  /** @param {() => void} onSealed */
  constructor(onSealed) {
    this.#onSealed = onSealed;
    this.#state.setAttribute('role', 'status');
    this.#seal.className = 'primary';
    this.#seal.addEventListener('click', () => this.#press());
    this.#check.hidden = true;
    this.#check.addEventListener('click', () => this.#tryAll());
    const actions = make('div', '', 'privacy-actions');
    actions.append(this.#seal, this.#check);
    const guide = make('details');
    guide.append(this.#guideTitle, this.#steps);
    this.relabel();
    this.elements = [this.#about, actions, this.#state, this.#outcomes, guide];
  }

  /** Says what stands here all the time in another language. */
  relabel() {
    this.#seal.textContent = text('Seal this page');
    this.#check.textContent = text('Check again');
    this.#about.textContent = text(
      'Sealed, this page and its engine give up the network: no script in them can fetch or send anything any more, and summaries go on as before. It lasts until the page is reloaded, left or closed.',
    );
    this.#guideTitle.textContent = text('Prove it yourself, in two minutes');
    this.#steps.replaceChildren(...STEPS.map((step) => make('li', text(step))));
  }

  /** Says whether the page can be sealed now. */
  look() {
    if (this.#sealed || this.#busy) return;
    const reason = obstacle();
    this.#seal.setAttribute('aria-disabled', String(reason !== ''));
    if (reason !== '' || !this.#state.classList.contains('failed')) this.#state.textContent = reason;
  }

  async #press() {
    if (this.#busy || this.#sealed || obstacle() !== '') return;
    this.#busy = true;
    this.#state.classList.remove('failed');
    this.#state.textContent = text('Sealing…');
    this.#seal.setAttribute('aria-disabled', 'true');
    try {
      const { guarded } = await sealPage();
      this.#sealed = true;
      this.#onSealed();
      this.#seal.hidden = true;
      this.#check.hidden = false;
      this.#check.focus();
      await this.#tryAll();
      if (!guarded) {
        const alone = text(
          'No service worker is in charge here, so in the engine only the missing functions stand for the seal.',
        );
        this.#state.textContent += ` ${alone}`;
      }
    } catch (error) {
      this.#state.classList.add('failed');
      this.#state.textContent = toldError(error).message;
    } finally {
      this.#busy = false;
    }
  }

  async #tryAll() {
    const rows = await checkSeal();
    const time = dates({ timeStyle: 'medium' }).format(new Date());
    this.#state.textContent = rows.every(({ refused }) => refused)
      ? text('Sealed until this page is reloaded, left or closed. Checked at {time}: every way out is refused.', {
          time,
        })
      : text('At {time} something went through: do not rely on the seal in this browser.', { time });
    this.#outcomes.replaceChildren(
      ...rows.map(({ where, way, refused, outcome }) => {
        const line = make('li', '', refused ? '' : 'bad');
        line.append(make('strong', outcomeText(text(where), text(way), refused)));
        if (outcome) line.append(make('span', outcome, 'outcome'));
        return line;
      }),
    );
  }
}

/**
 * @param {string} where
 * @param {string} way
 * @param {boolean} refused
 */
function outcomeText(where, way, refused) {
  return refused
    ? text('{where}, {way}: refused', { where, way })
    : text('{where}, {way}: it went through', { where, way });
}

function button() {
  const element = make('button');
  element.type = 'button';
  return element;
}
