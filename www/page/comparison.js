/** The same note by both, the model tuned for notes and the base model, side by side: the summary that there is, and the other. */

/** @import { ModelStatus, Summary, SummarySentence } from '../api/nutshell.js' */
/** @import { EngineRun } from './engine-run.js' */
/** @import { Made } from './note-shelf.js' */

import { QUOTED_LABEL } from '../record/labelled-text.js';
import { clearErrors, showErrors, toldError } from './alerts.js';
import { announce } from './announcer.js';
import { byId, make } from './elements.js';
import { formatDuration } from './figures.js';
import { text } from './language/text.js';
import { wordingSentence } from './summary-facts.js';

export class Comparison {
  #run;
  #section = byId('comparison', HTMLElement);
  #state = byId('comparison-state', HTMLElement);
  #compareButton = byId('compare', HTMLButtonElement);
  #endButton = byId('end-comparison', HTMLButtonElement);
  #tuned = byId('written-tuned', HTMLElement);
  #base = byId('written-base', HTMLElement);
  /** The summary that can be compared. @type {Made | null} */
  #made = null;
  #comparing = false;

  /** @param {EngineRun} run */
  constructor(run) {
    this.#run = run;
    this.#compareButton.addEventListener('click', () => this.#compare());
    this.#endButton.addEventListener('click', () => {
      if (this.#comparing) run.cancel();
      else this.#leave();
    });
  }

  /**
   * What is shown now, and by which model others would be made.
   * @param {Made | null} made
   * @param {ModelStatus | null} model
   */
  offer(made, model) {
    const bySame = made?.record.provenance.sha256 === model?.sha256;
    this.#made = model?.adapter && bySame ? made : null;
    this.#compareButton.hidden = this.#made === null;
    this.#compareButton.setAttribute('aria-disabled', String(this.#run.busy));
  }

  /** Takes it away: another summary is meant now. */
  close() {
    this.#section.hidden = true;
  }

  #leave() {
    this.close();
    this.#compareButton.focus();
  }

  async #compare() {
    if (!this.#made || this.#run.busy) return;
    const { record, of } = this.#made;
    const { type, length, provenance } = record;
    clearErrors();
    const tuned = provenance.adapter === null;
    fill(tuned ? this.#base : this.#tuned, record);
    const column = tuned ? this.#tuned : this.#base;
    const words = writing(column, type);
    this.#begin();
    try {
      const other = await this.#run.summarize(of, { type, length, tuned }, ({ sentence }) => add(words, sentence));
      if (other) fill(column, other);
      this.#end(other ? text('Done.') : text('Cancelled.'));
    } catch (error) {
      this.#end(text('Stopped'));
      showErrors([toldError(error)], () => this.#compare());
    }
  }

  #begin() {
    this.#comparing = true;
    this.#section.hidden = false;
    this.#section.setAttribute('aria-busy', 'true');
    this.#state.textContent = text('The other model writes…');
    this.#endButton.textContent = text('Cancel');
    byId('comparison-title', HTMLElement).focus({ preventScroll: true });
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#section.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' });
  }

  /** @param {string} how */
  #end(how) {
    this.#comparing = false;
    this.#section.setAttribute('aria-busy', 'false');
    this.#state.textContent = how;
    this.#endButton.textContent = text('Close');
    announce(how);
  }
}

/**
 * An empty text to add to, in place of what is there.
 * @param {HTMLElement} column
 * @param {Summary['type']} type
 */
function writing(column, type) {
  const words = make(type === 'key-points' ? 'ul' : 'p');
  column.replaceChildren(words);
  return words;
}

/**
 * @param {HTMLElement} words
 * @param {SummarySentence} sentence
 */
function add(words, sentence) {
  const item = make(words instanceof HTMLUListElement ? 'li' : 'span', sentence.text);
  item.dir = 'auto';
  if (sentence.origin === 'quoted') item.append('\u00a0', make('span', text(QUOTED_LABEL), 'quoted-label'));
  words.append(item, ' ');
}

/**
 * @param {HTMLElement} column
 * @param {Summary} record
 */
function fill(column, record) {
  const words = writing(column, record.type);
  for (const sentence of record.sentences) add(words, sentence);
  column.append(make('p', `${wordingSentence(record)} ${formatDuration(record.timings.totalMs)}.`, 'facts'));
}
