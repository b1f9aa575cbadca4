/** Files dropped anywhere on the page, folders opened, with a clear sign while they hover. */

import { NOTE_EXTENSIONS } from './file-kind.js';

/**
 * @param {number} limit how many files are worth listing from a folder
 * @param {(files: File[]) => void} onFiles
 * @param {(error: unknown) => void} onFailure a folder cannot be read
 */
export function acceptDrops(limit, onFiles, onFailure) {
  watchDrops(async (transfer) => onFiles(await droppedFiles(transfer, limit)), onFailure);
}

/**
 * @param {(transfer: DataTransfer) => Promise<void>} onDrop must ask for what it needs before it waits
 * @param {(error: unknown) => void} onFailure
 */
export function watchDrops(onDrop, onFailure) {
  /** Entering a child is told before leaving its parent, so the two are counted. */
  let depth = 0;
  const mark = (/** @type {number} */ next) => {
    depth = Math.max(0, next);
    document.body.classList.toggle('dropping', depth > 0);
  };
  document.addEventListener('dragenter', (event) => {
    if (hasFiles(event)) mark(depth + 1);
  });
  document.addEventListener('dragleave', (event) => {
    if (hasFiles(event)) mark(depth - 1);
  });
  document.addEventListener('dragover', (event) => {
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  });
  document.addEventListener('drop', async (event) => {
    mark(0);
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    try {
      await onDrop(event.dataTransfer);
    } catch (error) {
      onFailure(error);
    }
  });
}

/** @param {DragEvent} event */
function hasFiles(event) {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/**
 * The dropped files, and the notes in dropped folders: what else a folder holds was not meant.
 * @param {DataTransfer} transfer
 * @param {number} limit
 * @returns {Promise<File[]>}
 */
async function droppedFiles(transfer, limit) {
  // The list of files and the entries are only there until this event has been handled.
  const all = Array.from(transfer.files);
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry?.() ?? null);
  const folders = entries.filter((entry) => entry?.isDirectory);
  if (folders.length === 0) return all;
  const names = new Set(folders.map((folder) => folder?.name));
  const found = all.filter((file) => !names.has(file.name));
  for (const folder of folders) {
    await collect(/** @type {FileSystemDirectoryEntry} */ (folder), found, limit);
  }
  return found;
}

/**
 * @param {FileSystemDirectoryEntry} folder
 * @param {File[]} found
 * @param {number} limit
 */
async function collect(folder, found, limit) {
  const reader = folder.createReader();
  while (found.length <= limit) {
    /** @type {FileSystemEntry[]} */
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return;
    for (const entry of batch.sort((a, b) => a.name.localeCompare(b.name, 'en'))) {
      if (found.length > limit || entry.name.startsWith('.')) continue;
      if (entry.isDirectory) {
        await collect(/** @type {FileSystemDirectoryEntry} */ (entry), found, limit);
      } else if (NOTE_EXTENSIONS.some((extension) => entry.name.toLowerCase().endsWith(extension))) {
        const file = /** @type {FileSystemFileEntry} */ (entry);
        found.push(await new Promise((resolve, reject) => file.file(resolve, reject)));
      }
    }
  }
}
