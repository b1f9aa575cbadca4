/** The bar and the line that say how far the work is. Both have their place when nothing runs, so nothing moves. */

/** @import { Progress } from '../api/nutshell.js' */

import { announce } from './announcer.js';
import { byId } from './elements.js';
import { formatMegabytes, formatTimeLeft } from './figures.js';
import { phrases, text } from './language/text.js';

/** Said once when a phase begins; the figures are on the bar for who asks. */
const SPOKEN = phrases({
  download: 'Downloading the model',
  load: 'Loading the model',
  read: 'Reading',
  write: 'Writing',
});

/** Figures that change faster cannot be read. */
const LABEL_MS = 200;

export class ProgressView {
  #bar = byId('progress', HTMLProgressElement);
  #line = byId('state', HTMLElement);
  /** @type {Progress['phase'] | null} */
  #phase = null;
  #labelled = 0;

  /** Work has begun that has not been measured yet. */
  begin() {
    this.#phase = null;
    this.#bar.hidden = false;
    this.#bar.removeAttribute('value');
    this.#bar.setAttribute('aria-valuetext', text('Starting…'));
    this.#line.textContent = text('Starting…');
  }

  /** @param {Progress} progress */
  show(progress) {
    const { phase, done, total } = progress;
    this.#bar.hidden = false;
    if (total > 0) this.#bar.value = Math.min(1, done / total);
    else this.#bar.removeAttribute('value');
    const now = performance.now();
    if (phase === this.#phase && now - this.#labelled < LABEL_MS && done < total) return;
    this.#labelled = now;
    const label = progressLabel(progress);
    this.#line.textContent = label;
    this.#bar.setAttribute('aria-valuetext', label);
    if (phase !== this.#phase) announce(text(SPOKEN[phase]));
    this.#phase = phase;
  }

  /**
   * Says it in another language: at once while nothing is measured, else with the next figures.
   * @param {string} sentence
   */
  relabel(sentence) {
    if (this.#bar.hidden) this.#line.textContent = sentence;
    this.#labelled = 0;
  }

  /** @param {string} sentence what there is to say while nothing runs */
  rest(sentence) {
    this.#phase = null;
    this.#bar.hidden = true;
    this.#line.textContent = sentence;
  }
}

/**
 * @param {Progress} progress
 * @returns {string}
 */
export function progressLabel({ phase, done, total, eta }) {
  const label = doneLabel(phase, done, total);
  return eta === null ? label : text('{label}, {left}', { label, left: formatTimeLeft(eta) });
}

/**
 * @param {Progress['phase']} phase
 * @param {number} done
 * @param {number} total
 */
function doneLabel(phase, done, total) {
  switch (phase) {
    case 'download':
      return text('Downloading the model: {done} of {total}', { done: done / 1e6, total: formatMegabytes(total) });
    case 'load':
      return text('Loading the model: {done} of {total}', { done: done / 1e6, total: formatMegabytes(total) });
    case 'read':
      return text('Reading: {done} of {total} tokens', { done, total });
    case 'write':
      return text('Writing: {done} of at most {total} tokens', { done, total });
  }
}
