/** Walks a folder of which one can ask what is directly in it. */

/** @import { Entry } from '../../../batch/folder-port.js' */

/** What is in a folder: `folders` are the paths of those that can be entered. @typedef {{ files: Entry[], folders: string[] }} Children */

/**
 * @param {string} folder '' for the top
 * @param {(folder: string) => Promise<Children>} look
 * @param {(folder: string) => boolean} enter
 * @returns {AsyncIterable<Entry>}
 */
export async function* listBelow(folder, look, enter) {
  const { files, folders } = await look(folder);
  yield* files;
  for (const each of folders) if (enter(each)) yield* listBelow(each, look, enter);
}
