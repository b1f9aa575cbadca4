/**
 * Loads one build of the engine and answers one question:
 * `{variant, threads, kernel, note, slice}` → the fingerprint of the note's logits and the milliseconds it took; with
 * `{model, adapter}`, the names of files, that of another model and adapter;
 * `{variant, check}` → how many values of random products agreed with the oracle.
 */

const PIECE = 1 << 20;

/**
 * @typedef {object} Question
 * @property {string} variant
 * @property {number} threads
 * @property {string} kernel
 * @property {string} note
 * @property {number} slice
 * @property {number} [check]
 * @property {string} [model]
 * @property {string} [adapter]
 */

/** @param {string} name */
async function bytesOf(name) {
  const response = await fetch(name);
  return new Uint8Array(await response.arrayBuffer());
}

/** @param {Question} question */
async function answer({ variant, threads, kernel, note, slice, check, model = 'model.gguf', adapter }) {
  const engine = await import(`./engine/${variant}/nutshell.js`);
  await engine.default();
  if (check) {
    return { compared: engine.check_kernels(check, 11), info: JSON.parse(engine.build_info()) };
  }
  if (threads > 1) {
    await engine.initThreadPool(threads - 1);
  }
  const bytes = await bytesOf(model);
  const loader = new engine.Loader(bytes.length, JSON.stringify({ threads, kernel, context: 1024 }));
  for (let start = 0; start < bytes.length; start += PIECE) {
    loader.push(bytes.subarray(start, start + PIECE));
  }
  const session = loader.finish();
  if (adapter) {
    session.load_adapter(await bytesOf(adapter));
  }
  const start = performance.now();
  const print = JSON.parse(session.fingerprint(note, slice, adapter !== undefined));
  return { ...print, ms: performance.now() - start, info: JSON.parse(session.info()) };
}

self.onmessage = async ({ data }) => {
  if (data.type) return; // The pool's own messages.
  try {
    self.postMessage({ answer: await answer(data) });
  } catch (error) {
    self.postMessage({ error: `${error}` });
  }
};
