/** The benchmark's page: holds the engines that are compared; bench.js asks through `window.bench`. */

// @ts-expect-error: the built site's and the peer's own, which are served beside this page.
import { ThreadPool } from '/api/thread-pool.js';
// @ts-expect-error
import { Wllama } from '/wllama/index.js';

/** @typedef {{ read: number, readMs: number, written: number, writeMs: number, totalMs: number }} Run */
/**
 * @typedef {object} Engine
 * @property {number} loadMs From the model's bytes in the browser's cache to ready.
 * @property {number} threads
 * @property {(system: string, user: string, count: number) => Promise<Run>} run
 * @property {(text: string) => Promise<number>} count
 * @property {() => number | Promise<number>} memory Bytes of wasm memory; memory never shrinks, so this is the peak.
 * @property {() => unknown} close
 */

/** @type {Map<string, Engine>} */
const engines = new Map();

/**
 * @param {Worker} worker
 * @param {object} question
 * @returns {Promise<any>}
 */
function ask(worker, question) {
  return new Promise((resolve, reject) => {
    const listen = (/** @type {MessageEvent} */ { data }) => {
      if (data.type) return; // The pool's own messages.
      worker.removeEventListener('message', listen);
      if ('error' in data) reject(new Error(data.error));
      else resolve(data.answer);
    };
    worker.addEventListener('message', listen);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(question);
  });
}

/** @param {{ variant: string, threads: number, kernel?: string, context: number }} options */
async function openNutshell(options) {
  const worker = new Worker('nutshell-worker.js', { type: 'module' });
  const pool = new ThreadPool(worker, (/** @type {string} */ detail) => console.error(detail));
  const { loadMs, threads } = await ask(worker, { open: options });
  return {
    loadMs,
    threads,
    run: (/** @type {string} */ system, /** @type {string} */ user, /** @type {number} */ count) =>
      ask(worker, { run: { system, user, count } }),
    count: (/** @type {string} */ text) => ask(worker, { count: text }),
    memory: () => ask(worker, { memory: true }),
    close: () => {
      worker.terminate();
      pool.end();
    },
  };
}

/** @param {{ threads: number, context: number }} options */
async function openWllama({ threads, context }) {
  const blob = await (await fetch('/model.gguf')).blob();
  const start = performance.now();
  const wllama = new Wllama({ default: '/wllama/wasm/wllama.wasm' }, { suppressNativeLog: true });
  await wllama.loadModel([blob], { n_ctx: context, n_threads: threads, n_gpu_layers: 0 });
  const loadMs = performance.now() - start;
  const run = async (/** @type {string} */ system, /** @type {string} */ user, /** @type {number} */ count) => {
    const prompt = `<|im_start|>system\n${system}<|im_end|>\n<|im_start|>user\n${user}<|im_end|>\n<|im_start|>assistant\n`;
    const begun = performance.now();
    const { timings } = await wllama.createCompletion({
      prompt,
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
  const count = async () => Promise.reject(new Error('not asked of this engine'));
  return { loadMs, threads: wllama.getNumThreads(), run, count, memory: () => 0, close: () => wllama.exit() };
}

Object.assign(window, {
  bench: {
    /** @param {string} name @param {{ peer: string, variant: string, threads: number, context: number }} options */
    async open(name, options) {
      const engine = await (options.peer === 'wllama' ? openWllama(options) : openNutshell(options));
      engines.set(name, engine);
      return { loadMs: engine.loadMs, threads: engine.threads };
    },
    /** @param {string} name @param {string} system @param {string} user @param {number} count */
    run: (name, system, user, count) => engines.get(name)?.run(system, user, count),
    /** @param {string} name @param {string} text */
    count: (name, text) => engines.get(name)?.count(text),
    /** @param {string} name */
    memory: (name) => engines.get(name)?.memory(),
    /** @param {string} name */
    close: (name) => {
      engines.get(name)?.close();
      engines.delete(name);
    },
  },
});
