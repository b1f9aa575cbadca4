/** Runs one engine worker for each question; the test asks through `window.probe`. */

// @ts-expect-error: the site's own, which the probe is put into.
import { ThreadPool } from './api/thread-pool.js';

/**
 * @param {Record<string, unknown>} question See probe-worker.js.
 * @returns {Promise<unknown>}
 */
function probe(question) {
  const worker = new Worker('probe-worker.js', { type: 'module' });
  /** @type {ThreadPool | undefined} */
  let threads;
  return new Promise((resolve, reject) => {
    threads = new ThreadPool(worker, (/** @type {string} */ detail) => reject(new Error(detail)));
    worker.addEventListener('message', ({ data }) => {
      if ('error' in data) reject(new Error(data.error));
      else if ('answer' in data) resolve(data.answer);
    });
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(question);
  }).finally(() => {
    worker.terminate();
    threads?.end();
  });
}

Object.assign(window, { probe });
