/**
 * A run: the notes of a folder are read, summarized and written, some side by side, until all are done or somebody stops it.
 * What can be mended (a full disk, a folder that is gone, a model that cannot be loaded) pauses it; what is wrong with one
 * note is recorded with that note. A note on which the engine dies gets one more try at the end, alone in a fresh engine.
 */

/** @import { ErrorInfo } from '../shared/errors.js' */
/** @import { Summary } from '../api/nutshell.js' */
/** @import { SourceFolder, TargetFolder } from './folder-port.js' */
/** @import { EnginePort } from './engine-port.js' */
/** @import { History, Run } from './history.js' */
/** @import { Change, Journal } from './journal-port.js' */
/** @import { Attempt, NoteRecord } from './note-record.js' */
/** @import { RunOptions } from './options.js' */
/** @import { PlannedNote } from './plan.js' */
/** @import { Survey } from './survey.js' */

import { sha256 } from '../record/sha256.js';
import { NutshellError, toErrorInfo } from '../shared/errors.js';
import { INDEX_FILE, RUN_FILE, splitPath } from './folder-port.js';
import { Gate } from './gate.js';
import { indexMarkdown, runJson } from './index-file.js';
import { Keeper } from './keeper.js';
import { untilMended } from './mending.js';
import { doneNote, failedNote } from './note-record.js';

/** So often cut off while it was worked on alone, a note counts as what has ended the tab or the browser. */
const MOST_CUTS = 3;

/** Errors of the engine that leave it dead. */
const CRASHES = new Set(['engine-crashed', 'model-memory']);

/** @typedef {{ ok: true, text: string } | { ok: false, error: ErrorInfo }} NoteText */
/**
 * What is told of a note: it is worked on (with the share that is done, from 0 to 1, and once the bytes of its text in
 * UTF-8), or how it ended.
 * @typedef {{ path: string, status: 'working', share: number, text?: number } | { path: string, status: 'done' | 'failed', record: NoteRecord }
 *   | { path: string, status: 'waiting' }} NoteChange
 */
/**
 * @typedef {object} RunEvents
 * @property {(change: NoteChange) => void} onNote
 * @property {() => void} onState The gate has opened or closed, or the run has ended.
 * @property {(line: string) => void} onLog For a person; names notes, never quotes them.
 */

/**
 * @typedef {object} RunSetting
 * @property {SourceFolder} source
 * @property {TargetFolder} target
 * @property {Journal} journal
 * @property {EnginePort} engine
 * @property {(file: File) => Promise<NoteText>} readNote
 * @property {History} history
 * @property {RunOptions} options
 * @property {{ name: string, sha256: string }} model
 * @property {number} sideBySide How many notes are worked on at once.
 * @property {RunEvents} events
 * @property {() => number} [now] ms since 1970
 */

/** @typedef {'running' | 'done' | 'stopped'} RunEnd */

export class BatchRun {
  /** Closed while the run pauses. */
  gate = new Gate();
  /** @type {RunEnd} */
  state = 'running';
  /** Notes that this run has summarized, and that have failed in it. */
  done = 0;
  failed = 0;
  /** The most memory that the engine has had, in bytes. */
  peakMemory = 0;
  #setting;
  #survey;
  #id;
  #goesOn;
  /** Notes that earlier lives of this run have summarized. */
  #before;
  #begun;
  #keeper;
  #now;
  #stop = new AbortController();
  /** @type {PlannedNote[]} */
  #queue;
  /** Notes on which the engine died, or that were cut off more than once. @type {PlannedNote[]} */
  #suspects = [];
  #records;
  #files;
  #cutAlone;
  /** Whether the list of all notes says anything else than before. */
  #hasNews;

  /**
   * @param {RunSetting} setting
   * @param {Survey} survey
   * @param {Run | null} earlier the run that goes on
   */
  constructor(setting, survey, earlier) {
    this.#setting = setting;
    this.#survey = survey;
    this.#now = setting.now ?? Date.now;
    this.#hasNews = survey.isListOld;
    this.#goesOn = earlier !== null;
    this.#before = [...(earlier?.records.values() ?? [])].filter(({ status }) => status === 'done').length;
    this.#id = earlier?.id ?? crypto.randomUUID();
    this.#begun = earlier?.begun ?? this.#now();
    this.#keeper = new Keeper(setting.target, setting.journal, this.#id, this.#now);
    this.#records = new Map(setting.history.records);
    this.#files = new Map(setting.history.files);
    const attempts = earlier?.attempts ?? new Map();
    const all = survey.plan.filter((note) => note.todo);
    // What has failed in this run is not tried again before the next one.
    const todo = all.filter(({ path, why }) => why !== 'failed' || earlier?.records.get(path)?.status !== 'failed');
    this.failed = all.length - todo.length;
    this.#cutAlone = earlier?.cutAlone ?? new Map();
    // What was cut off most often comes last: should it be what ends the tab, the others are done before.
    todo.sort((a, b) => (attempts.get(a.path) ?? 0) - (attempts.get(b.path) ?? 0));
    const isSuspect = (/** @type {PlannedNote} */ { path }) =>
      earlier?.crashed.has(path) || (attempts.get(path) ?? 0) > 1;
    this.#suspects = todo.filter(isSuspect);
    this.#queue = todo.filter((note) => !isSuspect(note));
  }

