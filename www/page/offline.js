/** Registers the service worker: offline use, cross-origin isolation on any host, new versions when the person agrees. */

import { scriptAddress } from '../shared/script-address.js';

const RELOADED = 'nutshell-reloaded-for-isolation';

/**
 * @typedef {object} OfflineOptions
 * @property {(apply: () => void) => void} onUpdateReady A new version waits; `apply` takes it over and reloads the page.
 * @property {() => boolean} canReload False while a reload would cost the person something.
 */

/**
 * Never throws: where there are no service workers the page works too, online and with one thread.
 * @param {OfflineOptions} options
 * @returns {Promise<void>}
 */
export async function startOffline(options) {
  if (globalThis.crossOriginIsolated) {
    forgetReload();
  }
  // Absent in insecure contexts and in some private windows.
  const container = navigator.serviceWorker;
  if (!container) {
    return;
  }
  let controlled = container.controller !== null;
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && container.controller) {
      reloadForIsolation(options.canReload);
    }
  });
  let applying = false;
  container.addEventListener('controllerchange', () => {
    const first = !controlled;
    controlled = true;
    if (applying) {
      location.reload();
    } else if (first) {
      reloadForIsolation(options.canReload);
    } else if (options.canReload()) {
      // Another tab has taken a new version over: this page's files are gone from the cache.
      location.reload();
    } else {
      options.onUpdateReady(() => location.reload());
    }
  });
  const apply = (/** @type {ServiceWorker} */ waiting) => {
    applying = true;
    waiting.postMessage({ type: 'skip-waiting' });
  };
  try {
    const address = new URL('../sw.js', import.meta.url);
    const registration = await container.register(scriptAddress(address), { updateViaCache: 'none' });
    const { controller } = container;
    // Left at this address by another site: it answers as it likes, and is no version of this page.
    const isForeign = controller !== null && controller.scriptURL !== address.href;
    watchUpdates(registration, (waiting) => {
      if (isForeign && options.canReload()) apply(waiting);
      else options.onUpdateReady(() => apply(waiting));
    });
    keepReaders(container);
    if (registration.active) {
      // Controlled and yet not isolated, or loaded past the service worker (a forced reload).
      reloadForIsolation(options.canReload);
    }
  } catch {
    // Refused by the browser, or the host serves no sw.js: one thread, no offline use.
  }
}

/**
 * Has what reads documents kept for later, where the person does not save data.
 * @param {ServiceWorkerContainer} container
 */
async function keepReaders(container) {
  if (!savesData()) {
    const { active } = await container.ready;
    active?.postMessage({ type: 'keep-readers' });
  }
}

/**
 * Resolves when that is done, or cannot be, or takes too long.
 * @param {number} limitMs
 * @returns {Promise<void>}
 */
export async function readersKept(limitMs) {
  if (!savesData()) {
    await askServiceWorker({ type: 'keep-readers' }, limitMs);
  }
}

/**
 * What the service worker in charge answers; null where there is none, or no answer in time.
 * @param {{ type: string }} message
 * @param {number} limitMs
 * @returns {Promise<unknown>}
 */
export function askServiceWorker(message, limitMs) {
  return new Promise((resolve) => {
    const { controller } = navigator.serviceWorker ?? {};
    if (!controller) {
      resolve(null);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => resolve(null), limitMs);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      resolve(data);
    };
    controller.postMessage(message, [port2]);
  });
}

function savesData() {
  const connection = /** @type {{ saveData?: boolean } | undefined} */ (Reflect.get(navigator, 'connection'));
  return connection?.saveData === true;
}

/**
 * @param {ServiceWorkerRegistration} registration
 * @param {(waiting: ServiceWorker) => void} onWaiting
 */
function watchUpdates(registration, onWaiting) {
  if (registration.waiting && registration.active) {
    onWaiting(registration.waiting);
  }
  /** @type {ServiceWorker | null} */
  let watched = null;
  const watch = () => {
    const { installing } = registration;
    if (installing === watched) return;
    watched = installing;
    installing?.addEventListener('statechange', () => {
      // The very first version has nothing to wait for.
      if (installing.state === 'installed' && registration.active) {
        onWaiting(installing);
      }
    });
  };
  // It may have been found by the page before this one.
  watch();
  registration.addEventListener('updatefound', watch);
}

/**
 * Reloads the page, once, so that the service worker can serve it with the headers for isolation. Where that does not
 * help (an embedded page, a browser without it) the mark of the first reload stops the second.
 * @param {() => boolean} canReload
 */
function reloadForIsolation(canReload) {
  if (globalThis.crossOriginIsolated !== false || !canReload()) {
    return;
  }
  try {
    if (sessionStorage.getItem(RELOADED) !== null) {
      return;
    }
    sessionStorage.setItem(RELOADED, '1');
  } catch {
    // Without a memory of the first reload, a second one could not be prevented.
    return;
  }
  // Not reload(): Chromium keeps the page before it under the same entry of the history, and shows that one again when
  // the person reloads.
  location.replace(location.href.split('#')[0]);
}

/** Isolated: should it get lost later, one reload may bring it back. */
function forgetReload() {
  try {
    sessionStorage.removeItem(RELOADED);
  } catch {
    // Nothing is stored where nothing can be.
  }
}
