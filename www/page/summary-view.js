/** The right-hand card: the text as it is written, what it rests on, what was read for it, copying and saving. */

/** @import { Summary } from '../api/nutshell.js' */
/** @import { Held } from './evidence-view.js' */
/** @import { Piece } from '../record/labelled-text.js' */
/** @import { Made } from './note-shelf.js' */

import { labelledText, pieces } from '../record/labelled-text.js';
import { sha256OfText } from '../record/sha256.js';
import { announce } from './announcer.js';
import { byId, make } from './elements.js';
import { EvidenceView } from './evidence-view.js';
import { retold } from './language/retold.js';
import { text } from './language/text.js';
import { download, markdownFile } from './save-markdown.js';
import { factsSentence } from './summary-facts.js';
import { SummaryText } from './summary-text.js';

/** How close to the end of the text a reader counts as following it, in CSS pixels. */
const FOLLOWING = 48;

/**
 * @typedef {object} Shown
 * @property {Made} made
 * @property {string | null} name the note's file
 * @property {string} title what the note is called
 */

export class SummaryView {
  #card = byId('summary-card', HTMLElement);
  #region = byId('summary', HTMLElement);
  #placeholder = byId('placeholder', HTMLElement);
  #facts = byId('summary-facts', HTMLElement);
  #warnings = byId('warnings', HTMLElement);
  #copy = byId('copy', HTMLButtonElement);
  #save = byId('save', HTMLButtonElement);
  #text = new SummaryText(this.#region);
  #evidence;
  /** @type {Piece[]} what the text consists of */
  #pieces = [];
  /** The note's text that it is a summary of. */
  #of = '';
  /** @type {Shown | null} */
  #shown = null;
  #copied = 0;

  /** @param {(of: string) => Held} look what the textbox holds, seen from a summary of `of` */
  constructor(look) {
    this.#evidence = new EvidenceView(this.#region, this.#text, () => ({ held: look(this.#of), of: this.#of }));
    this.#copy.addEventListener('click', () => this.#copyText());
    this.#save.addEventListener('click', () => this.#saveFile());
  }

  /** An empty card. */
  clear() {
    this.#setPieces([], '');
    this.#shown = null;
    this.#describe(null);
    this.#offer();
  }

  /** Whether no text is shown. */
  get isEmpty() {
    return this.#pieces.length === 0;
  }

  /** The whole summary that is shown, if there is one. */
  get made() {
    return this.#shown?.made ?? null;
  }

  /** A sentence is pinned. */
  get isPinned() {
    return this.#evidence.isPinned;
  }

  /** No sentence is pinned or lit any more. */
  unpin() {
    this.#evidence.clear();
  }

  /** The textbox may hold something else now. */
  noteChanged() {
    this.#evidence.refresh();
  }

  /**
   * A summary begins: the card is emptied, and brought into view where it is not.
   * @param {string} of
   */
  begin(of) {
    this.clear();
    this.#of = of;
    this.#region.setAttribute('aria-busy', 'true');
    const { top } = this.#card.getBoundingClientRect();
    if (top > innerHeight * 0.6 || top < 0) {
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
      this.#card.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' });
    }
  }

  /** @param {Piece} piece */
  append(piece) {
    const { scrollTop, scrollHeight, clientHeight } = this.#region;
    const following = scrollHeight - clientHeight - scrollTop < FOLLOWING;
    this.#add(piece);
    if (following) this.#region.scrollTop = this.#region.scrollHeight;
  }

  /** The summary ended before its end: what there is stays, and can be copied. */
  stop() {
    this.#region.setAttribute('aria-busy', 'false');
    this.#offer();
  }

  /** @param {Shown} shown a whole summary */
  show(shown) {
    const { record, of } = shown.made;
    this.#shown = shown;
    // What was watched while it was written stays as it is, with the sentence that is pinned.
    if (of !== this.#of || record.text !== this.#pieces.map(({ text }) => text).join('')) {
      this.#setPieces(pieces(record), of);
    }
    this.#region.setAttribute('aria-busy', 'false');
    this.#describe(record);
    this.#offer();
  }

  /**
   * @param {Piece[]} written
   * @param {string} of
   */
  #setPieces(written, of) {
    this.#evidence.clear();
    this.#text.clear();
    this.#pieces = [];
    this.#of = of;
    this.#placeholder.hidden = false;
    for (const piece of written) this.#add(piece);
    this.#region.setAttribute('aria-busy', 'false');
  }

  /** @param {Piece} piece */
  #add(piece) {
    this.#pieces.push(piece);
    this.#placeholder.hidden = true;
    this.#text.append(piece, this.#of);
  }

  /** @param {Summary | null} record */
  #describe(record) {
    this.#facts.textContent = record ? factsSentence(record) : '';
    const warnings = record?.warnings ?? [];
    this.#warnings.hidden = warnings.length === 0;
    this.#warnings.replaceChildren(...warnings.map((warning) => make('li', retold(warning))));
  }

  /** Says what it says of the summary in another language. */
  relabel() {
    this.#describe(this.#shown?.made.record ?? null);
    this.#text.relabel();
    this.#evidence.refresh();
  }

  #offer() {
    this.#copy.hidden = this.isEmpty;
    this.#save.hidden = this.#shown === null;
  }

  async #copyText() {
    const done = await copy(labelledText(this.#pieces));
    announce(done ? text('Summary copied') : text('The summary could not be copied: select it and copy it by hand'));
    this.#copy.textContent = done ? text('Copied') : text('Not copied');
    clearTimeout(this.#copied);
    this.#copied = window.setTimeout(() => {
      this.#copy.textContent = text('Copy');
    }, 2000);
  }

  async #saveFile() {
    if (!this.#shown) return;
    const { made, name, title } = this.#shown;
    const file = markdownFile(made.record, { name, title, sha256: await sha256OfText(made.of), date: made.date });
    download(file);
    announce(text('Saved as {name}', { name: file.name }));
  }
}

/**
 * @param {string} words
 * @returns {Promise<boolean>} whether it is in the clipboard
 */
async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return false;
  }
}
