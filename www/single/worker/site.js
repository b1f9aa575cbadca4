/** Stands in for worker/site.js in the page in one file: scripts are in the worker's bundle, files in the page. */

import { NutshellError } from '../../shared/errors.js';
import { SCRIPTS } from './scripts.js';

/** What the page starts this worker with. @type {Promise<MessagePort>} */
const port = new Promise((resolve) => {
  const first = (/** @type {MessageEvent<{ files: MessagePort }>} */ event) => {
    // Nobody else in this worker knows of it.
    event.stopImmediatePropagation();
    resolve(event.data.files);
  };
  self.addEventListener('message', first, { once: true });
});

/**
 * @param {string} path A script's path in the site.
 * @returns {Promise<any>} its exports
 */
export async function siteScript(path) {
  if (!Object.hasOwn(SCRIPTS, path)) throw new Error(`${path} is not in this page`);
  return SCRIPTS[path]();
}

/**
 * @param {string} path A file's path in the site.
 * @param {AbortSignal} [signal]
 * @returns {Promise<Response>}
 */
export async function siteFile(path, signal) {
  const { port1, port2 } = new MessageChannel();
  /** @type {Promise<Blob | null>} */
  const answer = new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
  (await port).postMessage(path, [port2]);
  const file = await answer;
  port1.close();
  signal?.throwIfAborted();
  if (!file) throw damaged(path);
  return new Response(file);
}

/**
 * What a person is told of a file that was not copied whole.
 * @param {string} path
 */
export function damaged(path) {
  return new NutshellError('model-corrupt', {
    message: 'The file that this page is in is damaged or was not copied whole. Copy it again, and open the copy.',
    detail: path,
  });
}
