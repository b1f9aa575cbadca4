/** The folder port over a folder of the disk, for Node. Files appear whole, by renaming. */

/** @import { Entry, SourceFolder, TargetFolder } from '../../batch/folder-port.js' */
/** @import { Dirent } from 'node:fs' */
/** @import { Children } from './page/listing.js' */

import { constants } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { foldersOf } from '../../batch/folder-port.js';
import { NutshellError } from '../../shared/errors.js';
import { listBelow } from './page/listing.js';

/** A file that is being written is called so until it is whole. */
export const PART_ENDING = '.nutshell-part';

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
    yield* listBelow('', (folder) => this.children(folder), enter);
  }

  /**
   * @param {string} folder
   * @returns {Promise<Children>} Every name is there; what cannot be read or entered is a file with the reason.
   */
  children(folder) {
    const look = async () => {
      /** @type {Children} */
      const found = { files: [], folders: [] };
      const place = this.#place(folder);
      for (const child of await readdir(place, { withFileTypes: true, encoding: 'buffer' })) {
        const { name, whole } = nameOf(/** @type {Buffer} */ (/** @type {unknown} */ (child.name)));
        const path = folder === '' ? name : `${folder}/${name}`;
        const skip = whole ? skipReason(child) : 'Its name is not UTF-8, so no file can be named after it.';
        if (skip !== null) found.files.push({ path, size: 0, skip });
        else if (child.isDirectory()) found.folders.push(path);
        else found.files.push({ path, size: (await stat(join(place, name)).catch(() => ({ size: 0 }))).size });
      }
      return found;
    };
    return this.#attempt(folder, look, 'file-unreadable').catch((error) => {
      if (folder === '' || error.code !== 'file-unreadable') throw error;
      return { files: [{ path: `${folder}/`, size: 0, skip: error.message }], folders: [] };
    });
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
    const work = async () => {
      const bytes = await readFile(this.#place(path)).catch(unlessMissing);
      return bytes && new Uint8Array(bytes);
    };
    return this.#attempt(path, work, 'file-unreadable');
  }

  /**
   * @param {string} path
   * @param {Uint8Array<ArrayBuffer>} bytes
   */
  write(path, bytes) {
    return this.#attempt(path, async () => {
      const place = this.#place(path);
      await access(this.#root);
      await mkdir(dirname(place), { recursive: true });
      const part = place + PART_ENDING;
      try {
        await writeWhole(part, bytes);
        await rename(part, place);
      } catch (error) {
        await rm(part, { force: true }).catch(() => {});
        throw error;
      }
      await syncFolder(dirname(place));
    });
  }

  /** @param {string} path */
  remove(path) {
    return this.#attempt(path, () => rm(this.#place(path), { force: true }));
  }

  /**
   * @param {string} path
   * @returns {Promise<string[]>}
   */
  async missingFolders(path) {
    const folders = foldersOf(path);
    const there = await Promise.all(
      folders.map((folder) =>
        access(this.#place(folder)).then(
          () => true,
          () => false,
        ),
      ),
    );
    return folders.filter((_, i) => !there[i]);
  }

  /** @param {string} folder */
  removeFolder(folder) {
    return this.#attempt(folder, () =>
      rmdir(this.#place(folder)).catch((error) => {
        if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') unlessMissing(error);
      }),
    );
  }

  /** @param {string} path */
  tidy(path) {
    return this.remove(path + PART_ENDING);
  }

  /**
   * Nothing leaves the folder, whatever a file that somebody edited says of paths.
   * @param {string} path
   */
  #place(path) {
    const parts = path.split('/');
    if (path !== '' && parts.some((part) => ['', '.', '..'].includes(part) || part.includes('\0'))) {
      throw new NutshellError('file-unreadable', { message: `“${path}” is no path inside ${this.#root}.` });
    }
    return join(this.#root, ...parts);
  }

  /**
   * @template T
   * @param {string} path
   * @param {() => Promise<T>} work
   * @param {'file-unreadable' | 'folder-permission'} [forbidden] what it means if `path` alone may not be used
   * @returns {Promise<T>}
   */
  async #attempt(path, work, forbidden = 'folder-permission') {
    try {
      return await work();
    } catch (error) {
      if (error instanceof NutshellError) throw error;
      throw await this.#explain(path, /** @type {NodeJS.ErrnoException} */ (error), forbidden);
    }
  }

  /**
   * @param {string} path
   * @param {NodeJS.ErrnoException} error
   * @param {'file-unreadable' | 'folder-permission'} forbidden
   */
  async #explain(path, { name, code = name, syscall = '' }, forbidden) {
    const root = this.#root;
    const detail = `${code} ${syscall}`.trim();
    const failed = (/** @type {string} */ kind, /** @type {string} */ message) =>
      new NutshellError(kind, { message: `${message} (${detail}).`, detail });
    if (code === 'ENOSPC' || code === 'EDQUOT') return failed('folder-full', `There is no space left for ${root}`);
    if (code === 'EROFS') return failed('folder-permission', `${root} is read-only`);
    const lost = await access(root, constants.R_OK | constants.X_OK).then(
      () => null,
      (/** @type {NodeJS.ErrnoException} */ error) => error.code,
    );
    if (lost && isForbidden(lost)) return failed('folder-permission', `${root} may not be used`);
    if (lost) return failed('folder-gone', `${root} is not there`);
    if (isForbidden(code)) return failed(forbidden, `“${path}” in ${root} may not be used`);
    return failed('file-unreadable', `“${path}” cannot be used`);
  }
}

/** @param {string} code */
function isForbidden(code) {
  return code === 'EACCES' || code === 'EPERM';
}

/**
 * A name as text; `whole`: nothing of it is lost.
 * @param {Buffer} bytes
 */
function nameOf(bytes) {
  const name = bytes.toString('utf8');
  return { name, whole: bytes.equals(Buffer.from(name)) };
}

/**
 * Why something in a folder is neither a file nor a folder of it; null: it is.
 * @param {Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'>} child
 */
function skipReason(child) {
  if (child.isFile() || child.isDirectory()) return null;
  return child.isSymbolicLink() ? 'It is a symbolic link.' : 'It is no regular file.';
}

/**
 * @param {string} place
 * @param {Uint8Array} bytes
 */
async function writeWhole(place, bytes) {
  const file = await open(place, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * The names in a folder are safe from a loss of power then.
 * @param {string} folder
 */
async function syncFolder(folder) {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
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
