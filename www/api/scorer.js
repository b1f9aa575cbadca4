/** The scorer of the test notes, in a worker of its own, which starts with the first question. */

import { fromErrorInfo, NutshellError } from '../shared/errors.js';
import { REPLY, SCORER } from '../shared/protocol.js';
import { requestLog } from './request-log.js';
import { startScorerWorker } from './workers.js';

/** @typedef {import('./nutshell.js').Summary} Summary */
/** @typedef {{ part: number, whole: number }} Share */
/**
 * What is known of a note of the test set; tests/data/README.md has all of it.
 * @typedef {object} TestNote
 * @property {string} name
 * @property {string} kind
 * @property {'summarize' | 'quote'} expect
 * @property {'short' | 'list' | 'language' | 'code' | 'nothing'} [reason]
 * @property {'happy' | 'failure'} [path]
 */
/**
 * A summary, or why there is none.
 * @typedef {object} Output
 * @property {string} [text]
 * @property {Summary['sentences']} [sentences]
 * @property {number} [dropped]
 * @property {Summary['timings']} [timings]
 * @property {string} [error]
 * @property {number} seconds
 * @property {number} memory_bytes
 */
/** @typedef {{ type: string, length: string }} Asked */
/**
 * What was found about a summary.
 * @typedef {object} NoteScore
 * @property {Share} facts Those that it tells, of all.
 * @property {string[]} told
 * @property {string[]} missed
 * @property {number} written Sentences.
 * @property {number} quoted
 * @property {number} dropped
 * @property {string | null} error
 * @property {boolean} met Whether the tool did what it should with such a note.
 * @property {string[]} failures Each thing that is wrong, in words.
 */
/**
 * @typedef {object} Totals
 * @property {number} summaries
 * @property {number} errors
 * @property {Share} facts
 * @property {number} traps
 * @property {number} forbidden
 * @property {number} written
 * @property {number} quoted
 * @property {number} dropped
 * @property {number} unsupported
 * @property {Share} clean
 * @property {number} seconds
 * @property {number} slowest
 * @property {number} memory_bytes
 * @property {Summary['timings']} timings
 */
/** @typedef {{ summaries: number, points: { title: string, text: string }[] }} OperatingRule */
/**
 * @typedef {object} NotesReport
 * @property {OperatingRule | null} rule
 * @property {{ asked: string, system: string, totals: Totals }[]} totals
 */
/** A line of a run: a note and what was made of it, by the names of the systems. */
/** @typedef {{ note: TestNote, source: string, kind: string, length: string, outputs: Record<string, Output> }} RunLine */

export class Scorer {
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Map<number, { resolve: (json: string) => void, reject: (error: unknown) => void }>} */
  #pending = new Map();
  #lastId = 0;

  /**
   * @param {TestNote} note
   * @param {string} source The note's text.
   * @param {Output & Asked} summary
   * @returns {Promise<NoteScore>}
   */
  async score(note, source, summary) {
    const request = { type: SCORER.SCORE, note: JSON.stringify(note), source, summary: JSON.stringify(summary) };
    return JSON.parse(await this.#ask(request));
  }

  /**
   * @param {string} lines A line with the object `run`, then RunLines.
   * @returns {Promise<{ report: NotesReport, markdown: string }>}
   */
  async report(lines) {
    return JSON.parse(await this.#ask({ type: SCORER.REPORT, lines }));
  }

  /**
   * @param {object} request
   * @returns {Promise<string>} JSON
   */
  #ask(request) {
    this.#worker ??= this.#start();
    this.#lastId += 1;
    const id = this.#lastId;
    this.#worker.postMessage({ ...request, id });
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
  }

  #start() {
    const worker = startScorerWorker();
    worker.onmessage = ({ data }) => {
      if (data.type === REPLY.ASKED) requestLog.add('scorer', data.asked);
      else this.#receive(/** @type {import('../shared/protocol.js').ScorerReply} */ (data));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end(new NutshellError('scorer-load-failed', { detail: event.message || 'worker/scorer-worker.js' }));
    };
    return worker;
  }

  /** @param {import('../shared/protocol.js').ScorerReply} reply */
  #receive(reply) {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if ('json' in reply) {
      pending?.resolve(reply.json);
      return;
    }
    const error = fromErrorInfo(reply.error);
    pending?.reject(error);
    // What could not be loaded is tried anew with the next question.
    if (error.code === 'scorer-load-failed') {
      this.#end(error);
    }
  }

  /** @param {NutshellError} error */
  #end(error) {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#pending.values()) {
      reject(error);
    }
    this.#pending.clear();
  }
}
