/**
 * The page of a headless run: the same run as on the page for folders, with the engine through the same API. Who has opened
 * it calls `headless.start`, hears what happens through `window.headlessTell`, and may `stop` and `resume`.
 */

/** @import { PlannedNote } from '../../../batch/plan.js' */
/** @import { RunOptions } from '../../../batch/options.js' */
/** @import { BatchRun, NoteChange, RunEvents } from '../../../batch/run.js' */
/** @import { NoteRecord } from '../../../batch/note-record.js' */
/** @import { Prepared } from '../../../batch/session.js' */
/** @import { ErrorInfo } from '../../../shared/errors.js' */

import { PageEngine } from '../../../batch/engine-port.js';
import { Gate } from '../../../batch/gate.js';
import { untilMended } from '../../../batch/mending.js';
import { BatchSession } from '../../../batch/session.js';
import { NOTE_EXTENSIONS } from '../../../page/file-kind.js';
import { readNote } from '../../../page/read-note.js';
import { toErrorInfo } from '../../../shared/errors.js';
import { BridgedJournal, BridgedSource, BridgedTarget } from './bridged.js';

/** How far a note is, is told so often at most, in ms. */
const SHARE_EVERY = 1000;

/**
 * @typedef {object} Request
 * @property {string} sourceName
 * @property {string} targetName
 * @property {string | null} within See Places of a session.
 * @property {RunOptions} options
 * @property {number} sideBySide
 * @property {number | null} startAt ms since 1970: the hour that the run has waited for
 */
/**
 * What is told, in the order in which it happens; `ended` or `broken` comes last.
 * @typedef {{ type: 'plan', todo: { path: string, bytes: number }[], notes: number, goesOn: boolean }
 *   | { type: 'note', change: NoteChange } | { type: 'log', line: string } | { type: 'gate', reasons: ErrorInfo[] }
 *   | { type: 'ended', end: End } | { type: 'broken', error: ErrorInfo }} Told
 */
/**
 * @typedef {object} End
 * @property {'done' | 'stopped'} state
 * @property {{ name: string, sha256: string }} model
 * @property {number} notes Of the folder.
 * @property {number} skipped
 * @property {number} peakMemory Bytes.
 * @property {{ source: string, code: string, reason: string }[]} failures Of all notes, whichever run they failed in.
 */

const stopping = new AbortController();
/** Closed while what the run needs before its begin is waited for. */
const entrance = new Gate();
/** @type {BatchRun | null} */
let run = null;

/** @param {Told} told */
const tell = (told) => Reflect.get(window, 'headlessTell')(told);

/** @param {Request} request */
async function work({ sourceName, targetName, within, options, sideBySide, startAt }) {
  const session = new BatchSession({
    source: new BridgedSource(sourceName),
    target: new BridgedTarget(targetName),
    within,
    journal: new BridgedJournal(),
    engine: new PageEngine(),
    readNote,
    endings: NOTE_EXTENSIONS,
  });
  const prepared = await untilMended(
    () => prepare(session, options),
    async (reason) => {
      entrance.close(reason);
      tell({ type: 'log', line: `Paused: ${reason.message}` });
      tell({ type: 'gate', reasons: entrance.reasons });
      await entrance.pass(stopping.signal);
    },
  );
  const { plan, skipped, isListOld } = prepared.survey;
  const todo = plan.filter((note) => note.todo);
  const goesOn = prepared.earlier !== null;
  tell({ type: 'plan', todo: todo.map(({ path, bytes }) => ({ path, bytes })), notes: plan.length, goesOn });
  const records = new Map(session.history.records);
  if (todo.length > 0 || goesOn || isListOld) {
    run = session.run(prepared, { sideBySide, events: eventsInto(records) });
    stopping.signal.addEventListener('abort', () => run?.stop());
    if (stopping.signal.aborted) run.stop();
    await run.work(startAt, goesOn);
  }
  const { model } = prepared;
  const peakMemory = run?.peakMemory ?? 0;
  const state = run?.state === 'stopped' ? 'stopped' : 'done';
  const end = { model, notes: plan.length, skipped: skipped.length, peakMemory, failures: failuresOf(plan, records) };
  tell({ type: 'ended', end: { state, ...end } });
}

/**
 * Goes on with a run that was cut off if the same is asked for, else with what there is to do.
 * @param {BatchSession} session
 * @param {RunOptions} options
 * @returns {Promise<Prepared>}
 */
async function prepare(session, options) {
  const { signal } = stopping;
  await session.refresh();
  if (session.unfinished?.state === 'undoing') await session.undo();
  const planned = await session.prepare(options, { signal });
  const before = session.unfinished?.what;
  const same =
    before?.model?.sha256 === planned.model.sha256 && JSON.stringify(before.options) === JSON.stringify(options);
  return (same && (await session.prepareToGoOn(signal))) || planned;
}

/**
 * @param {Map<string, NoteRecord>} records filled in
 * @returns {RunEvents}
 */
function eventsInto(records) {
  /** When each note was told of last. @type {Map<string, number>} */
  const told = new Map();
  return {
    onNote(change) {
      const { path, status } = change;
      const now = performance.now();
      const isShare = status === 'working' && change.text === undefined;
      if (isShare && now - (told.get(path) ?? Number.NEGATIVE_INFINITY) < SHARE_EVERY) return;
      told.set(path, now);
      if (status === 'done' || status === 'failed') records.set(path, change.record);
      tell({ type: 'note', change });
    },
    onState: () => tell({ type: 'gate', reasons: run?.gate.reasons ?? [] }),
    onLog: (line) => tell({ type: 'log', line }),
  };
}

/**
 * @param {PlannedNote[]} plan
 * @param {ReadonlyMap<string, NoteRecord>} records
 */
function failuresOf(plan, records) {
  return plan.flatMap(({ path }) => {
    const failure = records.get(path)?.failure;
    return failure ? [{ source: path, code: failure.code, reason: failure.reason }] : [];
  });
}

const headless = {
  /** @param {Request} request */
  start(request) {
    work(request).catch((error) => {
      tell({ type: 'broken', error: toErrorInfo(stopping.signal.aborted ? stopping.signal.reason : error) });
    });
  },
  stop: () => stopping.abort(),
  resume() {
    run?.resume();
    if (entrance.isOpen) return;
    entrance.open();
    tell({ type: 'log', line: 'Looking again.' });
    tell({ type: 'gate', reasons: [] });
  },
};

Object.assign(window, { headless });
