/** Chosen and dropped files become notes on the shelf; those that cannot are named, with the reason. */

/** @import { NoteShelf } from './note-shelf.js' */
/** @import { ErrorInfo } from './alerts.js' */

import { retoldError } from './language/retold.js';
import { plural } from './language/text.js';
import { readNote } from './read-note.js';

/**
 * @param {NoteShelf} shelf
 * @param {File[]} files
 * @param {() => void} flush Puts what was typed meanwhile onto the shelf.
 * @returns {Promise<{ added: number, errors: ErrorInfo[] }>}
 */
export async function addFiles(shelf, files, flush) {
  const { room } = shelf;
  if (files.length > room) return { added: 0, errors: [tooMany(files.length, room)] };
  const notes = [];
  /** @type {ErrorInfo[]} */
  const errors = [];
  for (const file of files) {
    const read = await readNote(file);
    if (read.ok) notes.push({ name: file.name, text: read.text, notice: read.notice });
    else errors.push(retoldError(read.error, file.name));
  }
  // While the files were read, others may have come, and somebody may have typed.
  flush();
  if (notes.length > shelf.room) return { added: 0, errors: [tooMany(notes.length, shelf.room)] };
  shelf.add(notes);
  return { added: notes.length, errors };
}

/**
 * @param {number} files
 * @param {number} room
 * @returns {ErrorInfo}
 */
function tooMany(files, room) {
  return {
    code: 'files-too-many',
    message:
      room > 0
        ? plural(
            files,
            '{n} file is too many at once: there is room for {room}. Choose {room} or fewer; nothing was changed.',
            '{n} files are too many at once: there is room for {room}. Choose {room} or fewer; nothing was changed.',
            { room },
          )
        : plural(
            files,
            '{n} file is too many at once: there is room for 0. Remove a note first; nothing was changed.',
            '{n} files are too many at once: there is room for 0. Remove a note first; nothing was changed.',
          ),
    detail: '',
  };
}
