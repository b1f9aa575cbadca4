/**
 * The notes at hand and which of them is in the textbox. Only data: what is shown is the business of others.
 * Nothing is dropped without a way back: `remove` can be undone, and a new file never replaces typed text.
 */

/** @import { Summary } from '../api/nutshell.js' */

import { text } from './language/text.js';

/** The most notes that are held at once. */
export const SHELF_LIMIT = 50;

/**
 * @typedef {object} Note
 * @property {number} id
 * @property {string | null} name the file's name, or null for text that was typed or pasted
 * @property {string} text
 * @property {string | null} notice how its file was read, where that needs saying
 * @property {Made | null} summary the last one
 */

/**
 * @typedef {object} Made
 * @property {Summary} record
 * @property {string} of the text that was summarized
 * @property {Date} date
 */

export class NoteShelf extends EventTarget {
  #nextId = 1;
  /** @type {Note[]} */
  #notes;
  /** @type {Note} */
  #current;
  /** @type {{ note: Note, at: number } | null} */
  #removed = null;

  constructor() {
    super();
    this.#current = this.#blank();
    this.#notes = [this.#current];
  }

  get notes() {
    return /** @type {readonly Note[]} */ (this.#notes);
  }

  get current() {
    return this.#current;
  }

  get canUndo() {
    return this.#removed !== null;
  }

  /** How many more notes there is room for. An empty, unnamed note gives its place away. */
  get room() {
    const taken = this.#notes.length - (isBlank(this.#current) ? 1 : 0);
    return SHELF_LIMIT - taken;
  }

  /**
   * Puts notes on the shelf and the first of them into the textbox. The caller has looked at `room`.
   * @param {{ name: string | null, text: string, notice?: string | null }[]} added
   */
  add(added) {
    if (added.length === 0) return;
    const notes = added.map(({ name, text, notice = null }) => ({ ...this.#blank(), name, text, notice }));
    if (isBlank(this.#current)) this.#notes.splice(this.#notes.indexOf(this.#current), 1);
    this.#notes.push(...notes);
    this.#current = notes[0];
    this.#removed = null;
    this.#changed();
  }

  /** @param {string} text what the textbox holds now */
  edit(text) {
    this.#current.text = text;
    if (text !== '') this.#removed = null;
  }

  /** @param {number} id */
  select(id) {
    const note = this.#notes.find((each) => each.id === id);
    if (!note || note === this.#current) return;
    // An empty, unnamed note is not worth a place in the list once it is left.
    if (isBlank(this.#current)) this.#notes.splice(this.#notes.indexOf(this.#current), 1);
    this.#current = note;
    this.#changed();
  }

  /** Takes the current note away; `undo` brings it back. */
  remove() {
    const at = this.#notes.indexOf(this.#current);
    this.#removed = { note: this.#current, at };
    this.#notes.splice(at, 1);
    if (this.#notes.length === 0) this.#notes.push(this.#blank());
    this.#current = this.#notes[Math.min(at, this.#notes.length - 1)];
    this.#changed();
  }

  undo() {
    if (!this.#removed) return;
    const { note, at } = this.#removed;
    if (isBlank(this.#current)) this.#notes.splice(this.#notes.indexOf(this.#current), 1);
    this.#notes.splice(at, 0, note);
    this.#current = note;
    this.#removed = null;
    this.#changed();
  }

  /**
   * @param {Note} note
   * @param {Made} summary
   */
  setSummary(note, summary) {
    note.summary = summary;
    this.#changed();
  }

  /** @returns {Note} */
  #blank() {
    const id = this.#nextId;
    this.#nextId += 1;
    return { id, name: null, text: '', notice: null, summary: null };
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** @param {Note} note */
function isBlank(note) {
  return note.name === null && note.text === '';
}

/**
 * What a note is called in the list and in messages: its file's name, else its first words.
 * @param {Note} note
 */
export function noteTitle(note) {
  if (note.name) return note.name;
  const line = note.text.slice(0, 200).trim().split('\n', 1)[0];
  if (line === '') return text('New note');
  return line.length > 40 ? `${line.slice(0, 40).trimEnd()}…` : line;
}
