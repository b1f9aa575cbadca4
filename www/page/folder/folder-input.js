/** Folders that come as files: uploaded with the browser's chooser, or dropped. */

/** @import { PlacedFile } from '../../batch/file-list-folder.js' */

import { NutshellError } from '../../shared/errors.js';
import { formatCount } from '../figures.js';

/** So many dropped files are taken at most. */
const LIMIT = 50_000;

/** @typedef {{ handle: FileSystemDirectoryHandle } | { name: string, files: PlacedFile[] }} Brought */

/**
 * @param {FileList} list of an input for folders
 * @returns {Brought | null}
 */
export function uploadedFolder(list) {
  const files = Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file }));
  return files.length === 0 ? null : named(files);
}

/**
 * What was dropped: a folder that the page may work in, where the browser gives one; else its files.
 * @param {DataTransfer} transfer
 * @returns {Promise<Brought | null>}
 * @throws {NutshellError} where these are too many files
 */
export async function droppedFolder(transfer) {
  const items = Array.from(transfer.items);
  // Both have to be asked for before anything is waited for.
  const entries = items.map((item) => item.webkitGetAsEntry?.() ?? null);
  /** @type {Promise<FileSystemHandle | null>[]} */
  const handles = items.map((item) => Reflect.get(item, 'getAsFileSystemHandle')?.call(item) ?? Promise.resolve(null));
  const [handle] = await Promise.all(handles);
  if (handles.length === 1 && handle?.kind === 'directory') {
    return { handle: /** @type {FileSystemDirectoryHandle} */ (handle) };
  }
  /** @type {PlacedFile[]} */
  const files = [];
  for (const entry of entries) if (entry) await collect(entry, '', files);
  return files.length === 0 ? null : named(files);
}

/**
 * @param {FileSystemEntry} entry
 * @param {string} prefix
 * @param {PlacedFile[]} files
 */
async function collect(entry, prefix, files) {
  const path = prefix + entry.name;
  if (entry.isFile) {
    if (files.length === LIMIT) {
      const message = `These are more than ${formatCount(LIMIT)} files. Choose the folder with the button in place of dropping it, or drop a part of it.`;
      throw new NutshellError('files-too-many', { message });
    }
    const { promise, resolve, reject } = waiting();
    /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject);
    files.push({ path, file: /** @type {File} */ (await promise) });
    return;
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  for (;;) {
    const { promise, resolve, reject } = waiting();
    reader.readEntries(resolve, reject);
    const batch = /** @type {FileSystemEntry[]} */ (await promise);
    if (batch.length === 0) return;
    for (const each of batch) await collect(each, `${path}/`, files);
  }
}

/** A promise and its ends, for functions that take callbacks. */
function waiting() {
  /** @type {(value: unknown) => void} */
  let resolve = () => {};
  /** @type {(reason: unknown) => void} */
  let reject = () => {};
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/**
 * Paths below the one folder that they have in common, which gives the name.
 * @param {PlacedFile[]} files
 * @returns {Brought}
 */
function named(files) {
  const [top] = files[0].path.split('/');
  const common = files.every(({ path }) => path.startsWith(`${top}/`));
  if (!common) return { name: 'notes', files };
  return { name: top, files: files.map(({ path, file }) => ({ path: path.slice(top.length + 1), file })) };
}
