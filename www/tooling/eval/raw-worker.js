/** The model as it is, loaded by the built site's own modules: one plain prompt, greedy, with nothing forbidden. */

// @ts-expect-error: the built site's own.
import { loadEngine } from '/worker/engine-module.js';
// @ts-expect-error
import { loadCatalogModel } from '/worker/load-model.js';
// @ts-expect-error
import { detectFeatures, pickVariants } from '/worker/variant.js';

/** @type {{ session: any, memory: WebAssembly.Memory }} */
let loaded;

async function open() {
  const { signal } = new AbortController();
  const choices = pickVariants(await detectFeatures(), navigator.hardwareConcurrency, {});
  const loading = loadEngine(choices, signal);
  const { session } = await loadCatalogModel(loading, { signal, onStatus: () => {}, onProgress: () => {} });
  loaded = { session, memory: (await loading).memory };
  return true;
}

/** @param {{ system: string, user: string, tokens: number }} prompt */
function raw({ system, user, tokens }) {
  const { text } = JSON.parse(loaded.session.raw(system, user, tokens));
  return { text, memory: loaded.memory.buffer.byteLength };
}

self.onmessage = async ({ data }) => {
  if (data.type) return; // The pool's own messages.
  try {
    self.postMessage({ answer: data.open ? await open() : raw(data.raw) });
  } catch (error) {
    const { code, message } = /** @type {{ code?: string, message?: string }} */ (error);
    self.postMessage({ error: code ? `${code}: ${message}` : `${message ?? error}` });
  }
};
