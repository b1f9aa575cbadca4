/**
 * The journal port: what happened to a target folder, as a list that is only ever added to, one entry a change of state.
 * Implementations: journal-database.js (IndexedDB); whatever drives the page from outside may keep it in files instead.
 *
 * The order of writes on which recovery and undo rest, for each file that a run writes:
 *
 * 1. `file-writing` says what will be written (its SHA-256) and what that replaces (its SHA-256, or null), and keeps the
 *    bytes of both;
 * 2. the folder writes the file, whole or not at all;
 * 3. `file-written` says that it is there.
 *
 * So at every moment the file has one of two contents that the journal has, or one that a person gave it.
 */

/** @import { ErrorInfo } from '../shared/errors.js' */
/** @import { RunOptions } from './options.js' */
/** @import { NoteRecord } from './note-record.js' */

/**
 * `kind`: a summary run, or one earlier version of a file that a person took back. `asked`: notes that a person wants anew,
 * whatever there is; `onlyAsked`: and no others (older journals do not say).
 * @typedef {{ type: 'run-begun', kind: 'summaries' | 'restore', source: string, options: RunOptions | null,
 *   model: { name: string, sha256: string } | null, startAt: number | null, asked: string[], onlyAsked?: boolean }} RunBegun
 */
/** @typedef {{ type: 'run-paused', reason: ErrorInfo }} RunPaused */
/** @typedef {{ type: 'run-resumed' }} RunResumed */
/** Ended by a person before its end. @typedef {{ type: 'run-stopped' }} RunStopped */
/** @typedef {{ type: 'run-done', done: number, failed: number }} RunDone */
/** `alone`: no other note was worked on. @typedef {{ type: 'note-begun', note: string, alone: boolean }} NoteBegun */
/** The engine died on the note; it gets one more try. @typedef {{ type: 'note-crashed', note: string, error: ErrorInfo }} NoteCrashed */
/** @typedef {{ type: 'note-failed', note: string, record: NoteRecord }} NoteFailed */
/**
 * `record` is null for index.md and run.json, which belong to no note.
 * @typedef {{ type: 'file-writing', path: string, sha256: string, replaces: string | null, folders: string[],
 *   record: NoteRecord | null }} FileWriting
 */
/** @typedef {{ type: 'file-written', path: string, sha256: string }} FileWritten */
/** @typedef {{ type: 'undo-begun' }} UndoBegun */
/** @typedef {{ type: 'file-undone', path: string, how: 'removed' | 'restored' | 'kept' | 'as-before' }} FileUndone */
/** @typedef {{ type: 'run-undone' }} RunUndone */
/**
 * @typedef {RunBegun | RunPaused | RunResumed | RunStopped | RunDone | NoteBegun | NoteCrashed | NoteFailed | FileWriting
 *   | FileWritten | UndoBegun | FileUndone | RunUndone} Change
 */
/** @typedef {Change & { run: string, at: number }} JournalEntry `at`: ms since 1970. */

/**
 * The journal of one target folder.
 * @typedef {object} Journal
 * @property {() => Promise<JournalEntry[]>} entries In the order in which they were added.
 * @property {(entry: JournalEntry, contents?: Uint8Array<ArrayBuffer>[]) => Promise<void>} append Resolves once the entry
 *   and the contents are safe from a loss of power; the contents are there if the entry is.
 * @property {(sha256: string) => Promise<Uint8Array<ArrayBuffer> | null>} content What was given to `append` with this hash.
 */
export {};
