/** The catalogue's models: from this device where they are kept, else from the site; every shard verified. */

import { NutshellError } from '../shared/errors.js';
import { allBytes, CATALOG_URL, parseCatalog } from './catalog.js';
import {
  dropShard,
  missingShards,
  openCache,
  readShard,
  settle,
  shardAddress,
  storedCatalog,
  writeShard,
} from './model-cache.js';
import { downloadShard } from './shard-download.js';

/** Shards that are fetched while the engine is still busy with an earlier one. */
const AHEAD = 2;
/** How often a tab that waits for another one's download looks how far it is. */
const LOOK_MS = 500;

const NOTICES = Object.freeze({
  otherTab: 'Another tab is downloading the model; this one waits and shares it.',
  offline: 'The connection is gone. The download goes on where it was as soon as it is back.',
  repaired: 'A part of the stored model was damaged; it has been downloaded again.',
  damaged:
    'A part of the stored model is damaged, and there is no connection. It is downloaded again, alone, as soon as the ' +
    'connection is back.',
  full: 'There is no room to keep the model on this device: it works from memory, and is downloaded again next time.',
  noStorage:
    'This browser keeps no files for this page (a private window, or an insecure address): the model works from ' +
    'memory, and is downloaded again next time.',
});

/** @typedef {import('./catalog.js').Model} Model */
/** @typedef {import('./catalog.js').Shard} Shard */
/** @typedef {import('./catalog.js').Catalog} Catalog */
/** @typedef {import('../shared/protocol.js').Damage} Damage */
/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/**
 * @typedef {object} StoreContext
 * @property {AbortSignal} signal
 * @property {(bytes: Bytes) => Promise<string>} digest SHA-256 in hex.
 * @property {(here: number, downloading: boolean) => void} onBytes Bytes of the model that are here so far.
 * @property {(status: Partial<import('../shared/protocol.js').WorkerStatus>) => void} onStatus
 * @property {(damage: Damage) => void} onDamage
 */

/**
 * The site's catalogue; where that cannot be had or used, the one of the model that is kept on this device.
 * @param {AbortSignal} signal
 * @returns {Promise<Catalog>}
 */
export async function fetchCatalog(signal) {
  /** @type {NutshellError} */
  let failure;
  try {
    const response = await fetch(CATALOG_URL, { cache: 'no-cache', signal });
    if (response.ok) {
      return parseCatalog(await response.text(), response.headers.get('Content-Type'));
    }
    const code = response.status < 500 ? 'model-missing' : 'model-network';
    failure = new NutshellError(code, { detail: `models/catalog.json: HTTP ${response.status}` });
  } catch (error) {
    signal.throwIfAborted();
    failure =
      error instanceof NutshellError
        ? error
        : new NutshellError('model-network', { detail: 'models/catalog.json: no connection' });
  }
  const stored = await storedCatalog();
  if (stored) {
    return stored;
  }
  throw failure;
}

/**
 * True where the whole model is kept on this device.
 * @param {Model} model
 * @returns {Promise<boolean>}
 */
export async function isKept(model) {
  const { cache } = await openCache(model);
  return cache !== null && (await missingShards(cache, model)).length === 0;
}

/**
 * The model's shards, verified, in the file's order.
 * @param {Model} model
 * @param {Catalog} catalog
 * @param {StoreContext} context
 * @returns {AsyncGenerator<Bytes, void, void>}
 */
