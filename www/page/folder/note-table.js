/**
 * The table of the notes. All rows are in the page, so that it can be searched and read out, made some hundred a frame; those
 * out of sight are not laid out (`content-visibility`). One row is a stop of the keyboard, arrow keys go on from there.
 */

/** @import { NoteRecord } from '../../batch/note-record.js' */
/** @import { PlannedNote } from '../../batch/plan.js' */

import { nextTurn } from '../../batch/turn.js';
import { byId, make } from '../elements.js';
import { formatDuration } from '../figures.js';
import { phrases, plural, text } from '../language/text.js';

/** So many rows are made in one go. */
const AT_ONCE = 100;

/** @typedef {'waiting' | 'working' | 'done' | 'kept' | 'failed'} RowStatus */

const WHY = phrases({
  new: 'to do',
  changed: 'to do: changed',
  options: 'to do: other kind',
  model: 'to do: other model',
  missing: 'to do: no summary',
  failed: 'to do: failed before',
  asked: 'to do again',
  unchanged: 'unchanged',
  edited: 'edited by you',
  left: 'not in this run',
});
/** How a note ended. */
const ENDED = phrases({ done: 'done', kept: 'kept', failed: 'failed' });

/**
 * @typedef {object} Row
 * @property {string} path
 * @property {RowStatus} status
 * @property {boolean} failed It failed, or did the last time.
 * @property {HTMLElement} element
 * @property {HTMLButtonElement} button
 * @property {HTMLElement} state
 * @property {HTMLElement} headline
 * @property {HTMLElement} time
 */

export class NoteTable {
  #body = byId('note-rows', HTMLElement);
  #facts = byId('notes-facts', HTMLElement);
  #byStatus = byId('filter-status', HTMLSelectElement);
  #byText = byId('filter-text', HTMLInputElement);
  /** @type {Map<string, Row>} */
  #rows = new Map();
  /** Rows whose share has changed, drawn once a frame. @type {Map<Row, number>} */
  #shares = new Map();
  /** Tells an older filling that it is not wanted any more. */
  #filling = 0;
  /** The same for an older filter. */
  #filtering = 0;

