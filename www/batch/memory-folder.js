/** The folder port in memory, for a browser that lends a page no storage: what is in it goes with the tab. */

/** @import { Entry, SourceFolder, TargetFolder } from './folder-port.js' */

import { NutshellError } from '../shared/errors.js';
import { foldersOf, splitPath } from './folder-port.js';

/**
 * @implements {SourceFolder}
 * @implements {TargetFolder}
 */
export class MemoryFolder {
  /** @type {Map<string, Uint8Array<ArrayBuffer>>} */
  #files = new Map();

  /** @param {string} name */
  constructor(name) {
    this.name = name;
  }

  /**
   * @param {(folder: string) => boolean} enter
   * @returns {AsyncIterable<Entry>}
   */
  async *list(enter) {
    for (const [path, bytes] of this.#files) {
      if (foldersOf(path).every(enter)) yield { path, size: bytes.length };
    }
  }

  /** @param {string} path */
  async open(path) {
    const bytes = this.#files.get(path);
    if (!bytes) throw new NutshellError('file-unreadable');
    return new File([bytes], splitPath(path).name);
  }

  /** @param {string} path */
  async read(path) {
    return this.#files.get(path) ?? null;
  }

  /**
   * @param {string} path
   * @param {Uint8Array<ArrayBuffer>} bytes
   */
  async write(path, bytes) {
    this.#files.set(path, bytes.slice());
  }

  /** @param {string} path */
  async remove(path) {
    this.#files.delete(path);
  }

  /** @param {string} path */
  async missingFolders(path) {
    const there = [...this.#files.keys()];
    return foldersOf(path).filter((folder) => !there.some((file) => file.startsWith(`${folder}/`)));
  }

  /** Folders are there as long as something is in them. */
  async removeFolder() {}

  async tidy() {}
}
