/** The web's Summarizer interface (Writing Assistance APIs, "The summarizer API"), and what Nutshell adds to it. */

import { NutshellError } from '../shared/errors.js';
import { linkedController } from './abortable.js';
import { watchDownload } from './create-monitor.js';
import { engine } from './engine-client.js';
import { canonicalTag, canonicalTags, unsupported } from './languages.js';
import { quotaExceeded, webError } from './web-errors.js';
import {
  abortSignal,
  asInterface,
  callback,
  dictionary,
  domString,
  domStrings,
  enumeration,
  member,
  requireActiveDocument,
  requireArgument,
} from './web-idl.js';

const readFormat = enumeration(/** @type {const} */ (['plain-text', 'markdown']));
const readLength = enumeration(/** @type {const} */ (['short', 'medium', 'long']));
const readPreference = enumeration(/** @type {const} */ (['auto', 'speed', 'capability']));
const readPriority = enumeration(/** @type {const} */ (['user-visible', 'background']));
const readType = enumeration(/** @type {const} */ (['tldr', 'teaser', 'key-points', 'headline']));

/** Tokens of background that the engine takes, as in src/summarize/prompt.rs. */
const BACKGROUND_TOKENS = 128;
/** UTF-8 bytes of a note that the engine takes, as in src/summarize/job.rs. */
const NOTE_BYTES = 1_000_000;
/** How the engine says that it has quoted a note because of its language, as in src/summarize/quote_only.rs. */
const FOREIGN_NOTE = /^The note is not in English\b/;

/** @typedef {import('./nutshell.js').Summary} Summary */
/** @typedef {import('../shared/protocol.js').OnText} OnText */
/** @typedef {ReturnType<typeof readSettings>} Settings */
/** @typedef {ReturnType<typeof readCall>} Call */

/** The settings of the summarizer that create() is making. @type {Settings | null} */
let making = null;

export class Summarizer {
  #settings;
  /** Aborted by destroy() and by the signal of create(). */
  #life = new AbortController();

  constructor() {
    if (!making) {
      throw new TypeError('Illegal constructor: use Summarizer.create()');
    }
    this.#settings = making;
  }

  /**
   * @param {unknown} [options]
   * @returns {Promise<import('./nutshell.js').Availability>}
   */
  static async availability(options = {}) {
    const settings = readSettings(dictionary(options));
    requireActiveDocument();
    return unsupported(settings) === null ? engine.availability() : 'unavailable';
  }

