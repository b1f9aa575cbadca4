/**
 * What holds of entries and records that were read from a file: run.json and a journal on a disk lie in the folder, and
 * somebody may have written anything into them.
 */

import { foldersOf } from './folder-port.js';
import { isOutputPath, isSummaryPath } from './output-names.js';

/** @typedef {Record<string, unknown>} Fields */
/** @typedef {(value: unknown) => boolean} Check */

const HASH = /^[0-9a-f]{64}$/;

/** @type {Check} */
export const isHash = (value) => typeof value === 'string' && HASH.test(value);

/** @type {Check} */
const isText = (value) => typeof value === 'string';
/** @type {Check} */
const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);
/** @type {(check: Check) => Check} */
const orNull = (check) => (value) => value === null || check(value);
/** @type {(check: Check) => Check} */
const listOf = (check) => (value) => Array.isArray(value) && value.every(check);
/** @type {(...values: unknown[]) => Check} */
const oneOf =
  (...values) =>
  (value) =>
    values.includes(value);
/** @type {(checks: Record<string, Check>) => Check} */
const fields = (checks) => (value) => {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(checks).every(([name, check]) => check(/** @type {Fields} */ (value)[name]));
};

const isFailure = fields({ code: isText, reason: isText });
const isError = fields({ code: isText, message: isText });
const isOptions = fields({
  type: isText,
  length: isText,
  include: listOf(isText),
  exclude: listOf(isText),
  maxBytes: isNumber,
});

const isRecordLike = fields({
  source: isText,
  source_sha256: orNull(isText),
  source_bytes: isNumber,
  status: oneOf('done', 'failed'),
  output: orNull((value) => isText(value) && isSummaryPath(String(value))),
  output_sha256: orNull(isHash),
  headline: isText,
  kind: isText,
  length: isText,
  model: isText,
  model_sha256: isText,
  adapter: orNull(isText),
  adapter_sha256: orNull(isText),
  started: isText,
  seconds: isNumber,
  failure: orNull(isFailure),
});

/**
 * @param {unknown} value
 * @returns {value is import('./note-record.js').NoteRecord}
 */
export function isRecord(value) {
  return isRecordLike(value);
}

/** What an entry of each type says beside its run and its time. @type {Record<string, Check>} */
const ENTRIES = {
  'run-begun': fields({
    kind: oneOf('summaries', 'restore'),
    source: isText,
    options: orNull(isOptions),
    model: orNull(fields({ name: isText, sha256: isText })),
    startAt: orNull(isNumber),
    asked: listOf(isText),
  }),
  'run-paused': fields({ reason: isError }),
  'run-resumed': () => true,
  'run-stopped': () => true,
  'run-done': fields({ done: isNumber, failed: isNumber }),
  'note-begun': fields({ note: isText }),
  'note-crashed': fields({ note: isText, error: isError }),
  'note-failed': fields({ note: isText, record: isRecord }),
  'file-writing': (value) => isWriting(value) && isOwnWriting(/** @type {Writing} */ (value)),
  'file-written': fields({ path: isText, sha256: isHash }),
  'undo-begun': () => true,
  'file-undone': fields({ path: isText, how: oneOf('removed', 'restored', 'kept', 'as-before') }),
  'run-undone': () => true,
};

/** @typedef {{ path: string, folders: string[] }} Writing */
const isWriting = fields({
  path: isText,
  sha256: isHash,
  replaces: orNull(isHash),
  folders: listOf(isText),
  record: orNull(isRecord),
});

/**
 * A run writes nothing but files that are called as its own, and makes no folder but on the way to them.
 * @param {Writing} writing
 */
function isOwnWriting({ path, folders }) {
  return isOutputPath(path) && folders.every((folder) => foldersOf(path).includes(folder));
}

/**
 * @param {unknown} value
 * @returns {value is import('./journal-port.js').JournalEntry}
 */
export function isEntry(value) {
  if (!fields({ run: isText, at: isNumber, type: isText })(value)) return false;
  const { type } = /** @type {{ type: string }} */ (value);
  return Object.hasOwn(ENTRIES, type) && ENTRIES[type](value);
}
