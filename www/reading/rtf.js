/**
 * A text in the Rich Text Format (Microsoft's specification, version 1.9.1) as plain text with marks of markdown for
 * headings and list items. No kept library reads it without a page to draw on, and its text alone takes little.
 */

/** @import { Reading } from './reading.js' */

import { NutshellError } from '../shared/errors.js';
import { CODE_PAGES, FONT_CODE_PAGES, SKIPPED, SYMBOLS } from './rtf-words.js';

/** Groups in groups are read so deep; deeper ones make no text. */
const DEEPEST = 1000;

/** A paragraph of more letters than this stands for itself; shorter ones may be the lines of an address. */
const LONG_LINE = 80;

/**
 * @typedef {object} State What a group changes and its end takes back.
 * @property {boolean} skipped
 * @property {boolean} hidden
 * @property {boolean} fonts within the table of fonts
 * @property {number} font
 * @property {number} fallback how many characters stand for one of Unicode in old programs
 * @property {boolean} mark the group holds a list item's mark
 * @property {boolean} note the group is a footnote
 */

/**
 * @param {Uint8Array} bytes
 * @returns {Reading}
 * @throws {NutshellError} whose message goes on after the file's name
 */
export function readRtf(bytes) {
  const reader = new RtfReader(bytes);
  const text = reader.read();
  const notice = reader.isCut ? 'The file ends too early: what followed is missing.' : null;
  return { parts: [{ text }], notice };
}

class RtfReader {
  #bytes;
  #at = 0;
  /** @type {State[]} */
  #groups = [];
  /** @type {State} */
  #state = { skipped: false, hidden: false, fonts: false, font: -1, fallback: 1, mark: false, note: false };
  #codePage = 'windows-1252';
  #defaultFont = 0;
  /** Encoding labels by the font's number. @type {Map<number, string>} */
  #fonts = new Map();
  /** @type {Map<string, TextDecoder>} */
  #decoders = new Map();
  /** Bytes of a text in a code page: a letter may take two of them. @type {number[]} */
  #raw = [];
  /** Characters still to be left out after one of Unicode. */
  #toSkip = 0;
  #out = '';
  #paragraph = '';
  #heading = 0;
  #spaced = false;
  #inTable = false;
  #mark = '';
  /** Letters of the paragraph before; 0 after an empty one. */
  #before = 0;
  /** What that was. @type {'text' | 'item' | 'row'} */
  #kind = 'text';

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  /** Whether groups are still open at the end. */
  get isCut() {
    return this.#groups.length > 0;
  }

  read() {
    const start = new TextDecoder('latin1').decode(this.#bytes.subarray(0, 64)).search(/\{\\rtf/);
    if (start === -1) {
      throw new NutshellError('note-damaged', {
        message: 'is damaged: it does not begin as RTF does. Save it again as .rtf, or save what it says as .txt.',
      });
    }
    this.#at = start;
    while (this.#at < this.#bytes.length) {
      this.#token();
      // What follows the outermost group is none of the text.
      if (this.#groups.length === 0) break;
    }
    this.#endParagraph();
    return this.#out.trim();
  }

  #token() {
    const byte = this.#bytes[this.#at];
    this.#at += 1;
    if (byte === 0x7b) this.#open();
    else if (byte === 0x7d) this.#close();
    else if (byte === 0x5c) this.#control();
    else if (byte !== 0x0a && byte !== 0x0d) this.#literal(byte);
  }

  #open() {
    this.#flush();
    this.#toSkip = 0;
    this.#groups.push(this.#state);
    this.#state = { ...this.#state, skipped: this.#state.skipped || this.#groups.length > DEEPEST, mark: false };
  }

  #close() {
    this.#flush();
    this.#toSkip = 0;
    const before = this.#groups.pop();
    if (!before) return;
    if (this.#state.note && !before.note) this.#paragraph = `${this.#paragraph.trimEnd()})`;
    this.#state = before;
  }

  #control() {
    const byte = this.#bytes[this.#at];
    const letter = String.fromCharCode(byte ?? 0);
    if (/[a-zA-Z]/.test(letter)) {
      this.#word();
      return;
    }
    this.#at += 1;
    if (letter === "'") {
      const digits = String.fromCharCode(...this.#bytes.subarray(this.#at, this.#at + 2));
      if (!/^[0-9a-fA-F]{2}$/.test(digits)) return;
      this.#at += 2;
      this.#literal(Number.parseInt(digits, 16));
      return;
    }
    if (letter === '*') {
      // A destination that older programs do not know.
      this.#state.skipped = true;
      return;
    }
    if (letter === '\r' || letter === '\n') this.#apply('par', null);
    else if (letter === '~') this.#write('\u00a0');
    else if (letter === '_') this.#write('\u2011');
    else if (letter === '{' || letter === '}' || letter === '\\') this.#write(letter);
  }

