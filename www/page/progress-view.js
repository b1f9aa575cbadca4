/** The bar and the line that say how far the work is. Both have their place when nothing runs, so nothing moves. */

/** @import { Progress } from '../api/nutshell.js' */

import { announce } from './announcer.js';
import { byId } from './elements.js';
import { formatCount, formatMegabytes, formatTimeLeft } from './figures.js';

/** Said once when a phase begins; the figures are on the bar for who asks. */
const SPOKEN = { download: 'Downloading the model', load: 'Loading the model', read: 'Reading', write: 'Writing' };

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
    this.#bar.setAttribute('aria-valuetext', 'Starting…');
    this.#line.textContent = 'Starting…';
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
    if (phase !== this.#phase) announce(SPOKEN[phase]);
    this.#phase = phase;
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
  const left = eta === null ? '' : `, ${formatTimeLeft(eta)}`;
  switch (phase) {
    case 'download':
      return `Downloading the model: ${formatCount(done / 1e6)} of ${formatMegabytes(total)}${left}`;
    case 'load':
      return `Loading the model: ${formatCount(done / 1e6)} of ${formatMegabytes(total)}${left}`;
    case 'read':
      return `Reading: ${formatCount(done)} of ${formatCount(total)} tokens${left}`;
    case 'write':
      return `Writing: ${formatCount(done)} of at most ${formatCount(total)} tokens${left}`;
  }
}
