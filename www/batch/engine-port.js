/** What a run needs of the engine, over the Summarizer API. */

/** @import { Progress, Summary } from '../api/nutshell.js' */
/** @import { RunOptions } from './options.js' */

import { engine, Summarizer } from '../api/nutshell.js';
import { NutshellError } from '../shared/errors.js';
import { afterPersons } from './person-first.js';

/**
 * @typedef {object} EnginePort
 * @property {() => Promise<import('./note-record.js').WritingModel>} model The one that will write, loaded or not.
 * @property {(signal: AbortSignal) => Promise<void>} load Gets it ready, if it is not.
 * @property {(text: string, options: Pick<RunOptions, 'type' | 'length'>, watch: { signal: AbortSignal,
 *   onShare: (share: number) => void }) => Promise<Summary>} summarize May be called again before it has resolved.
 * @property {number} memoryBytes
 */

/** Of a note's work, reading it is this share, as far as the bar is concerned. */
const READING = 0.5;

/** @implements {EnginePort} */
export class PageEngine {
  async model() {
    if (!engine.status.model) await Summarizer.availability();
    const { model } = engine.status;
    // The attempt to load it says what is wrong.
    if (!model) await engine.load();
    const known = engine.status.model;
    if (!known) throw new NutshellError('model-missing');
    return { name: known.name, sha256: known.sha256, adapter: known.adapter };
  }

  get memoryBytes() {
    return engine.status.memoryBytes;
  }

  /** @param {AbortSignal} signal */
  load(signal) {
    return engine.load({ signal });
  }

  /**
   * @param {string} text
   * @param {Pick<RunOptions, 'type' | 'length'>} options
   * @param {{ signal: AbortSignal, onShare: (share: number) => void }} watch
   * @returns {Promise<Summary>}
   */
  async summarize(text, { type, length }, { signal, onShare }) {
    await afterPersons(signal);
    const summarizer = await Summarizer.create({ type, length, format: 'markdown', signal });
    const onProgress = (/** @type {Progress} */ { phase, done, total }) => {
      const share = total > 0 ? done / total : 0;
      onShare(phase === 'write' ? READING + share * (1 - READING) : share * READING);
    };
    try {
      return await summarizer.summarizeWithRecord(text, { signal, priority: 'background', onProgress });
    } finally {
      summarizer.destroy();
    }
  }
}
