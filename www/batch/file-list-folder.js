/** The source of the folder port over files that were uploaded with their folder, or dropped. */

/** @import { Entry, SourceFolder } from './folder-port.js' */

import { NutshellError } from '../shared/errors.js';
import { foldersOf } from './folder-port.js';

/** @typedef {{ path: string, file: File }} PlacedFile */

/** @implements {SourceFolder} */
export class FileListFolder {
  #files;

  /**
   * @param {string} name
   * @param {PlacedFile[]} files paths below the folder of this name
   */
  constructor(name, files) {
    this.name = name;
    this.#files = new Map(files.map(({ path, file }) => [path, file]));
  }

  /**
   * @param {(folder: string) => boolean} enter
   * @returns {AsyncIterable<Entry>}
   */
  async *list(enter) {
    /** @type {Map<string, boolean>} */
    const asked = new Map();
    const open = (/** @type {string} */ folder) => {
      if (!asked.has(folder)) asked.set(folder, enter(folder));
      return asked.get(folder);
    };
    for (const [path, file] of this.#files) {
      if (foldersOf(path).every(open)) yield { path, size: file.size };
    }
  }

  /** @param {string} path */
  async open(path) {
    const file = this.#files.get(path);
    if (!file) throw new NutshellError('file-unreadable', { message: `“${path}” is not among the chosen files.` });
    return file;
  }
}
