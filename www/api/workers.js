/** Starts the workers of the engine and the scorer. Apart, since the page in one file has its workers inside. */

import { scriptAddress } from '../shared/script-address.js';
import { engineAddress, workerAddress } from './places.js';

/** @returns {Worker} */
export function startEngineWorker() {
  return start(engineAddress(), 'nutshell-engine');
}

/**
 * @param {number} index
 * @returns {Worker}
 */
export function startThread(index) {
  return start(workerAddress('pool-thread.js'), `nutshell-thread-${index}`);
}

/** @returns {Worker} */
export function startScorerWorker() {
  return start(workerAddress('scorer-worker.js'), 'nutshell-scorer');
}

/**
 * @param {URL} address
 * @param {string} name
 * @returns {Worker}
 */
function start(address, name) {
  return new Worker(scriptAddress(address), { type: 'module', name });
}
