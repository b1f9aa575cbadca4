/** The part of the dialog that seals the page and shows that the network is gone. */

import { errorInfo } from '../alerts.js';
import { make } from '../elements.js';
import { checkSeal, obstacle, sealPage } from './page-seal.js';

const clock = new Intl.DateTimeFormat('en', { timeStyle: 'medium' });

const STEPS = [
  'Open the developer tools (F12) and there “Network”. Reload this page and let it load the model: each line is a file of this address.',
  'Press Seal above. Or take the network away: aeroplane mode, the plug, “Offline” in the developer tools.',
  'Empty the list of the developer tools, write a note that nobody has seen before, and summarize it. The list stays empty, and so does the count above.',
  'Ask in the console: fetch("./"). It fails by the policy of this page. Choose nutshell-engine in place of “top” there: it has no fetch any more.',
];

export class SealSwitch {
  #seal = button('Seal this page');
  #check = button('Check again');
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
    const steps = make('ol', '', 'steps');
    steps.append(...STEPS.map((step) => make('li', step)));
    const guide = make('details');
    guide.append(make('summary', 'Prove it yourself, in two minutes'), steps);
    this.elements = [
      make(
        'p',
        'Sealed, this page and its engine give up the network: no script in them can fetch or send anything any more, and ' +
          'summaries go on as before. It lasts until the page is reloaded, left or closed.',
      ),
      actions,
      this.#state,
      this.#outcomes,
      guide,
    ];
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
    this.#state.textContent = 'Sealing…';
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
        this.#state.textContent +=
          ' No service worker is in charge here, so in the engine only the missing functions stand for the seal.';
      }
    } catch (error) {
      this.#state.classList.add('failed');
      this.#state.textContent = errorInfo(error).message;
    } finally {
      this.#busy = false;
    }
  }

  async #tryAll() {
    const rows = await checkSeal();
    const time = clock.format(new Date());
    this.#state.textContent = rows.every(({ refused }) => refused)
      ? `Sealed until this page is reloaded, left or closed. Checked at ${time}: every way out is refused.`
      : `At ${time} something went through: do not rely on the seal in this browser.`;
    this.#outcomes.replaceChildren(
      ...rows.map(({ where, way, refused, outcome }) => {
        const line = make('li', '', refused ? '' : 'bad');
        line.append(make('strong', `${where}, ${way}: ${refused ? 'refused' : 'it went through'}`));
        if (outcome) line.append(make('span', outcome, 'outcome'));
        return line;
      }),
    );
  }
}

/** @param {string} label */
function button(label) {
  const element = make('button', label);
  element.type = 'button';
  return element;
}
