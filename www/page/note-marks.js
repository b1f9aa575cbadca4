/**
 * Marks passages in the textbox. A textbox holds plain text, so the marks lie on a layer behind it that sets the same text
 * in the same way, unseen. Of a long note only the parts with marks are set; of those above them the height is measured
 * once, some at a time, so that the page never stands still.
 */

/** @import { Part, Passage } from './text-parts.js' */

import { byId, make } from './elements.js';
import { cutIntoParts, inOrder, shownText } from './text-parts.js';

/** UTF-16 units of a part, at least: a few ms to set. */
const PART = 8192;
/** A line of the note that is longer takes too long to set. */
const LONGEST = 100_000;
/** What measuring may take of one frame. */
const BUDGET_MS = 6;

export class NoteMarks {
  #box = byId('note', HTMLTextAreaElement);
  #layer = byId('note-marks', HTMLElement);
  #sheet = this.#layer.appendChild(make('div'));
  /** @type {{ text: string, passages: Passage[] } | null} */
  #shown = null;
  /** The parts of the last text, with what was measured of them at the box's present width. */
  #measured = { text: '', parts: /** @type {Part[]} */ ([]) };
  #frame = 0;
  #size = '';

  constructor() {
    this.#box.addEventListener('scroll', () => this.#follow());
    new ResizeObserver(() => this.#fit()).observe(this.#box);
  }

  /**
   * @param {string} text what the box holds
   * @param {Passage[]} passages the best first
   * @param {boolean} reveal scroll to the best one
   * @returns {boolean} false where the text has lines that are too long to find a place in
   */
  show(text, passages, reveal) {
    this.clear();
    const parts = this.#partsOf(text);
    const reach = Math.max(...passages.map(({ end }) => end));
    if (parts.some(({ start, end }) => start < reach && end - start > LONGEST + PART)) return false;
    this.#shown = { text, passages };
    this.#layer.hidden = false;
    this.#fit();
    this.#draw(reveal);
    return true;
  }

  clear() {
    cancelAnimationFrame(this.#frame);
    this.#shown = null;
    // It has a width of its own, which nobody keeps right now.
    this.#layer.hidden = true;
    this.#sheet.replaceChildren();
  }

  /** @param {string} text */
  #partsOf(text) {
    if (this.#measured.text !== text) this.#measured = { text, parts: cutIntoParts(text, PART) };
    return this.#measured.parts;
  }

  /** Gives the layer the place of the box's text. */
  #fit() {
    if (!this.#shown) return;
    const { width } = this.#box.getBoundingClientRect();
    // A scrollbar takes whole pixels, the box may be wide by a fraction of one.
    const inner = width - (this.#box.offsetWidth - this.#box.clientWidth);
    const { paddingTop, paddingLeft, paddingRight, direction } = getComputedStyle(this.#box);
    const size = [inner, this.#box.clientHeight, this.#box.clientLeft, paddingTop, paddingLeft, direction].join();
    if (size === this.#size) return;
    this.#size = size;
    const { style } = this.#layer;
    style.left = `${this.#box.clientLeft}px`;
    style.width = `${inner}px`;
    style.height = `${this.#box.clientHeight}px`;
    this.#sheet.style.top = paddingTop;
    this.#sheet.style.left = paddingLeft;
    this.#sheet.style.right = paddingRight;
    this.#sheet.style.direction = direction;
    for (const part of this.#measured.parts) part.height = null;
    if (this.#sheet.hasChildNodes()) this.#draw(false);
  }

  /** @param {boolean} reveal */
  #draw(reveal) {
    if (!this.#shown) return;
    const { text, passages } = this.#shown;
    const ranges = inOrder(passages);
    const parts = this.#partsOf(text);
    const marked = parts.filter((part) => ranges.some((range) => overlaps(range, part)));
    const above = parts.slice(0, parts.indexOf(marked[marked.length - 1]));
    if (!this.#measure(text, above)) {
      this.#frame = requestAnimationFrame(() => this.#draw(reveal));
      return;
    }
    /** @type {HTMLElement | null} */
    let best = null;
    const pages = marked.map((part) => {
      const page = make('div', '', 'page');
      page.style.top = `${above.slice(0, parts.indexOf(part)).reduce((sum, { height }) => sum + (height ?? 0), 0)}px`;
      let at = part.start;
      for (const range of ranges.filter((each) => overlaps(each, part))) {
        const start = Math.max(range.start, part.start);
        const end = Math.min(range.end, part.end);
        const mark = make('mark', shownText(text, start, end));
        page.append(shownText(text, at, start), mark);
        if (range.start <= passages[0].start && passages[0].start < range.end) best ??= mark;
        at = end;
      }
      page.append(shownText(text, at, part.end));
      return page;
    });
    this.#sheet.replaceChildren(...pages);
    this.#follow();
    if (reveal && best) this.#reveal(best);
  }

  /**
   * @param {string} text
   * @param {Part[]} parts
   * @returns {boolean} whether all of them are measured; else there is more to do in the next frame
   */
  #measure(text, parts) {
    const until = performance.now() + BUDGET_MS;
    for (const part of parts) {
      if (part.height !== null) continue;
      if (performance.now() > until) return false;
      const page = make('div', shownText(text, part.start, part.end), 'page');
      this.#sheet.replaceChildren(page);
      part.height = page.getBoundingClientRect().height;
      this.#sheet.replaceChildren();
    }
    return true;
  }

  #follow() {
    if (this.#shown) this.#sheet.style.transform = `translateY(${-this.#box.scrollTop}px)`;
  }

  /** @param {HTMLElement} mark */
  #reveal(mark) {
    const { top, bottom } = mark.getBoundingClientRect();
    const frame = this.#layer.getBoundingClientRect();
    if (top >= frame.top && bottom <= frame.bottom) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const above = (frame.height - Math.min(frame.height, bottom - top)) / 3;
    this.#box.scrollTo({
      top: this.#box.scrollTop + top - frame.top - above,
      behavior: still ? 'auto' : 'smooth',
    });
  }
}

/**
 * @param {Passage} a
 * @param {Passage} b
 */
function overlaps(a, b) {
  return a.start < b.end && b.start < a.end;
}
