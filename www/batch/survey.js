/** Looks at both folders before a run: which notes there are, which of them are to be done, and what each is called then. */

/** @import { SourceFolder, TargetFolder } from './folder-port.js' */
/** @import { History } from './history.js' */
/** @import { RunOptions } from './options.js' */
/** @import { PlannedNote } from './plan.js' */
/** @import { Skipped } from './select.js' */

import { sha256 } from '../record/sha256.js';
import { NutshellError } from '../shared/errors.js';
import { contentOf } from './keeper.js';
import { OutputNames } from './output-names.js';
import { planNotes } from './plan.js';
import { selectNotes } from './select.js';

/** So many files are read at once. */
const AT_ONCE = 8;

/**
 * @typedef {object} Survey
 * @property {PlannedNote[]} plan
 * @property {Skipped[]} skipped
 * @property {OutputNames} names
 * @property {boolean} onlySome Others that have to be summarized too are left.
 * @property {boolean} isListOld The list of all notes names some that are not there any more, or lacks some.
 */

/**
 * @typedef {object} SurveyRequest
 * @property {SourceFolder} source
 * @property {TargetFolder} target
 * @property {string | null} within See SelectRules.target.
 * @property {History} history
 * @property {RunOptions} options
 * @property {{ sha256: string }} model
 * @property {readonly string[]} endings See SelectRules.
 * @property {boolean | ((path: string) => boolean)} [again] Summarize these notes whatever there is.
 * @property {(path: string) => boolean} [only] Summarize no others.
 * @property {AbortSignal} [signal]
 */

/**
 * @param {SurveyRequest} request
 * @returns {Promise<Survey>}
 */
export async function survey({ source, target, within, history, options, model, endings, again, only, signal }) {
  const { records, outputs, files, listed } = history;
  const rules = { options, endings, target: within, written: new Set(files.keys()) };
  const { notes, skipped } = await selectNotes(source, rules, signal);
  const found = await eachOf(notes, AT_ONCE, async ({ path, size }) => {
    signal?.throwIfAborted();
    const record = records.get(path);
    // What was never summarized is read when its turn comes.
    if (!record) return { path, bytes: size, sha256: null, output: null };
    const [hash, output] = await Promise.all([
      hashOf(source, path),
      record.output === null ? null : contentOf(target, record.output),
    ]);
    return { path, bytes: size, sha256: hash, output: output?.sha256 ?? null };
  });
  const plan = planNotes(found, records, { options, model, again, only });
  const names = new OutputNames(outputs);
  await names.give(notes.map(({ path }) => path));
  const isListed = (/** @type {PlannedNote} */ { path }) => listed?.has(path);
  const isListOld = listed !== null && !(listed.size === plan.length && plan.every(isListed));
  return { plan, skipped, names, onlySome: only !== undefined, isListOld };
}

/**
 * @param {SourceFolder} source
 * @param {string} path
 * @returns {Promise<string | null>} null where this one file cannot be read
 */
async function hashOf(source, path) {
  try {
    return await sha256(await (await source.open(path)).arrayBuffer());
  } catch (error) {
    if (error instanceof NutshellError && error.code.startsWith('folder-')) throw error;
    return null;
  }
}

/**
 * @template T, R
 * @param {T[]} items
 * @param {number} atOnce
 * @param {(item: T) => Promise<R>} work
 * @returns {Promise<R[]>} in the order of the items
 */
async function eachOf(items, atOnce, work) {
  /** @type {R[]} */
  const results = new Array(items.length);
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}
