/** The folder port over a folder of the disk, for Node. Files appear whole, by renaming. */

/** @import { Entry, SourceFolder, TargetFolder } from '../../batch/folder-port.js' */

import { access, mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { foldersOf } from '../../batch/folder-port.js';
import { NutshellError } from '../../shared/errors.js';

/** A file that is being written is called so until it is whole. */
const PART_ENDING = '.nutshell-part';

/**
 * @implements {SourceFolder}
 * @implements {TargetFolder}
 */
export class DiskFolder {
  #root;

  /** @param {string} root */
  constructor(root) {
    this.#root = root;
  }

  get name() {
    return basename(this.#root);
  }

  /**
   * @param {(folder: string) => boolean} enter
   * @returns {AsyncIterable<Entry>}
   */
  async *list(enter) {
    yield* this.#below('', enter);
  }

  /**
   * @param {string} prefix
   * @param {(folder: string) => boolean} enter
   * @returns {AsyncIterable<Entry>}
   */
  async *#below(prefix, enter) {
    const children = await this.#attempt(() => readdir(join(this.#root, prefix), { withFileTypes: true }));
    for (const child of children) {
      const path = prefix + child.name;
      if (child.isFile()) {
        yield { path, size: (await stat(join(this.#root, path)).catch(() => ({ size: 0 }))).size };
      } else if (child.isDirectory() && enter(path)) {
        yield* this.#below(`${path}/`, enter);
      }
    }
  }

  /** @param {string} path */
  async open(path) {
    const bytes = await this.read(path);
    if (!bytes) throw new NutshellError('file-unreadable', { message: `“${path}” is not there any more.` });
    return new File([bytes], basename(path));
  }

  /**
   * @param {string} path
   * @returns {Promise<Uint8Array<ArrayBuffer> | null>}
   */
  read(path) {
    return this.#attempt(async () => {
      const bytes = await readFile(join(this.#root, path)).catch(unlessMissing);
      return bytes && new Uint8Array(bytes);
    });
  }

  /**
   * @param {string} path
   * @param {Uint8Array<ArrayBuffer>} bytes
   */
  write(path, bytes) {
    const place = join(this.#root, path);
    return this.#attempt(async () => {
      await access(this.#root);
      await mkdir(dirname(place), { recursive: true });
      const file = await open(place + PART_ENDING, 'w');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(place + PART_ENDING, place);
    });
  }

  /** @param {string} path */
  remove(path) {
    return this.#attempt(() => rm(join(this.#root, path), { force: true }));
  }

  /**
   * @param {string} path
   * @returns {Promise<string[]>}
   */
  async missingFolders(path) {
    const folders = foldersOf(path);
    const there = await Promise.all(
      folders.map((folder) =>
        access(join(this.#root, folder)).then(
          () => true,
          () => false,
        ),
      ),
    );
    return folders.filter((_, i) => !there[i]);
  }

  /** @param {string} folder */
  removeFolder(folder) {
    return this.#attempt(() =>
      rmdir(join(this.#root, folder)).catch((error) => {
        if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') unlessMissing(error);
      }),
    );
  }

  /** @param {string} path */
  tidy(path) {
    return this.remove(path + PART_ENDING);
  }

  /**
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async #attempt(work) {
    try {
      return await work();
    } catch (error) {
      const { code } = /** @type {{ code?: string }} */ (error);
      const detail = String(error);
      if (code === 'ENOSPC' || code === 'EDQUOT') throw new NutshellError('folder-full', { detail });
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
        throw new NutshellError('folder-permission', { detail });
      }
      await access(this.#root).catch(() => {
        throw new NutshellError('folder-gone', { detail });
      });
      throw new NutshellError('file-unreadable', { detail });
    }
  }
}

/**
 * @param {Error & { code?: string }} error
 * @returns {null}
 */
function unlessMissing(error) {
  if (error.code === 'ENOENT') return null;
  throw error;
}
