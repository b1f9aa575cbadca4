/** Everything that this site keeps on a device, kind by kind: how much of it there is, and how it is removed. */

import { formatMegabytes } from '../figures.js';
import { phrases, plural, text } from '../language/text.js';

/** Where the page lies. */
const ROOT = new URL('../../', import.meta.url);
const MODELS = new URL('models/', ROOT).href;
/** The names that the other parts of the page use. */
const APP_CACHES = /^nutshell-(app-[0-9a-f]+|sealed)@/;
const MODEL_CACHES = /^nutshell-model-/;
const DATABASE = 'nutshell-batch';
const FOLDER = 'nutshell-summaries';
const KEYS = /^nutshell[.-]/;

/**
 * @typedef {object} Kind
 * @property {string} name
 * @property {() => Promise<{ count: number, text: string }>} count `text`: what is said of it.
 * @property {() => Promise<void>} remove
 */

/** @type {readonly Kind[]} */
export const KINDS = [
  {
    name: phrases('The model'),
    count: async () => {
      const sizes = await each(await modelEntries(), async ({ cache, request }) => sizeOf(await cache.match(request)));
      return { count: sizes.length, text: files(sizes) };
    },
    remove: async () => {
      for (const { cache, request } of await modelEntries()) await cache.delete(request);
      for (const name of await cacheNames(MODEL_CACHES)) {
        // Another copy of the page on this server may keep its model in the same cache.
        if ((await (await caches.open(name)).keys()).length === 0) await caches.delete(name);
      }
    },
  },
  {
    name: phrases('The page itself, for use without a network'),
    count: async () => {
      const sizes = await each(await ownCaches(), async (name) => {
        const cache = await caches.open(name);
        return each(await cache.keys(), async (request) => sizeOf(await cache.match(request)));
      });
      const flat = sizes.flat();
      return { count: sizes.length, text: sizes.length === 0 ? files([]) : files(flat) };
    },
    remove: async () => {
      for (const name of await ownCaches()) await caches.delete(name);
    },
  },
  {
    name: phrases('The service worker, which serves those files'),
    count: async () => {
      const count = (await registrations()).length;
      return { count, text: count === 0 ? text('none') : text('installed') };
    },
    remove: async () => {
      for (const registration of await registrations()) await registration.unregister();
    },
  },
  {
    name: phrases('Journals of runs over folders: what was summarized, for Undo'),
    count: async () => {
      if (!globalThis.indexedDB || !(await databaseExists())) return { count: 0, text: text('none') };
      return { count: 1, text: entries(await journalEntries()) };
    },
    remove: () => deleteDatabase(),
  },
  {
    name: phrases('Summaries of uploaded folders'),
    count: async () => {
      const root = await ownStorage();
      const sizes = root ? await sizesBelow(root) : [];
      return { count: sizes.length, text: files(sizes) };
    },
    remove: async () => {
      const root = await navigator.storage?.getDirectory?.().catch(() => null);
      await root?.removeEntry(FOLDER, { recursive: true }).catch((error) => {
        if (error.name !== 'NotFoundError') throw error;
      });
    },
  },
  {
    name: phrases('Notes of this tab, for a reload, and the chosen language'),
    count: async () => {
      const count = ownKeys(sessionStorage).length + ownKeys(localStorage).length;
      return { count, text: entries(count) };
    },
    remove: async () => {
      for (const storage of [sessionStorage, localStorage]) {
        for (const key of ownKeys(storage)) storage.removeItem(key);
      }
    },
  },
];

/**
 * @template A, B
 * @param {readonly A[]} list
 * @param {(item: A) => Promise<B>} ask
 */
function each(list, ask) {
  return Promise.all(list.map(ask));
}

/** @param {RegExp} pattern */
async function cacheNames(pattern) {
  return globalThis.caches ? (await caches.keys()).filter((name) => pattern.test(name)) : [];
}

/** Those of this copy of the page: their names end with its path. */
async function ownCaches() {
  return (await cacheNames(APP_CACHES)).filter((name) => name.endsWith(`@${ROOT.pathname}`));
}

async function modelEntries() {
  const found = await each(await cacheNames(MODEL_CACHES), async (name) => {
    const cache = await caches.open(name);
    return (await cache.keys()).filter(({ url }) => url.startsWith(MODELS)).map((request) => ({ cache, request }));
  });
  return found.flat();
}

/** @param {Response | undefined} response */
async function sizeOf(response) {
  return Number(response?.headers.get('Content-Length')) || ((await response?.blob())?.size ?? 0);
}

/** @returns {Promise<readonly ServiceWorkerRegistration[]>} */
async function registrations() {
  const all = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  return all.filter(({ scope }) => scope === ROOT.href);
}

/** Asked by name: opening it would make it. */
async function databaseExists() {
  return (await indexedDB.databases()).some(({ name }) => name === DATABASE);
}

/** @returns {Promise<number>} */
function journalEntries() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const names = Array.from(database.objectStoreNames);
      if (names.length === 0) {
        database.close();
        resolve(0);
        return;
      }
      let sum = 0;
      const reading = database.transaction(names);
      for (const name of names) {
        const counting = reading.objectStore(name).count();
        counting.onsuccess = () => {
          sum += counting.result;
        };
      }
      reading.oncomplete = () => {
        database.close();
        resolve(sum);
      };
      reading.onabort = () => reject(reading.error);
    };
  });
}

/** @returns {Promise<void>} */
function deleteDatabase() {
  return new Promise((resolve, reject) => {
    if (!globalThis.indexedDB) {
      resolve();
      return;
    }
    const deleting = indexedDB.deleteDatabase(DATABASE);
    deleting.onsuccess = () => resolve();
    deleting.onerror = () => reject(deleting.error);
    deleting.onblocked = () => reject(new Error('another tab has the journals open'));
  });
}

/** @returns {Promise<FileSystemDirectoryHandle | null>} */
async function ownStorage() {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(FOLDER);
  } catch {
    return null;
  }
}

/**
 * @param {FileSystemDirectoryHandle} folder
 * @returns {Promise<number[]>}
 */
async function sizesBelow(folder) {
  const sizes = [];
  for await (const child of folder.values()) {
    if (child.kind === 'directory') sizes.push(...(await sizesBelow(/** @type {FileSystemDirectoryHandle} */ (child))));
    else sizes.push((await /** @type {FileSystemFileHandle} */ (child).getFile()).size);
  }
  return sizes;
}

/** @param {Storage} storage */
function ownKeys(storage) {
  return Object.keys(storage).filter((key) => KEYS.test(key));
}

/** @param {number[]} sizes */
function files(sizes) {
  if (sizes.length === 0) return text('none');
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const size = bytes < 5e5 ? text('less than 1\u00a0MB') : formatMegabytes(bytes);
  return plural(sizes.length, '{n} file, {size}', '{n} files, {size}', { size });
}

/** @param {number} count */
function entries(count) {
  if (count === 0) return text('none');
  return plural(count, '{n} entry', '{n} entries');
}
