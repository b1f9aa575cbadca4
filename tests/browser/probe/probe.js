/** Runs one engine worker for each question; the test asks through `window.probe`. */

/**
 * @param {Record<string, unknown>} question See probe-worker.js.
 * @returns {Promise<unknown>}
 */
function probe(question) {
  const worker = new Worker('probe-worker.js', { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => ('error' in data ? reject(new Error(data.error)) : resolve(data.answer));
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}

Object.assign(window, { probe });
