/**
 * The service worker: keeps the page for offline use, and gives every answer the headers that make the page
 * cross-origin isolated (without which a browser grants no threads) where the host does not send them.
 *
 * A version of the page is one cache, filled as a whole at install and verified file by file; a new one waits until the
 * page says `skip-waiting`. What reads documents is large and comes after that, when the page says `keep-readers`.
 * Models are kept by worker/model-cache.js, not here.
 *
 * A page or worker that asks for `nutshell-seal` (shared/seal.js) gets nothing from the network after that: a script of
 * this version that is kept here, for a new worker, and of all else an error.
 */

importScripts('sw-files.js');

/** @typedef {{ path: string, sha256: string, bytes: number }} ShellFile */

const sw = /** @type {ServiceWorkerGlobalScope & { NUTSHELL_FILES: { version: string, files: ShellFile[] } }} */ (
  /** @type {unknown} */ (self)
);

const SCOPE = new URL(sw.registration.scope);
const APP_PREFIX = 'nutshell-app-';
const MODEL_PREFIX = 'nutshell-model-';
// The scope keeps several copies of the page on one origin apart.
const APP_CACHE = `${APP_PREFIX}${sw.NUTSHELL_FILES.version}@${SCOPE.pathname}`;
const INDEX = 'index.html';
const CATALOG = 'models/catalog.json';
const MODELS = 'models/';
/** Only needed for a model of another architecture, or for Asian fonts: fetched and kept when that happens. */
const ON_DEMAND = ['engine/slow/', 'vendor/pdfjs/cmaps/'];
/** What reads documents: kept in the background, so that it is there without a network too. */
const READERS = ['vendor/fflate.js', 'vendor/mammoth.js', 'vendor/pdfjs/', 'vendor/postal-mime/'];
const PARALLEL = 6;
const SEAL = 'nutshell-seal';
/** Names of sealed clients, since this worker may be ended and started at any time. */
const SEALED_CACHE = `nutshell-sealed@${SCOPE.pathname}`;

const ISOLATION = Object.freeze({
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
});
/** A worker does not inherit the policy of the page's <meta>: it takes that of its script's answer. */
const SCRIPT_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; base-uri 'none'; " +
  "form-action 'none'";

/** That of a worker which a sealed page starts. */
const SEALED_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'none'";

/** As in tooling/headers.js. */
const PERMISSIONS =
  'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), ' +
  'idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), ' +
  'publickey-credentials-get=(), serial=(), usb=(), xr-spatial-tracking=()';

/** What a <meta> cannot say; the rest of the page's policy is in its own. */
const FRAME_POLICY = "frame-ancestors 'self'";

const SHELL = new Map(
  sw.NUTSHELL_FILES.files.filter(({ path }) => !path.startsWith(MODELS)).map((file) => [file.path, file]),
);

sw.addEventListener('install', (event) => {
  event.waitUntil(install());
});

sw.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});

sw.addEventListener('message', (event) => {
  if (event.data?.type === 'skip-waiting') {
    event.waitUntil(sw.skipWaiting());
  } else if (event.data?.type === 'keep-readers') {
    keeping ??= keepReaders().finally(() => {
      keeping = null;
    });
    event.waitUntil(keeping.then(() => event.ports[0]?.postMessage('kept')));
  } else if (event.data?.type === 'other-windows') {
    event.waitUntil(otherWindows(event.source).then((count) => event.ports[0]?.postMessage(count)));
  }
});

sw.addEventListener('fetch', (event) => {
  const path = ownPath(event.request.url);
  // Whoever goes to another page, or reloads this one, ends the seal.
  const isSealed = () => sealed.has(event.clientId) && event.request.mode !== 'navigate';
  if (path === SEAL) {
    event.respondWith(seal(event.clientId));
  } else if (isSealed()) {
    event.respondWith(fromDevice(event, path));
  } else if (sealedKnown) {
    const answer = answerTo(event.request, path);
    if (answer) event.respondWith(answer);
  } else {
    event.respondWith(
      readSealed.then(() =>
        isSealed() ? fromDevice(event, path) : (answerTo(event.request, path) ?? fetch(event.request)),
      ),
    );
  }
});

/**
 * Null for what the browser should fetch as if there were no service worker.
 * @param {Request} request
 * @param {string | null} path
 * @returns {Promise<Response> | null}
 */
function answerTo(request, path) {
  if (path === null || request.method !== 'GET' || request.headers.has('Range')) {
    return null;
  }
  if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') {
    return null;
  }
  if (path === CATALOG) {
    return catalog(request);
  }
  if (path.startsWith(MODELS)) {
    // Shards are data for fetch(), which needs no headers: a long download must not hang on this worker's life.
    return null;
  }
  if (request.mode === 'navigate') {
    return navigation(request, path);
  }
  return SHELL.has(path) ? shellFile(path, request) : fromNetwork(request, path);
}

