/** Tells a caller of the model's download, as the web's interface does. */

import { asInterface } from './web-idl.js';

/** The web's interface reports the download in steps no finer than this. */
const PROGRESS_STEPS = 0x10000;
let making = false;

/** What a caller's `monitor` function is given: it dispatches `downloadprogress`. */
export class CreateMonitor extends EventTarget {
  /** @type {((event: Event) => void) | null} */
  #handler = null;

  constructor() {
    if (!making) {
      throw new TypeError('Illegal constructor');
    }
    super();
    this.addEventListener('downloadprogress', (event) => this.#handler?.call(this, event));
  }

  get ondownloadprogress() {
    return this.#handler;
  }

  set ondownloadprogress(handler) {
    this.#handler = typeof handler === 'function' ? handler : null;
  }
}
asInterface('CreateMonitor', CreateMonitor, [], ['ondownloadprogress']);

/**
 * Passes the download on to the caller: 0 first, 1 last, never backwards, and nothing once the signal is aborted. What was
 * here before does not count.
 * @param {import('./nutshell.js').Engine} engine
 * @param {(monitor: CreateMonitor) => unknown} monitor Called at once; what it throws is passed on.
 * @param {AbortSignal | undefined} signal
 * @returns {{ begin: () => void, end: (done: boolean) => void }}
 */
export function watchDownload(engine, monitor, signal) {
  making = true;
  const target = new CreateMonitor();
  making = false;
  monitor(target);
  let before = -1;
  /** @type {number | null} */
  let start = null;
  const tell = (/** @type {number} */ share) => {
    const loaded = Math.floor(share * PROGRESS_STEPS) / PROGRESS_STEPS;
    if (loaded > before && !signal?.aborted) {
      before = loaded;
      target.dispatchEvent(new ProgressEvent('downloadprogress', { lengthComputable: true, loaded, total: 1 }));
    }
  };
  const onProgress = (/** @type {Event} */ event) => {
    const { phase, done, total } = /** @type {CustomEvent<import('./nutshell.js').Progress>} */ (event).detail;
    // Not before: where there is no model, nothing is told.
    tell(0);
    if (phase !== 'download') return;
    start ??= Math.min(done, total);
    const share = total > start ? (done - start) / (total - start) : 0;
    // The last step is kept for when the model can be used.
    tell(Math.min(share, 1 - 1 / PROGRESS_STEPS));
  };
  return {
    begin: () => engine.addEventListener('progress', onProgress),
    end: (done) => {
      engine.removeEventListener('progress', onProgress);
      if (!done) return;
      tell(0);
      tell(1);
    },
  };
}
