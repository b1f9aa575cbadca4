/** Goes through a recording: step by step, by itself, or by the slider. Dispatches `change`. */

export class Player extends EventTarget {
  #length = 0;
  #at = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  /** Milliseconds a choice. */
  #pace = 700;

  get at() {
    return this.#at;
  }

  get length() {
    return this.#length;
  }

  get playing() {
    return this.#timer !== undefined;
  }

  get atEnd() {
    return this.#at >= this.#length - 1;
  }

  /**
   * Takes another recording, or more of it.
   * @param {number} length
   * @param {number} at
   */
  open(length, at) {
    this.pause();
    this.#length = length;
    this.#at = Math.max(0, Math.min(at, length - 1));
    this.#changed();
  }

  /** @param {number} at */
  go(at) {
    const to = Math.max(0, Math.min(at, this.#length - 1));
    if (to === this.#at) return;
    this.#at = to;
    this.#changed();
  }

  /** From the beginning where it is at its end. */
  play() {
    if (this.playing || this.#length === 0) return;
    if (this.atEnd) this.#at = 0;
    this.#start();
    this.#changed();
  }

  pause() {
    if (!this.playing) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#changed();
  }

  /** @param {number} pace milliseconds a choice */
  setPace(pace) {
    this.#pace = pace;
    if (!this.playing) return;
    clearInterval(this.#timer);
    this.#start();
  }

  #start() {
    this.#timer = setInterval(() => {
      this.go(this.#at + 1);
      if (this.atEnd) this.pause();
    }, this.#pace);
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
