/** Starts a worker that reads a document. Apart, since the page in one file has it inside. */

import { scriptAddress } from '../shared/script-address.js';

/** @returns {Worker} */
export function startReadingWorker() {
  return new Worker(scriptAddress(new URL('../reading/reading-worker.js', import.meta.url)), { type: 'module' });
}