export async function* modelShards(model, catalog, context) {
  const stop = new AbortController();
  const { signal } = stop;
  const abort = () => stop.abort(context.signal.reason);
  context.signal.addEventListener('abort', abort);
  const { cache, full } = await openCache(model);
  const source = new ShardSource(model, cache, full, { ...context, signal });
  let release = () => {};
  try {
    context.signal.throwIfAborted();
    if (cache && (await missingShards(cache, model)).length > 0) {
      context.onStatus({ state: 'downloading' });
      release = await downloadTurn(model, cache, { ...context, signal });
    }
    await source.look();
    /** @type {Promise<Bytes>[]} */
    const queue = [];
    /** @type {Promise<unknown>} */
    let last = Promise.resolve();
    for (let next = 0, taken = 0; taken < model.shards.length; taken += 1) {
      for (; next < model.shards.length && next <= taken + AHEAD; next += 1) {
        const shard = model.shards[next];
        // One after the other: a broken download then costs one unfinished shard, not three.
        const bytes = last.then(() => source.obtain(shard));
        bytes.catch(() => {});
        last = bytes;
        queue.push(bytes);
      }
      const bytes = await /** @type {Promise<Bytes>} */ (queue.shift());
      signal.throwIfAborted();
      yield bytes;
    }
    if (cache && source.storage === 'device') {
      await settle(cache, model, catalog);
    }
  } finally {
    context.signal.removeEventListener('abort', abort);
    stop.abort();
    release();
  }
}

/** Gets the shards of one model, one at a time. */
class ShardSource {
  /** @type {'device' | 'memory'} */
  storage;
  #model;
  #cache;
  #context;
  /** Bytes that need no download, or have had it. */
  #here = 0;
  /** @type {Set<Shard>} */
  #missing = new Set();
  /** What stays to be said when a passing notice is over. @type {string | null} */
  #notice = null;
  /** What is said while the network is away. @type {string} */
  #waiting = NOTICES.offline;

  /**
   * @param {Model} model
   * @param {Cache | null} cache
   * @param {boolean} full No room is why there is no cache.
   * @param {StoreContext} context
   */
  constructor(model, cache, full, context) {
    this.#model = model;
    this.#cache = cache;
    this.#context = context;
    this.storage = cache ? 'device' : 'memory';
    if (!cache) this.#notice = full ? NOTICES.full : NOTICES.noStorage;
  }

