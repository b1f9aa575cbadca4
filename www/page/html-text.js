/**
 * HTML as a person reads it, in the marks of markdown: headings, lists, quotations, tables, code. The browser's own
 * parser reads it into a document that is never shown: nothing in it is fetched or run.
 */

/** Elements that are no text of the page. */
const SKIPPED = new Set(
  'AUDIO BUTTON CANVAS EMBED HEAD IFRAME IMG MAP META NAV NOSCRIPT OBJECT SCRIPT SELECT STYLE SVG TEMPLATE TEXTAREA VIDEO'.split(
    ' ',
  ),
);

/** Elements between empty lines. */
const BLOCKS = new Set('BLOCKQUOTE DL FIELDSET FIGURE H1 H2 H3 H4 H5 H6 HR OL P PRE TABLE UL'.split(' '));

/** Elements on lines of their own. */
const LINES = new Set(
  (
    'ADDRESS ARTICLE ASIDE BODY CAPTION CENTER DD DETAILS DIV DT FIGCAPTION FOOTER FORM HEADER LEGEND LI MAIN OPTION ' +
    'SECTION SUMMARY TBODY TD TFOOT TH THEAD TR'
  ).split(' '),
);

/** Elements that have marks of their own in markdown. */
const MARKED = /^(H[1-6R]|LI|TABLE|BLOCKQUOTE|PRE)$/;

/** Exponents and indices that would make another number of the one before them. */
const RAISED = new Map(Array.from('0123456789+-−=()n', (plain, i) => [plain, '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ'[i]]));
const LOWERED = new Map(Array.from('0123456789+-−=()', (plain, i) => [plain, '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎'[i]]));

/** Invisible characters that lay text out. */
const INVISIBLE = /\u00ad|\u034f|\u200b|\u2060|\ufeff/g;

/**
 * @param {string} html
 * @param {{ titled?: boolean }} [options] `titled`: the page's title is its heading where it has none of its own
 * @returns {string}
 */
export function htmlToText(html, { titled = false } = {}) {
  const parsed = new DOMParser().parseFromString(inertHtml(inert(html)), 'text/html');
  const writer = new TextWriter();
  const title = parsed.title.trim();
  if (titled && title !== '' && !parsed.querySelector('h1')) writer.heading(1, () => writer.text(title));
  writer.children(parsed.body);
  return writer.finished();
}

/** @typedef {{ createHTML(html: string): string }} Policy */

/** @type {Policy | null} */
let policy = null;

/**
 * Under Trusted Types, HTML may only be parsed here: into a document without a window, where no script runs.
 * @param {string} html
 */
function inertHtml(html) {
  const rules = { createHTML: (/** @type {string} */ same) => same };
  const factory = /** @type {{ createPolicy(name: string, rules: object): Policy } | undefined} */ (
    Reflect.get(globalThis, 'trustedTypes')
  );
  policy ??= factory?.createPolicy('nutshell-inert-html', rules) ?? rules;
  return policy.createHTML(html);
}

/**
 * Takes the meaning from styles and handlers of events: none would apply or run, but Chromium reports each of them to the
 * console, since the page's policy forbids them.
 * @param {string} html
 */
