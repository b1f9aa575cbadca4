/** A note beside its summary, with the earlier versions of the summary. */

/** @import { Version } from '../../batch/history.js' */

import { byId, make } from '../elements.js';
import { dates, text } from '../language/text.js';

/**
 * @typedef {object} Opened
 * @property {string} path
 * @property {string} note What the note says, or why it cannot be read.
 * @property {string | null} summary The file's text; null where there is none.
 * @property {string} missing What is said in its place.
 * @property {Version[]} versions Of the file, the newest first.
 */

export class NoteDialog {
  #dialog = byId('note-dialog', HTMLDialogElement);
  #summary = byId('dialog-summary', HTMLElement);
  #versions = byId('versions', HTMLElement);
  #select = byId('version', HTMLSelectElement);
  #restore = byId('restore', HTMLButtonElement);
  /** @type {Opened | null} */
  #opened = null;
  #readVersion;

  /**
   * @param {(version: Version) => Promise<string | null>} readVersion
   * @param {(path: string, version: Version) => void} onRestore
   */
  constructor(readVersion, onRestore) {
    this.#readVersion = readVersion;
    byId('dialog-close', HTMLButtonElement).addEventListener('click', () => this.#dialog.close());
    this.#select.addEventListener('change', () => this.#showVersion());
    this.#restore.addEventListener('click', () => {
      const version = this.#chosen;
      if (!version || !this.#opened) return;
      this.#dialog.close();
      onRestore(this.#opened.path, version);
    });
  }

  /** @param {Opened} opened */
  open(opened) {
    this.#opened = opened;
    byId('dialog-title', HTMLElement).textContent = opened.path;
    const note = byId('dialog-note', HTMLElement);
    note.textContent = opened.note;
    this.#setSummary(opened.summary);
    this.#versions.hidden = opened.versions.length === 0;
    this.#restore.hidden = true;
    this.#select.replaceChildren(
      new Option(text('The file as it is'), ''),
      ...opened.versions.map(
        ({ at }, i) =>
          new Option(
            text('Written {date}', { date: dates({ dateStyle: 'medium', timeStyle: 'short' }).format(at) }),
            String(i),
          ),
      ),
    );
    this.#dialog.showModal();
    note.scrollTop = this.#summary.scrollTop = 0;
  }

  /** The version that is looked at; undefined: the file itself. */
  get #chosen() {
    return this.#select.value === '' ? undefined : this.#opened?.versions[Number(this.#select.value)];
  }

  async #showVersion() {
    const version = this.#chosen;
    const said = version ? await this.#readVersion(version) : (this.#opened?.summary ?? null);
    if (version !== this.#chosen) return;
    this.#setSummary(said);
    this.#restore.hidden = version === undefined || said === null || said === this.#opened?.summary;
  }

  /** @param {string | null} said */
  #setSummary(said) {
    const { head, body } = splitFrontMatter(said ?? this.#opened?.missing ?? '');
    this.#summary.replaceChildren(body);
    if (head === '') return;
    const details = make('details');
    details.append(make('summary', text('How it was made')), make('code', head));
    this.#summary.append('\n', details);
  }
}

/** @param {string} file */
function splitFrontMatter(file) {
  const [, head, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(file) ?? ['', '', file];
  return { head, body: body.trim() };
}
