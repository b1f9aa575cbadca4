/**
 * How long a run will take still, from what its notes have taken so far: a note costs something by itself and something for
 * each byte of its text (both fitted to the notes that are done), and as many at once as have been measured. What is shown
 * moves towards each new estimate, so it does not jump.
 *
 * Sizes are of the text in UTF-8. Until a note is read, a text file is taken for its own text; of a document, whose file
 * says little (pictures, compression, markup), the text is taken to be as long as that of those of its kind so far.
 */

/** Over so many seconds what is shown catches up with a new estimate. */
const CALM = 20;

/** From this share of a first note on, an estimate is worth something. */
const ENOUGH = 0.2;

/** Files that are text, not documents. */
const TEXT = /\.(txt|md|markdown)$/i;

/** No note has more text than this. */
const LONGEST = 1_000_000;

/** The text of a document of a kind that none was read of: two or three pages. */
const TYPICAL = 6000;

/** @typedef {{ path: string, bytes: number }} File `bytes`: of the file. */
/**
 * @typedef {object} Working
 * @property {File} file
 * @property {number | null} text Bytes of its text; null until it is read.
 * @property {number} begun In seconds of active time.
 * @property {number} share
 */

export class Eta {
  /** The notes that are not begun. @type {Map<string, File>} */
  #waiting;
  /** Texts that were read, by the kind of document. @type {Map<string, { count: number, bytes: number }>} */
  #read = new Map();
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

  /** @param {File[]} notes that are to be done */
  constructor(notes) {
    this.#waiting = new Map(notes.map(({ path, bytes }) => [path, { path, bytes }]));
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
   * @param {number} [text] bytes of its text, once it is read
   */
  work(path, share, text) {
    const file = this.#waiting.get(path) ?? { path, bytes: 0 };
    const working = this.#working.get(path) ?? { file, text: null, begun: this.#active, share: 0 };
    this.#waiting.delete(path);
    this.#working.set(path, working);
    working.share = Math.max(working.share, share);
    if (text === undefined || working.text !== null) return;
    working.text = text;
    const read = this.#read.get(kindOf(path)) ?? { count: 0, bytes: 0 };
    this.#read.set(kindOf(path), { count: read.count + 1, bytes: read.bytes + text });
  }

  /**
   * The note is over: summarized, or failed at once, which says nothing about the others.
   * @param {string} path
   * @param {boolean} summarized
   * @returns {number} bytes of its text, as far as known
   */
  end(path, summarized) {
    const working = this.#working.get(path);
    this.#working.delete(path);
    this.#waiting.delete(path);
    if (!working) return 0;
    const bytes = this.#sizeOf(working);
    if (summarized) this.#done.push({ bytes, seconds: this.#active - working.begun });
    return bytes;
  }

  /**
   * The note is not worked on any more, but will be.
   * @param {string} path
   */
  putBack(path) {
    const working = this.#working.get(path);
    if (!working) return;
    this.#working.delete(path);
    this.#waiting.set(path, working.file);
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

  /** @param {Pick<Working, 'file' | 'text'>} note */
  #sizeOf({ file: { path, bytes }, text }) {
    if (text !== null) return text;
    if (TEXT.test(path)) return Math.min(bytes, LONGEST);
    const read = this.#read.get(kindOf(path));
    return Math.min(bytes, read ? read.bytes / read.count : TYPICAL);
  }

  #estimate() {
    const working = [...this.#working.values()].map((one) => ({ ...one, bytes: this.#sizeOf(one) }));
    const begun = working.filter(({ share }) => share >= ENOUGH);
    // Until a note is done, those in progress say what there is to say.
    const known =
      this.#done.length > 0
        ? this.#done
        : begun.map(({ bytes, begun: at, share }) => ({ bytes, seconds: (this.#active - at) / share }));
    if (known.length === 0) return null;
    const cost = fit(known);
    const part = (/** @type {{ bytes: number, share: number }} */ { bytes, share }) => cost(bytes) * share;
    const gone =
      this.#done.reduce((sum, { bytes }) => sum + cost(bytes), 0) + working.reduce((sum, one) => sum + part(one), 0);
    const all = (/** @type {number[]} */ sizes) => sizes.reduce((sum, bytes) => sum + cost(bytes), 0);
    const waiting = [...this.#waiting.values()].map((file) => this.#sizeOf({ file, text: null }));
    const rest = all(waiting) + working.reduce((sum, one) => sum + cost(one.bytes) - part(one), 0);
    return gone > 0 ? (rest * this.#active) / gone : null;
  }
}

/**
 * What the name ends with.
 * @param {string} path
 */
function kindOf(path) {
  return path.slice(path.lastIndexOf('.')).toLowerCase();
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