// ---- Sealed clients -------------------------------------------------------------------------------------------------

/** Ids of clients that have given up the network. @type {Set<string>} */
const sealed = new Set();
let sealedKnown = false;
const readSealed = (async () => {
  try {
    if (await caches.has(SEALED_CACHE)) {
      const kept = await (await caches.open(SEALED_CACHE)).keys();
      const ids = kept.map(({ url }) => decodeURIComponent(new URL(url).search.slice(1)));
      // Without a window of this site there is nobody left whom they could name.
      if ((await windows()).length === 0) await caches.delete(SEALED_CACHE);
      else for (const id of ids) sealed.add(id);
    }
  } catch {
    // No storage: then they are known for as long as this worker lives.
  }
  sealedKnown = true;
})();

/**
 * @param {string} client
 * @returns {Promise<Response>} which says so
 */
async function seal(client) {
  if (client === '') {
    return Response.error();
  }
  sealed.add(client);
  try {
    const cache = await caches.open(SEALED_CACHE);
    await cache.put(`${address(SEAL)}?${encodeURIComponent(client)}`, new Response(''));
  } catch {
    // No room: it is sealed for as long as this worker lives, and by its own policy.
  }
  return new Response(SEAL, { headers: { 'Content-Type': 'text/plain' } });
}

/**
 * All that a sealed client gets: this version's scripts as they are kept on this device, for a new worker, which is sealed
 * in its turn.
 * @param {FetchEvent} event
 * @param {string | null} path
 * @returns {Promise<Response>}
 */
async function fromDevice({ request, resultingClientId }, path) {
  if (path === null || !SHELL.has(path) || !['worker', 'script'].includes(request.destination)) {
    return Response.error();
  }
  if (resultingClientId) sealed.add(resultingClientId);
  const kept = await (await caches.open(APP_CACHE)).match(address(path));
  if (!kept) {
    return Response.error();
  }
  const headers = new Headers(kept.headers);
  headers.set('Content-Security-Policy', SEALED_POLICY);
  return new Response(kept.body, { headers });
}

/** The windows that show this site. */
async function windows() {
  const all = await sw.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return all.filter(({ url }) => ownPath(url) !== null);
}

/**
 * How many there are besides the asker's.
 * @param {Client | ServiceWorker | MessagePort | null} asker
 * @returns {Promise<number>}
 */
async function otherWindows(asker) {
  const own = asker instanceof Client ? asker.id : '';
  return (await windows()).filter(({ id }) => id !== own).length;
}

// ---- The files of this version --------------------------------------------------------------------------------------

/** Fetches and verifies the whole version before any of it is stored; the version before stays if that fails. */
async function install() {
  const paths = [...SHELL.keys()].filter((path) => !isLater(path));
  /** @type {Map<string, Response>} */
  const files = new Map();
  const lane = async () => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
      files.set(path, await fetchFile(path));
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, lane));
  // The same version may be in use already: then a failure must not take it away.
  const fresh = !(await caches.has(APP_CACHE));
  try {
    const cache = await caches.open(APP_CACHE);
    await Promise.all(Array.from(files, ([path, response]) => cache.put(address(path), response)));
  } catch (error) {
    if (fresh) {
      await caches.delete(APP_CACHE);
    }
    throw error;
  }
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(APP_PREFIX) && name.endsWith(`@${SCOPE.pathname}`) && name !== APP_CACHE) {
      await caches.delete(name);
    }
  }
  await readSealed;
  if (sealed.size === 0) {
    await caches.delete(SEALED_CACHE);
  }
  // Not awaited: Firefox answers only when every worker of the page has heard of it, and the engine's threads sleep in
  // Atomics.wait. Until this worker is active, no request of the page would be answered.
  sw.clients.claim().catch(() => {});
}

/** Goes on just now. @type {Promise<void> | null} */
let keeping = null;

/** One after the other, out of the way of what the person waits for. What fails is fetched when it is needed. */
async function keepReaders() {
  for (const path of SHELL.keys()) {
    if (sealed.size > 0) {
      return;
    }
    if (!startsWithOne(path, READERS) || startsWithOne(path, ON_DEMAND)) {
      continue;
    }
    try {
      const cache = await caches.open(APP_CACHE);
      if (!(await cache.match(address(path)))) {
        await cache.put(address(path), await fetchFile(path));
      }
    } catch {
      return;
    }
  }
}

/** @param {string} path */
function isLater(path) {
  return startsWithOne(path, ON_DEMAND) || startsWithOne(path, READERS);
}

/**
 * @param {string} path
 * @param {string[]} starts
 */
