/** The textbox and what is known of its text. Counting and keeping wait for a pause in the typing. */

/** @import { ErrorInfo } from './alerts.js' */
/** @import { Note, NoteShelf } from './note-shelf.js' */

import { byId } from './elements.js';
import { retold } from './language/retold.js';
import { apart, plural, text } from './language/text.js';
import { refuseTextSize } from './read-note.js';
import { countWords } from './word-count.js';

/** A pause in the typing, in ms. */
const PAUSE_MS = 250;

export class NoteInput {
  #box = byId('note', HTMLTextAreaElement);
  #facts = byId('note-facts', HTMLElement);
  #clear = byId('clear', HTMLButtonElement);
  #undo = byId('undo', HTMLButtonElement);
  #sample = byId('sample', HTMLButtonElement);
  #shelf;
  #onPause;
  #timer = 0;
  /** @type {Note | null} */
  #note = null;
  /** What the box holds as far as the shelf knows. */
  #shown = '';

  /**
   * @param {NoteShelf} shelf
   * @param {() => void} onPause the text has changed, and nobody types just now
   * @param {(error: ErrorInfo) => void} onRefused a text is too large to be pasted; the box is as it was
   */
  constructor(shelf, onPause, onRefused) {
    this.#shelf = shelf;
    this.#onPause = onPause;
    this.#box.addEventListener('beforeinput', (event) => {
      // Pasted or dropped. Browsers take minutes to lay out a text of several megabytes.
      const refused = refuseTextSize('The pasted text', event.data ?? event.dataTransfer?.getData('text/plain') ?? '');
      if (refused) {
        event.preventDefault();
        onRefused(refused);
      }
    });
    this.#box.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.flush(), PAUSE_MS);
    });
    this.#clear.addEventListener('click', (event) => {
      // The second half of a double click on the sample, which had this place before.
      if (event.detail > 1) return;
      this.flush();
      this.#shelf.remove();
      this.focus();
    });
    this.#undo.addEventListener('click', () => {
      this.flush();
      this.#shelf.undo();
      this.focus();
    });
    this.#shelf.addEventListener('change', () => this.show());
    this.show();
  }

  /** Takes over what has been typed since the last pause. */
  flush() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#note !== this.#shelf.current) return;
    // The box turns CR LF into LF, so it is only asked once it was typed in.
    const { value } = this.#box;
    if (value === this.#shown) return;
    this.#shown = value;
    this.#shelf.edit(value);
    this.#describe();
    this.#onPause();
  }

  /** Shows the shelf's current note. */
  show() {
    const note = this.#shelf.current;
    if (note !== this.#note) {
      this.#note = note;
      // Who types while the page is still being read keeps the place in the text.
      if (this.#box.value !== note.text) {
        this.#box.value = note.text;
        this.#box.scrollTop = 0;
        this.#box.setSelectionRange(0, 0);
      }
      this.#shown = this.#box.value;
    }
    this.#describe();
  }

  focus() {
    this.#box.focus();
  }

  #describe() {
    const { name, text: held, notice } = this.#shelf.current;
    const words = countWords(held);
    const count = words === 0 ? text('No words yet') : plural(words, '{n} word', '{n} words');
    this.#facts.textContent = [count, name && apart(name), notice && retold(notice)].filter(Boolean).join(' · ');
    this.#facts.title = name ?? '';
    this.#facts.classList.toggle('told', notice !== null);
    const several = this.#shelf.notes.length > 1;
    const empty = held === '' && name === null;
    this.#clear.hidden = empty && !several;
    this.#clear.textContent = several ? text('Remove') : text('Clear');
    this.#undo.hidden = !this.#shelf.canUndo;
    this.#sample.hidden = !empty;
  }
}