  /** Finds out what is kept already, and says so. */
  async look() {
    const { shards } = this.#model;
    this.#missing = new Set(this.#cache ? await missingShards(this.#cache, this.#model) : shards);
    this.#here = allBytes(this.#model);
    for (const shard of this.#missing) {
      this.#here -= shard.bytes;
    }
    this.#context.onStatus({
      state: this.#missing.size > 0 ? 'downloading' : 'loading',
      storage: this.storage,
      notice: this.#notice,
    });
    this.#context.onBytes(this.#here, this.#missing.size > 0);
  }

  /**
   * @param {Shard} shard
   * @returns {Promise<Bytes>}
   */
  async obtain(shard) {
    this.#context.signal.throwIfAborted();
    const cache = this.#cache;
    if (cache && !this.#missing.has(shard)) {
      const kept = await readShard(cache, shard);
      if (kept && (await this.#isGood(shard, kept))) {
        return kept;
      }
      return this.#mend(cache, shard);
    }
    return this.#download(shard, cache ? 'no-store' : 'default');
  }

  /**
   * Fetches anew, alone, what was damaged where it was kept.
   * @param {Cache} cache
   * @param {Shard} shard
   */
  async #mend(cache, shard) {
    const { shards } = this.#model;
    const about = { shard: shards.indexOf(shard) + 1, of: shards.length, bytes: shard.bytes };
    const { onDamage, onStatus } = this.#context;
    onDamage({ ...about, state: 'found' });
    await dropShard(cache, shard);
    this.#missing.add(shard);
    this.#here -= shard.bytes;
    onStatus({ state: 'downloading' });
    this.#waiting = NOTICES.damaged;
    try {
      const bytes = await this.#download(shard, 'reload');
      this.#notice ??= NOTICES.repaired;
      onStatus({ notice: this.#notice });
      onDamage({ ...about, state: 'mended' });
      return bytes;
    } catch (error) {
      if (!(error instanceof NutshellError) || error.code !== 'model-network') throw error;
      onDamage({ ...about, state: 'unreachable' });
      throw new NutshellError('model-network', {
        message:
          `Part ${about.shard} of ${about.of} of the model on this device is damaged, and the server cannot be reached ` +
          'to fetch it again. Check the connection and try again: only this part is downloaded.',
        detail: error.detail,
      });
    } finally {
      this.#waiting = NOTICES.offline;
    }
  }

  /**
   * Downloads and verifies; a damaged answer gets one more chance, past every cache on the way.
   * @param {Shard} shard
   * @param {RequestCache} mode
   */
  async #download(shard, mode) {
    let bytes;
    try {
      bytes = await this.#receive(shard, mode);
    } catch (error) {
      if (!(error instanceof NutshellError) || error.code !== 'model-corrupt') {
        throw error;
      }
    }
    if (!bytes || !(await this.#isGood(shard, bytes))) {
      bytes = await this.#receive(shard, 'reload');
      if (!(await this.#isGood(shard, bytes))) {
        throw new NutshellError('model-corrupt', {
          message:
            `The model on this server is damaged: its part ${shard.path} has the wrong checksum, twice. ` +
            'Tell whoever runs the site, and try again later.',
          detail: `${shard.path}: SHA-256 ${shard.sha256} expected`,
        });
      }
    }
    this.#missing.delete(shard);
    this.#here += shard.bytes;
    await this.#keep(shard, bytes);
    this.#context.onBytes(this.#here, this.#missing.size > 0);
    if (this.#missing.size === 0) {
      this.#context.onStatus({ state: 'loading' });
    }
    return bytes;
  }

  /**
   * @param {Shard} shard
   * @param {RequestCache} mode
   */
  #receive(shard, mode) {
    const { signal, onBytes, onStatus } = this.#context;
    return downloadShard(shardAddress(shard), shard, {
      signal,
      cache: mode,
      onBytes: (received) => onBytes(this.#here + received, true),
      onWait: (waiting) => onStatus({ notice: waiting ? this.#waiting : this.#notice }),
    });
  }

  /**
   * @param {Shard} shard
   * @param {Bytes} bytes
   */
  async #isGood(shard, bytes) {
    return bytes.byteLength === shard.bytes && (await this.#context.digest(bytes)) === shard.sha256;
  }

  /**
   * @param {Shard} shard
   * @param {Bytes} bytes
   */
  async #keep(shard, bytes) {
    if (!this.#cache || this.storage === 'memory') {
      return;
    }
    const outcome = await writeShard(this.#cache, shard, bytes);
    if (outcome !== 'kept') {
      this.storage = 'memory';
      this.#notice = outcome === 'full' ? NOTICES.full : NOTICES.noStorage;
      this.#context.onStatus({ storage: 'memory', notice: this.#notice });
    }
  }
}

/**
 * Waits until no other tab downloads this model. Meanwhile it reports how far that tab is.
 * @param {Model} model
 * @param {Cache} cache
 * @param {StoreContext} context
 * @returns {Promise<() => void>} Ends the turn.
 */
async function downloadTurn(model, cache, { signal, onBytes, onStatus }) {
  if (!navigator.locks) {
    return () => {};
  }
  const name = `nutshell-download-${model.sha256}`;
  const free = await take(name, { ifAvailable: true });
  if (free) {
    return free;
  }
  signal.throwIfAborted();
  onStatus({ notice: NOTICES.otherTab });
  const watch = setInterval(async () => {
    const missing = await missingShards(cache, model).catch(() => model.shards);
    const here = missing.reduce((rest, shard) => rest - shard.bytes, allBytes(model));
    onBytes(here, true);
  }, LOOK_MS);
  try {
    return (await take(name, { signal })) ?? (() => {});
  } finally {
    clearInterval(watch);
  }
}

/**
 * Takes a lock and keeps it until the answer is called; null where it is taken and `ifAvailable` was asked for. Where
 * the browser refuses locks, nothing is held. Rejects when the signal is aborted.
 * @param {string} name
 * @param {LockOptions} options
 * @returns {Promise<(() => void) | null>}
 */
function take(name, options) {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, options, (lock) => {
        if (!lock) {
          resolve(null);
          return undefined;
        }
        return new Promise((release) => resolve(() => release(undefined)));
      })
      .catch(() => (options.signal?.aborted ? reject(options.signal.reason) : resolve(() => {})));
  });
}