function startsWithOne(path, starts) {
  return starts.some((start) => path.startsWith(start));
}

/** @param {string} path */
function address(path) {
  return new URL(path, SCOPE).href;
}

/**
 * One file of this version, past the browser's own cache where that has another one.
 * @param {string} path
 * @returns {Promise<Response>}
 */
async function fetchFile(path) {
  const response = (await verified(path, 'no-cache')) ?? (await verified(path, 'reload'));
  if (!response) {
    throw new Error(`${path}: not the file of this version`);
  }
  return response;
}

/**
 * The file with its headers; null where the server has another one.
 * @param {string} path
 * @param {RequestCache} mode
 * @returns {Promise<Response | null>}
 */
async function verified(path, mode) {
  const expected = SHELL.get(path)?.sha256;
  const at = Date.now();
  const response = await fetch(address(path), { cache: mode, credentials: 'same-origin' });
  if (!response.ok || response.type !== 'basic') {
    throw new Error(`${path}: HTTP ${response.status}`);
  }
  const bytes = await response.arrayBuffer();
  tell({ url: address(path), kind: 'fetch', at, bytes: bytes.byteLength });
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  if (Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') !== expected) {
    return null;
  }
  // A new answer: one that was redirected may not be used for a navigation.
  const headers = new Headers({ 'Content-Length': String(bytes.byteLength) });
  for (const name of ['Content-Type', 'Content-Security-Policy', 'Permissions-Policy']) {
    const value = response.headers.get(name);
    if (value !== null) {
      headers.set(name, value);
    }
  }
  return new Response(bytes, { headers: withIsolation(headers, path) });
}

/**
 * The pages list what was asked for on their behalf.
 * @param {{ url: string, kind: string, at: number, bytes: number }} asked
 */
async function tell(asked) {
  for (const client of await windows()) client.postMessage({ type: 'asked', asked: [asked] });
}

/**
 * @param {string} path
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function shellFile(path, request) {
  const cache = await caches.open(APP_CACHE);
  const kept = await cache.match(address(path));
  if (kept) {
    return kept;
  }
  if (isLater(path)) {
    try {
      const response = await fetchFile(path);
      await cache.put(address(path), response.clone());
      return response;
    } catch {
      // Not this version's file, or no room: what the server has may still do.
    }
  }
  return fromNetwork(request, path);
}

/**
 * The page comes from the cache, other addresses from the network; without one, the page.
 * @param {Request} request
 * @param {string} path
 * @returns {Promise<Response>}
 */
async function navigation(request, path) {
  if (path === '' || SHELL.has(path)) {
    return shellFile(path || INDEX, request);
  }
  try {
    return await fromNetwork(request, path);
  } catch (error) {
    const page = await (await caches.open(APP_CACHE)).match(address(INDEX));
    if (page) {
      return page;
    }
    throw error;
  }
}

/**
 * The server's catalogue; offline, that of a model which is on this device.
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function catalog(request) {
  try {
    return await fromNetwork(request, CATALOG);
  } catch (error) {
    const names = (await caches.keys()).filter((name) => name.startsWith(MODEL_PREFIX));
    for (const name of names) {
      const kept = await (await caches.open(name)).match(address(CATALOG));
      if (kept) {
        return kept;
      }
    }
    throw error;
  }
}

/**
 * @param {Request} request
 * @param {string} path
 * @returns {Promise<Response>}
 */
async function fromNetwork(request, path) {
  const response = await fetch(request);
  // Opaque answers, errors and redirects that the browser follows by itself cannot be made anew.
  if (response.status === 0 || response.type === 'opaque' || response.type === 'opaqueredirect') {
    return response;
  }
  const headers = withIsolation(new Headers(response.headers), path);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/**
 * @param {Headers} headers
 * @param {string} path
 * @returns {Headers}
 */
function withIsolation(headers, path) {
  for (const [name, value] of Object.entries(ISOLATION)) {
    headers.set(name, value);
  }
  const policy = path.endsWith('.js') ? SCRIPT_POLICY : path.endsWith('.html') ? FRAME_POLICY : null;
  if (policy !== null && !headers.has('Content-Security-Policy')) {
    headers.set('Content-Security-Policy', policy);
  }
  if (path.endsWith('.html') && !headers.has('Permissions-Policy')) {
    headers.set('Permissions-Policy', PERMISSIONS);
  }
  return headers;
}

/**
 * The path below the page's own address, without a query; null for anything else.
 * @param {string} url
 * @returns {string | null}
 */
function ownPath(url) {
  const { origin, pathname } = new URL(url);
  return origin === SCOPE.origin && pathname.startsWith(SCOPE.pathname) ? pathname.slice(SCOPE.pathname.length) : null;
}
