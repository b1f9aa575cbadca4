/** Starts a worker that reads a document. Apart, since the page in one file has it inside. */

/** @returns {Worker} */
export function startReadingWorker() {
  return new Worker(new URL('../reading/reading-worker.js', import.meta.url), { type: 'module' });
}
