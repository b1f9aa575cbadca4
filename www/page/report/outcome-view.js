/** The end of a test: the operating rule, the figures beside it, and the report to take away. */

/** @import { NotesReport, Totals } from '../../api/scorer.js' */

import { announce } from '../announcer.js';
import { byId, make } from '../elements.js';
import { formatCount, formatDuration, formatMegabytes, formatRate } from '../figures.js';
import { download } from '../save-markdown.js';

/**
 * @typedef {object} Outcome
 * @property {NotesReport} report
 * @property {string} markdown
 * @property {string} lines The run, as the scorer has read it.
 * @property {Record<string, string | number>} about
 */

export class OutcomeView {
  #section = byId('outcome', HTMLElement);
  #rule = byId('rule', HTMLElement);
  #figures = byId('figures', HTMLDListElement);
  /** @type {Outcome | null} */
  #outcome = null;
  #copied = 0;

  constructor() {
    byId('save', HTMLButtonElement).addEventListener('click', () => this.#save('md'));
    byId('save-run', HTMLButtonElement).addEventListener('click', () => this.#save('jsonl'));
    byId('copy', HTMLButtonElement).addEventListener('click', () => this.#copy());
  }

  clear() {
    this.#outcome = null;
    this.#section.hidden = true;
  }

  /** @param {Outcome} outcome */
  show(outcome) {
    this.#outcome = outcome;
    const { rule, totals } = outcome.report;
    this.#rule.replaceChildren();
    for (const { title, text } of rule?.points ?? []) this.#rule.append(make('dt', title), make('dd', text));
    this.#figures.replaceChildren();
    const rows = totals.map((row) => figures(row.totals));
    for (const [at, [name]] of rows[0].entries()) {
      const values = rows.map((row, system) => figureOf(row[at][1], system > 0 ? totals[system].system : ''));
      this.#figures.append(make('dt', name), ...values);
    }
    for (const [key, value] of Object.entries(outcome.about)) {
      const name = key.charAt(0).toUpperCase() + key.slice(1).replace('_sha256', ', SHA-256');
      this.#figures.append(make('dt', name), make('dd', String(value)));
    }
    this.#section.hidden = false;
  }

  /** @param {'md' | 'jsonl'} ending */
  #save(ending) {
    if (!this.#outcome) return;
    const { markdown, lines, about } = this.#outcome;
    const name = `nutshell-report-${String(about.date).slice(0, 10)}.${ending}`;
    if (ending === 'md') download({ name, content: markdown });
    else download({ name, content: lines, type: 'application/jsonl' });
  }

  async #copy() {
    const button = byId('copy', HTMLButtonElement);
    let said = 'Copied';
    try {
      await navigator.clipboard.writeText(this.#outcome?.markdown ?? '');
    } catch {
      said = 'Not copied';
    }
    announce(said);
    button.textContent = said;
    clearTimeout(this.#copied);
    this.#copied = window.setTimeout(() => {
      button.textContent = 'Copy';
    }, 2000);
  }
}

/**
 * @param {string} value
 * @param {string} system empty: the one that the page uses
 */
function figureOf(value, system) {
  return system ? make('dd', `${system}: ${value}`, 'of-other') : make('dd', value);
}

/**
 * @param {Totals} totals
 * @returns {[string, string][]}
 */
function figures({ summaries, clean, facts, unsupported, traps, forbidden, written, quoted, dropped, ...more }) {
  const { seconds, slowest, memory_bytes, timings, errors } = more;
  return [
    ['Nothing wrong with', `${formatCount(clean.part)} of ${formatCount(summaries)} summaries`],
    ['Facts told', `${formatCount(facts.part)} of ${formatCount(facts.whole)}`],
    ['False or forbidden', formatCount(traps + forbidden)],
    ['Not in the note', `${formatCount(unsupported)} numbers and names`],
    ['Sentences', `${formatCount(written)} written, ${formatCount(quoted)} quoted, ${formatCount(dropped)} dropped`],
    ['Without a summary', formatCount(errors)],
    ['Time', `${formatDuration(seconds * 1000)}, the slowest ${formatDuration(slowest * 1000)}`],
    ['Reading', rate(timings.readTokens, timings.readMs)],
    ['Writing', rate(timings.writtenTokens, timings.writeMs)],
    ['Memory', formatMegabytes(memory_bytes)],
  ];
}

/**
 * @param {number} tokens
 * @param {number} ms
 */
function rate(tokens, ms) {
  return ms > 0 ? `${formatRate((tokens * 1000) / ms)} tokens/s` : 'not measured';
}
