/** models/catalog.json: which models this site has, in which shards. */

import { NutshellError } from '../shared/errors.js';

/** @typedef {{ path: string, bytes: number, sha256: string }} Shard */
/** @typedef {import('../shared/protocol.js').AdapterStatus & { bytes: number }} Adapter */
/**
 * `bytes` and `sha256` are those of the GGUF file. The shards put together are that file and, where there is one, the adapter.
 * @typedef {object} Model
 * @property {string} id
 * @property {string} name
 * @property {string} license
 * @property {number} bytes
 * @property {string} sha256
 * @property {Shard[]} shards
 * @property {Adapter} [adapter]
 */
/** @typedef {{ models: Model[], text: string }} Catalog `text`: as it was served. */

/** Where the catalogue and the shards lie: beside the worker, or where the worker's own address says. */
const elsewhere = new URLSearchParams(globalThis.location?.search).get('models');
export const MODELS_URL = new URL(elsewhere ?? '../models/', import.meta.url);
export const CATALOG_URL = new URL('catalog.json', MODELS_URL).href;

/**
 * @param {string} text
 * @param {string | null} [type] The answer's Content-Type.
 * @returns {Catalog}
 */
export function parseCatalog(text, type) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    if (type?.startsWith('text/html')) {
      throw new NutshellError('model-missing', {
        message:
          'The server answered with a web page instead of the list of models. It may want a login, or the models are ' +
          'not there: check the connection, or tell whoever runs the site.',
        detail: 'models/catalog.json: text/html',
      });
    }
    throw unusable('it is not JSON');
  }
  if (!Array.isArray(value?.models) || value.models.length === 0) {
    throw unusable('it lists no models');
  }
  for (const model of value.models) {
    checkModel(model);
  }
  return { models: value.models, text };
}

/**
 * What a person is told of a model.
 * @param {Model} model
 * @returns {import('../shared/protocol.js').ModelStatus}
 */
export function describe({ id, name, license, sha256, bytes, adapter }) {
  const tuned = adapter ? { name: adapter.name, sha256: adapter.sha256 } : null;
  return { id, name, license, sha256, bytes, adapter: tuned, origin: 'catalog' };
}

/**
 * Bytes of the model and of its adapter.
 * @param {Model} model
 */
export function allBytes({ bytes, adapter }) {
  return bytes + (adapter?.bytes ?? 0);
}

/** @param {any} model */
function checkModel(model) {
  for (const field of ['id', 'name', 'license', 'sha256']) {
    if (typeof model?.[field] !== 'string') {
      throw unusable(`a model has no "${field}"`);
    }
  }
  if (!isHash(model.sha256) || !Array.isArray(model.shards) || model.shards.length === 0) {
    throw unusable(`${model.id}: no SHA-256 or no shards`);
  }
  const { adapter } = model;
  if (adapter !== undefined && !(typeof adapter?.name === 'string' && isHash(adapter.sha256) && adapter.bytes > 0)) {
    throw unusable(`${model.id}: the adapter is incomplete`);
  }
  let bytes = 0;
  for (const shard of model.shards) {
    if (typeof shard?.path !== 'string' || !isHash(shard.sha256) || !Number.isSafeInteger(shard.bytes)) {
      throw unusable(`${model.id}: a shard is incomplete`);
    }
    if (shard.bytes <= 0 || !new URL(shard.path, MODELS_URL).href.startsWith(MODELS_URL.href)) {
      throw unusable(`${model.id}: a shard has no size or lies outside of models/`);
    }
    bytes += shard.bytes;
  }
  if (bytes !== allBytes(model)) {
    throw unusable(`${model.id}: the shards have ${bytes} bytes together, the model ${allBytes(model)}`);
  }
}

/** @param {unknown} text */
function isHash(text) {
  return typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);
}

/** @param {string} detail */
function unusable(detail) {
  return new NutshellError('model-missing', {
    message: 'The list of models on this server cannot be used. Tell whoever runs the site to rebuild it.',
    detail: `models/catalog.json: ${detail}`,
  });
}
