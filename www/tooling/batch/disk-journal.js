/** The journal port over a folder of the disk, for Node: one file of JSON lines, and a file for each content. */

/** @import { Journal, JournalEntry } from '../../batch/journal-port.js' */

import { createHash } from 'node:crypto';
import { access, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { NutshellError } from '../../shared/errors.js';
import { DiskFolder, PART_ENDING } from './disk-folder.js';

const LINES = 'journal.jsonl';

/** @implements {Journal} */
export class DiskJournal {
  #folder;
  #contents;
  /** The end of the queue of appends: lines are added one after the other. @type {Promise<unknown>} */
  #tail = Promise.resolve();

  /** @param {string} folder that is the journal's own, and there: where it is not, its disk has gone */
  constructor(folder) {
    this.#folder = folder;
    this.#contents = new DiskFolder(folder);
  }

  /** @returns {Promise<JournalEntry[]>} */
  async entries() {
    const text = await access(this.#folder)
      .then(() => readFile(join(this.#folder, LINES), 'utf8').catch(unlessMissing))
      .catch((error) => {
        throw this.#failed(error);
      });
    return text.split('\n').flatMap((line) => {
      try {
        // What is no entry was not written here.
        return [JSON.parse(line)].filter((entry) => typeof entry === 'object' && entry !== null);
      } catch {
        // Cut off: what it would have said has not happened.
        return [];
      }
    });
  }

  /**
   * @param {JournalEntry} entry
   * @param {Uint8Array<ArrayBuffer>[]} [contents]
   */
  append(entry, contents = []) {
    const mine = this.#tail.then(() => this.#append(entry, contents));
    this.#tail = mine.catch(() => {});
    return mine;
  }

  /**
   * @param {JournalEntry} entry
   * @param {Uint8Array<ArrayBuffer>[]} contents
   */
  async #append(entry, contents) {
    try {
      for (const bytes of contents) await this.#keep(bytes);
      const file = await open(join(this.#folder, LINES), 'a+');
      try {
        // After a line that was cut off, the next one begins on its own.
        const { size } = await file.stat();
        const { buffer } = size > 0 ? await file.read(Buffer.alloc(1), 0, 1, size - 1) : { buffer: Buffer.from('\n') };
        const gap = buffer[0] === 0x0a ? '' : '\n';
        await file.appendFile(`${gap}${JSON.stringify(entry)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      throw this.#failed(error);
    }
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  async #keep(bytes) {
    const hash = createHash('sha256').update(bytes).digest('hex');
    // The same content has the same name, and is there whole or not at all.
    if ((await this.#contents.read(hash)) === null) await this.#contents.write(hash, bytes);
  }

  /** @param {string} hash */
  content(hash) {
    return this.#contents.read(hash);
  }

  /** Removes what writes that were cut off have left here. Only one process may use the journal. */
  async tidy() {
    const names = await readdir(this.#folder);
    const parts = names.filter((name) => name.endsWith(PART_ENDING));
    await Promise.all(parts.map((name) => rm(join(this.#folder, name), { force: true })));
  }

  /** @param {unknown} error */
  #failed(error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The journal in ${this.#folder} cannot be used: ${reason}`;
    return new NutshellError('journal-failed', { message, detail: reason });
  }
}

/**
 * @param {NodeJS.ErrnoException} error
 * @returns {string} Nothing was ever noted.
 */
function unlessMissing(error) {
  if (error.code === 'ENOENT') return '';
  throw error;
}
