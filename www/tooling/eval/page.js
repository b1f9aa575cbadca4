/** The evaluation's page: summarizes through the built site's API, and asks the raw model; browser.js polls `window.reply`. */

// @ts-expect-error: the built site's own, which is served above this page.
import { engine, Summarizer } from '/api/nutshell.js';
// @ts-expect-error
import { ThreadPool } from '/api/thread-pool.js';

/** @typedef {{ source: string, kind: string, length: string, context: string, tuned: boolean }} Task */
/** @typedef {{ text: string, seconds: number, memory_bytes: number, sentences?: object[], dropped?: number, timings?: object }} Output */

/** @type {((question: object) => Promise<any>) | null} */
let askRaw = null;

/** Starts the raw model's worker and its threads. */
function startRaw() {
  const worker = new Worker('raw-worker.js', { type: 'module' });
  new ThreadPool(worker, (/** @type {string} */ detail) => console.error(detail));
  return (/** @type {object} */ question) =>
    new Promise((resolve, reject) => {
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

const systems = {
  /** What was loaded, as a summary's record says it. */
  async open() {
    await engine.load();
    const { variant, threads, model } = engine.status;
    const { name, sha256, adapter } = model ?? {};
    return { variant, threads, model: name, model_sha256: sha256, adapter, agent: navigator.userAgent };
  },

  /** @param {Task} task @returns {Promise<Output>} */
  async summarize({ source, kind, length, context, tuned }) {
    const summarizer = await Summarizer.create({ type: kind, length, format: 'plain-text' });
    const begun = performance.now();
    const record = await summarizer.summarizeWithRecord(source, { context, tuned });
    const seconds = (performance.now() - begun) / 1000;
    const { text, sentences, dropped, timings } = record;
    return { text, sentences, dropped, timings, seconds, memory_bytes: engine.status.memoryBytes };
  },

  async openRaw() {
    askRaw = startRaw();
    return askRaw({ open: true });
  },

  /** @param {{ system: string, user: string, tokens: number }} prompt @returns {Promise<Output>} */
  async raw(prompt) {
    if (!askRaw) throw new Error('openRaw comes first');
    const begun = performance.now();
    const { text, memory } = await askRaw({ raw: prompt });
    return { text, seconds: (performance.now() - begun) / 1000, memory_bytes: memory };
  },
};

Object.assign(window, {
  reply: null,
  /** @param {keyof typeof systems} method @param {any} argument */
  ask(method, argument) {
    const scope = /** @type {any} */ (window);
    scope.reply = null;
    systems[method](argument).then(
      (answer) => {
        scope.reply = { answer };
      },
      (/** @type {any} */ error) => {
        scope.reply = { error: error?.code ? `${error.code}: ${error.message}` : (error?.message ?? String(error)) };
      },
    );
  },
});