  /**
   * @param {unknown} [options]
   * @returns {Promise<Summarizer>}
   */
  static async create(options = {}) {
    const given = dictionary(options);
    const settings = readSettings(given);
    const monitor = member(given, 'monitor', callback);
    settings.sharedContext = member(given, 'sharedContext', domString) ?? '';
    const signal = member(given, 'signal', abortSignal);
    requireActiveDocument();
    signal?.throwIfAborted();
    const download = monitor && watchDownload(engine, monitor, signal);
    // Whoever called may still want to listen.
    await undefined;
    signal?.throwIfAborted();
    const language = unsupported(settings);
    if (language !== null) {
      throw new DOMException(`The language ${language} is not supported, only English.`, 'NotSupportedError');
    }
    download?.begin();
    try {
      await engine.load({ signal });
      download?.end(true);
      await checkBackground(settings.sharedContext, signal);
      signal?.throwIfAborted();
    } catch (error) {
      throw webError(error, 'OperationError');
    } finally {
      download?.end(false);
    }
    making = settings;
    const summarizer = new Summarizer();
    making = null;
    // Gone with the summarizer: a signal may outlive thousands of them.
    const life = { once: true, signal: summarizer.#life.signal };
    signal?.addEventListener('abort', () => summarizer.#life.abort(signal.reason), life);
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

  get preference() {
    return this.#settings.preference;
  }

  get sharedContext() {
    return this.#settings.sharedContext;
  }

  get expectedInputLanguages() {
    return this.#settings.expectedInputLanguages;
  }

  get expectedContextLanguages() {
    return this.#settings.expectedContextLanguages;
  }

  get outputLanguage() {
    return this.#settings.outputLanguage;
  }

  /** A long note is read in chunks: there is no limit. */
  get inputQuota() {
    return this.#settings && Number.POSITIVE_INFINITY;
  }

  /**
   * Without a quota nothing is used of it: 0.
   * @param {unknown} input
   * @param {unknown} [options]
   * @returns {Promise<number>}
   */
  async measureInputUsage(input, options = {}) {
    // biome-ignore lint/complexity/noArguments: an argument that is undefined is there, one that is left out is not
    requireArgument(arguments);
    domString(input);
    const { signal } = readCall(dictionary(options));
    requireActiveDocument();
    return this.#work(signal, async () => 0);
  }

  /**
   * @param {unknown} input
   * @param {unknown} [options]
   * @returns {Promise<string>}
   */
  async summarize(input, options = {}) {
    // biome-ignore lint/complexity/noArguments: as above
    requireArgument(arguments);
    const note = domString(input);
    const call = readCall(dictionary(options));
    requireActiveDocument();
    return this.#work(call.signal, (signal) => this.#text(note, call, () => {}, signal));
  }

  /**
   * @param {unknown} input
   * @param {unknown} [options]
   * @returns {ReadableStream<string>}
   */
  summarizeStreaming(input, options = {}) {
    // biome-ignore lint/complexity/noArguments: as above
    requireArgument(arguments);
    const note = domString(input);
    const call = readCall(dictionary(options));
    requireActiveDocument();
    this.#life.signal.throwIfAborted();
    call.signal?.throwIfAborted();
    const cancelled = new AbortController();
    let open = true;
    return new ReadableStream({
      start: (controller) => {
        const onText = (/** @type {string} */ piece) => {
          if (open) {
            controller.enqueue(piece);
          }
        };
        // Not returned: the stream counts as started at once, so that cancel() gets through.
        this.#work(call.signal, (signal) => this.#text(note, call, onText, signal), cancelled.signal).then(
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
   * @param {unknown} input
   * @param {import('./nutshell.js').SummarizeOptions & { onText?: OnText }} [options]
   * @returns {Promise<Summary>}
   */
  async summarizeWithRecord(input, options = {}) {
    const note = domString(input);
    const call = readCall(dictionary(options));
    return this.#work(call.signal, async (signal) => {
      if (note.trim() === '') {
        throw new NutshellError('note-empty');
      }
      return this.#summarize(note, call, options.onText ?? (() => {}), signal);
    });
  }

  destroy() {
    this.#life.abort(new DOMException('The summarizer has been destroyed.', 'AbortError'));
  }

  /**
   * Runs `task` with a signal that is aborted by destroy(), by the caller's signal or by `more`.
   * @template T
   * @param {AbortSignal | undefined} signal
   * @param {(signal: AbortSignal) => Promise<T>} task
   * @param {AbortSignal} [more]
   * @returns {Promise<T>}
   */
  async #work(signal, task, more) {
    const { controller, unlink } = linkedController([this.#life.signal, signal, more]);
    try {
      controller.signal.throwIfAborted();
      return await task(controller.signal);
    } finally {
      unlink();
    }
  }

  /**
   * The summary's text, with the errors of the web's interface.
   * @param {string} note
   * @param {Call} call
   * @param {OnText} onText
   * @param {AbortSignal} signal
   * @returns {Promise<string>}
   */
  async #text(note, call, onText, signal) {
    if (note.trim() === '') {
      return '';
    }
    const { outputLanguage, expectedInputLanguages } = this.#settings;
    try {
      const { text, warnings } = await this.#summarize(note, call, onText, signal);
      if ((outputLanguage ?? expectedInputLanguages) && warnings.some((warning) => FOREIGN_NOTE.test(warning))) {
        throw new DOMException(
          'The text is in a language that the summarizer was not created for. Without outputLanguage and ' +
            'expectedInputLanguages, its own sentences are quoted.',
          'NotSupportedError',
        );
      }
      if (text.trim() === '') {
        throw new DOMException('Nothing of what was written is supported by the text.', 'NotReadableError');
      }
      return text;
    } catch (error) {
      if (error instanceof NutshellError && error.code === 'note-empty') {
        return '';
      }
      if (error instanceof NutshellError && error.code === 'note-too-long') {
        const requested = new TextEncoder().encode(note).byteLength;
        throw quotaExceeded(error.message, { requested, quota: NOTE_BYTES });
      }
      throw webError(error, 'UnknownError');
    }
  }

  /**
   * @param {string} note
   * @param {Call} call
   * @param {OnText} onText
   * @param {AbortSignal} signal
   */
  #summarize(note, { context, priority, tuned, onProgress }, onText, signal) {
    const { type, length, format, sharedContext } = this.#settings;
    const manner = { unattended: priority === 'background', onText, onProgress };
    return engine.summarize(note, { type, length, format, sharedContext, context, tuned }, manner, signal);
  }
}
asInterface(
  'Summarizer',
  Summarizer,
  ['availability', 'create'],
  [
    ...['summarize', 'summarizeStreaming', 'measureInputUsage', 'destroy'],
    ...['type', 'length', 'format', 'preference', 'sharedContext', 'inputQuota'],
    ...['expectedInputLanguages', 'expectedContextLanguages', 'outputLanguage'],
  ],
);

/**
 * What create() and availability() have in common, read in the order of Web IDL.
 * @param {Record<string, unknown>} given
 */
function readSettings(given) {
  const contextTags = member(given, 'expectedContextLanguages', domStrings);
  const inputTags = member(given, 'expectedInputLanguages', domStrings);
  const format = member(given, 'format', readFormat) ?? 'markdown';
  const length = member(given, 'length', readLength) ?? 'short';
  const outputTag = member(given, 'outputLanguage', domString);
  const preference = member(given, 'preference', readPreference) ?? 'auto';
  const type = member(given, 'type', readType) ?? 'key-points';
  const expectedInputLanguages = canonicalTags(inputTags);
  const expectedContextLanguages = canonicalTags(contextTags);
  const outputLanguage = outputTag === undefined ? null : canonicalTag(outputTag);
  const languages = { expectedInputLanguages, expectedContextLanguages, outputLanguage };
  return { type, length, format, preference, sharedContext: '', ...languages };
}

/**
 * The options of one summary.
 * @param {Record<string, unknown>} given
 */
function readCall(given) {
  const context = member(given, 'context', domString) ?? '';
  const signal = member(given, 'signal', abortSignal);
  const priority = member(given, 'priority', readPriority) ?? 'user-visible';
  const tuned = member(given, 'tuned', Boolean) ?? true;
  return { context, signal, priority, tuned, onProgress: member(given, 'onProgress', callback) };
}

/**
 * Refuses a background that the engine would cut off.
 * @param {string} sharedContext
 * @param {AbortSignal | undefined} signal
 */
async function checkBackground(sharedContext, signal) {
  const requested = sharedContext.trim() === '' ? 0 : await engine.countTokens(sharedContext, { signal });
  if (requested > BACKGROUND_TOKENS) {
    const message = `The shared context has ${requested} tokens; the limit is ${BACKGROUND_TOKENS}. Shorten it.`;
    throw quotaExceeded(message, { requested, quota: BACKGROUND_TOKENS });
  }
}
