/** Which files of a folder are notes to summarize, and for each of the others the reason why it is not. */

/** @import { Entry, SourceFolder } from './folder-port.js' */
/** @import { RunOptions } from './options.js' */

import { foldersOf, INDEX_FILE, RUN_FILE, splitPath } from './folder-port.js';
import { SUMMARY_FILE } from './output-names.js';
import { matcher } from './patterns.js';

/** @typedef {{ path: string, reason: string }} Skipped `path` ends in a slash where it is a whole folder. */
/** @typedef {{ notes: Entry[], skipped: Skipped[] }} Selection Both in the order of their paths. */

const WRITTEN = 'Nutshell has written it.';

/**
 * @typedef {object} SelectRules
 * @property {Pick<RunOptions, 'include' | 'exclude' | 'maxBytes'>} options
 * @property {readonly string[]} endings Of files that can be read, in lower case, with the dot.
 * @property {string | null} target The target folder's path inside the source, '' if they are the same, null if it is elsewhere.
 * @property {ReadonlySet<string>} written Paths in the target folder that earlier runs have written.
 */

/**
 * @param {SourceFolder} source
 * @param {SelectRules} rules
 * @param {AbortSignal} [signal]
 * @returns {Promise<Selection>}
 */
export async function selectNotes(source, rules, signal) {
  /** @type {Selection} */
  const found = { notes: [], skipped: [] };
  const judge = judgeOf(rules);
  const enter = (/** @type {string} */ folder) => {
    const reason = judge.folder(folder);
    if (reason !== null) found.skipped.push({ path: `${folder}/`, reason });
    return reason === null;
  };
  for await (const entry of source.list(enter)) {
    signal?.throwIfAborted();
    const reason = entry.skip ?? judge.file(entry);
    if (reason === null) found.notes.push(entry);
    else found.skipped.push({ path: entry.path, reason });
  }
  dropIndexes(found);
  const byPath = (/** @type {{ path: string }} */ a, /** @type {{ path: string }} */ b) => (a.path < b.path ? -1 : 1);
  found.notes.sort(byPath);
  found.skipped.sort(byPath);
  return found;
}

/**
 * The index of summaries that some other journal knows of is no note either.
 * @param {Selection} found
 */
function dropIndexes({ notes, skipped }) {
  // They may all be in folders beside it.
  const summaries = new Set(
    skipped.filter(({ path }) => SUMMARY_FILE.test(path)).flatMap(({ path }) => ['', ...foldersOf(path)]),
  );
  const runs = new Set(
    skipped.filter(({ path }) => splitPath(path).name === RUN_FILE).map(({ path }) => splitPath(path).folder),
  );
  for (let at = notes.length - 1; at >= 0; at -= 1) {
    const { folder, name } = splitPath(notes[at].path);
    if (name !== INDEX_FILE || !summaries.has(folder) || !runs.has(folder)) continue;
    skipped.push({ path: notes[at].path, reason: WRITTEN });
    notes.splice(at, 1);
  }
}

/**
 * The reasons to skip a folder or file; null: none.
 * @param {SelectRules} rules
 */
export function judgeOf({ options, endings, target, written }) {
  const included = matcher(options.include);
  const excluded = matcher(options.exclude);
  const hidden = (/** @type {string} */ path) => splitPath(path).name.startsWith('.');
  const excludedBy = (/** @type {string} */ path) => {
    const pattern = excluded(path);
    return pattern === null ? null : `Excluded by the pattern “${pattern}”.`;
  };
  return {
    /**
     * @param {string} path
     * @returns {string | null}
     */
    folder(path) {
      if (path === target) return 'The summaries are here.';
      if (hidden(path)) return 'Its name begins with a dot.';
      return excludedBy(path);
    },
    /**
     * @param {Entry} entry
     * @returns {string | null}
     */
    file({ path, size }) {
      if (target === '' && written.has(path)) return WRITTEN;
      if (SUMMARY_FILE.test(path)) return 'It is a summary.';
      if (hidden(path)) return 'Its name begins with a dot.';
      const pattern = excludedBy(path);
      if (pattern) return pattern;
      if (options.include.length > 0 && included(path) === null) return 'No pattern includes it.';
      const { name } = splitPath(path);
      const ending = name.includes('.') ? name.slice(name.lastIndexOf('.')) : '';
      if (!endings.includes(ending.toLowerCase())) {
        return ending ? `Files that end in ${ending} are not read.` : 'Files without an ending are not read.';
      }
      if (size > options.maxBytes) {
        return `It has ${megabytes(size)}; the limit is ${megabytes(options.maxBytes)}.`;
      }
      return null;
    },
  };
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${Number((bytes / 1e6).toFixed(1))} MB`;
}
