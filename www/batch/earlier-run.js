/**
 * What run.json in the target folder says that this browser's journal does not: another machine has worked on the folder, or
 * the browser has forgotten. Somebody may have written anything into that file.
 */

/** @import { TargetFolder } from './folder-port.js' */
/** @import { History } from './history.js' */

import { INDEX_FILE, RUN_FILE } from './folder-port.js';
import { RUN_FORMAT } from './index-file.js';
import { contentOf } from './keeper.js';
import { isHash, isRecord } from './validity.js';

/**
 * Adds what it says of notes that the history does not know, or knows less of, and which notes it names.
 * @param {TargetFolder} target
 * @param {History} history
 */
export async function readEarlierRun(target, history) {
  const file = await contentOf(target, RUN_FILE);
  const told = file && readRunFile(file.bytes);
  if (!told) return;
  // Another journal has the run; what a person has made of this journal's own file is theirs.
  const isForeign = history.runs.every(({ id }) => id !== told.run);
  if (isForeign) {
    history.files.set(RUN_FILE, file.sha256);
    if (isHash(told.index_sha256)) history.files.set(INDEX_FILE, String(told.index_sha256));
  }
  if (history.files.get(RUN_FILE) === file.sha256) history.listed = new Set(told.notes.map(sourceOf));
  for (const record of told.notes.filter(isRecord)) {
    const known = history.records.get(record.source);
    if (known && !(isForeign && record.started > known.started)) continue;
    history.records.set(record.source, record);
    if (record.output === null || record.output_sha256 === null) continue;
    history.outputs.set(record.source, record.output);
    history.files.set(record.output, record.output_sha256);
  }
}

/**
 * @param {Uint8Array} bytes
 * @returns {{ run: unknown, notes: unknown[], index_sha256: unknown } | null} null where it is something else
 */
export function readRunFile(bytes) {
  try {
    const told = JSON.parse(new TextDecoder().decode(bytes));
    return told?.format === RUN_FORMAT && Array.isArray(told.notes) ? told : null;
  } catch {
    return null;
  }
}

/** @param {unknown} note */
function sourceOf(note) {
  return String(Object(note).source);
}
