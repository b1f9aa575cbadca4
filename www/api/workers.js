/** Starts the workers of the engine and the scorer. Apart, since the page in one file has its workers inside. */

import { engineAddress, workerAddress } from './places.js';

/** @typedef {{ createScriptURL(address: string): string }} ScriptPolicy */
/** @typedef {{ createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy }} PolicyFactory */

/** For pages with `trusted-types nutshell; require-trusted-types-for 'script'`. @type {ScriptPolicy | null} */
let policy = null;

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

/** @returns {ScriptPolicy | null} */
function scriptPolicy() {
  const factory = /** @type {PolicyFactory | undefined} */ (Reflect.get(globalThis, 'trustedTypes'));
  try {
    // Only addresses of this module come here, so there is nothing to check.
    return factory?.createPolicy('nutshell', { createScriptURL: (text) => text }) ?? null;
  } catch {
    // The page allows no such policy: perhaps it needs none.
    return null;
  }
}

/**
 * @param {URL} address
 * @param {string} name
 * @returns {Worker}
 */
function start(address, name) {
  policy ??= scriptPolicy();
  return new Worker(policy?.createScriptURL(address.href) ?? address.href, { type: 'module', name });
}
