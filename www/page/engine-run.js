/**
 * What the engine is asked to do for the page: load, open another model, summarize; one at a time but for a load in the
 * background. Dispatches `change` when work begins or ends.
 */

/** @import { Summary, SummaryLength, SummaryType } from '../api/nutshell.js' */
/** @import { Piece } from '../record/labelled-text.js' */

import { engine, Summarizer } from '../api/nutshell.js';
import { asPerson } from '../batch/person-first.js';

export class EngineRun extends EventTarget {
  /** @type {AbortController | null} */
  #loading = null;
  /** @type {AbortController | null} */
  #running = null;

  /** A summary is being made, or another model is opened. */
  get busy() {
    return this.#running !== null;
  }

  /** There is work that `cancel` would end. */
  get active() {
    return this.#running !== null || this.#loading !== null;
  }

  cancel() {
    this.#running?.abort();
    this.#loading?.abort();
  }

  /**
   * Loads the model, if nothing else does so.
   * @returns {Promise<boolean>} false where it was cancelled or not needed
   */
  async load() {
    const { state } = engine.status;
    if (this.active || state === 'ready' || state === 'working') return false;
    const controller = new AbortController();
    this.#loading = controller;
    this.#changed();
    try {
      await engine.load({ signal: controller.signal });
      return true;
    } catch (error) {
      if (controller.signal.aborted) return false;
      throw error;
    } finally {
      this.#loading = null;
      this.#changed();
    }
  }

  /**
   * @param {File} file a GGUF
   * @returns {Promise<boolean>} false where it was cancelled
   */
  async open(file) {
    this.cancel();
    const done = await this.#run((signal) => engine.open(file, { signal }).then(() => true));
    return done ?? false;
  }

  /**
   * @param {string} text
   * @param {{ type: SummaryType, length: SummaryLength, tuned: boolean }} options
   * @param {(piece: Piece) => void} onPiece
   * @returns {Promise<Summary | null>} null where it was cancelled
   */
  summarize(text, { type, length, tuned }, onPiece) {
    return this.#run(async (signal) => {
      const summarizer = await Summarizer.create({ type, length, format: 'markdown', signal });
      try {
        const onText = (/** @type {string} */ piece, /** @type {Piece['sentence']} */ sentence) =>
          onPiece({ text: piece, sentence });
        return await asPerson(() => summarizer.summarizeWithRecord(text, { tuned, signal, onText }));
      } finally {
        summarizer.destroy();
      }
    });
  }

  /**
   * @template T
   * @param {(signal: AbortSignal) => Promise<T>} work
   * @returns {Promise<T | null>}
   */
  async #run(work) {
    const controller = new AbortController();
    this.#running = controller;
    this.#changed();
    try {
      const result = await work(controller.signal);
      return controller.signal.aborted ? null : result;
    } catch (error) {
      if (controller.signal.aborted) return null;
      throw error;
    } finally {
      if (this.#running === controller) this.#running = null;
      this.#changed();
    }
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
