/** Speed measured over the last seconds. */

const WINDOW_MS = 10_000;
const MIN_SPAN_MS = 200;

/** Units per second over a sliding window of ten seconds. */
export class Rate {
  /** @type {Array<{ at: number, count: number }>} */
  #samples = [];

  /**
   * @param {number} count Units so far; a smaller number than before starts the measurement afresh.
   * @param {number} [now] Milliseconds of a monotonic clock.
   */
  record(count, now = performance.now()) {
    const last = this.#samples.at(-1);
    if (last && count < last.count) {
      this.#samples = [];
    }
    this.#samples.push({ at: now, count });
    while (this.#samples.length > 2 && now - this.#samples[1].at > WINDOW_MS) {
      this.#samples.shift();
    }
  }

  /** Units per second; 0 until something was measured. */
  get perSecond() {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || last.at - first.at < MIN_SPAN_MS) {
      return 0;
    }
    return ((last.count - first.count) * 1000) / (last.at - first.at);
  }
}

/**
 * Calls `report` at most every `intervalMs`, and always when `last` is true.
 * @template T
 * @param {(value: T) => void} report
 * @param {number} intervalMs
 * @returns {(value: T, last?: boolean) => void}
 */
export function throttle(report, intervalMs) {
  let before = Number.NEGATIVE_INFINITY;
  return (value, last = false) => {
    const now = performance.now();
    if (last || now - before >= intervalMs) {
      before = now;
      report(value);
    }
  };
}