  /** @param {(path: string) => void} onOpen */
  constructor(onOpen) {
    this.#byStatus.addEventListener('change', () => this.#filter());
    this.#byText.addEventListener('input', () => this.#filter());
    this.#body.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null;
      const path = button && this.#pathOf(button);
      if (path) onOpen(path);
    });
    this.#body.addEventListener('keydown', (event) => this.#move(event));
    this.#body.addEventListener('focusin', ({ target }) => {
      for (const each of this.#body.querySelectorAll('button[tabindex="0"]')) {
        if (each instanceof HTMLElement) each.tabIndex = -1;
      }
      if (target instanceof HTMLElement) target.tabIndex = 0;
    });
  }

  /**
   * These notes in place of those before. If they are the same, their rows stay, with what is scrolled to and has the focus.
   * @param {PlannedNote[]} plan
   * @param {ReadonlyMap<string, NoteRecord>} records
   * @returns {Promise<void>} resolves when all rows are there
   */
  async show(plan, records) {
    this.#filling += 1;
    const mine = this.#filling;
    const shown = [...this.#rows.keys()];
    if (plan.length === shown.length && plan.every(({ path }, i) => path === shown[i]))
      return this.#update(plan, records);
    this.#rows.clear();
    this.#body.replaceChildren();
    for (let at = 0; at < plan.length; at += AT_ONCE) {
      if (at > 0) await nextTurn();
      if (mine !== this.#filling) return;
      const rows = plan.slice(at, at + AT_ONCE).map((note) => this.#newRow(note, records.get(note.path)));
      this.#body.append(...rows.map(({ element }) => element));
    }
    const [first] = this.#rows.values();
    if (first) first.button.tabIndex = 0;
    this.#filter();
  }

  /**
   * @param {PlannedNote[]} plan
   * @param {ReadonlyMap<string, NoteRecord>} records
   */
  async #update(plan, records) {
    const mine = this.#filling;
    for (let at = 0; at < plan.length; at += AT_ONCE) {
      if (at > 0) await nextTurn();
      if (mine !== this.#filling) return;
      for (const note of plan.slice(at, at + AT_ONCE)) this.#describePlanned(note, records.get(note.path));
    }
  }

  /**
   * @param {PlannedNote} note
   * @param {NoteRecord | undefined} record
   */
  #describePlanned({ path, todo, why }, record) {
    const row = this.#rows.get(path);
    if (row) this.#describe(row, todo ? 'waiting' : 'kept', text(WHY[why]), record);
  }

  /**
   * @param {string} path
   * @param {number} share
   */
  working(path, share) {
    const row = this.#rows.get(path);
    if (!row) return;
    if (row.status !== 'working') this.#setStatus(row, 'working');
    if (this.#shares.size === 0) requestAnimationFrame(() => this.#drawShares());
    this.#shares.set(row, share);
  }

  /** @param {string} path */
  waiting(path) {
    const row = this.#rows.get(path);
    if (!row) return;
    this.#setStatus(row, 'waiting');
    row.state.textContent = text('to do');
  }

  /**
   * @param {string} path
   * @param {NoteRecord} record
   */
  ended(path, record) {
    const row = this.#rows.get(path);
    if (row) this.#describe(row, record.status, text(ENDED[record.status]), record);
  }

  #drawShares() {
    for (const [row, share] of this.#shares) {
      if (row.status === 'working') row.state.textContent = share > 0 ? `${Math.floor(share * 100)} %` : text('begun');
    }
    this.#shares.clear();
  }

  /**
   * @param {PlannedNote} note
   * @param {NoteRecord | undefined} record
   */
  #newRow(note, record) {
    const { path } = note;
    const element = make('div', '', 'note-row');
    element.setAttribute('role', 'row');
    const cells = ['name', 'status', 'headline', 'number'].map((name) => make('span', '', name));
    for (const cell of cells) cell.setAttribute('role', 'cell');
    const [name, state, headline, time] = cells;
    headline.dir = 'auto';
    const button = name.appendChild(make('button', path));
    button.type = 'button';
    button.tabIndex = -1;
    button.dir = 'auto';
    element.append(...cells);
    /** @type {Row} */
    const row = { path, status: 'waiting', failed: false, element, button, state, headline, time };
    this.#rows.set(path, row);
    this.#describePlanned(note, record);
    return row;
  }

  /**
   * @param {Row} row
   * @param {RowStatus} status
   * @param {string} label
   * @param {NoteRecord | undefined} record
   */
  #describe(row, status, label, record) {
    row.failed = record?.status === 'failed';
    row.state.textContent = label;
    row.headline.textContent = record?.failure?.reason ?? record?.headline ?? '';
    row.time.textContent = record?.status === 'done' ? formatDuration(record.seconds * 1000) : '';
    this.#setStatus(row, status);
  }

  /**
   * @param {Row} row
   * @param {RowStatus} status
   */
  #setStatus(row, status) {
    row.status = status;
    row.element.dataset.status = status;
    // A row that the filter shows stays until the filter is used again: nothing moves under the pointer.
    if (row.element.hidden) row.element.hidden = !this.#wanted()(row);
  }

  /** What the filter lets through. @returns {(row: Row) => boolean} */
  #wanted() {
    const status = this.#byStatus.value;
    const words = this.#byText.value.trim().toLowerCase();
    return (row) =>
      (status === '' || (status === 'failed' ? row.failed : row.status === status)) &&
      (words === '' || `${row.path} ${row.headline.textContent}`.toLowerCase().includes(words));
  }

  /** Shows what is asked for, some hundred rows at a time; asking for something else begins anew. */
  async #filter() {
    this.#filtering += 1;
    const mine = this.#filtering;
    const wanted = this.#wanted();
    const rows = [...this.#rows.values()];
    const shown = rows.filter(wanted).length;
    this.#facts.textContent =
      shown === rows.length
        ? plural(rows.length, '{n} note', '{n} notes')
        : plural(rows.length, '{shown} of {n} note', '{shown} of {n} notes', { shown });
    for (let at = 0; at < rows.length; at += AT_ONCE) {
      if (at > 0) await nextTurn();
      if (mine !== this.#filtering) return;
      for (const row of rows.slice(at, at + AT_ONCE)) row.element.hidden = !wanted(row);
    }
  }

  /** @param {Element} button */
  #pathOf(button) {
    return [...this.#rows.values()].find((row) => row.button === button)?.path;
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    const shown = [...this.#rows.values()].filter(({ element }) => !element.hidden);
    const at = shown.findIndex(({ button }) => button === document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    shown[Math.min(Math.max(at + step, 0), shown.length - 1)].button.focus();
  }
}
