/** Notices that a run has become slower than it was: something else uses the processor, or the device saves power. */

/** So many notes are looked at together, */
const LATELY = 5;
/** and compared with those before, if there are so many. */
const BEFORE = 10;
/** So many times slower counts as slow, and so little as not slow any more. */
const SLOW = 2;
const AGAIN = 1.3;
/** What a note costs by itself, in bytes of text. */
const NOTE_BYTES = 1500;

export class Pace {
  /** Seconds for a byte, of each note. @type {number[]} */
  #costs = [];
  #slow = false;

  /**
   * @param {number} bytes of its text
   * @param {number} seconds
   * @returns {'slower' | 'recovered' | null} said once
   */
  record(bytes, seconds) {
    this.#costs.push(seconds / (bytes + NOTE_BYTES));
    if (this.#costs.length < LATELY + BEFORE) return null;
    const ratio = median(this.#costs.slice(-LATELY)) / median(this.#costs.slice(0, -LATELY));
    if (!this.#slow && ratio > SLOW) {
      this.#slow = true;
      return 'slower';
    }
    if (this.#slow && ratio < AGAIN) {
      this.#slow = false;
      return 'recovered';
    }
    return null;
  }
}

/** @param {number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
