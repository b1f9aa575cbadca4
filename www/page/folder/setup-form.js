/** What a person chooses for a run, in the form. */

/** @import { RunOptions } from '../../batch/options.js' */

import { DEFAULT_OPTIONS } from '../../batch/options.js';
import { parsePatterns } from '../../batch/patterns.js';
import { nextTime } from '../../batch/schedule.js';
import { byId } from '../elements.js';
import { text } from '../language/text.js';

const MEGABYTE = 1e6;

export class SetupForm {
  #kind = byId('kind', HTMLSelectElement);
  #length = byId('length', HTMLSelectElement);
  #startAt = byId('start-at', HTMLInputElement);
  #include = byId('include', HTMLInputElement);
  #exclude = byId('exclude', HTMLInputElement);
  #maxSize = byId('max-size', HTMLInputElement);
  #mains = byId('mains', HTMLInputElement);
  #again = byId('again', HTMLInputElement);
  #start = byId('start', HTMLButtonElement);

  /**
   * @param {() => void} onStart
   * @param {() => void} onChange other notes may be meant now
   */
  constructor(onStart, onChange) {
    const form = byId('setup', HTMLFormElement);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#start.getAttribute('aria-disabled') !== 'true') onStart();
    });
    form.addEventListener('change', (event) => {
      this.#label();
      if (event.target !== this.#startAt && event.target !== this.#mains && form.checkValidity()) onChange();
    });
    byId('mains-field', HTMLElement).hidden = !('getBattery' in navigator);
  }

  /** @returns {RunOptions} */
  get options() {
    return {
      type: /** @type {RunOptions['type']} */ (this.#kind.value),
      length: /** @type {RunOptions['length']} */ (this.#length.value),
      include: parsePatterns(this.#include.value),
      exclude: parsePatterns(this.#exclude.value),
      maxBytes: Number(this.#maxSize.value) * MEGABYTE || DEFAULT_OPTIONS.maxBytes,
      mainsOnly: this.#mains.checked,
    };
  }

  set options({ type, length, include, exclude, maxBytes, mainsOnly }) {
    this.#kind.value = type;
    this.#length.value = length;
    this.#include.value = include.join(', ');
    this.#exclude.value = exclude.join(', ');
    this.#maxSize.value = String(maxBytes / MEGABYTE);
    this.#mains.checked = mainsOnly;
  }

  /** Summarize all, whatever has changed. */
  get again() {
    return this.#again.checked;
  }

  /** When to start; null: now. */
  get startAt() {
    return nextTime(this.#startAt.value, new Date());
  }

  /** Forgets what was meant for one run only. */
  settle() {
    this.#again.checked = false;
    this.#startAt.value = '';
    this.#label();
  }

  /** @param {boolean} busy */
  setBusy(busy) {
    this.#start.setAttribute('aria-disabled', String(busy));
  }

  relabel() {
    this.#label();
  }

  #label() {
    this.#start.textContent =
      this.#startAt.value === '' ? text('Start') : text('Start at {time}', { time: this.#startAt.value });
  }
}
