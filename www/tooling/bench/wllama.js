/** The peer: wllama, llama.cpp compiled to WebAssembly. */

// @ts-expect-error: the peer's own module, which is served beside this page.
import { Wllama } from '/wllama/index.js';
import { chat } from './prompt.js';

/** Asks the peer's worker for the size of its memory, which the peer itself tells nobody. */
const MEMORY = 'bench: bytes of wllama';
const TELL_MEMORY = `;
new BroadcastChannel(${JSON.stringify(MEMORY)}).onmessage = ({ data, target }) => {
  if (data === 'how much?') target.postMessage(Module.wasmMemory.buffer.byteLength);
};`;

/**
 * Adds the answer to the script of the peer's main worker, which it starts from a blob, while `work` runs.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withMemoryTold(work) {
  const Plain = window.Blob;
  window.Blob = class extends Plain {
    /** @param {BlobPart[]} parts @param {BlobPropertyBag} [options] */
    constructor(parts = [], options = {}) {
      const isMain = parts.some((part) => typeof part === 'string' && part.includes('let Module = null;'));
      super(isMain ? [...parts, TELL_MEMORY] : parts, options);
    }
  };
  try {
    return await work();
  } finally {
    window.Blob = Plain;
  }
}

/** @returns {Promise<number>} Bytes of the peer's memory; 0 where its worker does not tell. */
function memory() {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(MEMORY);
    const end = (/** @type {number} */ bytes) => {
      channel.close();
      resolve(bytes);
    };
    channel.onmessage = ({ data }) => {
      if (typeof data === 'number') end(data);
    };
    setTimeout(end, 2000, 0);
    channel.postMessage('how much?');
  });
}

/** @param {{ threads: number, context: number }} options */
export async function openWllama({ threads, context }) {
  const blob = await (await fetch('/model.gguf')).blob();
  const start = performance.now();
  const wllama = new Wllama({ default: '/wllama/wasm/wllama.wasm' }, { suppressNativeLog: true });
  await withMemoryTold(() => wllama.loadModel([blob], { n_ctx: context, n_threads: threads, n_gpu_layers: 0 }));
  const loadMs = performance.now() - start;
  const run = async (/** @type {string} */ system, /** @type {string} */ user, /** @type {number} */ count) => {
    const begun = performance.now();
    const { timings } = await wllama.createCompletion({
      prompt: chat(system, user),
      max_tokens: count,
      temperature: 0,
      top_k: 1,
      cache_prompt: false,
      stream: false,
      ignore_eos: true,
    });
    const { prompt_n: read, prompt_ms: readMs, predicted_n: written, predicted_ms: writeMs } = timings;
    return { read, readMs, written, writeMs, totalMs: performance.now() - begun };
  };
  return { loadMs, threads: wllama.getNumThreads(), run, memory, close: () => wllama.exit() };
}
