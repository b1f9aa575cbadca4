/**
 * Models kept on this device: one cache `nutshell-model-<sha256>` per model, a shard per entry under its address, and the
 * catalogue that named them, put in last.
 */

import { CATALOG_URL, MODELS_URL, parseCatalog } from './catalog.js';

const PREFIX = 'nutshell-model-';

/** @typedef {import('./catalog.js').Model} Model */
/** @typedef {import('./catalog.js').Shard} Shard */

/** @param {Shard} shard */
export function shardAddress(shard) {
  return new URL(shard.path, MODELS_URL).href;
}

/**
 * The model's cache; null where the browser keeps nothing (an insecure address, some private windows) or has no room.
 * @param {Model} model
 * @returns {Promise<{ cache: Cache | null, full: boolean }>}
 */
export async function openCache(model) {
  try {
    return { cache: await caches.open(PREFIX + model.sha256), full: false };
  } catch (error) {
    return { cache: null, full: isFull(error) };
  }
}

/**
 * The second name is Firefox's, of an error that is no DOMException, where not even an empty cache has room.
 * @param {unknown} error
 */
function isFull(error) {
  return /^(QuotaExceededError|NS_ERROR_FILE_NO_DEVICE_SPACE)$/.test(String(Reflect.get(Object(error), 'name')));
}

/**
 * The shards that are not in the cache.
 * @param {Cache} cache
 * @param {Model} model
 * @returns {Promise<Shard[]>}
 */
export async function missingShards(cache, model) {
  const kept = new Set((await cache.keys()).map((request) => request.url));
  return model.shards.filter((shard) => !kept.has(shardAddress(shard)));
}

/**
 * The stored bytes, not yet verified; null where there are none or they cannot be read.
 * @param {Cache} cache
 * @param {Shard} shard
 */
export async function readShard(cache, shard) {
  try {
    const response = await cache.match(shardAddress(shard));
    return response ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null;
  }
}

/**
 * Stores verified bytes.
 * @param {Cache} cache
 * @param {Shard} shard
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<'kept' | 'full' | 'refused'>}
 */
export async function writeShard(cache, shard, bytes) {
  const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': String(bytes.byteLength) };
  try {
    await cache.put(shardAddress(shard), new Response(bytes, { headers }));
    return 'kept';
  } catch (error) {
    return isFull(error) ? 'full' : 'refused';
  }
}

/**
 * @param {Cache} cache
 * @param {Shard} shard
 */
export async function dropShard(cache, shard) {
  await cache.delete(shardAddress(shard)).catch(() => false);
}

/**
 * Notes the catalogue beside a model that is complete, and removes this site's models that it no longer lists, and what the
 * model has no more: an earlier adapter.
 * @param {Cache} cache
 * @param {Model} model
 * @param {import('./catalog.js').Catalog} catalog
 */
export async function settle(cache, model, catalog) {
  try {
    const own = new Set(model.shards.map(shardAddress));
    for (const request of await cache.keys()) {
      if (isOfSite(request) && !own.has(request.url)) await cache.delete(request);
    }
    const headers = { 'Content-Type': 'application/json' };
    await cache.put(CATALOG_URL, new Response(catalog.text, { headers }));
    const listed = new Set(catalog.models.map((model) => PREFIX + model.sha256));
    for (const name of await caches.keys()) {
      if (name.startsWith(PREFIX) && !listed.has(name)) {
        await removeOwn(name);
      }
    }
  } catch {
    // The model is loaded; tidying up can wait for the next time.
  }
}

/**
 * Another copy of the page on this origin may have a model in the same cache: only this site's entries go.
 * @param {string} name
 */
async function removeOwn(name) {
  const cache = await caches.open(name);
  const requests = await cache.keys();
  const own = requests.filter(isOfSite);
  await Promise.all(own.map((request) => cache.delete(request)));
  if (own.length === requests.length) {
    await caches.delete(name);
  }
}

/** @param {Request} request */
function isOfSite(request) {
  return request.url.startsWith(MODELS_URL.href);
}

/**
 * The catalogue of a model that is complete on this device, for when the server is out of reach.
 * @returns {Promise<import('./catalog.js').Catalog | null>}
 */
export async function storedCatalog() {
  try {
    for (const name of await caches.keys()) {
      if (name.startsWith(PREFIX)) {
        const response = await (await caches.open(name)).match(CATALOG_URL);
        if (response) {
          return parseCatalog(await response.text());
        }
      }
    }
  } catch {
    // No cache, or one that cannot be read: as if nothing were stored.
  }
  return null;
}
