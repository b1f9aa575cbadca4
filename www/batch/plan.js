/** Which notes a run has to summarize, and why; the others keep what they have. */

/** @import { RunOptions } from './options.js' */
/** @import { NoteRecord } from './note-record.js' */

/**
 * Why a note is summarized: it is new, its text or what is asked for has changed, its summary is gone, it failed before, or
 * a person wants it anew.
 * @typedef {'new' | 'changed' | 'options' | 'model' | 'missing' | 'failed' | 'asked'} Why
 */
/** Why it is not; `left`: this run is about others. @typedef {'unchanged' | 'edited' | 'left'} Keep */
/**
 * @typedef {{ path: string, bytes: number, sha256: string | null, todo: true, why: Why }
 *   | { path: string, bytes: number, sha256: string | null, todo: false, why: Keep }} PlannedNote
 */

/**
 * What there is of a note.
 * @typedef {object} Found
 * @property {string} path
 * @property {number} bytes
 * @property {string | null} sha256 null where the file could not be read
 * @property {string | null} output SHA-256 of the file that its record names, null where there is none.
 */

/**
 * @param {Found[]} notes
 * @param {ReadonlyMap<string, NoteRecord>} records the last one of each note
 * @param {object} wanted
 * @param {Pick<RunOptions, 'type' | 'length'>} wanted.options
 * @param {{ sha256: string }} wanted.model
 * @param {boolean | ((path: string) => boolean)} [wanted.again] summarize them whatever there is
 * @param {(path: string) => boolean} [wanted.only] leave all others
 * @returns {PlannedNote[]}
 */
export function planNotes(notes, records, { options, model, again = false, only = () => true }) {
  return notes.map(({ path, bytes, sha256, output }) => {
    const asked = typeof again === 'function' ? again(path) : again;
    const record = records.get(path);
    const why = asked ? 'asked' : whyTodo(record, { sha256, output }, options, model);
    if (why && !only(path)) return { path, bytes, sha256, todo: false, why: 'left' };
    if (why) return { path, bytes, sha256, todo: true, why };
    return { path, bytes, sha256, todo: false, why: output === record?.output_sha256 ? 'unchanged' : 'edited' };
  });
}

/**
 * @param {NoteRecord | undefined} record
 * @param {Pick<Found, 'sha256' | 'output'>} found
 * @param {Pick<RunOptions, 'type' | 'length'>} options
 * @param {Pick<import('./note-record.js').WritingModel, 'sha256' | 'adapter'>} model
 * @returns {Why | null}
 */
function whyTodo(record, { sha256, output }, options, model) {
  if (!record) return 'new';
  if (sha256 === null || record.source_sha256 !== sha256) return 'changed';
  if (record.status === 'failed') return 'failed';
  if (record.kind !== options.type || record.length !== options.length) return 'options';
  const adapter = model.adapter?.sha256 ?? null;
  if (record.model_sha256 !== model.sha256 || record.adapter_sha256 !== adapter) return 'model';
  return output === null ? 'missing' : null;
}
