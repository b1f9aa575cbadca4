/**
 * Which file the summary of a note is written to. “sub/Minutes.md” gets “sub/Minutes.summary.md”; where several notes would
 * get the same, on any file system, each keeps its ending: “sub/Minutes.md.summary.md”. A name once given stays.
 */

import { nameKey, safeName } from '../record/file-name.js';
import { foldersOf, INDEX_FILE, RUN_FILE, splitPath } from './folder-port.js';
import { inTurns } from './turn.js';

const ENDING = '.summary.md';

/** What Nutshell calls a summary; the number is there where a file was in the way. */
export const SUMMARY_FILE = /\.summary(-\d+)?\.md$/i;

/** And what it calls the two files about a run. */
const REPORT_FILE = /^(index(-\d+)?\.md|run(-\d+)?\.json)$/i;

/** @param {string} path */
const isInside = (path) => path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');

/**
 * Whether a file is called as a summary, and inside the folder.
 * @param {string} path
 */
export function isSummaryPath(path) {
  return isInside(path) && SUMMARY_FILE.test(path);
}

/**
 * Whether a run may have written this file.
 * @param {string} path
 */
export function isOutputPath(path) {
  return isSummaryPath(path) || REPORT_FILE.test(path);
}

export class OutputNames {
  /** Keys of the names that are taken, and of the folders on the way to them. @type {Set<string>} */
  #taken = new Set([INDEX_FILE, RUN_FILE].map(nameKey));
  /** @type {Map<string, string>} */
  #given = new Map();

  /** @param {ReadonlyMap<string, string>} earlier which note got which file before */
  constructor(earlier) {
    for (const [note, output] of earlier) {
      this.#given.set(note, output);
      this.#take(output);
    }
  }

  /**
   * Names for notes that have none.
   * @param {string[]} notes paths
   */
  async give(notes) {
    const fresh = notes.filter((note) => !this.#given.has(note)).sort();
    const shorts = await inTurns(fresh, (note) => ({ note, short: outputPath(note, false) }));
    /** @type {Map<string, number>} */
    const wanted = new Map();
    for (const { short } of shorts) wanted.set(nameKey(short), (wanted.get(nameKey(short)) ?? 0) + 1);
    await inTurns(shorts, ({ note, short }) => {
      const path = wanted.get(nameKey(short)) === 1 && !this.#isTaken(short) ? short : outputPath(note, true);
      const free = this.#isTaken(path) ? this.#beside(path) : path;
      this.#given.set(note, free);
      this.#take(free);
    });
  }

  /**
   * @param {string} note
   * @returns {string}
   */
  of(note) {
    const path = this.#given.get(note);
    if (path === undefined) throw new Error('a note that was not named');
    return path;
  }

  /**
   * Another file, for when the one of this name is somebody else's.
   * @param {string} path
   * @returns {string}
   */
  beside(path) {
    const free = this.#beside(path);
    this.#take(free);
    return free;
  }

  /** @param {string} path */
  #beside(path) {
    const [, base, , ending] = /** @type {RegExpExecArray} */ (/^(.*?)(-\d+)?(\.[^./]*)$/su.exec(path));
    for (let number = 2; ; number += 1) {
      const free = `${base}-${number}${ending}`;
      if (!this.#isTaken(free)) return free;
    }
  }

  /** @param {string} path */
  #isTaken(path) {
    return this.#taken.has(nameKey(path));
  }

  /** @param {string} path */
  #take(path) {
    for (const each of [path, ...foldersOf(path)]) this.#taken.add(nameKey(each));
  }
}

/**
 * @param {string} note
 * @param {boolean} whole with the note's own ending
 */
function outputPath(note, whole) {
  const { folder, name } = splitPath(note);
  const base = whole ? name : name.replace(/(?<=.)\.[^.]*$/su, '');
  const folders = folder.split('/').filter(Boolean).map(folderName);
  return [...folders, safeName(base) + ENDING].join('/');
}

/**
 * A folder that is called as one of Nutshell's own files would be in its way.
 * @param {string} folder
 */
function folderName(folder) {
  const name = safeName(folder);
  return SUMMARY_FILE.test(name) || REPORT_FILE.test(name) ? `${name} folder` : name;
}
