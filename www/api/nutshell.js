/**
 * Nutshell's API, after the web's Summarizer interface. Importing it does no work and makes no request: the engine's
 * worker starts with the first call that needs it. Types: nutshell.d.ts.
 */

import { NutshellError } from '../shared/errors.js';
import { linkedController } from './abortable.js';
import { EngineClient } from './engine-client.js';

export { NutshellError };

const client = new EngineClient();
/** @type {import('./nutshell.js').Engine} */
export const engine = client;

const TYPES = /** @type {const} */ (['key-points', 'tldr', 'teaser', 'headline']);
const LENGTHS = /** @type {const} */ (['short', 'medium', 'long']);
const FORMATS = /** @type {const} */ (['markdown', 'plain-text']);
const PRIORITIES = /** @type {const} */ (['user-visible', 'background']);
/** The web's interface reports the download in steps no finer than this. */
const PROGRESS_STEPS = 0x10000;
const CREATED = Symbol('created by Summarizer.create');

/** @typedef {import('./nutshell.js').SummarizerCoreOptions} SummarizerCoreOptions */
/** @typedef {import('./nutshell.js').SummarizerCreateOptions} SummarizerCreateOptions */
/** @typedef {import('./nutshell.js').SummarizeOptions} SummarizeOptions */
/** @typedef {import('./nutshell.js').Summary} Summary */
/** @typedef {import('../shared/protocol.js').OnText} OnText */
/** @typedef {Required<SummarizerCoreOptions>} Settings */

export class Summarizer {
  #settings;
  /** Aborted by destroy(). */
  #life = new AbortController();

  /**
   * Use Summarizer.create().
   * @param {symbol} key
   * @param {Settings} settings
   */
  constructor(key, settings) {
    if (key !== CREATED) {
      throw new TypeError('Illegal constructor: use Summarizer.create()');
    }
    this.#settings = settings;
  }

  /**
   * @param {SummarizerCoreOptions} [options]
   * @returns {Promise<import('./nutshell.js').Availability>}
   */
  static async availability(options = {}) {
    readSettings(options);
    return client.availability();
  }

