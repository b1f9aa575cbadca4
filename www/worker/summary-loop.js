/** All summaries under way on one session: it is stepped while there are any, and each event goes to the one it is of. */

import { NutshellError } from '../shared/errors.js';
import { guarded } from './engine-calls.js';
import { JobMeter, shareOut } from './job-meter.js';
import { nextTurn } from './turn.js';

/** A step returns after about so long, which is how soon a cancellation is noticed. */
const STEP_MS = 30;
/** So many steps without any event mean that the engine has stopped without a word. */
const SILENT_STEPS = 1000;

/** @typedef {import('../shared/protocol.js').SummaryOptions} SummaryOptions */
/** @typedef {import('../shared/protocol.js').Sentence} Sentence */
/** @typedef {import('./job-meter.js').Speed} Speed */
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
 *   | ({ kind: 'choice' } & import('../shared/protocol.js').Choice)
 *   | { kind: 'done', summary: EngineSummary }
 *   | { kind: 'error', error: { code: string, message: string, detail: string } }} EngineEvent
 */

/**
 * @typedef {object} JobContext
 * @property {boolean} unattended Others that somebody waits for go first.
 * @property {AbortSignal} signal
 * @property {Speed} before The speed of the last summary; zeros when there was none.
 * @property {import('../shared/protocol.js').LessonOptions} [lesson]
 * @property {import('../shared/protocol.js').OnText} onText
 * @property {(choices: import('../shared/protocol.js').Choice[]) => void} onChoices All of a step of the engine.
 * @property {(progress: import('../shared/protocol.js').Progress, speed: Speed, last?: boolean) => void} onProgress
 */
/** @typedef {{ summary: EngineSummary, speed: Speed, readMs: number, writeMs: number, totalMs: number }} JobResult */
/**
 * @typedef {object} Job
 * @property {JobMeter} meter
 * @property {JobContext} context
 * @property {(result: JobResult) => void} resolve
 * @property {(reason: unknown) => void} reject
 */

export class SummaryLoop {
  #engine;
  #session;
  /** By the engine's numbers. @type {Map<number, Job>} */
  #jobs = new Map();
  #stepping = false;

  /**
   * @param {import('./engine-module.js').EngineModule} engine
   * @param {import('./engine-module.js').WasmSession} session
   */
  constructor(engine, session) {
    this.#engine = engine;
    this.#session = session;
  }

  /** Whether no summary is under way. */
  get idle() {
    return this.#jobs.size === 0;
  }

  /**
   * @param {string} note
   * @param {SummaryOptions} options
   * @param {JobContext} context
   * @returns {Promise<JobResult>}
   */
  async summarize(note, options, context) {
    const { signal, unattended, lesson } = context;
    signal.throwIfAborted();
    const { type, length, format, context: about, sharedContext, tuned: adapted } = options;
    const forLesson = lesson ? { trace: true, grounding: lesson.grounding } : {};
    const settings = {
      type,
      length,
      format,
      context: about,
      shared_context: sharedContext,
      unattended,
      adapted,
      ...forLesson,
    };
    const meter = new JobMeter(context.before);
    const number = guarded(this.#engine, () => this.#session.start(note, JSON.stringify(settings)));
    /** @type {Promise<JobResult>} */
    const result = new Promise((resolve, reject) => {
      this.#jobs.set(number, { meter, context, resolve, reject });
    });
    const abort = () => this.#fail(number, signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    if (!this.#stepping) this.#run();
    return result.finally(() => signal.removeEventListener('abort', abort));
  }

  /** Steps the session until there is nothing left to do. */
  async #run() {
    this.#stepping = true;
    let silent = 0;
    let pendingMs = 0;
    while (this.#jobs.size > 0) {
      try {
        const begun = performance.now();
        const step = guarded(this.#engine, () => this.#session.step(STEP_MS));
        const events = /** @type {[number, EngineEvent][]} */ (JSON.parse(step));
        // The time of steps that had nothing to report yet belongs to the next one.
        pendingMs += performance.now() - begun;
        if (this.#deliver(events, pendingMs)) pendingMs = 0;
        silent = events.length > 0 ? 0 : silent + 1;
        if (silent > SILENT_STEPS) {
          throw new NutshellError('engine-internal', { detail: 'the engine ended without a summary' });
        }
      } catch (error) {
        for (const number of this.#jobs.keys()) this.#fail(number, error);
      }
      await nextTurn();
    }
    this.#stepping = false;
  }

  /**
   * @param {[number, EngineEvent][]} events Of one step.
   * @param {number} ms That it took.
   * @returns {boolean} Whether the time has been accounted for.
   */
  #deliver(events, ms) {
    /** @type {Map<number, EngineEvent[]>} */
    const byJob = new Map();
    for (const [number, event] of events) {
      byJob.set(number, [...(byJob.get(number) ?? []), event]);
    }
    const parts = [];
    for (const [number, own] of byJob) {
      const job = this.#jobs.get(number);
      if (job) parts.push({ number, job, own, meter: job.meter, ...job.meter.take(own) });
    }
    const accounted = shareOut(ms, parts);
    for (const { number, job, own } of parts) this.#tell(number, job, own);
    return accounted;
  }

  /**
   * @param {number} number
   * @param {Job} job
   * @param {EngineEvent[]} events
   */
  #tell(number, { meter, context, resolve, reject }, events) {
    const choices = events.flatMap((event) =>
      event.kind === 'choice' ? [{ part: event.part, step: event.step }] : [],
    );
    if (choices.length > 0) context.onChoices(choices);
    for (const event of events) {
      if (event.kind === 'text') {
        context.onText(event.text, event.sentence);
      } else if (event.kind === 'error') {
        this.#jobs.delete(number);
        reject(new NutshellError(event.error.code, event.error));
        return;
      } else if (event.kind === 'done') {
        this.#jobs.delete(number);
        const { speed, readMs, writeMs, totalMs } = meter;
        context.onProgress(meter.progress(), speed, true);
        resolve({ summary: event.summary, speed, readMs, writeMs, totalMs });
        return;
      }
    }
    context.onProgress(meter.progress(), meter.speed);
  }

  /**
   * Ends a summary, if it is still under way.
   * @param {number} number
   * @param {unknown} reason
   */
  #fail(number, reason) {
    const job = this.#jobs.get(number);
    if (!job) return;
    this.#jobs.delete(number);
    job.reject(reason);
    try {
      guarded(this.#engine, () => this.#session.cancel(number));
    } catch (error) {
      // The engine is dead: the others hear of it.
      for (const other of this.#jobs.keys()) this.#fail(other, error);
    }
  }
}
