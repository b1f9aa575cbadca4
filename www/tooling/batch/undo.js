/** Takes the last run over an output folder back, as the page does. It needs no browser, no model and no notes. */

/** @import { FileUndone } from '../../batch/journal-port.js' */
/** @import { Held } from './places.js' */

import { webcrypto } from 'node:crypto';
import { BatchSession } from '../../batch/session.js';
import { DiskFolder } from './disk-folder.js';
import { DiskJournal } from './disk-journal.js';

// Node 18 has it elsewhere.
if (!('crypto' in globalThis)) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });

/** What is said of a file; nothing where it was as before the run. */
const SAID = Object.freeze({
  removed: 'removed',
  restored: 'brought back as it was',
  kept: 'kept, since it was edited',
});

/**
 * @typedef {object} Undone Paths in the output folder.
 * @property {Date} begun When the run that is taken back began.
 * @property {string[]} removed
 * @property {string[]} restored
 * @property {string[]} kept
 */

/**
 * @param {Held} places
 * @param {(line: string) => void} log
 * @returns {Promise<Undone | null>} null where there is nothing to undo
 */
export async function undoLast({ target, own }, log) {
  const folder = new DiskFolder(target);
  const journal = new DiskJournal(own);
  await journal.tidy();
  const engine = { memoryBytes: 0, model: unused, load: unused, summarize: unused };
  const session = new BatchSession({
    source: folder,
    target: folder,
    within: null,
    journal,
    engine,
    readNote: unused,
    endings: [],
  });
  await session.refresh();
  const run = session.undoable;
  if (!run) return null;
  const begun = new Date(run.begun);
  log(`Undoing the run of ${begun.toLocaleString('sv')}.`);
  /** @type {Record<FileUndone['how'], string[]>} */
  const files = { removed: [], restored: [], kept: [], 'as-before': [] };
  await session.undo(({ path, how }) => {
    files[how].push(path);
    if (how !== 'as-before') log(`${path}: ${SAID[how]}`);
  });
  const { removed, restored, kept } = files;
  return { begun, removed, restored, kept };
}

/** @returns {Promise<never>} */
async function unused() {
  throw new Error('a run is only taken back here');
}
