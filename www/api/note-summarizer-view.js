/** What <note-summarizer> shows: built by script and styled by a constructed sheet, so that strict policies allow it. */

/** @import { Progress, SummarySentence, SummaryType } from './nutshell.js' */

const STYLE = `
:host { display: block; font: inherit; color: inherit; }
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
label { display: block; margin-block-end: .25rem; }
textarea { display: block; inline-size: 100%; min-block-size: 8rem; resize: vertical; padding: .5rem; font: inherit; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; margin-block: .5rem; }
.bar button { font: inherit; padding: .4rem .9rem; min-block-size: 2.25rem; cursor: pointer; }
.bar button:disabled { cursor: not-allowed; }
progress { accent-color: var(--note-summarizer-accent, auto); inline-size: 8rem; }
.error { margin-block: .5rem; padding: .5rem; border: 1px solid; border-inline-start-width: .4rem; }
.summary { margin-block: .5rem; overflow-wrap: anywhere; }
.summary p, .summary ul { margin-block: .25rem; }
.summary ul { padding-inline-start: 1.25rem; }
.headline { font-weight: bold; }
.sentence { cursor: pointer; }
.sentence:hover { text-decoration: underline dotted; }
:focus-visible, .sentence:focus-visible { outline: 2px solid var(--note-summarizer-accent, Highlight); outline-offset: 2px; }
.quoted { margin-inline-start: .35rem; padding-inline: .3rem; border: 1px solid; border-radius: .25rem; font-size: .75em; }
.notice { margin-block: .25rem 0; font-size: .85em; }
`;

/** @type {CSSStyleSheet | null} */
let sheet = null;

/** The style sheet that all elements share. */
function style() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  return sheet;
}

/** @type {Readonly<Record<Progress['phase'], string>>} */
const PHASES = Object.freeze({
  download: 'Downloading the model',
  load: 'Loading the model',
  read: 'Reading',
  write: 'Writing',
});

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} name Its part and its class.
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
function part(tag, name, ...children) {
  const element = document.createElement(tag);
  element.part.add(name);
  element.className = name;
  element.append(...children);
  return element;
}

/**
 * A place that the page can fill with words of its own.
 * @param {string} name
 * @param {string} text
 */
function slot(name, text) {
  const element = document.createElement('slot');
  element.name = name;
  element.append(text);
  return element;
}

export class SummarizerView {
  note = part('textarea', 'note');
  summarize = part('button', 'summarize', slot('summarize', 'Summarize'));
  cancel = part('button', 'cancel', slot('cancel', 'Cancel'));
  #label = part('label', 'label', slot('label', 'Text to summarize'));
  #progress = part('progress', 'progress');
  #status = part('span', 'status');
  #error = part('p', 'error');
  #summary = part('section', 'summary');
  #notice = part('p', 'notice', slot('notice', 'Made by a small model in this tab: check it before you rely on it.'));
  #onSentence;
  /** @type {HTMLElement | null} */
  #list = null;

  /**
   * @param {ShadowRoot} root
   * @param {(sentence: SummarySentence) => void} onSentence A sentence of the summary has been chosen.
   */
  constructor(root, onSentence) {
    this.#onSentence = onSentence;
    this.note.id = 'note';
    this.note.required = false;
    this.#label.htmlFor = 'note';
    for (const button of [this.summarize, this.cancel]) button.type = 'button';
    this.#status.setAttribute('role', 'status');
    this.#progress.setAttribute('aria-label', 'Progress');
    this.#error.setAttribute('role', 'alert');
    this.#summary.setAttribute('aria-label', 'Summary');
    this.#progress.max = 1;
    const bar = part('div', 'bar', this.summarize, this.cancel, this.#progress, this.#status);
    root.adoptedStyleSheets = [style()];
    root.append(this.#label, this.note, bar, this.#error, this.#summary, this.#notice);
    this.rest();
    this.fail('');
    this.clear();
  }

  /** Whether the text is written here, or the page has it elsewhere. */
  set ownNote(/** @type {boolean} */ own) {
    this.#label.hidden = this.note.hidden = !own;
  }

  set disabled(/** @type {boolean} */ disabled) {
    this.note.disabled = this.summarize.disabled = disabled;
  }

  /** Work has begun. */
  busy() {
    this.fail('');
    this.clear();
    this.summarize.hidden = true;
    this.cancel.hidden = this.#progress.hidden = false;
    this.#progress.removeAttribute('value');
    this.#status.textContent = 'Starting';
    this.#summary.setAttribute('aria-busy', 'true');
  }

  /** @param {Progress} progress */
  tell({ phase, done, total }) {
    const share = total > 0 ? Math.min(done / total, 1) : 0;
    this.#progress.value = share;
    // A screen reader hears each phase once, and not each step of it.
    this.#status.textContent = PHASES[phase];
    this.#progress.setAttribute('aria-valuetext', `${PHASES[phase]}, ${Math.floor(share * 100)}%`);
  }

  /** @param {string} [said] */
  rest(said = '') {
    this.summarize.hidden = false;
    this.cancel.hidden = this.#progress.hidden = true;
    this.#status.textContent = said;
    this.#summary.removeAttribute('aria-busy');
  }

  /** @param {string} message Empty: there is no error. */
  fail(message) {
    this.#error.textContent = message;
    this.#error.hidden = message === '';
  }

  clear() {
    this.#summary.replaceChildren();
    this.#list = null;
    this.#summary.hidden = this.#notice.hidden = true;
  }

  /**
   * @param {SummarySentence} sentence
   * @param {SummaryType} type
   */
  add(sentence, type) {
    if (!this.#list) {
      this.#list = type === 'key-points' ? part('ul', 'points') : part('p', type);
      this.#summary.replaceChildren(this.#list);
    }
    const said = part('span', 'sentence', sentence.text);
    // A button's text would stand in a box of its own and not flow on.
    said.setAttribute('role', 'button');
    said.tabIndex = 0;
    said.addEventListener('click', () => this.#onSentence(sentence));
    said.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      this.#onSentence(sentence);
    });
    const shown = [said, ...(sentence.origin === 'quoted' ? [part('span', 'quoted', 'quoted')] : [])];
    if (type === 'key-points') this.#list.append(part('li', 'point', ...shown));
    else this.#list.append(...shown, ' ');
    this.#summary.hidden = this.#notice.hidden = false;
  }

  /** @param {string} text A summary of which nothing else is known. */
  show(text) {
    this.clear();
    this.#summary.append(...text.split(/\n+/).map((line) => part('p', 'line', line)));
    this.#summary.hidden = text.trim() === '';
  }
}
