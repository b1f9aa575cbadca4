/** Ports whose power is cut at a chosen operation: before it, in the middle of it, or when it is done but nobody knows. */

/** @import { TargetFolder } from '../../../www/batch/folder-port.js' */
/** @import { Journal } from '../../../www/batch/journal-port.js' */

/** @typedef {'before' | 'during' | 'after'} Moment */
export const MOMENTS = /** @type {const} */ (['before', 'during', 'after']);

export class Power {
  /** Operations so far. */
  count = 0;
  /** Resolves when the power is gone. @type {Promise<void>} */
  gone;
  #at;
  #moment;
  #dead = false;
  /** @type {() => void} */
  #cut = () => {};

  /**
   * @param {number} at the operation, from 1; 0: never
   * @param {Moment} moment
   */
  constructor(at, moment) {
    this.#at = at;
    this.#moment = moment;
    this.gone = new Promise((resolve) => {
      this.#cut = resolve;
    });
  }

  /** Cuts it now. */
  off() {
    this.#dead = true;
    this.#cut();
  }

  /**
   * @template T
   * @param {() => Promise<T>} operation
   * @param {() => Promise<unknown>} [torn] what there is of it when it is cut off in the middle
   * @returns {Promise<T>} never settles once the power is gone
   */
  async through(operation, torn = async () => {}) {
    if (this.#dead) return new Promise(() => {});
    this.count += 1;
    if (this.count !== this.#at) {
      const result = await operation();
      return this.#dead ? new Promise(() => {}) : result;
    }
    this.#dead = true;
    if (this.#moment === 'during') await torn();
    if (this.#moment === 'after') await operation();
    this.#cut();
    return new Promise(() => {});
  }

  /**
   * @param {TargetFolder} folder
   * @returns {TargetFolder}
   */
  folder(folder) {
    return {
      name: folder.name,
      read: (path) => this.through(() => folder.read(path)),
      // As Chromium leaves it: an empty file where there was none.
      write: (path, bytes) =>
        this.through(
          () => folder.write(path, bytes),
          async () => (await folder.read(path)) ?? folder.write(path, new Uint8Array()),
        ),
      remove: (path) => this.through(() => folder.remove(path)),
      missingFolders: (path) => this.through(() => folder.missingFolders(path)),
      removeFolder: (path) => this.through(() => folder.removeFolder(path)),
      tidy: (path) => this.through(() => folder.tidy(path)),
    };
  }

  /**
   * @param {Journal} journal
   * @returns {Journal}
   */
  journal(journal) {
    return {
      entries: () => this.through(() => journal.entries()),
      append: (entry, contents) => this.through(() => journal.append(entry, contents)),
      content: (hash) => this.through(() => journal.content(hash)),
    };
  }
}
