/** How far a test is, and how long the rest will take, from what the notes before it took. */

/** Besides its length, a note costs about what reading so many characters does: its summary has to be written. */
const WRITING = 1500;

export class TimeLeft {
  #costs;
  #done = 0;
  #spentMs = 0;
  #spent = 0;

  /** @param {number[]} lengths of the notes, in the order of the test */
  constructor(lengths) {
    this.#costs = lengths.map((length) => length + WRITING);
  }

  /** @param {number} ms that the next note took */
  finished(ms) {
    this.#spent += this.#costs[this.#done] ?? 0;
    this.#spentMs += ms;
    this.#done += 1;
  }

  /**
   * @param {number} ms that the note under way has taken so far
   * @returns {{ share: number, seconds: number | null }} seconds: null until a note is done
   */
  at(ms) {
    const whole = this.#costs.reduce((sum, cost) => sum + cost, 0);
    const current = this.#costs[this.#done] ?? 0;
    if (this.#spent === 0) return { share: 0, seconds: null };
    const perCost = this.#spentMs / this.#spent;
    // A note that takes longer than was thought is nearly done, for all that is known.
    const underWay = Math.min(ms / perCost, current * 0.95);
    const spent = this.#spent + underWay;
    return { share: spent / whole, seconds: ((whole - spent) * perCost) / 1000 };
  }
}