  #word() {
    const start = this.#at;
    const isLetter = (/** @type {number} */ byte) => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
    const isDigit = (/** @type {number} */ byte) => byte >= 0x30 && byte <= 0x39;
    const most = Math.min(this.#bytes.length, start + 64);
    while (this.#at < most && isLetter(this.#bytes[this.#at])) this.#at += 1;
    const name = String.fromCharCode(...this.#bytes.subarray(start, this.#at));
    const number = this.#at;
    if (this.#bytes[this.#at] === 0x2d) this.#at += 1;
    while (this.#at < number + 12 && isDigit(this.#bytes[this.#at])) this.#at += 1;
    const value = Number.parseInt(String.fromCharCode(...this.#bytes.subarray(number, this.#at)), 10);
    if (this.#bytes[this.#at] === 0x20) this.#at += 1;
    if (name === 'bin') {
      this.#at += Math.max(0, value || 0);
      return;
    }
    if (this.#toSkip > 0 && name !== 'u') {
      this.#toSkip -= 1;
      return;
    }
    this.#apply(name, Number.isNaN(value) ? null : value);
  }

  /**
   * @param {string} name
   * @param {number | null} value
   */
  #apply(name, value) {
    const state = this.#state;
    if (name === 'fonttbl') state.fonts = true;
    if (SKIPPED.has(name)) state.skipped = true;
    // The text of a box lies within what is known of its shape.
    if (name === 'shptxt') state.skipped = false;
    if (name === 'f') this.#setFont(value ?? 0);
    if (name === 'fcharset' && state.fonts) this.#fonts.set(state.font, FONT_CODE_PAGES.get(value ?? 0) ?? '');
    if (name === 'uc') state.fallback = Math.min(Math.max(value ?? 1, 0), 8);
    if (state.skipped) return;
    const symbol = SYMBOLS.get(name);
    if (symbol !== undefined) this.#write(symbol);
    else if (name === 'u') this.#unicode(value ?? 0);
    else this.#layout(name, value);
  }

  /**
   * @param {string} name
   * @param {number | null} value
   */
  #layout(name, value) {
    const state = this.#state;
    switch (name) {
      case 'ansicpg':
        this.#codePage = CODE_PAGES.get(value ?? 0) ?? this.#codePage;
        break;
      case 'mac':
        this.#codePage = 'macintosh';
        break;
      case 'deff':
        this.#defaultFont = value ?? 0;
        break;
      case 'plain':
        this.#flush();
        state.hidden = false;
        state.font = this.#defaultFont;
        break;
      case 'v':
      case 'deleted':
        this.#flush();
        state.hidden = value !== 0;
        break;
      case 'par':
        if (this.#inTable) this.#write(' ');
        else this.#endParagraph();
        break;
      case 'sect':
      case 'page':
        this.#endParagraph();
        break;
      case 'intbl':
        this.#inTable = true;
        break;
      case 'row':
        this.#flush();
        this.#paragraph = `| ${this.#paragraph.replace(/\s*\|\s*$/, '').trim()} |`;
        this.#endParagraph();
        break;
      case 'pard':
        this.#flush();
        this.#heading = 0;
        this.#spaced = false;
        this.#inTable = false;
        break;
      case 'sa':
      case 'sb':
        this.#spaced ||= (value ?? 0) > 0;
        break;
      case 'outlinelevel':
        this.#heading = value !== null && value >= 0 && value < 6 ? value + 1 : 0;
        break;
      case 'listtext':
      case 'pntext':
        state.mark = true;
        this.#mark = '';
        break;
      case 'footnote':
        this.#flush();
        this.#paragraph += ' (';
        state.note = true;
        break;
      default:
    }
  }

  /** @param {number} number */
  #setFont(number) {
    this.#flush();
    this.#state.font = number;
  }

  /** @param {number} value 16 bits with a sign; others come in pairs of surrogates */
  #unicode(value) {
    this.#write(String.fromCharCode(value & 0xffff));
    this.#toSkip = this.#state.fallback;
  }

  /** @param {number} byte */
  #literal(byte) {
    if (this.#toSkip > 0) {
      this.#toSkip -= 1;
      return;
    }
    if (!this.#state.skipped && !this.#state.hidden) this.#raw.push(byte);
  }

  /** Decodes the bytes so far. */
  #flush() {
    if (this.#raw.length === 0) return;
    const label = this.#fonts.get(this.#state.font) || this.#codePage;
    const decoder = this.#decoders.get(label) ?? new TextDecoder(label);
    this.#decoders.set(label, decoder);
    const text = decoder.decode(Uint8Array.from(this.#raw));
    this.#raw = [];
    this.#add(text);
  }

  /** @param {string} text */
  #write(text) {
    this.#flush();
    if (!this.#state.skipped && !this.#state.hidden) this.#add(text);
  }

  /** @param {string} text */
  #add(text) {
    if (this.#state.mark) this.#mark += text;
    // A footnote's paragraphs stay within the sentence that it belongs to.
    else this.#paragraph += text;
  }

  #endParagraph() {
    this.#flush();
    if (this.#state.note) {
      this.#paragraph += ' ';
      return;
    }
    const lines = this.#paragraph.split('\n').map((line) => line.trimEnd());
    const said = lines.join('\n').replace(/^\n+/, '');
    this.#paragraph = '';
    const item = this.#mark.trim();
    this.#mark = '';
    if (said.trim() === '') {
      if (this.#out !== '' && !this.#out.endsWith('\n\n')) this.#out += '\n';
      this.#before = 0;
      return;
    }
    const kind = item !== '' ? 'item' : said.startsWith('| ') ? 'row' : 'text';
    const spaced = this.#spaced || this.#heading > 0 || Math.max(this.#before, said.length) > LONG_LINE;
    if (this.#before > 0 && (kind !== this.#kind || (kind === 'text' && spaced))) this.#out += '\n';
    const mark = item === '' ? '' : /[\p{L}\p{N}]/u.test(item) ? `${item} ` : '- ';
    this.#out += `${'#'.repeat(this.#heading)}${this.#heading > 0 ? ' ' : ''}${mark}${said}\n`;
    this.#kind = kind;
    // The text after a heading is never a line of it.
    this.#before = this.#heading > 0 ? LONG_LINE + 1 : said.length;
  }
}
