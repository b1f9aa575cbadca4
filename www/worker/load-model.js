/** From bytes to a session: the catalogue's model or a person's file is pushed through the engine's loader. */

import { NutshellError } from '../shared/errors.js';
import { allBytes, describe } from './catalog.js';
import { FatalError, guarded, release } from './engine-calls.js';
import { Feeder } from './feeder.js';
import { LoadProgress } from './load-progress.js';
import { fetchCatalog, modelShards } from './model-store.js';
import { checkTwin, filePieces } from './own-file.js';
import { nextTurn } from './turn.js';

/** The engine repacks so much in one go, which keeps the worker free to cancel. */
const PIECE_BYTES = 1 << 20;

/** @typedef {import('./engine-module.js').EngineModule} EngineModule */
/** @typedef {import('./engine-module.js').WasmSession} WasmSession */
/** @typedef {import('../shared/protocol.js').ModelStatus} ModelStatus */

/**
 * @typedef {object} LoadContext
 * @property {AbortSignal} signal
 * @property {string | undefined} kernel
 * @property {(status: Partial<import('../shared/protocol.js').WorkerStatus>) => void} onStatus
 * @property {(progress: import('../shared/protocol.js').Progress, last?: boolean) => void} onProgress
 * @property {(damage: import('../shared/protocol.js').Damage) => void} onDamage
 */
/** @typedef {{ session: WasmSession, model: ModelStatus }} LoadedModel */

/**
 * @param {Promise<EngineModule>} engineLoading Goes on while the model is fetched.
 * @param {LoadContext} context
 * @returns {Promise<LoadedModel>}
 */
export async function loadCatalogModel(engineLoading, context) {
  const { signal, onStatus, onDamage } = context;
  const catalog = await fetchCatalog(signal);
  const [model] = catalog.models;
  onStatus({ model: describe(model) });
  const progress = new LoadProgress(allBytes(model), context);
  const digest = async (/** @type {Uint8Array<ArrayBuffer>} */ bytes) => {
    // Insecure addresses have no crypto.subtle; there the engine's own SHA-256 serves.
    const engine = globalThis.crypto?.subtle ? null : await engineLoading;
    return engine ? engine.glue.sha256(bytes) : toHex(await crypto.subtle.digest('SHA-256', bytes));
  };
  const shards = modelShards(model, catalog, {
    signal,
    digest,
    onStatus,
    onDamage,
    onBytes: (here, downloading) => progress.fetched(here, downloading),
  });
  const feeder = new Feeder(engineLoading, model.bytes, context.kernel);
  const adapter = new Uint8Array(model.adapter?.bytes ?? 0);
  let pushed = 0;
  try {
    for await (const shard of shards) {
      for (let start = 0; start < shard.byteLength; start += PIECE_BYTES) {
        const piece = shard.subarray(start, start + PIECE_BYTES);
        const ofModel = piece.subarray(0, Math.max(0, model.bytes - pushed));
        if (ofModel.byteLength > 0) await feeder.push(ofModel);
        if (ofModel.byteLength < piece.byteLength) {
          adapter.set(piece.subarray(ofModel.byteLength), pushed + ofModel.byteLength - model.bytes);
        }
        pushed += piece.byteLength;
        progress.pushed(piece.byteLength);
        await nextTurn();
        signal.throwIfAborted();
      }
    }
    const session = await feeder.finish();
    const described = describe(model);
    if (described.adapter && session.load_adapter) {
      const engine = await engineLoading;
      guarded(engine, () => session.load_adapter?.(adapter));
    } else {
      described.adapter = null;
    }
    return { session, model: described };
  } finally {
    feeder.free();
  }
}

/**
 * @param {Promise<EngineModule>} engineLoading
 * @param {File} file
 * @param {LoadContext} context
 * @returns {Promise<LoadedModel>}
 */
export async function loadOwnFile(engineLoading, file, context) {
  const { signal } = context;
  // Without the catalogue, a damaged copy cannot be told from another model: that must not stop a good file.
  const catalog = await fetchCatalog(signal).catch(() => null);
  signal.throwIfAborted();
  const twin = catalog?.models.find((model) => model.bytes === file.size);
  const engine = await engineLoading;
  const progress = new LoadProgress(file.size, context);
  const feeder = new Feeder(engineLoading, file.size, context.kernel);
  const hasher = new engine.glue.Hasher();
  /** @type {{ error: unknown } | null} */
  let refused = null;
  try {
    for await (const piece of filePieces(file, signal)) {
      guarded(engine, () => hasher.update(piece));
      if (!refused) {
        try {
          await feeder.push(piece);
        } catch (error) {
          if (!twin || error instanceof FatalError) {
            throw error;
          }
          // One flipped bit can look like anything: the checksum will tell.
          refused = { error };
        }
      }
      progress.pushed(piece.byteLength);
      await nextTurn();
    }
    const sha256 = guarded(engine, () => hasher.hex());
    if (twin) {
      checkTwin(file, sha256, twin);
    }
    if (refused) {
      throw refused.error;
    }
    const session = await feeder.finish();
    const info = /** @type {{ name?: string, license?: string }} */ (JSON.parse(session.info()));
    const name = twin?.name || info.name || file.name;
    const license = twin?.license ?? info.license ?? '';
    return { session, model: { id: 'file', name, license, sha256, bytes: file.size, adapter: null, origin: 'file' } };
  } catch (error) {
    throw naming(file, error);
  } finally {
    feeder.free();
    release(hasher);
  }
}

/**
 * The engine knows bytes and no names: what it says of a file gets the name put before it.
 * @param {File} file
 * @param {unknown} error
 * @returns {unknown}
 */
function naming(file, error) {
  const { code, message } = /** @type {{ code?: unknown, message?: string }} */ (error ?? {});
  if (error instanceof NutshellError || typeof code !== 'string' || code === 'model-architecture') {
    return error;
  }
  return new NutshellError(code, {
    message: `"${file.name}" cannot be used. ${message}.`,
    detail: `${file.size} bytes`,
  });
}

/** @param {ArrayBuffer} buffer */
function toHex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
