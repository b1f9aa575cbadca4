/** Which folders the page works with: chosen, uploaded or dropped, and remembered for the next time. */

/** @import { KnownFolder } from '../../batch/journal-database.js' */
/** @import { PlacedFile } from '../../batch/file-list-folder.js' */
/** @import { SourceFolder, TargetFolder } from '../../batch/folder-port.js' */

import { FileListFolder } from '../../batch/file-list-folder.js';
import { HandleFolder } from '../../batch/handle-folder.js';
import { knownFolders, rememberFolder } from '../../batch/journal-database.js';
import { MemoryFolder } from '../../batch/memory-folder.js';
import { safeName } from '../../record/file-name.js';
import { text } from '../language/text.js';

/** Where the summaries go, inside the folder of the notes. */
const SUMMARIES = 'summaries';

/** In the browser's own storage: summaries of folders that were uploaded. */
const OWN_STORAGE = 'nutshell-summaries';

/**
 * @typedef {object} Place
 * @property {KnownFolder} known
 * @property {SourceFolder} source
 * @property {SourceFolder & TargetFolder} target
 * @property {string | null} within See SelectRules.target.
 * @property {string} targetName For people.
 * @property {boolean} saved The summaries are files of the person's own; else a zip brings them there.
 * @property {boolean} lasting They outlive the tab.
 */

/** The part of the File System Access standard that is not in every browser. */
/** @typedef {FileSystemHandle & { queryPermission?: (mode: { mode: string }) => Promise<string>,
 *   requestPermission?: (mode: { mode: string }) => Promise<string> }} AskableHandle */

/** Whether this browser lets a page work in a folder of the disk. */
export const canPick = () => 'showDirectoryPicker' in globalThis;

/**
 * Asks for a folder of the disk.
 * @param {'read' | 'readwrite'} mode
 * @returns {Promise<FileSystemDirectoryHandle | null>} null where the person has changed their mind
 */
export async function pickFolder(mode) {
  /** @type {(options: object) => Promise<FileSystemDirectoryHandle>} */
  const show = Reflect.get(globalThis, 'showDirectoryPicker');
  try {
    return await show.call(globalThis, { mode, id: 'nutshell-notes' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

/**
 * @param {FileSystemDirectoryHandle} source
 * @param {FileSystemDirectoryHandle | null} target null: a folder inside the source
 * @returns {Promise<Place>}
 */
export async function placeOf(source, target) {
  for (const known of await knownFolders()) {
    if (!known.source || !(await known.source.isSameEntry(source))) continue;
    const same = target === null ? known.target === null : await known.target?.isSameEntry(target);
    if (same) return placeOfKnown(known);
  }
  return placeOfKnown(newFolder(source.name, source, target));
}

/**
 * @param {KnownFolder} known with a source
 * @returns {Promise<Place>}
 */
export async function placeOfKnown(known) {
  const root = /** @type {FileSystemDirectoryHandle} */ (known.source);
  const source = new HandleFolder(root);
  if (known.target === null) {
    const target = new HandleFolder(root, SUMMARIES);
    return { known, source, target, within: SUMMARIES, targetName: target.name, saved: true, lasting: true };
  }
  const inside = await root.resolve(known.target);
  const target = new HandleFolder(known.target);
  const within = inside === null ? null : inside.join('/');
  return { known, source, target, within, targetName: target.name, saved: true, lasting: true };
}

/**
 * @param {string} name of the folder
 * @param {PlacedFile[]} files
 * @returns {Promise<Place>}
 */
export async function placeOfFiles(name, files) {
  const before = (await knownFolders()).find((known) => known.source === null && known.name === name);
  const known = before ?? newFolder(name, null, null);
  const source = new FileListFolder(name, files);
  const target = await ownStorage(name);
  const lasting = target instanceof HandleFolder;
  return { known, source, target, within: null, targetName: text('a zip for you to save'), saved: false, lasting };
}

/** @param {string} name */
async function ownStorage(name) {
  try {
    const root = await navigator.storage.getDirectory();
    // Older versions of Safari have the storage, but cannot write to it from here.
    if (!('createWritable' in FileSystemFileHandle.prototype)) throw new TypeError('no createWritable');
    return new HandleFolder(root, `${OWN_STORAGE}/${safeName(name)}`);
  } catch {
    return new MemoryFolder(name);
  }
}

/**
 * @param {string} name
 * @param {FileSystemDirectoryHandle | null} source
 * @param {FileSystemDirectoryHandle | null} target
 * @returns {KnownFolder}
 */
function newFolder(name, source, target) {
  return { id: crypto.randomUUID(), name, source, target, used: 0, options: null, startAt: null };
}

/** @param {KnownFolder} known */
export async function remember(known) {
  known.used = Date.now();
  await rememberFolder(known);
}

/**
 * Asks for the permission to read the notes and write the summaries, where it is not given. Needs a click.
 * @param {KnownFolder} known
 * @returns {Promise<boolean>}
 */
export async function allow({ source, target }) {
  const wanted = target ? [ask(source, 'read'), ask(target, 'readwrite')] : [ask(source, 'readwrite')];
  return (await Promise.all(wanted)).every(Boolean);
}

/**
 * Whether the notes may be read without asking.
 * @param {KnownFolder} known
 */
export async function mayRead({ source }) {
  const handle = /** @type {AskableHandle | null} */ (source);
  return (await handle?.queryPermission?.({ mode: 'read' })) !== 'prompt';
}

/**
 * @param {AskableHandle | null} handle
 * @param {'read' | 'readwrite'} mode
 */
async function ask(handle, mode) {
  // Folders in the browser's own storage need no permission, and have nothing to ask for it.
  if (!handle?.queryPermission || !handle.requestPermission) return true;
  if ((await handle.queryPermission({ mode })) === 'granted') return true;
  return (await handle.requestPermission({ mode })) === 'granted';
}
