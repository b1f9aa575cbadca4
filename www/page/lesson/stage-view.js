/** What there is to see at one choice: the text so far, and the candidates as bars. */

/** @import { Moment, Recording } from './recording.js' */

import { byId, make } from '../elements.js';
import { formatCount } from '../figures.js';
import { fateText, formatShare, momentSentence, tokenText } from './wording.js';

export class StageView {
  #answer = byId('answer', HTMLElement);
  #rows = byId('candidates', HTMLTableSectionElement);
  #happens = byId('happens', HTMLElement);
  #where = byId('where', HTMLElement);

  /** @param {(choice: number) => void} onToken the person wants to see the choice of a token */
  constructor(onToken) {
    this.#answer.addEventListener('click', ({ target }) => {
      const choice = target instanceof HTMLElement ? target.dataset.choice : undefined;
      if (choice !== undefined) onToken(Number(choice));
    });
  }

  /**
   * @param {Recording} recording
   * @param {number} at the number of a choice
   */
  show(recording, at) {
    const moment = recording.moment(at);
    const parts = recording.parts;
    const part = parts > 1 ? ` · about passage ${moment.part + 1} of ${parts}` : '';
    this.#where.textContent = `Token ${formatCount(at + 1)} of ${formatCount(recording.length)}${part}`;
    this.#showAnswer(moment, at);
    this.#rows.replaceChildren(...moment.candidates.map((_, index) => row(moment, index)));
    this.#happens.textContent = momentSentence(moment);
  }

  /**
   * @param {Moment} moment
   * @param {number} at
   */
  #showAnswer({ tokens, candidates, chosen, kept, finish, attempts }, at) {
    const text = chosen === null ? null : candidates[chosen].text;
    const all = text === null ? tokens : [...tokens, { text, choice: at }];
    // What only shows that a sentence is complete begins another one, which is not wanted.
    const last = finish === 'sentences' && !/[.!?]/.test(text ?? '') ? tokens.length : all.length;
    const elements = all.map(({ text: shown, choice }, index) => {
      const gone = index >= Math.min(kept ?? all.length, last);
      const element = make(gone ? 's' : choice === at ? 'mark' : 'span', shown, 'token');
      element.dataset.choice = String(choice);
      return element;
    });
    // Where nothing is added, the place is marked at which it would have been.
    if (text === null) elements.push(make('mark', chosen === null ? '✗' : '■', 'token'));
    this.#answer.replaceChildren(...elements);
    const again = attempts === 1 ? 'once' : `${formatCount(attempts)} times`;
    if (attempts > 0) this.#answer.append(make('span', ` (taken back ${again} before)`, 'aside'));
    this.#answer.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }
}

/**
 * @param {Moment} moment
 * @param {number} index
 */
function row({ candidates, chosen }, index) {
  const candidate = candidates[index];
  const { text, probability, forbidden } = candidate;
  const taken = index === chosen;
  const tr = make('tr', '', taken ? 'taken' : forbidden ? 'forbidden' : '');
  const name = make('th');
  name.scope = 'row';
  name.append(make(forbidden ? 's' : 'span', tokenText(text), text ? 'piece' : 'aside'));
  const share = make('td', '', 'share');
  const bar = make('progress');
  bar.max = 1;
  bar.value = probability;
  bar.setAttribute('aria-hidden', 'true');
  share.append(bar, make('span', formatShare(probability)));
  tr.append(name, share, make('td', fateText(candidate, taken), 'fate'));
  return tr;
}
