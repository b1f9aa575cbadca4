/**
 * How long a run will take still, from what its notes have taken so far: a note costs something by itself and something for
 * each byte (both fitted to the notes that are done), and as many at once as have been measured. What is shown moves
 * towards each new estimate, so it does not jump.
 */

/** Over so many seconds what is shown catches up with a new estimate. */
const CALM = 20;

/** From this share of a first note on, an estimate is worth something. */
const ENOUGH = 0.2;

/** @typedef {{ bytes: number, begun: number, share: number }} Working `begun`: in seconds of active time. */

export class Eta {
  /** Bytes of the notes that are not begun. @type {Map<string, number>} */
  #waiting;
  /** @type {Map<string, Working>} */
  #working = new Map();
  /** @type {{ bytes: number, seconds: number }[]} */
  #done = [];
  /** Seconds that the run was not paused, up to #at. */
  #active = 0;
  /** @type {number | null} ms of any clock; null while paused */
  #at = null;
  /** @type {{ left: number, at: number } | null} `at`: active seconds */
  #shown = null;

  /** @param {{ path: string, bytes: number }[]} notes that are to be done */
  constructor(notes) {
    this.#waiting = new Map(notes.map(({ path, bytes }) => [path, bytes]));
  }

  /**
   * Time goes by.
   * @param {number} now ms of a clock that does not go back
   * @param {boolean} running false: it does not count until the next call
   */
  tick(now, running) {
    if (this.#at !== null) this.#active += Math.max(0, now - this.#at) / 1000;
    this.#at = running ? now : null;
  }

  /**
   * @param {string} path
   * @param {number} share of it that is done
   */
  work(path, share) {
    const working = this.#working.get(path);
    if (working) {
      working.share = Math.max(working.share, share);
      return;
    }
    const bytes = this.#waiting.get(path) ?? 0;
    this.#waiting.delete(path);
    this.#working.set(path, { bytes, begun: this.#active, share });
  }

  /**
   * The note is over: summarized, or failed at once, which says nothing about the others.
   * @param {string} path
   * @param {boolean} summarized
   */
  end(path, summarized) {
    const working = this.#working.get(path);
    this.#working.delete(path);
    this.#waiting.delete(path);
    if (working && summarized) this.#done.push({ bytes: working.bytes, seconds: this.#active - working.begun });
  }

  /**
   * The note is not worked on any more, but will be.
   * @param {string} path
   */
  putBack(path) {
    const working = this.#working.get(path);
    if (!working) return;
    this.#working.delete(path);
    this.#waiting.set(path, working.bytes);
  }

  /** Seconds that the run was not paused. */
  get active() {
    return this.#active;
  }

  /**
   * What to show now.
   * @returns {number | null} seconds; null until there is anything to go by
   */
  left() {
    const estimate = this.#estimate();
    if (estimate === null) return null;
    if (this.#shown === null) {
      this.#shown = { left: estimate, at: this.#active };
    } else {
      const passed = this.#active - this.#shown.at;
      const expected = Math.max(0, this.#shown.left - passed);
      const left = expected + (estimate - expected) * (1 - Math.exp(-passed / CALM));
      this.#shown = { left, at: this.#active };
    }
    return this.#shown.left;
  }

  #estimate() {
    const working = [...this.#working.values()];
    const begun = working.filter(({ share }) => share >= ENOUGH);
    // Until a note is done, those in progress say what there is to say.
    const known =
      this.#done.length > 0
        ? this.#done
        : begun.map(({ bytes, begun: at, share }) => ({ bytes, seconds: (this.#active - at) / share }));
    if (known.length === 0) return null;
    const cost = fit(known);
    const part = (/** @type {Working} */ { bytes, share }) => cost(bytes) * share;
    const gone =
      this.#done.reduce((sum, { bytes }) => sum + cost(bytes), 0) + working.reduce((sum, one) => sum + part(one), 0);
    const all = (/** @type {number[]} */ sizes) => sizes.reduce((sum, bytes) => sum + cost(bytes), 0);
    const rest = all([...this.#waiting.values()]) + working.reduce((sum, one) => sum + cost(one.bytes) - part(one), 0);
    return gone > 0 ? (rest * this.#active) / gone : null;
  }
}

/**
 * Seconds of a note by its bytes: the straight line through what is known that falls nowhere below the axes.
 * @param {{ bytes: number, seconds: number }[]} known at least one
 * @returns {(bytes: number) => number}
 */
function fit(known) {
  const mean = (/** @type {(one: { bytes: number, seconds: number }) => number} */ of) =>
    known.reduce((sum, one) => sum + of(one), 0) / known.length;
  const bytes = mean((one) => one.bytes);
  const seconds = mean((one) => one.seconds);
  const spread = mean((one) => (one.bytes - bytes) ** 2);
  const together = mean((one) => (one.bytes - bytes) * (one.seconds - seconds));
  const steepest = bytes > 0 ? seconds / bytes : 0;
  // Of notes of one size nothing can be told about others: half is taken to be for the bytes.
  const slope =
    known.length > 2 && spread > (bytes / 10) ** 2 ? Math.min(Math.max(together / spread, 0), steepest) : steepest / 2;
  return (size) => Math.max(seconds + slope * (size - bytes), seconds / 100);
}