function inert(html) {
  return html.replace(/<[a-z/][^<>]*>/gi, (tag) =>
    tag.replace(/(\s|["'/])(style|on[a-z]+)(\s*=)/gi, '$1data-$2$3').replace(/^(<\/?)style\b/i, '$1template'),
  );
}

class TextWriter {
  #out = '';
  /** Line ends that are owed before the next text. */
  #owed = 0;
  #space = false;
  /** Whether the text ends with white space. */
  #spaced = false;
  /** What each line begins with: marks of quotation and indents. */
  #prefix = '';
  /** What the last one began with. */
  #written = '';
  /** What the next line begins with once. */
  #mark = '';
  #inPre = false;
  /** What the next item of each list is numbered. @type {Map<Element, number>} */
  #numbers = new Map();
  #onOneLine;

  /** @param {{ onOneLine?: boolean }} [options] `onOneLine`: the text of a heading or a cell, without marks of lines */
  constructor({ onOneLine = false } = {}) {
    this.#onOneLine = onOneLine;
  }

  finished() {
    const lines = this.#out.split('\n');
    return lines
      .map((line) => line.trimEnd())
      .join('\n')
      .trim();
  }

  /** @param {Node} parent */
  children(parent) {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === Node.TEXT_NODE) this.text(node.nodeValue ?? '');
      else if (node.nodeType === Node.ELEMENT_NODE) this.#element(/** @type {Element} */ (node));
    }
  }

  /** @param {string} text */
  text(text) {
    const visible = text.replace(INVISIBLE, '');
    if (this.#inPre) {
      visible.split('\n').forEach((line, i) => {
        if (i > 0) this.#owed += 1;
        this.#write(line);
      });
      return;
    }
    const words = visible.replace(/[ \t\r\n\f\u00a0]+/g, ' ');
    if (words.startsWith(' ')) this.#space = true;
    if (words.trim() === '') return;
    this.#write(words.trim());
    this.#space = words.endsWith(' ');
  }

  /**
   * @param {number} level
   * @param {() => void} write
   */
  heading(level, write) {
    this.#owe(2);
    this.#mark = `${'#'.repeat(level)} `;
    write();
    this.#mark = '';
    this.#owe(2);
  }

  /** @param {Element} element */
  #element(element) {
    const name = element.tagName.toUpperCase();
    if (SKIPPED.has(name) || isHidden(element)) return;
    const level = /^H([1-6])$/.exec(name)?.[1];
    if (this.#onOneLine && MARKED.test(name)) this.#plain(name, element);
    else if (level) this.heading(Number(level), () => this.text(inline(element)));
    else if (name === 'BR') this.#owed = Math.min(this.#owed + 1, 2);
    else if (name === 'HR') this.#rule();
    else if (name === 'LI') this.#item(element);
    else if (name === 'BLOCKQUOTE') this.#within('> ', element);
    else if (name === 'PRE') this.#code(element);
    else if (name === 'TABLE' && isDataTable(element)) this.#table(/** @type {HTMLTableElement} */ (element));
    else if (name === 'INPUT') this.#checkbox(element);
    else if (name === 'SUP' || name === 'SUB')
      this.text(shifted(element.textContent ?? '', name === 'SUP' ? RAISED : LOWERED));
    else if (name === 'A' && isBackLink(element)) return;
    else this.#plain(name, element);
  }

  /**
   * @param {string} name
   * @param {Element} element
   */
  #plain(name, element) {
    const inItem = /^[OU]L$/.test(name) && element.parentElement?.closest('li');
    const lines = BLOCKS.has(name) && !inItem ? 2 : BLOCKS.has(name) || LINES.has(name) ? 1 : 0;
    this.#owe(lines);
    this.children(element);
    this.#owe(lines);
  }

  #rule() {
    this.#owe(2);
    this.#write('---');
    this.#owe(2);
  }

  /** @param {Element} element */
  #item(element) {
    this.#owe(1);
    const list = element.parentElement;
    const number = this.#numberIn(list);
    const isNote = /^(foot|end)note-/.test(element.id);
    this.#mark = list?.tagName !== 'OL' ? '- ' : isNote ? `[${number}] ` : `${number}. `;
    const before = this.#prefix;
    if (list?.parentElement?.closest('li')) this.#prefix += '  ';
    this.children(element);
    this.#mark = '';
    this.#prefix = before;
    this.#owe(1);
  }

  /**
   * The number of the next item of a list.
   * @param {Element | null} list
   */
  #numberIn(list) {
    if (!list) return 1;
    const number = this.#numbers.get(list) ?? (Number.parseInt(list.getAttribute('start') ?? '1', 10) || 1);
    this.#numbers.set(list, number + 1);
    return number;
  }

  /**
   * @param {string} mark
   * @param {Element} element
   */
  #within(mark, element) {
    this.#owe(2);
    const before = this.#prefix;
    this.#prefix += mark;
    this.children(element);
    this.#prefix = before;
    this.#owe(2);
  }

  /** @param {Element} element */
  #code(element) {
    this.#owe(2);
    // Mails are sent in this element as well: only what is marked as code is code.
    const fenced = element.querySelector('code') !== null;
    if (fenced) this.#write('```');
    this.#owe(1);
    this.#inPre = true;
    this.children(element);
    this.#inPre = false;
    this.#owe(1);
    if (fenced) this.#write('```');
    this.#owe(2);
  }

  /** @param {HTMLTableElement} table */
  #table(table) {
    this.#owe(2);
    if (table.caption) this.text(inline(table.caption));
    for (const row of table.rows) {
      const cells = Array.from(row.cells, inline);
      if (cells.every((cell) => cell === '')) continue;
      this.#owe(1);
      this.#write(`| ${cells.join(' | ')} |`);
    }
    this.#owe(2);
  }

  /** @param {Element} element */
  #checkbox(element) {
    if (element.getAttribute('type') !== 'checkbox') return;
    this.text(element.hasAttribute('checked') ? '[x] ' : '[ ] ');
  }

  /** @param {number} lines at least so many line ends come before the next text */
  #owe(lines) {
    if (this.#mark !== '') return;
    this.#owed = Math.max(this.#owed, lines);
  }

  /** @param {string} text */
  #write(text) {
    if (text === '') return;
    if (this.#out === '') {
      this.#out = this.#prefix + this.#mark;
    } else if (this.#owed > 0) {
      // An empty line belongs to a quotation that goes on.
      const around = this.#written.startsWith(this.#prefix) ? this.#prefix : this.#written;
      const empty = `\n${around.trimEnd()}`.repeat(this.#owed - 1);
      this.#out += `${empty}\n${this.#prefix}${this.#mark}`;
    } else if (this.#mark !== '') {
      this.#out += `\n${this.#prefix}${this.#mark}`;
    } else if (this.#space && !this.#spaced) {
      this.#out += ' ';
    }
    this.#out += text;
    this.#spaced = /\s/.test(text.charAt(text.length - 1));
    this.#written = this.#prefix;
    this.#owed = 0;
    this.#space = false;
    this.#mark = '';
  }
}

