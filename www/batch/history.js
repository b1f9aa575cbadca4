/** What a journal says: its runs, what each has written, the last record of every note, and what can be gone on with. */

/** @import { ErrorInfo } from '../shared/errors.js' */
/** @import { FileWriting, JournalEntry, RunBegun } from './journal-port.js' */
/** @import { NoteRecord } from './note-record.js' */

import { isEntry } from './validity.js';

/** @typedef {'running' | 'paused' | 'stopped' | 'done' | 'undoing' | 'undone'} RunState */

/**
 * A file that a run has written, or was about to.
 * @typedef {object} RunFile
 * @property {string} path
 * @property {string | null} before SHA-256 of what was there before the run; null: nothing.
 * @property {Set<string>} written SHA-256 of everything that the run put there.
 * @property {Set<string>} folders That the run made for it.
 */

/**
 * @typedef {object} Run
 * @property {string} id
 * @property {number} begun ms since 1970
 * @property {number} last ms since 1970: of its last entry
 * @property {RunBegun} what
 * @property {RunState} state
 * @property {ErrorInfo | null} reason Of the pause.
 * @property {Map<string, RunFile>} files
 * @property {Map<string, FileWriting>} pending Writes that nobody has confirmed, by path.
 * @property {Map<string, NoteRecord>} records Of the notes that it has done or that failed.
 * @property {Map<string, number>} attempts How often each note was begun.
 * @property {Map<string, number>} cutAlone How often each note was begun alone, and did not end.
 * @property {Map<string, ErrorInfo>} crashed Notes on which the engine died once.
 * @property {string[]} kept Files that its undo left alone.
 */

/**
 * @typedef {object} History
 * @property {Run[]} runs The oldest first.
 * @property {Map<string, NoteRecord>} records The last one of each note, without those of undone runs.
 * @property {Map<string, string>} outputs Which file each note's summary went to last.
 * @property {Map<string, string | null>} files SHA-256 of what Nutshell wrote last to each path, without what was undone;
 *   null where a person has taken an earlier version back, which is theirs from then on.
 * @property {Map<string, Version[]>} versions What each path held, the newest first.
 * @property {Set<string> | null} listed The notes that run.json names; null where a person has changed it, or none is there.
 */
/** @typedef {{ sha256: string, at: number, run: string, record: NoteRecord | null }} Version */

/**
 * @param {JournalEntry[]} entries What is none, since somebody has edited it, counts as not written.
 * @returns {History}
 */
export function readHistory(entries) {
  /** @type {Map<string, Run>} */
  const runs = new Map();
  /** @type {Map<string, Version[]>} */
  const versions = new Map();
  for (const entry of entries.filter(isEntry)) {
    if (entry.type === 'run-begun') runs.set(entry.run, newRun(entry));
    const run = runs.get(entry.run);
    if (!run) continue;
    run.last = entry.at;
    const intent = entry.type === 'file-written' ? run.pending.get(entry.path) : undefined;
    if (intent) {
      const version = { sha256: intent.sha256, at: entry.at, run: run.id, record: intent.record };
      versions.set(intent.path, [version, ...(versions.get(intent.path) ?? [])]);
    }
    apply(run, entry);
  }
  /** @type {History} */
  const history = {
    runs: [...runs.values()],
    records: new Map(),
    outputs: new Map(),
    files: new Map(),
    versions,
    listed: null,
  };
  for (const run of history.runs) {
    if (run.state === 'undone') continue;
    for (const [note, record] of run.records) {
      history.records.set(note, record);
      if (record.output !== null) history.outputs.set(note, record.output);
    }
    for (const [path, file] of run.files) {
      const last = [...file.written].at(-1);
      if (last === undefined || run.pending.has(path)) continue;
      history.files.set(path, run.what.kind === 'restore' ? null : last);
    }
  }
  return history;
}

/**
 * The run that was cut off and can go on; a version that was taken back since is no run over notes.
 * @param {History} history
 * @returns {Run | null}
 */
export function unfinishedRun({ runs }) {
  const last = runs.findLast(({ what, state }) => what.kind === 'summaries' || state === 'undoing');
  return last && ['running', 'paused', 'undoing'].includes(last.state) ? last : null;
}

/**
 * The run that can be undone: the last one that is not, since earlier ones lie below it.
 * @param {History} history
 * @returns {Run | null}
 */
export function undoableRun({ runs }) {
  return runs.findLast((run) => run.state !== 'undone' && run.files.size > 0) ?? null;
}

/**
 * @param {JournalEntry & RunBegun} entry
 * @returns {Run}
 */
function newRun({ run, at, ...what }) {
  return {
    id: run,
    begun: at,
    last: at,
    what,
    state: 'running',
    reason: null,
    files: new Map(),
    pending: new Map(),
    records: new Map(),
    attempts: new Map(),
    cutAlone: new Map(),
    crashed: new Map(),
    kept: [],
  };
}

/**
 * One entry more: the state machine of a run.
 * @param {Run} run
 * @param {JournalEntry} entry
 */
function apply(run, entry) {
  switch (entry.type) {
    case 'run-paused':
      run.state = 'paused';
      run.reason = entry.reason;
      break;
    case 'run-resumed':
      run.state = 'running';
      run.reason = null;
      break;
    case 'run-stopped':
      run.state = 'stopped';
      break;
    case 'run-done':
      run.state = 'done';
      break;
    case 'undo-begun':
      run.state = 'undoing';
      break;
    case 'run-undone':
      run.state = 'undone';
      break;
    case 'note-begun':
      run.attempts.set(entry.note, (run.attempts.get(entry.note) ?? 0) + 1);
      if (entry.alone) run.cutAlone.set(entry.note, (run.cutAlone.get(entry.note) ?? 0) + 1);
      break;
    case 'note-crashed':
      run.crashed.set(entry.note, entry.error);
      run.cutAlone.delete(entry.note);
      break;
    case 'note-failed':
      run.records.set(entry.note, entry.record);
      run.cutAlone.delete(entry.note);
      break;
    case 'file-writing':
      intend(run, entry);
      break;
    case 'file-written': {
      const intent = run.pending.get(entry.path);
      run.pending.delete(entry.path);
      if (intent?.record) {
        run.records.set(intent.record.source, intent.record);
        run.cutAlone.delete(intent.record.source);
      }
      break;
    }
    case 'file-undone':
      run.pending.delete(entry.path);
      if (entry.how === 'kept') run.kept.push(entry.path);
      break;
  }
}

/**
 * @param {Run} run
 * @param {FileWriting} intent
 */
function intend(run, intent) {
  run.pending.set(intent.path, intent);
  const known = run.files.get(intent.path);
  /** @type {RunFile} */
  const file = known ?? { path: intent.path, before: intent.replaces, written: new Set(), folders: new Set() };
  // The last one written stands last.
  file.written.delete(intent.sha256);
  file.written.add(intent.sha256);
  for (const folder of intent.folders) file.folders.add(folder);
  run.files.set(intent.path, file);
}
