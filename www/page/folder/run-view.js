/** How far the run is: one line, a bar, and the buttons that make sense just now. */

import { byId } from '../elements.js';
import { formatTimeLeft } from '../figures.js';
import { plural, text } from '../language/text.js';

const BUTTONS = /** @type {const} */ (['go-on', 'pause', 'stop', 'retry', 'undo-run', 'zip']);
/** @typedef {typeof BUTTONS[number]} RunButton */

export class RunView {
  #card = byId('run', HTMLElement);
  #state = byId('run-state', HTMLElement);
  #facts = byId('run-facts', HTMLElement);
  #bar = byId('run-progress', HTMLProgressElement);

  /** @param {Record<RunButton, () => void>} actions */
  constructor(actions) {
    for (const name of BUTTONS) byId(name, HTMLButtonElement).addEventListener('click', () => actions[name]());
  }

  hide() {
    this.#card.hidden = true;
  }

  /**
   * @param {string} sentence
   * @param {RunButton[]} buttons
   * @param {number | null} [share] of the work; null: no bar
   */
  show(sentence, buttons, share = null) {
    this.#card.hidden = false;
    if (this.#state.textContent !== sentence) this.#state.textContent = sentence;
    const focused = BUTTONS.find((name) => byId(name, HTMLElement) === document.activeElement);
    for (const name of BUTTONS) byId(name, HTMLButtonElement).hidden = !buttons.includes(name);
    // The button that was pressed has gone: the keyboard stays here.
    if (focused && !buttons.includes(focused)) {
      (buttons.length > 0 ? byId(buttons[0], HTMLElement) : this.#state).focus();
    }
    this.#bar.hidden = share === null;
    if (share !== null) this.#bar.value = share;
  }

  /** @param {string} sentence */
  tell(sentence) {
    if (this.#facts.textContent !== sentence) this.#facts.textContent = sentence;
  }
}

/**
 * @param {{ done: number, failed: number, all: number, left: number | null, hours: number }} figures `hours`: of work
 * @returns {string}
 */
export function progressSentence({ done, failed, all, left, hours }) {
  const parts = [
    plural(all, '{shown} of {n} note', '{shown} of {n} notes', { shown: done + failed }),
    failed > 0 ? text('{n} failed', { n: failed }) : '',
    left === null ? '' : formatTimeLeft(left),
    done > 2 && hours > 0 ? text('{n} notes an hour', { n: done / hours }) : '',
  ];
  return parts.filter(Boolean).join(' · ');
}
