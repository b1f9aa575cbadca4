/**
 * The folder port over a FileSystemDirectoryHandle (https://fs.spec.whatwg.org): a folder of the disk that a person chose,
 * or one in the browser's own storage.
 */

/** @import { Entry, SourceFolder, TargetFolder } from './folder-port.js' */

import { NutshellError } from '../shared/errors.js';
import { splitPath } from './folder-port.js';

/** So many files are asked for their size at once. */
const AT_ONCE = 32;

/** Chromium writes into such a file first, and leaves it where it is killed. */
const SWAP_ENDING = '.crswap';

/**
 * @implements {SourceFolder}
 * @implements {TargetFolder}
 */
export class HandleFolder {
  #root;
  #within;

  /**
   * @param {FileSystemDirectoryHandle} root
   * @param {string} [within] a folder below it, which is made when something is written
   */
  constructor(root, within = '') {
    this.#root = root;
    this.#within = within === '' ? [] : within.split('/');
  }

  get name() {
    return [this.#root.name, ...this.#within].join('/');
  }

  /**
   * @param {(folder: string) => boolean} enter
   * @returns {AsyncIterable<Entry>}
   */
  async *list(enter) {
    const root = await this.#attempt('', () => this.#folder('', false));
    if (root) yield* this.#below(root, '', enter);
  }

  /**
   * @param {FileSystemDirectoryHandle} folder
   * @param {string} prefix
   * @param {(folder: string) => boolean} enter
   * @returns {AsyncIterable<Entry>}
   */
  async *#below(folder, prefix, enter) {
    /** @type {FileSystemHandle[]} */
    const children = [];
    await this.#attempt(prefix, async () => {
      for await (const child of folder.values()) children.push(child);
    });
    children.sort((a, b) => (a.name < b.name ? -1 : 1));
    const files = /** @type {FileSystemFileHandle[]} */ (children.filter(({ kind }) => kind === 'file'));
    for (let at = 0; at < files.length; at += AT_ONCE) {
      yield* await Promise.all(
        files.slice(at, at + AT_ONCE).map(async (handle) => {
          const path = prefix + handle.name;
          // A file that cannot be looked at is still one of the folder's: opening it says why.
          const size = await handle.getFile().then(
            (file) => file.size,
            () => 0,
          );
          return { path, size };
        }),
      );
    }
    for (const child of children) {
      const path = prefix + child.name;
      if (child.kind === 'directory' && enter(path)) {
        yield* this.#below(/** @type {FileSystemDirectoryHandle} */ (child), `${path}/`, enter);
      }
    }
  }

  /** @param {string} path */
  open(path) {
    return this.#attempt(path, async () => {
      const handle = await this.#file(path, false);
      if (!handle) throw missing();
      return handle.getFile();
    });
  }

  /** @param {string} path */
  read(path) {
    return this.#attempt(path, async () => {
      const handle = await this.#file(path, false);
      return handle ? new Uint8Array(await (await handle.getFile()).arrayBuffer()) : null;
    });
  }

  /**
   * @param {string} path
   * @param {Uint8Array<ArrayBuffer>} bytes
   */
  write(path, bytes) {
    return this.#attempt(path, async () => {
      const handle = await this.#file(path, true);
      if (!handle) throw missing();
      // What is written lands in the file when the stream is closed, all at once.
      const stream = await handle.createWritable();
      try {
        await stream.write(bytes);
      } catch (error) {
        await stream.abort().catch(() => {});
        throw error;
      }
      await stream.close();
    });
  }

  /** @param {string} path */
  remove(path) {
    const { folder, name } = splitPath(path);
    return this.#attempt(path, async () => {
      const parent = await this.#folder(folder, false);
      await parent?.removeEntry(name).catch(unlessMissing);
    });
  }

  /**
   * @param {string} path
   * @returns {Promise<string[]>}
   */
  missingFolders(path) {
    return this.#attempt(path, async () => {
      const parts = splitPath(path).folder.split('/').filter(Boolean);
      for (let known = 0; known < parts.length; known += 1) {
        if (!(await this.#folder(parts.slice(0, known + 1).join('/'), false))) {
          return parts.slice(known).map((_, i) => parts.slice(0, known + i + 1).join('/'));
        }
      }
      return [];
    });
  }

  /** @param {string} folder */
  removeFolder(folder) {
    const { folder: above, name } = splitPath(folder);
    return this.#attempt(folder, async () => {
      const parent = await this.#folder(above, false);
      await parent?.removeEntry(name).catch((error) => {
        if (!(error instanceof DOMException) || error.name !== 'InvalidModificationError') unlessMissing(error);
      });
    });
  }

  /** @param {string} path */
  async tidy(path) {
    // Some versions do not let a page touch these files: then they are not the page's to remove.
    await this.remove(path + SWAP_ENDING).catch(() => {});
  }

  /**
   * @param {string} path
   * @param {boolean} create
   * @returns {Promise<FileSystemDirectoryHandle | null>} null where it is not there
   */
  async #folder(path, create) {
    let folder = this.#root;
    for (const part of [...this.#within, ...path.split('/').filter(Boolean)]) {
      const next = await folder.getDirectoryHandle(part, { create }).catch(unlessMissing);
      if (!next) return null;
      folder = next;
    }
    return folder;
  }

  /**
   * @param {string} path
   * @param {boolean} create
   */
  async #file(path, create) {
    const { folder, name } = splitPath(path);
    const parent = await this.#folder(folder, create);
    return (await parent?.getFileHandle(name, { create }).catch(unlessMissing)) ?? null;
  }

  /**
   * Does it; a failure of the platform becomes one of the port's.
   * @template T
   * @param {string} path
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async #attempt(path, work) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof NutshellError) throw error;
      throw await this.#explain(path, error);
    }
  }

  /**
   * @param {string} path
   * @param {unknown} error
   */
  async #explain(path, error) {
    const detail = String(error);
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError' || name === 'SecurityError')
      return new NutshellError('folder-permission', { detail });
    if (name === 'QuotaExceededError') return new NutshellError('folder-full', { detail });
    const there = await this.#root
      .values()
      .next()
      .then(
        () => true,
        () => false,
      );
    if (!there) return new NutshellError('folder-gone', { detail });
    const message = name === 'NotFoundError' ? 'is not there any more' : 'cannot be read or written';
    return new NutshellError('file-unreadable', { message: `“${path}” ${message}.`, detail });
  }
}

function missing() {
  return new DOMException('it is not there', 'NotFoundError');
}

/**
 * @param {unknown} error
 * @returns {null}
 */
function unlessMissing(error) {
  if (error instanceof DOMException && error.name === 'NotFoundError') return null;
  throw error;
}
