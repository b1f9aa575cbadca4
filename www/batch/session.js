/**
 * Two folders and their journal, and all that a person does with them: look, start, go on after whatever happened, undo, take
 * an earlier version back. What drives it (a page) shows what it tells and keeps no state of its own.
 */

/** @import { SourceFolder, TargetFolder } from './folder-port.js' */
/** @import { EnginePort } from './engine-port.js' */
/** @import { History, Run, Version } from './history.js' */
/** @import { FileUndone, Journal } from './journal-port.js' */
/** @import { RunOptions } from './options.js' */
/** @import { NoteText, RunEvents } from './run.js' */
/** @import { Survey } from './survey.js' */

import { readEarlierRun } from './earlier-run.js';
import { readHistory, undoableRun, unfinishedRun } from './history.js';
import { contentOf, Keeper } from './keeper.js';
import { OutputNames } from './output-names.js';
import { BatchRun } from './run.js';
import { survey } from './survey.js';

/**
 * @typedef {object} Places
 * @property {SourceFolder} source
 * @property {TargetFolder} target
 * @property {string | null} within The target's path inside the source, '' if they are the same, null if it is elsewhere.
 * @property {Journal} journal Of the target.
 * @property {EnginePort} engine
 * @property {(file: File) => Promise<NoteText>} readNote
 * @property {readonly string[]} endings Of files that `readNote` reads, in lower case, with the dot.
 */

/**
 * @typedef {object} Prepared What a run would do.
 * @property {RunOptions} options
 * @property {{ name: string, sha256: string }} model
 * @property {Survey} survey
 * @property {Run | null} earlier The run that goes on.
 */

export class BatchSession {
  /** @type {History} */
  history = readHistory([]);
  #places;

  /** @param {Places} places */
  constructor(places) {
    this.#places = places;
  }

  /** Reads the journal. Comes before everything else, and after everything that writes. */
  async refresh() {
    const { journal, target } = this.#places;
    this.history = readHistory(await journal.entries());
    await readEarlierRun(target, this.history);
  }

  /** The run that was cut off and can go on, or whose undoing was. */
  get unfinished() {
    return unfinishedRun(this.history);
  }

  /** The run that `undo` takes back. */
  get undoable() {
    return undoableRun(this.history);
  }

  /**
   * Looks at both folders, and changes nothing.
   * @param {RunOptions} options
   * @param {{ again?: boolean | ((path: string) => boolean), only?: (path: string) => boolean, signal?: AbortSignal }} [how]
   *   see SurveyRequest
   * @returns {Promise<Prepared>}
   */
  async look(options, { again, only, signal } = {}) {
    const { source, target, within, endings, engine } = this.#places;
    await this.refresh();
    const { history } = this;
    const model = await engine.model();
    const request = { source, target, within, history, options, model, endings, again, only, signal };
    return { options, model, survey: await survey(request), earlier: null };
  }

  /**
   * Ends what an earlier life has left half done, and looks.
   * @param {RunOptions} options
   * @param {Parameters<BatchSession['look']>[1]} [how]
   * @returns {Promise<Prepared>}
   */
  async prepare(options, how) {
    await this.#settle();
    return this.look(options, how);
  }

  /**
   * The same for the run that was cut off, with its own options.
   * @param {AbortSignal} [signal]
   * @returns {Promise<Prepared | null>} null where there is none
   */
  async prepareToGoOn(signal) {
    const earlier = this.unfinished;
    if (!earlier?.what.options || earlier.state === 'undoing') return null;
    const asked = new Set(earlier.what.asked);
    const again = (/** @type {string} */ path) => asked.has(path) && !earlier.records.has(path);
    const only = earlier.what.onlyAsked ? (/** @type {string} */ path) => asked.has(path) : undefined;
    const prepared = await this.prepare(earlier.what.options, { again, only, signal });
    return { ...prepared, earlier: this.history.runs.find(({ id }) => id === earlier.id) ?? null };
  }

  /**
   * The run, which `work` then sets going.
   * @param {Prepared} prepared
   * @param {{ sideBySide: number, events: RunEvents }} how
   */
  run({ options, model, survey: seen, earlier }, { sideBySide, events }) {
    const setting = { ...this.#places, history: this.history, options, model, sideBySide, events };
    return new BatchRun(setting, seen, earlier);
  }

  /**
   * Takes the last run back, or goes on with that.
   * @param {(done: FileUndone) => void} [onFile]
   * @returns {Promise<Run | null>} the run, with the files that were kept
   */
  async undo(onFile) {
    const run = this.undoable;
    if (!run) return null;
    await this.#keeper(run.id).undo(run, onFile);
    await this.refresh();
    return this.history.runs.find(({ id }) => id === run.id) ?? null;
  }

  /**
   * Brings an earlier version of a file back, as a run of its own, which can be undone.
   * @param {string} path
   * @param {Version} version
   * @returns {Promise<string>} where it went: beside, if a person has edited the file
   */
  async restore(path, version) {
    await this.#settle();
    const bytes = await this.#places.journal.content(version.sha256);
    if (!bytes) throw new Error(`the journal lacks the content ${version.sha256}`);
    const keeper = this.#keeper(crypto.randomUUID());
    const what = { source: this.#places.source.name, options: null, model: null, startAt: null, asked: [] };
    await keeper.note({ type: 'run-begun', kind: 'restore', ...what });
    const record = version.record ?? undefined;
    const put = await keeper.put(path, bytes, { files: this.history.files, beside: this.#beside(), record });
    await keeper.note({ type: 'run-done', done: 1, failed: 0 });
    await this.refresh();
    return put.path;
  }

  /**
   * @param {string} path in the target folder
   * @returns {Promise<string | null>} null where there is none
   */
  async readText(path) {
    const content = await contentOf(this.#places.target, path);
    return content && new TextDecoder().decode(content.bytes);
  }

  /** @param {Version} version */
  async readVersion({ sha256 }) {
    const bytes = await this.#places.journal.content(sha256);
    return bytes && new TextDecoder().decode(bytes);
  }

  /**
   * What a note says.
   * @param {string} path
   */
  async readNote(path) {
    return this.#places.readNote(await this.#places.source.open(path));
  }

  /** Every write that was begun is ended, or given up. */
  async #settle() {
    await this.refresh();
    const cut = this.history.runs.filter(({ pending, state }) => pending.size > 0 && state !== 'undone');
    for (const run of cut) {
      const about = { files: this.history.files, beside: this.#beside() };
      await this.#keeper(run.id).finishWrites(run, about);
    }
    if (cut.length > 0) await this.refresh();
  }

  #beside() {
    const names = new OutputNames(new Map([...this.history.files.keys()].map((path) => [path, path])));
    return (/** @type {string} */ path) => names.beside(path);
  }

  /** @param {string} run */
  #keeper(run) {
    return new Keeper(this.#places.target, this.#places.journal, run);
  }
}
