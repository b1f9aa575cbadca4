/**
 * What a sentence of the summary rests on: marked in the note, and below the sentence once that is pinned where the note
 * is out of sight, as on a narrow screen, or cannot be marked.
 */

/** @import { SummaryText } from './summary-text.js' */

import { announce } from './announcer.js';
import { byId, make } from './elements.js';
import { phrases, text } from './language/text.js';
import { NoteMarks } from './note-marks.js';
import { passageExcerpt } from './passage-excerpt.js';
import { SentencePointer } from './sentence-pointer.js';

/**
 * What the note's textbox holds: the text that was summarized, that note with another text, or another note.
 * @typedef {'same' | 'changed' | 'other'} Held
 */

const MESSAGES = phrases({
  changed: 'The note has changed since this summary was made.',
  other: 'This summary is of another note.',
  unmarked: 'The lines of this note are too long to mark a passage in them.',
});

export class EvidenceView {
  #box = byId('note', HTMLTextAreaElement);
  #message = byId('evidence-message', HTMLElement);
  #marks = new NoteMarks();
  #pointer;
  #text;
  #look;
  /** @type {Element | null} */
  #active = null;
  /** @type {{ of: HTMLElement, told: string, element: HTMLElement } | null} the passages below the pinned sentence */
  #passages = null;

  /**
   * @param {HTMLElement} region
   * @param {SummaryText} text what is in it
   * @param {() => { held: Held, of: string }} look `of`: the text that was summarized
   */
  constructor(region, text, look) {
    this.#text = text;
    this.#look = look;
    this.#pointer = new SentencePointer(region);
    this.#pointer.addEventListener('change', () => this.#show(this.#pointer.active !== this.#active));
    // Who writes has turned to something else, and what is marked moves away under the marks.
    this.#box.addEventListener('input', () => this.clear());
  }

  /** The note or the textbox may hold something else now. */
  refresh() {
    this.#show(false);
  }

  get isPinned() {
    return this.#pointer.pinned !== null;
  }

  /** Nothing is pinned or lit any more. */
  clear() {
    // The button below the sentence goes away: the keyboard stays at its place.
    if (this.#passages?.element.contains(document.activeElement)) this.#passages.of.focus({ preventScroll: true });
    this.#pointer.clear();
  }

  /** @param {boolean} isNew another sentence is meant than before */
  #show(isNew) {
    const { active, pinned } = this.#pointer;
    this.#active = active;
    const message = active ? this.#mark(active, isNew) : '';
    if (!active) this.#marks.clear();
    this.#message.textContent = message;
    this.#message.hidden = message === '';
    if (isNew && message) announce(message);
    this.#unfold(pinned, message);
  }

  /**
   * @param {Element} element
   * @param {boolean} reveal
   * @returns {string} why nothing is marked; empty where something is
   */
  #mark(element, reveal) {
    const { held, of } = this.#look();
    const passages = this.#text.sentenceOf(element)?.evidence ?? [];
    if (held === 'same') return this.#marks.show(of, passages, reveal) ? '' : text(MESSAGES.unmarked);
    this.#marks.clear();
    return text(MESSAGES[held]);
  }

  /**
   * Shows the passages below the pinned sentence.
   * @param {HTMLElement | null} pinned
   * @param {string} told what there is to say of them
   */
  #unfold(pinned, told) {
    if (pinned && this.#passages?.of === pinned && this.#passages.told === told) return;
    const before = this.#passages;
    this.#passages = null;
    // Where it had the focus, the loss of that has come back here in the meantime.
    before?.element.remove();
    const sentence = pinned && this.#text.sentenceOf(pinned);
    if (!sentence || this.#passages) return;
    const { of } = this.#look();
    const element = make('span', '', told ? 'passages everywhere' : 'passages');
    element.append(...sentence.evidence.map((passage) => passageExcerpt(of, passage)));
    element.append(told ? make('span', told, 'told') : this.#wayToNote());
    // Behind the description that belongs to the sentence.
    pinned.nextElementSibling?.after(element);
    this.#passages = { of: pinned, told, element };
  }

  #wayToNote() {
    const button = make('button', text('Show in the note'), 'quiet');
    button.type = 'button';
    button.addEventListener('click', () => {
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
      this.#box.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
    });
    return button;
  }
}
