/**
 * The notes outlive a reload of this tab, which the page may do once by itself to be allowed threads. They are kept in
 * the tab's own session storage, which ends with the tab. Nothing else is stored here.
 */

/** @import { Note, NoteShelf } from './note-shelf.js' */

const KEY = 'nutshell.notes';

/** The most that is kept, in UTF-16 units; browsers allow about five times as much. */
const LIMIT = 1_000_000;

/**
 * @param {NoteShelf} shelf
 * @returns {boolean} Whether a reload would give back every note.
 */
export function keepNotes(shelf) {
  const { current } = shelf;
  const plain = (/** @type {Note} */ { name, text, notice }) => ({ name, text, notice });
  const all = shelf.notes.filter((note) => note.text !== '');
  // The one in the textbox before all others, then as many as there is room for.
  let room = LIMIT;
  const kept = [...new Set([current, ...all])].filter((note) => {
    const fits = note.text !== '' && note.text.length <= room;
    if (fits) room -= note.text.length;
    return fits;
  });
  kept.sort((a, b) => all.indexOf(a) - all.indexOf(b));
  try {
    if (kept.length === 0) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify({ notes: kept.map(plain), current: kept.indexOf(current) }));
    return kept.length === all.length;
  } catch {
    // Storage is off or full: then a reload loses what was typed, as on any page.
    return all.length === 0;
  }
}

/**
 * @param {NoteShelf} shelf
 */
export function restoreNotes(shelf) {
  try {
    const { notes, current } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    if (!Array.isArray(notes) || !notes.every(isKept)) return;
    shelf.add(notes.slice(0, shelf.room));
    const selected = shelf.notes[current];
    if (selected) shelf.select(selected.id);
  } catch {
    // Storage is off, or holds something else: then there is nothing to restore.
  }
}

/**
 * @param {unknown} value
 * @returns {value is { name: string | null, text: string, notice: string | null }}
 */
function isKept(value) {
  if (typeof value !== 'object' || value === null) return false;
  const { name, text, notice } = /** @type {Record<string, unknown>} */ (value);
  const maybe = (/** @type {unknown} */ each) => each === null || typeof each === 'string';
  return maybe(name) && maybe(notice) && typeof text === 'string';
}