/**
 * The text of an element on one line.
 * @param {Element} element
 */
function inline(element) {
  const writer = new TextWriter({ onOneLine: true });
  writer.children(element);
  return writer.finished().replace(/\s+/g, ' ').trim();
}

/** @param {Element} element */
function isHidden(element) {
  const style = element.getAttribute('data-style') ?? '';
  return element.hasAttribute('hidden') || /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i.test(style);
}

/**
 * Mails use tables to place things. One with figures has rows of cells, and no table in it.
 * @param {Element} table
 */
function isDataTable(table) {
  const { rows } = /** @type {HTMLTableElement} */ (table);
  if (table.getAttribute('role') === 'presentation' || table.querySelector('table')) return false;
  return Array.from(rows).filter(({ cells }) => cells.length > 1).length > 1;
}

/**
 * The arrow from a footnote back to its mark.
 * @param {Element} link
 */
function isBackLink(link) {
  return (link.getAttribute('href') ?? '').startsWith('#') && /^[↑↩^]\ufe0e?$/.test((link.textContent ?? '').trim());
}

/**
 * @param {string} text
 * @param {Map<string, string>} letters
 */
function shifted(text, letters) {
  const all = Array.from(text.trim());
  return all.length > 0 && all.every((letter) => letters.has(letter))
    ? all.map((letter) => letters.get(letter)).join('')
    : text;
}
