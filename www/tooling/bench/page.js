/** The benchmark's page: holds the engines that are compared; tab.js asks through `window.bench`. */

// @ts-expect-error: the built site's own, which is served beside this page.
import { Summarizer, engine as site } from '/api/nutshell.js';
// @ts-expect-error
import { ThreadPool } from '/api/thread-pool.js';
import { openWllama } from './wllama.js';

/** @typedef {{ read: number, readMs: number, written: number, writeMs: number, totalMs: number }} Run */
/**
 * @typedef {object} Engine
 * @property {number} loadMs From the model's bytes in the browser's cache to ready.
 * @property {number} threads
 * @property {(system: string, user: string, count: number) => Promise<Run>} run
 * @property {() => number | Promise<number>} memory Bytes of wasm memory; memory never shrinks, so this is the peak.
 * @property {() => unknown} close
 * @property {(question: object) => Promise<any>} [ask] What only our own engine answers.
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

/** @param {{ variant: string, threads: number, kernel?: string, context: number, sequences?: number, adapted?: boolean }} options */
async function openNutshell(options) {
  const worker = new Worker('nutshell-worker.js', { type: 'module' });
  const pool = new ThreadPool(worker, (/** @type {string} */ detail) => console.error(detail));
  const { loadMs, threads } = await ask(worker, { open: options });
  return {
    loadMs,
    threads,
    run: (/** @type {string} */ system, /** @type {string} */ user, /** @type {number} */ count) =>
      ask(worker, { run: { system, user, count } }),
    ask: (/** @type {object} */ question) => ask(worker, question),
    memory: () => ask(worker, { memory: true }),
    close: () => {
      worker.terminate();
      pool.end();
    },
  };
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
    /** @param {string} name @param {string} system @param {string} user @param {number} count @param {number} sequences */
    batch: (name, system, user, count, sequences) =>
      engines.get(name)?.ask?.({ batch: { system, user, count, sequences } }),
    /** @param {string} name */
    roofline: (name) => engines.get(name)?.ask?.({ roofline: true }),
    /** @param {string} name @param {string} text */
    count: (name, text) => engines.get(name)?.ask?.({ count: text }),
    /**
     * Has texts summarized as a page does it; returns what it took, and the summaries for comparison.
     * @param {string[]} texts
     * @param {{ type: string, length: string }} options
     * @param {number} atOnce So many at a time.
     */
    async notes(texts, options, atOnce) {
      const summarizer = await Summarizer.create(options);
      /** @type {string[]} */
      const summaries = [];
      let next = 0;
      const begun = performance.now();
      const one = async () => {
        while (next < texts.length) {
          const index = next++;
          const settings = atOnce > 1 ? { priority: 'background' } : {};
          summaries[index] = await summarizer.summarize(texts[index], settings);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, one));
      return { ms: performance.now() - begun, memory: site.status.memoryBytes, summaries };
    },
    /** @param {string} name */
    memory: (name) => engines.get(name)?.memory(),
    /** @param {string} name */
    close: (name) => {
      engines.get(name)?.close();
      engines.delete(name);
    },
  },
});
