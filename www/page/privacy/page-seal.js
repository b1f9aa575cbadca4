/**
 * The seal: page and engine give up the network until the page is reloaded, left or closed. In the page the browser enforces
 * it, by a second content security policy, which can only take away; what stands in for a policy in the engine's worker says
 * shared/seal.js.
 */

/** @import { Tried } from '../../shared/protocol.js' */

import { engine } from '../../api/nutshell.js';
import { askForSeal, PROBE_PATH, takeAway } from '../../shared/seal.js';
import { isReading } from '../document-reader.js';
import { make } from '../elements.js';
import { phrases, text } from '../language/text.js';
import { readersKept } from '../offline.js';

/** Where the page lies. */
const ROOT = new URL('../../', import.meta.url);
/** What reads documents is fetched before, so that they can be read afterwards; not for longer than this. */
const READERS_MS = 20_000;
/** What of the network no policy covers. */
const PAST_POLICIES = ['RTCPeerConnection', 'webkitRTCPeerConnection', 'fetchLater'];

/** @typedef {{ where: 'This page' | 'The engine', way: string, refused: boolean, outcome: string }} Row */

/** Why the page cannot be sealed now; empty where it can. */
export function obstacle() {
  const { state } = engine.status;
  if (state !== 'ready' && state !== 'working')
    return text('Once the model is in memory, this page can do without the network.');
  return isReading() ? text('A file is being read. It can be sealed after that.') : '';
}

/**
 * @returns {Promise<{ guarded: boolean }>} whether the service worker refuses what the engine asks for; where there is none,
 *   only the missing functions stand for that
 */
export async function sealPage() {
  await readersKept(READERS_MS);
  const { guarded } = await engine.seal();
  const workers = guarded && (await askForSeal(ROOT)) ? "'self'" : "'none'";
  const policy = make('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = `default-src 'none'; img-src data:; worker-src ${workers}`;
  document.head.append(policy);
  for (const name of PAST_POLICIES) takeAway(globalThis, name);
  return { guarded };
}

/**
 * Tries the network from the page and from the engine.
 * @returns {Promise<Row[]>}
 */
export async function checkSeal() {
  const engineTried = await engine.checkSeal();
  return [...(await tryFromPage()).map(row(phrases('This page'))), ...engineTried.map(row(phrases('The engine')))];
}

/**
 * @param {Row['where']} where
 * @returns {(tried: Tried) => Row}
 */
function row(where) {
  return (tried) => ({ where, ...tried });
}

/** @returns {Promise<Tried[]>} */
async function tryFromPage() {
  const address = new URL(`${PROBE_PATH}?${Math.random()}`, ROOT).href;
  /** @type {Set<string>} */
  const directives = new Set();
  const note = (/** @type {SecurityPolicyViolationEvent} */ event) => directives.add(event.effectiveDirective);
  document.addEventListener('securitypolicyviolation', note);
  try {
    const byFetch = await fetch(address).then(() => null, String);
    const byImage = await loadImage(`${address}.png`);
    // The browser tells of a violation in a task of its own.
    await new Promise((resolve) => setTimeout(resolve, 100));
    return [
      tried('fetch()', byFetch, directives.has('connect-src')),
      tried(phrases('an image'), byImage, directives.has('img-src')),
    ];
  } finally {
    document.removeEventListener('securitypolicyviolation', note);
  }
}

/**
 * @param {string} way
 * @param {string | null} error
 * @param {boolean} byPolicy
 * @returns {Tried}
 */
function tried(way, error, byPolicy) {
  if (error === null) return { way, refused: false, outcome: '' };
  return { way, refused: true, outcome: byPolicy ? `${error} (the browser keeps to the policy)` : error };
}

/**
 * @param {string} address
 * @returns {Promise<string | null>} null where it has come
 */
function loadImage(address) {
  return new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve(null);
    image.onerror = () => resolve('It does not load');
    image.src = address;
  });
}
