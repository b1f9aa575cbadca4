/** The journal port over IndexedDB: the journals of all folders, the contents that they name, and the folders themselves. */

/** @import { RunOptions } from './options.js' */
/** @import { Journal, JournalEntry } from './journal-port.js' */

import { sha256 } from '../record/sha256.js';
import { NutshellError } from '../shared/errors.js';
import { openDB } from '../vendor/idb.js';

const NAME = 'nutshell-batch';
const VERSION = 1;
/** So many entries are read in one go. */
const READ_AT_ONCE = 300;

/**
 * A pair of folders that a person chose once.
 * @typedef {object} KnownFolder
 * @property {string} id Names the journal.
 * @property {string} name
 * @property {FileSystemDirectoryHandle | null} source null where the notes are uploaded each time.
 * @property {FileSystemDirectoryHandle | null} target null: inside the source, or in the browser's own storage.
 * @property {number} used ms since 1970
 * @property {RunOptions | null} options Those of last time.
 * @property {number | null} startAt ms since 1970: when a run was to start that has not begun.
 */

/**
 * @typedef {object} Schema
 * @property {{ key: number, value: JournalEntry & { folder: string, seq?: number } }} entries In the order of `seq`.
 * @property {{ key: string, value: Uint8Array<ArrayBuffer> }} contents By SHA-256.
 * @property {{ key: string, value: KnownFolder }} folders By id.
 */
/** @typedef {import('../vendor/idb.js').IDBPDatabase<Schema>} Database */

/** @type {Promise<Database> | null} */
let opening = null;

/** @returns {Promise<Database>} */
function database() {
  opening ??= openDB(NAME, VERSION, {
    upgrade(db) {
      db.createObjectStore('entries', { keyPath: 'seq', autoIncrement: true });
      db.createObjectStore('contents');
      db.createObjectStore('folders', { keyPath: 'id' });
    },
    terminated() {
      opening = null;
    },
    blocking(_current, _blocked, event) {
      /** @type {IDBDatabase} */ (event.target).close();
      opening = null;
    },
  });
  opening.catch(() => {
    opening = null;
  });
  return /** @type {Promise<Database>} */ (opening);
}

/**
 * @template T
 * @param {(db: Database) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function attempt(work) {
  try {
    return await work(await database());
  } catch (error) {
    throw new NutshellError('journal-failed', { detail: String(error) });
  }
}

/** @implements {Journal} */
export class DatabaseJournal {
  #folder;

  /** @param {string} folder id of a known folder */
  constructor(folder) {
    this.#folder = folder;
  }

  entries() {
    return attempt(async (db) => {
      /** @type {JournalEntry[]} */
      const mine = [];
      let last = -1;
      // Some hundred at a time, so that the page's thread is never busy for long.
      for (;;) {
        const some = await db.getAll('entries', IDBKeyRange.lowerBound(last, true), READ_AT_ONCE);
        if (some.length === 0) return mine;
        last = some[some.length - 1].seq ?? last;
        for (const { folder, seq: _, ...entry } of some) if (folder === this.#folder) mine.push(entry);
      }
    });
  }

  /**
   * @param {JournalEntry} entry
   * @param {Uint8Array<ArrayBuffer>[]} [contents]
   */
  async append(entry, contents = []) {
    const hashed = await Promise.all(contents.map(async (bytes) => ({ bytes, hash: await sha256(bytes) })));
    await attempt(async (db) => {
      const change = db.transaction(['entries', 'contents'], 'readwrite', { durability: 'strict' });
      for (const { bytes, hash } of hashed) change.objectStore('contents').put(bytes, hash);
      change.objectStore('entries').add({ ...entry, folder: this.#folder });
      await change.done;
    });
  }

  /** @param {string} hash */
  content(hash) {
    return attempt(async (db) => (await db.get('contents', hash)) ?? null);
  }
}

/** The folders that were used, the last one first. */
export function knownFolders() {
  return attempt(async (db) => (await db.getAll('folders')).sort((a, b) => b.used - a.used));
}

/** @param {KnownFolder} folder */
export function rememberFolder(folder) {
  return attempt((db) => db.put('folders', folder));
}

/**
 * Forgets a folder, its journal, and the contents that no other journal names.
 * @param {string} id
 */
export function forgetFolder(id) {
  return attempt(async (db) => {
    const change = db.transaction(['entries', 'contents', 'folders'], 'readwrite');
    change.objectStore('folders').delete(id);
    /** @type {Set<string | null>} */
    const named = new Set();
    for await (const cursor of change.objectStore('entries')) {
      const entry = cursor.value;
      if (entry.folder === id) await cursor.delete();
      else if (entry.type === 'file-writing') named.add(entry.sha256).add(entry.replaces);
    }
    for (const hash of await change.objectStore('contents').getAllKeys()) {
      if (!named.has(hash)) change.objectStore('contents').delete(hash);
    }
    await change.done;
  });
}
