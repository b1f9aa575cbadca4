/** The list of the notes at hand, there as soon as there are two. */

/** @import { NoteShelf } from './note-shelf.js' */

import { byId, make } from './elements.js';
import { text } from './language/text.js';
import { noteTitle } from './note-shelf.js';

export class NoteList {
  #frame = byId('notes', HTMLElement);
  #list = byId('notes-list', HTMLElement);
  #shelf;
  #onLeave;

  /**
   * @param {NoteShelf} shelf
   * @param {() => void} onLeave called before another note is shown
   */
  constructor(shelf, onLeave) {
    this.#shelf = shelf;
    this.#onLeave = onLeave;
    this.#shelf.addEventListener('change', () => this.show());
    this.show();
  }

  show() {
    const { notes, current } = this.#shelf;
    const focused = this.#list.contains(document.activeElement);
    this.#frame.hidden = notes.length < 2;
    const scroll = this.#list.scrollTop;
    this.#list.replaceChildren(
      ...notes.map((note) => {
        const item = make('li');
        const button = make('button');
        button.type = 'button';
        button.append(make('span', noteTitle(note), 'name'));
        if (note.summary) button.append(make('span', text('summarized'), 'mark-done'));
        if (note === current) button.setAttribute('aria-current', 'true');
        button.addEventListener('click', () => {
          this.#onLeave();
          this.#shelf.select(note.id);
        });
        item.append(button);
        return item;
      }),
    );
    this.#list.scrollTop = scroll;
    const row = /** @type {HTMLElement | null} */ (this.#list.querySelector('[aria-current]'));
    row?.scrollIntoView({ block: 'nearest' });
    if (focused) row?.focus();
  }
}
