/**
 * What run.json in the target folder says that this browser's journal does not: another machine has worked on the folder, or
 * the browser has forgotten. Somebody may have written anything into that file.
 */

/** @import { TargetFolder } from './folder-port.js' */
/** @import { History } from './history.js' */
/** @import { NoteRecord } from './note-record.js' */

import { INDEX_FILE, RUN_FILE } from './folder-port.js';
import { RUN_FORMAT } from './index-file.js';
import { contentOf } from './keeper.js';
import { SUMMARY_FILE } from './output-names.js';

const TEXTS = /** @type {const} */ (['source', 'headline', 'kind', 'length', 'model', 'model_sha256', 'started']);
const MAYBE = /** @type {const} */ (['source_sha256', 'output', 'output_sha256', 'adapter', 'adapter_sha256']);
const HASH = /^[0-9a-f]{64}$/;

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
    if (HASH.test(String(told.index_sha256))) history.files.set(INDEX_FILE, String(told.index_sha256));
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

/**
 * @param {unknown} value
 * @returns {value is NoteRecord}
 */
function isRecord(value) {
  if (typeof value !== 'object' || value === null) return false;
  const fields = /** @type {Record<string, unknown>} */ (value);
  const { output, output_sha256: hash } = fields;
  return (
    TEXTS.every((name) => typeof fields[name] === 'string') &&
    MAYBE.every((name) => fields[name] === null || typeof fields[name] === 'string') &&
    (fields.status === 'done' || fields.status === 'failed') &&
    typeof fields.seconds === 'number' &&
    (output === null || isPath(String(output))) &&
    (hash === null || HASH.test(String(hash)))
  );
}

/** @param {string} path */
function isPath(path) {
  return SUMMARY_FILE.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
