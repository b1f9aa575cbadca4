/** Stands in for worker/model-store.js in the page in one file: the model lies in the page, and is verified all the same. */

import { allBytes, parseCatalog } from '../../worker/catalog.js';
import { damaged, siteFile } from './site.js';

/** @typedef {import('../../worker/catalog.js').Model} Model */
/** @typedef {import('../../worker/catalog.js').Catalog} Catalog */

/**
 * @param {AbortSignal} signal
 * @returns {Promise<Catalog>}
 */
export async function fetchCatalog(signal) {
  return parseCatalog(await (await siteFile('models/catalog.json', signal)).text());
}

/** @returns {Promise<boolean>} */
export async function isKept() {
  return true;
}

/**
 * The model's shards, verified, in the file's order, each as soon as the browser has read it from the page.
 * @param {Model} model
 * @param {Catalog} _catalog
 * @param {import('../../worker/model-store.js').StoreContext} context
 * @returns {AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>}
 */
export async function* modelShards(model, _catalog, { signal, digest, onBytes, onStatus }) {
  onStatus({ state: 'loading', storage: 'page', notice: null });
  onBytes(allBytes(model), false);
  for (const shard of model.shards) {
    const path = `models/${shard.path}`;
    const bytes = new Uint8Array(await (await siteFile(path, signal)).arrayBuffer());
    if (bytes.byteLength !== shard.bytes || (await digest(bytes)) !== shard.sha256) throw damaged(path);
    yield bytes;
  }
}
