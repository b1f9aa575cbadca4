/** The engine of a lesson: tells every choice, works with one thread or all, and can leave grounding off. */

/** @import { SummaryType } from '../../api/nutshell.js' */
/** @import { Choice, Progress, SummaryRecord, WorkerStatus } from '../../shared/protocol.js' */

import { WorkerLink } from '../../api/worker-link.js';
import { REQUEST } from '../../shared/protocol.js';

/**
 * @typedef {object} Setup
 * @property {SummaryType} type
 * @property {boolean} alone With one thread.
 * @property {boolean} grounding
 * @property {boolean} tuned With the model's adapter, where it has one.
 */
/**
 * @typedef {object} Listener
 * @property {(choices: Choice[]) => void} onChoices
 * @property {(progress: Progress) => void} onProgress
 * @property {AbortSignal} signal
 */

export class LessonEngine {
  /** @type {WorkerLink | null} */
  #link = null;
  #alone = false;
  /** What the worker has said of itself. @type {Partial<WorkerStatus>} */
  status = {};

  /**
   * Summarizes a note, and tells how.
   * @param {string} note
   * @param {Setup} setup
   * @param {Listener} listener
   * @returns {Promise<SummaryRecord>}
   */
  async record(note, { type, alone, grounding, tuned }, { onChoices, onProgress, signal }) {
    const link = await this.#loaded(alone, onProgress, signal);
    const options = { type, length: 'medium', format: 'plain-text', context: '', sharedContext: '', tuned };
    const message = { type: REQUEST.SUMMARIZE, note, options, unattended: false, lesson: { grounding } };
    const { id, answer } = link.request(message, { onChoices, onProgress });
    const cancel = () => link.cancel(id);
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return /** @type {SummaryRecord} */ (await answer);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  /**
   * The worker with the model; another number of threads needs another worker.
   * @param {boolean} alone
   * @param {(progress: Progress) => void} onProgress
   * @param {AbortSignal} signal
   */
  async #loaded(alone, onProgress, signal) {
    if (this.#link && this.#alone === alone) return this.#link;
    this.#end(undefined);
    this.status = {};
    const link = new WorkerLink({
      onStatus: (patch) => {
        if (link === this.#link) Object.assign(this.status, patch);
      },
      onDead: () => this.#end(link),
    });
    this.#link = link;
    this.#alone = alone;
    const message = { type: REQUEST.LOAD, overrides: alone ? { threads: 1 } : {} };
    const { answer } = link.request(message, { onProgress });
    const cancel = () => link.dispose(signal.reason);
    signal.addEventListener('abort', cancel, { once: true });
    try {
      await answer;
      return link;
    } catch (error) {
      this.#end(link);
      throw error;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  /** @param {WorkerLink | undefined} link this one; undefined: whichever there is */
  #end(link) {
    if (link && link !== this.#link) return;
    this.#link?.dispose(new DOMException('Replaced.', 'AbortError'));
    this.#link = null;
  }
}