  get id() {
    return this.#id;
  }

  /** How many notes are not begun yet. */
  get waiting() {
    return this.#queue.length + this.#suspects.length;
  }

  /**
   * Works until the end; the promise is rejected by nothing but a mistake of this code's own.
   * @param {number | null} startAt as the journal notes it
   * @param {boolean} goesOn this run was begun before
   */
  async work(startAt, goesOn) {
    const { signal } = this.#stop;
    try {
      await this.#begin(startAt, goesOn);
      const lanes = Math.max(1, Math.min(this.#setting.sideBySide, this.#queue.length));
      await Promise.all(Array.from({ length: lanes }, () => this.#lane(this.#queue)));
      await this.#lane(this.#suspects);
      await this.#end('done');
    } catch (error) {
      if (!signal.aborted) throw error;
      await this.#end('stopped');
    }
  }

  /** Ends the run before its end; what is done stays. */
  stop() {
    this.#stop.abort(new NutshellError('aborted'));
  }

  /**
   * No note is begun any more, until `resume`.
   * @param {ErrorInfo} reason
   */
  async pause(reason) {
    if (this.gate.reasons.some(({ code }) => code === reason.code)) return;
    this.gate.close(reason);
    this.#setting.events.onLog(`Paused: ${reason.message}`);
    this.#setting.events.onState();
    // The journal may be what has no room.
    await this.#keeper.note({ type: 'run-paused', reason }).catch(() => {});
  }

  /** @param {(code: string) => boolean} [which] reasons, all if not given */
  async resume(which) {
    if (this.gate.isOpen) return;
    this.gate.open(which);
    this.#setting.events.onState();
    if (!this.gate.isOpen) return;
    this.#setting.events.onLog('Going on.');
    await this.#keeper.note({ type: 'run-resumed' }).catch(() => {});
  }

  /**
   * @param {number | null} startAt
   * @param {boolean} goesOn
   */
  #begin(startAt, goesOn) {
    const { source, options, model } = this.#setting;
    if (goesOn) return this.#untilMended(() => this.#keeper.note({ type: 'run-resumed' }));
    const asked = this.#survey.plan.filter(({ why }) => why === 'asked').map(({ path }) => path);
    const what = { source: source.name, options, model, startAt, asked, onlyAsked: this.#survey.onlySome };
    return this.#untilMended(() => this.#keeper.note({ type: 'run-begun', kind: 'summaries', ...what }));
  }

  /** @param {PlannedNote[]} queue */
  async #lane(queue) {
    for (;;) {
      await this.gate.pass(this.#stop.signal);
      const note = queue.shift();
      if (!note) return;
      await this.#summarize(note, queue === this.#suspects);
    }
  }

  /**
   * @param {PlannedNote} note
   * @param {boolean} suspect the engine has died on it before
   */
  async #summarize(note, suspect) {
    const { path } = note;
    const { events, options, model } = this.#setting;
    const began = performance.now();
    /** @type {Attempt} */
    const attempt = {
      source: path,
      sha256: null,
      bytes: note.bytes,
      options,
      model,
      started: new Date(this.#now()),
      seconds: 0,
    };
    events.onNote({ path, status: 'working', share: 0 });
    try {
      if (suspect && (this.#cutAlone.get(path) ?? 0) >= MOST_CUTS) throw new NutshellError('note-ends-browser');
      await this.#untilMended(() => this.#keeper.note({ type: 'note-begun', note: path, alone: suspect }));
      const text = await this.#untilMended(() => this.#read(attempt));
      events.onNote({ path, status: 'working', share: 0, text: new TextEncoder().encode(text).length });
      const summary = await this.#compute(path, text);
      await this.#write(attempt, summary);
    } catch (thrown) {
      // Stopped in the middle: the note waits as before.
      if (this.#stop.signal.aborted) events.onNote({ path, status: 'waiting' });
      this.#stop.signal.throwIfAborted();
      const error = toErrorInfo(thrown);
      if (CRASHES.has(error.code) && !suspect) return this.#suspect(note, error);
      // By a clock that nobody sets.
      attempt.seconds = (performance.now() - began) / 1000;
      await this.#fail(attempt, error);
    }
  }

  /**
   * The note's text; what is hashed is what is read.
   * @param {Attempt} attempt
   * @returns {Promise<string>}
   */
  async #read(attempt) {
    const { source, readNote } = this.#setting;
    const file = await source.open(attempt.source);
    const bytes = await file.arrayBuffer().catch((cause) => {
      const message = `“${attempt.source}” cannot be read.`;
      throw new NutshellError('file-unreadable', { message, detail: String(cause) });
    });
    attempt.bytes = bytes.byteLength;
    attempt.sha256 = await sha256(bytes);
    const read = await readNote(new File([bytes], splitPath(attempt.source).name, { type: file.type }));
    if (!read.ok) throw new NutshellError(read.error.code, read.error);
    return read.text;
  }

  /**
   * @param {string} path
   * @param {string} text
   */
  async #compute(path, text) {
    const { engine, events, options } = this.#setting;
    const { signal } = this.#stop;
    await this.#untilMended(
      () => engine.load(signal),
      () => !signal.aborted,
    );
    const onShare = (/** @type {number} */ share) => events.onNote({ path, status: 'working', share });
    const summary = await engine.summarize(text, options, { signal, onShare });
    this.peakMemory = Math.max(this.peakMemory, engine.memoryBytes);
    return summary;
  }

  /**
   * @param {Attempt} attempt
   * @param {Summary} summary
   */
  async #write(attempt, summary) {
    const { record, content } = doneNote(attempt, summary, this.peakMemory);
    const put = await this.#put(this.#survey.names.of(attempt.source), content, record);
    if (put.record) this.#records.set(attempt.source, put.record);
    this.done += 1;
    this.#hasNews = true;
    this.#setting.events.onNote({ path: attempt.source, status: 'done', record: put.record ?? record });
  }

  /**
   * @param {string} path
   * @param {string} content
   * @param {NoteRecord} [record]
   */
  async #put(path, content, record) {
    const bytes = new TextEncoder().encode(content);
    /** Another try takes the same way. @type {Map<string, string>} */
    const besides = new Map();
    const beside = (/** @type {string} */ taken) => {
      const free = besides.get(taken) ?? this.#survey.names.beside(taken);
      besides.set(taken, free);
      return free;
    };
    const put = await this.#untilMended(() => this.#keeper.put(path, bytes, { files: this.#files, beside, record }));
    this.#files.set(put.path, put.sha256);
    if (put.path !== path)
      this.#setting.events.onLog(`${path} was changed by somebody: ${put.path} is written beside it.`);
    return put;
  }

  /**
   * @param {PlannedNote} note
   * @param {ErrorInfo} error
   */
  async #suspect(note, error) {
    this.#suspects.push(note);
    this.#setting.events.onLog(`${note.path}: ${error.message} It is tried once more at the end, alone.`);
    this.#setting.events.onNote({ path: note.path, status: 'waiting' });
    await this.#untilMended(() => this.#keeper.note({ type: 'note-crashed', note: note.path, error }));
  }

  /**
   * @param {Attempt} attempt
   * @param {ErrorInfo} error
   */
  async #fail(attempt, error) {
    const last = this.#records.get(attempt.source);
    const { output = null, output_sha256 = null } = last ?? {};
    const record = { ...failedNote(attempt, error), output, output_sha256 };
    await this.#untilMended(() => this.#keeper.note({ type: 'note-failed', note: attempt.source, record }));
    this.#records.set(attempt.source, record);
    this.failed += 1;
    const isAsBefore = last?.failure?.code === error.code && last.source_sha256 === record.source_sha256;
    this.#hasNews ||= !isAsBefore;
    this.#setting.events.onLog(`${attempt.source}: failed: ${error.message}`);
    this.#setting.events.onNote({ path: attempt.source, status: 'failed', record });
  }

