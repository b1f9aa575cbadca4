/** The progress of a model's way into memory. */

import { Rate } from './rate.js';

/** Turns bytes fetched and bytes pushed into one progress with the slower one's ETA. */
export class LoadProgress {
  #total;
  #report;
  #downloading = false;
  #here = 0;
  #pushedBytes = 0;
  #fetchRate = new Rate();
  #pushRate = new Rate();

  /**
   * @param {number} total Bytes of the model.
   * @param {import('./load-model.js').LoadContext} context
   */
  constructor(total, { onProgress }) {
    this.#total = total;
    this.#report = onProgress;
    this.#pushRate.record(0);
  }

  /**
   * @param {number} here
   * @param {boolean} downloading
   */
  fetched(here, downloading) {
    this.#here = here;
    this.#downloading = downloading;
    if (downloading) {
      this.#fetchRate.record(here);
    }
    this.#tell();
  }

  /** @param {number} bytes */
  pushed(bytes) {
    this.#pushedBytes += bytes;
    this.#pushRate.record(this.#pushedBytes);
    this.#tell();
  }

  #tell() {
    const [done, rate] = this.#downloading
      ? [this.#here, this.#fetchRate.perSecond]
      : [this.#pushedBytes, this.#pushRate.perSecond];
    const eta = rate > 0 ? (this.#total - done) / rate : null;
    const phase = this.#downloading ? 'download' : 'load';
    this.#report({ phase, done, total: this.#total, unit: 'bytes', rate, eta }, done === this.#total);
  }
}
