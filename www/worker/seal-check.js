/** The check of the seal from inside a worker: how each way to the network ends. */

import { PROBE_PATH } from '../shared/seal.js';

/** Where the page lies. */
const ROOT = new URL('../', import.meta.url);

/** @typedef {import('../shared/protocol.js').Tried} Tried */

/** @returns {Promise<Tried[]>} */
export async function checkSeal() {
  const address = new URL(`${PROBE_PATH}?${Math.random()}`, ROOT).href;
  return [
    await attempt('fetch()', () => fetch(address)),
    await attempt('XMLHttpRequest', () => {
      const request = new XMLHttpRequest();
      request.open('GET', address, false);
      request.send();
    }),
    await attempt('WebSocket', () => new WebSocket(address.replace(/^http/, 'ws')).close()),
    await attempt('import()', () => import(address)),
  ];
}

/**
 * @param {string} way
 * @param {() => unknown} task
 * @returns {Promise<Tried>}
 */
async function attempt(way, task) {
  try {
    await task();
    return { way, refused: false, outcome: '' };
  } catch (error) {
    return { way, refused: true, outcome: String(error) };
  }
}
