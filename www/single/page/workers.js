/**
 * Stands in for api/workers.js and page/reading-worker.js in the page in one file: workers start from blobs, since browsers
 * refuse scripts from the disk, and get the page's files through a port.
 */

import { fileAnywhere, fileBefore } from './embedded-files.js';

/** @typedef {{ createScriptURL(address: string): string }} Policy */
/** @typedef {{ createPolicy(name: string, rules: Policy): Policy }} PolicyFactory */

/** For Trusted Types: only blobs of this page's own files come here. @type {Policy} */
const policy = (() => {
  const rules = { createScriptURL: (/** @type {string} */ address) => address };
  const factory = /** @type {PolicyFactory | undefined} */ (Reflect.get(globalThis, 'trustedTypes'));
  return factory?.createPolicy('nutshell-files', rules) ?? rules;
})();

/** @type {Map<string, string>} */
const addresses = new Map();

/** @returns {Worker} */
export function startEngineWorker() {
  return start('worker/engine-worker.js', 'nutshell-engine');
}

/** @returns {Worker} */
export function startReadingWorker() {
  return start('reading/reading-worker.js', 'nutshell-reader');
}

/** @returns {never} */
export function startThread() {
  throw new Error('a page from the disk has no threads');
}

/**
 * @param {string} path
 * @param {string} name
 */
function start(path, name) {
  const address = addresses.get(path) ?? URL.createObjectURL(fileBefore(path));
  addresses.set(path, address);
  const worker = new Worker(policy.createScriptURL(address), { name });
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = async ({ data, ports: [answer] }) => answer.postMessage(await fileAnywhere(String(data)));
  worker.postMessage({ files: port2 }, [port2]);
  return worker;
}