  /**
   * @param {SummarizerCreateOptions} [options]
   * @returns {Promise<Summarizer>}
   */
  static async create(options = {}) {
    const settings = readSettings(options);
    const signal = readSignal(options.signal);
    signal?.throwIfAborted();
    const finish = watchDownload(options.monitor);
    try {
      await client.load({ signal });
      finish(true);
    } catch (error) {
      finish(false);
      throw error;
    }
    signal?.throwIfAborted();
    const summarizer = new Summarizer(CREATED, settings);
    signal?.addEventListener('abort', () => summarizer.#life.abort(signal.reason), { once: true });
    return summarizer;
  }

  get type() {
    return this.#settings.type;
  }

  get length() {
    return this.#settings.length;
  }

  get format() {
    return this.#settings.format;
  }

  get sharedContext() {
    return this.#settings.sharedContext;
  }

  /** A long note is read in chunks: there is no limit. */
  get inputQuota() {
    return Number.POSITIVE_INFINITY;
  }

  /**
   * The tokens of the text, and of the context if there is one.
   * @param {string} text
   * @param {SummarizeOptions} [options]
   * @returns {Promise<number>}
   */
  measureInputUsage(text, options = {}) {
    return this.#work(options, async (signal) => {
      const context = options.context ?? '';
      const usage = await client.count(String(text), signal);
      return context === '' ? usage : usage + (await client.count(String(context), signal));
    });
  }

  /**
   * @param {string} text
   * @param {SummarizeOptions} [options]
   * @returns {Promise<string>}
   */
  summarize(text, options = {}) {
    return this.#work(options, async (signal) => {
      const note = String(text);
      return isBlank(note) ? '' : (await this.#summarize(note, options, () => {}, signal)).text;
    });
  }

  /**
   * @param {string} text
   * @param {SummarizeOptions} [options]
   * @returns {ReadableStream<string>}
   */
  summarizeStreaming(text, options = {}) {
    const note = String(text);
    const cancelled = new AbortController();
    let open = true;
    return new ReadableStream({
      start: (controller) => {
        const onText = (/** @type {string} */ piece) => {
          if (open) {
            controller.enqueue(piece);
          }
        };
        const work = this.#work(
          options,
          async (signal) => {
            if (!isBlank(note)) {
              await this.#summarize(note, options, onText, signal);
            }
          },
          cancelled.signal,
        );
        // Not returned: the stream counts as started at once, so that cancel() gets through.
        work.then(
          () => open && controller.close(),
          (error) => open && controller.error(error),
        );
      },
      cancel: (reason) => {
        open = false;
        cancelled.abort(reason);
      },
    });
  }

  /**
   * @param {string} text
   * @param {SummarizeOptions & { onText?: OnText }} [options]
   * @returns {Promise<Summary>}
   */
  summarizeWithRecord(text, options = {}) {
    return this.#work(options, async (signal) => {
      const note = String(text);
      if (isBlank(note)) {
        throw new NutshellError('note-empty');
      }
      return this.#summarize(note, options, options.onText ?? (() => {}), signal);
    });
  }

  destroy() {
    this.#life.abort(new DOMException('The summarizer has been destroyed.', 'AbortError'));
  }

  /**
   * Runs `task` with a signal that is aborted by the caller's, by destroy() or by `more`.
   * @template T
   * @param {SummarizeOptions} options
   * @param {(signal: AbortSignal) => Promise<T>} task
   * @param {AbortSignal} [more]
   * @returns {Promise<T>}
   */
  async #work(options, task, more) {
    if (this.#life.signal.aborted) {
      throw new DOMException('The summarizer has been destroyed: create another one.', 'InvalidStateError');
    }
    const { controller, unlink } = linkedController([readSignal(options.signal), this.#life.signal, more]);
    try {
      controller.signal.throwIfAborted();
      return await task(controller.signal);
    } finally {
      unlink();
    }
  }

  /**
   * @param {string} note
   * @param {SummarizeOptions} options
   * @param {OnText} onText
   * @param {AbortSignal} signal
   */
  #summarize(note, options, onText, signal) {
    const context = options.context === undefined ? '' : String(options.context);
    const unattended = readEnum('priority', options.priority, PRIORITIES) === 'background';
    const handlers = { onText, onProgress: options.onProgress };
    return client.summarize(note, { ...this.#settings, context }, { unattended, ...handlers }, signal);
  }
}

/** @param {string} text */
function isBlank(text) {
  return text.trim() === '';
}

/**
 * @param {SummarizerCoreOptions} options
 * @returns {Settings}
 */
function readSettings(options) {
  return {
    type: readEnum('type', options.type, TYPES),
    length: readEnum('length', options.length, LENGTHS),
    format: readEnum('format', options.format, FORMATS),
    sharedContext: options.sharedContext === undefined ? '' : String(options.sharedContext),
  };
}

/**
 * The value; the web's default where there is none.
 * @template {string} T
 * @param {'type' | 'length' | 'format' | 'priority'} name
 * @param {unknown} value
 * @param {readonly T[]} values The first one is the default.
 * @returns {T}
 */
function readEnum(name, value, values) {
  if (value === undefined) {
    return values[0];
  }
  const known = values.find((one) => one === String(value));
  if (known === undefined) {
    throw new TypeError(`Summarizer: the value of "${name}" must be one of: ${values.join(', ')}`);
  }
  return known;
}

/**
 * @param {unknown} signal
 * @returns {AbortSignal | undefined}
 */
function readSignal(signal) {
  if (signal === undefined || signal instanceof AbortSignal) {
    return signal;
  }
  throw new TypeError('Summarizer: "signal" must be an AbortSignal');
}

/**
 * Passes the download on to the caller's monitor: 0 first, 1 last, never backwards.
 * @param {((monitor: EventTarget) => void) | undefined} monitor
 * @returns {(done: boolean) => void} To be called when the load is over.
 */
function watchDownload(monitor) {
  if (monitor === undefined) {
    return () => {};
  }
  const target = new EventTarget();
  monitor(target);
  let before = -1;
  const tell = (/** @type {number} */ share) => {
    const loaded = Math.floor(share * PROGRESS_STEPS) / PROGRESS_STEPS;
    if (loaded > before) {
      before = loaded;
      target.dispatchEvent(new ProgressEvent('downloadprogress', { lengthComputable: true, loaded, total: 1 }));
    }
  };
  const onProgress = (/** @type {Event} */ event) => {
    const { phase, done, total } = /** @type {CustomEvent<import('./nutshell.js').Progress>} */ (event).detail;
    if (phase === 'download') {
      // The last step is kept for when the model can be used.
      tell(Math.min(done / total, 1 - 1 / PROGRESS_STEPS));
    }
  };
  tell(0);
  client.addEventListener('progress', onProgress);
  return (done) => {
    client.removeEventListener('progress', onProgress);
    if (done) {
      tell(1);
    }
  };
}
