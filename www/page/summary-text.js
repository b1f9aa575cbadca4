/**
 * The text of a summary while it is written: paragraphs and bullets, each sentence an element that says what it rests on.
 * Text goes into text nodes only, so a note full of HTML stays a text. What was shown is only ever added to. Each
 * paragraph and bullet is written in the direction of its own words.
 */

/** @import { SummarySentence } from '../api/nutshell.js' */
/** @import { Piece } from '../record/labelled-text.js' */

import { make } from './elements.js';
import { phrases, text } from './language/text.js';

/** Stands behind each sentence in the note's own words; copied and saved texts say it in English. */
const QUOTED = phrases('(quoted)');

/** The mark before a sentence that makes it a bullet. */
const BULLET = /[*•-]\s+$/;

/** So much of a passage is read out, in UTF-16 units. */
const SPOKEN = 140;

export class SummaryText {
  #root;
  /** @type {HTMLElement | null} where sentences without a bullet go */
  #paragraph = null;
  /** @type {HTMLUListElement | null} */
  #list = null;
  /** @type {Map<Element, SummarySentence>} */
  #sentences = new Map();

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
  }

  clear() {
    this.#root.replaceChildren();
    this.#paragraph = null;
    this.#list = null;
    this.#sentences.clear();
  }

  /**
   * @param {Piece} piece
   * @param {string} note what it is a summary of
   */
  append({ text: whole, sentence }, note) {
    const before = whole.slice(0, whole.length - sentence.text.length);
    const line = BULLET.test(before) ? this.#bullet() : this.#continued(before);
    const { element, description } = sentenceElement(sentence, note);
    this.#sentences.set(element, sentence);
    line.append(element, description);
  }

  /**
   * The sentence that an element of the text shows.
   * @param {Element} element
   */
  sentenceOf(element) {
    return this.#sentences.get(element);
  }

  /** Labels what is there in another language. */
  relabel() {
    for (const label of this.#root.querySelectorAll('.quoted-label')) label.textContent = text(QUOTED);
  }

  #bullet() {
    this.#paragraph = null;
    this.#list ??= this.#root.appendChild(make('ul'));
    const item = this.#list.appendChild(make('li'));
    item.dir = 'auto';
    return item;
  }

  /** @param {string} before */
  #continued(before) {
    this.#list = null;
    if (this.#paragraph) {
      this.#paragraph.append(before);
    } else {
      this.#paragraph = this.#root.appendChild(make('p'));
      this.#paragraph.dir = 'auto';
    }
    return this.#paragraph;
  }
}

let described = 0;

/**
 * @param {SummarySentence} sentence
 * @param {string} note
 */
function sentenceElement(sentence, note) {
  const element = make('span', sentence.text, `sentence ${sentence.origin}`);
  // No line begins with the label.
  if (sentence.origin === 'quoted') element.append('\u00a0', make('span', text(QUOTED), 'quoted-label'));
  // The model's language, whatever the page speaks.
  if (sentence.origin === 'written') element.lang = 'en';
  element.tabIndex = 0;
  element.setAttribute('role', 'button');
  element.setAttribute('aria-pressed', 'false');
  const description = make('span', describe(sentence, note));
  description.hidden = true;
  described += 1;
  description.id = `rests-on-${described}`;
  element.setAttribute('aria-describedby', description.id);
  return { element, description };
}

/**
 * What a screen reader says of a sentence.
 * @param {SummarySentence} sentence
 * @param {string} note
 */
function describe({ origin, evidence }, note) {
  if (origin === 'quoted') return text('Quoted from the note');
  const [{ start, end }, ...others] = evidence;
  const passage = shortened(note.slice(start, end));
  if (others.length === 0) return text('Rests on: “{passage}”', { passage });
  return text('Rests on: “{passage}”, and {n} more', { passage, n: others.length });
}

/** @param {string} passage */
function shortened(passage) {
  const line = passage.replace(/\s+/g, ' ');
  return line.length <= SPOKEN ? line : `${line.slice(0, SPOKEN).replace(/\s\S*$/, '')}…`;
}
