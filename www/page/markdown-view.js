/**
 * Shows the markdown of a summary while it is written: paragraphs and bullets, nothing else.
 * Text goes into text nodes only, so a note full of HTML stays a text. What was shown is only ever added to. Each
 * paragraph and bullet is written in the direction of its own words.
 */

/** A line's start that may yet become a bullet. */
const UNDECIDED = /^\s*(?:[*•-])?$/;
const BULLET = /^\s*[*•-]\s+/;

export class MarkdownView {
  #root;
  /** @type {Text | null} where the current line's text goes; null at the start of a line */
  #line = null;
  #start = '';
  /** @type {HTMLParagraphElement | null} */
  #paragraph = null;
  /** @type {HTMLUListElement | null} */
  #list = null;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
  }

  clear() {
    this.#root.replaceChildren();
    this.#line = null;
    this.#start = '';
    this.#paragraph = null;
    this.#list = null;
  }

  /** @param {string} piece */
  append(piece) {
    const parts = piece.split('\n');
    parts.forEach((part, i) => {
      if (i > 0) this.#endLine();
      this.#addToLine(part);
    });
  }

  /** Shows what is held back because it might have become a bullet. */
  end() {
    if (this.#start.trim() !== '') this.#startLine(this.#start);
    this.#start = '';
  }

  /** @param {string} text */
  #addToLine(text) {
    if (this.#line) {
      this.#line.appendData(text);
      return;
    }
    this.#start += text;
    if (UNDECIDED.test(this.#start)) return;
    this.#startLine(this.#start);
    this.#start = '';
  }

  /** @param {string} text */
  #startLine(text) {
    const bullet = BULLET.exec(text);
    if (bullet) {
      this.#paragraph = null;
      this.#list ??= this.#root.appendChild(document.createElement('ul'));
      const rest = text.slice(bullet[0].length);
      this.#line = document.createTextNode(rest);
      const item = this.#list.appendChild(document.createElement('li'));
      item.dir = 'auto';
      item.append(this.#line);
      return;
    }
    this.#list = null;
    if (this.#paragraph) {
      this.#line = document.createTextNode(`\n${text.trimStart()}`);
    } else {
      this.#paragraph = this.#root.appendChild(document.createElement('p'));
      this.#paragraph.dir = 'auto';
      this.#line = document.createTextNode(text.trimStart());
    }
    this.#paragraph.append(this.#line);
  }

  #endLine() {
    if (this.#line === null) {
      if (this.#start.trim() !== '') this.#startLine(this.#start);
      // An empty line ends a paragraph.
      else this.#paragraph = null;
    }
    this.#line = null;
    this.#start = '';
  }
}
