/** The right-hand card: the text as it is written, what was read for it, copying and saving. */

/** @import { Summary } from '../api/nutshell.js' */
/** @import { Made } from './note-shelf.js' */

import { announce } from './announcer.js';
import { byId, make } from './elements.js';
import { formatCount, formatPlural } from './figures.js';
import { MarkdownView } from './markdown-view.js';
import { download, markdownFile, sha256 } from './save-markdown.js';

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
  #coverage = byId('coverage', HTMLElement);
  #warnings = byId('warnings', HTMLElement);
  #copy = byId('copy', HTMLButtonElement);
  #save = byId('save', HTMLButtonElement);
  #markdown = new MarkdownView(this.#region);
  #text = '';
  /** @type {Shown | null} */
  #shown = null;
  #copied = 0;

  constructor() {
    this.#copy.addEventListener('click', () => this.#copyText());
    this.#save.addEventListener('click', () => this.#saveFile());
  }

  /** An empty card. */
  clear() {
    this.#setText('');
    this.#shown = null;
    this.#describe(null);
    this.#offer();
  }

  /** Whether no text is shown. */
  get isEmpty() {
    return this.#text.trim() === '';
  }

  /** A summary begins: the card is emptied, and brought into view where it is not. */
  begin() {
    this.clear();
    this.#region.setAttribute('aria-busy', 'true');
    const { top } = this.#card.getBoundingClientRect();
    if (top > innerHeight * 0.6 || top < 0) {
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
      this.#card.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' });
    }
  }

  /** @param {string} piece */
  append(piece) {
    const { scrollTop, scrollHeight, clientHeight } = this.#region;
    const following = scrollHeight - clientHeight - scrollTop < FOLLOWING;
    this.#text += piece;
    this.#placeholder.hidden = true;
    this.#markdown.append(piece);
    if (following) this.#region.scrollTop = this.#region.scrollHeight;
  }

  /** The summary ended before its end: what there is stays, and can be copied. */
  stop() {
    this.#markdown.end();
    this.#region.setAttribute('aria-busy', 'false');
    this.#offer();
  }

  /** @param {Shown} shown a whole summary */
  show(shown) {
    const { record } = shown.made;
    this.#shown = shown;
    if (record.text === this.#text) this.#markdown.end();
    else this.#setText(record.text);
    this.#region.setAttribute('aria-busy', 'false');
    this.#describe(record);
    this.#offer();
  }

  /** @param {string} text */
  #setText(text) {
    this.#text = text;
    this.#markdown.clear();
    this.#markdown.append(text);
    this.#markdown.end();
    this.#placeholder.hidden = text !== '';
    this.#region.setAttribute('aria-busy', 'false');
  }

  /** @param {Summary | null} record */
  #describe(record) {
    this.#coverage.textContent = record ? coverageSentence(record.coverage) : '';
    const warnings = record?.warnings ?? [];
    this.#warnings.hidden = warnings.length === 0;
    this.#warnings.replaceChildren(...warnings.map((warning) => make('li', warning)));
  }

  #offer() {
    this.#copy.hidden = this.#text.trim() === '';
    this.#save.hidden = this.#shown === null;
  }

  async #copyText() {
    const done = await copy(this.#text.trim());
    announce(done ? 'Summary copied' : 'The summary could not be copied: select it and copy it by hand');
    this.#copy.textContent = done ? 'Copied' : 'Not copied';
    clearTimeout(this.#copied);
    this.#copied = window.setTimeout(() => {
      this.#copy.textContent = 'Copy';
    }, 2000);
  }

  async #saveFile() {
    if (!this.#shown) return;
    const { made, name, title } = this.#shown;
    const file = markdownFile(made.record, { name, title, sha256: await sha256(made.of), date: made.date });
    download(file);
    announce(`Saved as ${file.name}`);
  }
}

/**
 * @param {Summary['coverage']} coverage
 * @returns {string}
 */
export function coverageSentence({ tokensRead, tokensTotal, chunks }) {
  const parts = chunks > 1 ? ` in ${formatCount(chunks)} parts` : '';
  return tokensRead >= tokensTotal
    ? `Read all ${formatPlural(tokensTotal, 'token', 'tokens')}${parts}.`
    : `Read ${formatCount(tokensRead)} of ${formatPlural(tokensTotal, 'token', 'tokens')}${parts}.`;
}

/**
 * @param {string} text
 * @returns {Promise<boolean>} whether it is in the clipboard
 */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
