/**
 * The folder port: all that a run over many notes needs of the place where the notes are (a SourceFolder) and of the place
 * where the summaries go (a TargetFolder). Both may be the same. Implementations:
 *
 * - handle-folder.js: directory handles of the File System Access standard, of the disk or of the browser's own storage;
 * - file-list-folder.js: files that were uploaded or dropped, a source only;
 * - whatever drives the page from outside: any object with these functions will do, since all arguments and answers but
 *   `open`'s are plain data.
 *
 * Rules that hold for all of them:
 *
 * - A path is relative to the folder, with forward slashes and without one at either end; its parts are the names as the
 *   file system gives them (any script, any normalization). A part is never empty, `.` or `..`.
 * - `write` is atomic: the file has its old content or all of the new one, whatever happens. An implementation that cannot
 *   keep an empty file from appearing for a moment where there was none may do that: a run that was cut off takes it for none.
 * - Once `write` and `remove` have resolved, the folder shows it. Operations on different paths may run side by side.
 * - Every failure is a NutshellError: `folder-permission` (withdrawn or not given), `folder-gone` (moved, unplugged),
 *   `folder-full` (no space left), after which a run pauses and can go on once that is mended; and `file-unreadable`, which
 *   is about that one file.
 */

/**
 * A file of a folder.
 * @typedef {object} Entry
 * @property {string} path
 * @property {number} size Bytes.
 * @property {string} [skip] Why it cannot be read as a file, where the folder tells: it is a link, for example.
 */

/**
 * Where the notes are. Nothing here ever changes it.
 * @typedef {object} SourceFolder
 * @property {string} name For people.
 * @property {(enter: (folder: string) => boolean) => AsyncIterable<Entry>} list Every file, in any order; the files below a
 *   folder only where `enter` says so of its path.
 * @property {(path: string) => Promise<File>} open Rejects where the file is gone.
 */

/**
 * Where the summaries go.
 * @typedef {object} TargetFolder
 * @property {string} name For people.
 * @property {(path: string) => Promise<Uint8Array<ArrayBuffer> | null>} read The whole file; null where there is none.
 * @property {(path: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>} write Makes the folders on the way, and
 *   takes the place of a file of this name.
 * @property {(path: string) => Promise<void>} remove A file that is not there is fine.
 * @property {(path: string) => Promise<string[]>} missingFolders Those on the way to `path` that are not there yet, the
 *   outermost first.
 * @property {(folder: string) => Promise<void>} removeFolder Removes a folder if it is empty, else nothing happens.
 * @property {(path: string) => Promise<void>} tidy Removes what a write of `path` that was cut off may have left beside it.
 */

export const INDEX_FILE = 'index.md';
export const RUN_FILE = 'run.json';

/**
 * @param {string} path
 * @returns {{ folder: string, name: string }} `folder` is empty at the top
 */
export function splitPath(path) {
  const at = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(at, 0)), name: path.slice(at + 1) };
}

/**
 * The folders on the way to a file, the outermost first.
 * @param {string} path
 * @returns {string[]}
 */
export function foldersOf(path) {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
}
