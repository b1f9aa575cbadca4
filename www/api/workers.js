/** Starts the workers of the engine and the scorer. Apart, since the page in one file has its workers inside. */

/** @returns {Worker} */
export function startEngineWorker() {
  return new Worker(new URL('../worker/engine-worker.js', import.meta.url), { type: 'module', name: 'nutshell-engine' });
}

/**
 * @param {number} index
 * @returns {Worker}
 */
export function startThread(index) {
  const name = `nutshell-thread-${index}`;
  return new Worker(new URL('../worker/pool-thread.js', import.meta.url), { type: 'module', name });
}

/** @returns {Worker} */
export function startScorerWorker() {
  return new Worker(new URL('../worker/scorer-worker.js', import.meta.url), { type: 'module', name: 'nutshell-scorer' });
}
