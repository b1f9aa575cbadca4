/** One summary: the session is stepped until it is done, measured on the way. */

import { NutshellError } from '../shared/errors.js';
import { guarded } from './engine-calls.js';
import { nextTurn } from './turn.js';

/** A step returns after about so long, which is how soon a cancellation is noticed. */
const STEP_MS = 30;
/** So many steps without any event mean that the engine has stopped without a word. */
const SILENT_STEPS = 1000;
/** Until writing was measured: how much slower than reading it is, seen on the machines tried. */
const WRITE_GUESS = 4;

/** @typedef {import('../shared/protocol.js').SummaryOptions} SummaryOptions */
/** @typedef {import('../shared/protocol.js').Sentence} Sentence */
/** @typedef {{ read: number, write: number }} Speed Tokens per second. */
/**
 * @typedef {object} EngineSummary What the engine says of a finished summary.
 * @property {string} text
 * @property {Sentence[]} sentences
 * @property {number} dropped
 * @property {{ tokens_read: number, tokens_total: number, chunks: number }} coverage
 * @property {number} read_tokens
 * @property {number} written_tokens
 * @property {string[]} warnings
 */
/**
 * @typedef {{ kind: 'read', done: number, cached: number, total: number }
 *   | { kind: 'write', done: number, total: number }
 *   | { kind: 'text', text: string, sentence: Sentence }
 *   | { kind: 'done', summary: EngineSummary }
 *   | { kind: 'error', error: { code: string, message: string, detail: string } }} EngineEvent
 */

/**
 * @typedef {object} JobContext
 * @property {AbortSignal} signal
 * @property {Speed} before The speed of the last summary; zeros when there was none.
 * @property {import('../shared/protocol.js').OnText} onText
 * @property {(progress: import('../shared/protocol.js').Progress, speed: Speed, last?: boolean) => void} onProgress
 */
/** @typedef {{ summary: EngineSummary, speed: Speed, readMs: number, writeMs: number, totalMs: number }} JobResult */

/**
 * @param {import('./engine-module.js').EngineModule} engine
 * @param {import('./engine-module.js').WasmSession} session
 * @param {string} note
 * @param {SummaryOptions} options
 * @param {JobContext} context
 * @returns {Promise<JobResult>}
 */
export async function runSummary(engine, session, note, options, context) {
  const { signal, onText, onProgress } = context;
  const { type, length, format, context: about, sharedContext } = options;
  const settings = { type, length, format, context: about, shared_context: sharedContext };
  const meter = new JobMeter(context.before);
  const begun = performance.now();
  guarded(engine, () => session.start(note, JSON.stringify(settings)));
  let silent = 0;
  for (;;) {
    if (signal.aborted) {
      guarded(engine, () => session.cancel());
      signal.throwIfAborted();
    }
    const stepBegun = performance.now();
    const events = /** @type {EngineEvent[]} */ (JSON.parse(guarded(engine, () => session.step(STEP_MS))));
    meter.account(events, performance.now() - stepBegun);
    for (const event of events) {
      if (event.kind === 'text') {
        onText(event.text, event.sentence);
      } else if (event.kind === 'error') {
        throw new NutshellError(event.error.code, event.error);
      } else if (event.kind === 'done') {
        const totalMs = performance.now() - begun;
        onProgress(meter.progress(), meter.speed, true);
        return { summary: event.summary, speed: meter.speed, readMs: meter.readMs, writeMs: meter.writeMs, totalMs };
      }
    }
    silent = events.length > 0 ? 0 : silent + 1;
    if (silent > SILENT_STEPS) {
      guarded(engine, () => session.cancel());
      throw new NutshellError('engine-internal', { detail: 'the engine ended without a summary' });
    }
    if (events.length > 0) {
      onProgress(meter.progress(), meter.speed);
    }
    await nextTurn();
  }
}

/** Shares the time of the steps out between reading and writing. */
class JobMeter {
  readMs = 0;
  writeMs = 0;
  #before;
  #read = { done: 0, cached: 0, total: 0 };
  #write = { done: 0, total: 0 };
  #phase = /** @type {'read' | 'write'} */ ('read');
  /** Time of steps that had nothing to report yet. */
  #pendingMs = 0;

  /** @param {Speed} before */
  constructor(before) {
    this.#before = before;
  }

  /**
   * @param {EngineEvent[]} events Of one step.
   * @param {number} ms That it took.
   */
  account(events, ms) {
    const readBefore = this.#computed;
    const writtenBefore = this.#write.done;
    for (const event of events) {
      if (event.kind === 'read') {
        this.#read = event;
        this.#phase = 'read';
      } else if (event.kind === 'write') {
        this.#write = event;
        this.#phase = 'write';
      } else if (event.kind === 'done') {
        this.#write.done = event.summary.written_tokens;
      }
    }
    const reading = Math.max(0, this.#computed - readBefore);
    const writing = Math.max(0, this.#write.done - writtenBefore);
    this.#pendingMs += ms;
    if (reading + writing > 0) {
      // A token takes longer to write than to read; in a step with both, each gets its weight.
      const share = reading / (reading + writing * WRITE_GUESS);
      this.readMs += this.#pendingMs * share;
      this.writeMs += this.#pendingMs * (1 - share);
      this.#pendingMs = 0;
    }
  }

  /** Prompt tokens that took time. */
  get #computed() {
    return this.#read.done - this.#read.cached;
  }

  /** @returns {Speed} */
  get speed() {
    return {
      read: this.readMs > 0 ? (this.#computed * 1000) / this.readMs : 0,
      write: this.writeMs > 0 ? (this.#write.done * 1000) / this.writeMs : 0,
    };
  }

  /** @returns {import('../shared/protocol.js').Progress} */
  progress() {
    const { read, write } = this.speed;
    const writing = write || this.#before.write || read / WRITE_GUESS;
    // Of what is still to come, about as much will be cached as of what came.
    const toCompute = this.#read.done > 0 ? this.#computed / this.#read.done : 1;
    const restRead = Math.max(0, this.#read.total - this.#read.done) * toCompute;
    const restWrite = Math.max(0, this.#write.total - this.#write.done);
    const eta = read > 0 && writing > 0 ? restRead / read + restWrite / writing : null;
    const { done, total } = this.#phase === 'read' ? this.#read : this.#write;
    return { phase: this.#phase, done, total, unit: 'tokens', rate: this.#phase === 'read' ? read : write, eta };
  }
}