  /** @param {'done' | 'stopped'} state */
  async #end(state) {
    const { done, failed } = this;
    try {
      // An earlier life may have been cut off between its last note and its report.
      if (this.#hasNews || this.#goesOn) await this.#report(state);
      /** @type {Change} */
      const change = state === 'done' ? { type: 'run-done', done, failed } : { type: 'run-stopped' };
      await this.#untilMended(() => this.#keeper.note(change));
    } catch (error) {
      // Stopped because the folder is gone: then nothing more can be written, and the journal still has the run as it was.
      if (!this.#stop.signal.aborted) throw error;
      state = 'stopped';
    }
    this.state = state;
    this.#setting.events.onState();
  }

  /**
   * Writes the two files about the whole run.
   * @param {'done' | 'stopped'} state
   */
  async #report(state) {
    const { source, options, model } = this.#setting;
    const { plan, skipped } = this.#survey;
    const times = { begun: this.#begun, ended: this.#now() };
    const about = {
      run: this.#id,
      source: source.name,
      options,
      model,
      ...times,
      state,
      done: this.#before + this.done,
    };
    const report = { ...about, plan, skipped, records: this.#records };
    const index = await this.#put(INDEX_FILE, await indexMarkdown(report));
    await this.#put(RUN_FILE, await runJson(report, index.sha256));
  }

  /**
   * Does it; what a person can mend pauses the run, and then it is done again.
   * @template T
   * @param {() => Promise<T>} work
   * @param {(error: unknown) => boolean} [mendable]
   * @returns {Promise<T>}
   */
  #untilMended(work, mendable) {
    const wait = async (/** @type {ErrorInfo} */ reason) => {
      await this.pause(reason);
      await this.gate.pass(this.#stop.signal);
    };
    return untilMended(work, wait, mendable);
  }
}
