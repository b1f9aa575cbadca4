/**
 * How a worker gives up the network for good. A worker's policy cannot be tightened once it runs, so two things stand in
 * for that: the service worker, which from then on refuses whatever this worker asks for (sw.js), and the functions
 * themselves, which are taken away. Imports nothing.
 */

/** Asked for below the page's own address, this has the service worker seal who asks. It never reaches a server. */
export const SEAL_PATH = 'nutshell-seal';
/** What the check of the seal asks for. There is no such file. */
export const PROBE_PATH = 'nutshell-seal-check';

/**
 * All ways from a worker's script to the network but `import()`, which is syntax, and `importScripts`, which always throws in
 * a worker that is a module, as all of ours are; libraries look for it to know where they are.
 */
const WAYS_OUT = [
  'fetch',
  'fetchLater',
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'EventSource',
  'WebTransport',
  'RTCPeerConnection',
  'Worker',
  'SharedWorker',
  'FontFace',
];
/** These fetch by themselves what is to be kept. */
const CACHE_FETCHES = ['add', 'addAll'];

/** Takes away what a worker's script could reach the network with, for as long as the worker lives. */
export function takeNetworkAway() {
  for (const name of WAYS_OUT) takeAway(globalThis, name);
  const cache = globalThis.Cache?.prototype;
  if (cache) for (const name of CACHE_FETCHES) takeAway(cache, name);
}

/**
 * Has the service worker refuse from now on what the caller's page or worker asks for.
 * @param {URL} root
 * @returns {Promise<boolean>} whether it does
 */
export async function askForSeal(root) {
  try {
    const answer = await fetch(new URL(SEAL_PATH, root), { cache: 'no-store' });
    return answer.status === 200 && (await answer.text()) === SEAL_PATH;
  } catch {
    return false;
  }
}

/**
 * From the object and all that it inherits from, so that no copy is left to call.
 * @param {object} object
 * @param {string} name
 */
export function takeAway(object, name) {
  for (let owner = object; owner && owner !== Object.prototype; owner = Object.getPrototypeOf(owner)) {
    if (Object.hasOwn(owner, name)) {
      Object.defineProperty(owner, name, { value: undefined, writable: false, configurable: false });
    }
  }
}
