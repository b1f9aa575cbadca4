/** The summaries with and without grounding side by side, and the recordings with their speeds. */

/** @import { SummaryRecord } from '../../shared/protocol.js' */
/** @import { Recording } from './recording.js' */

import { byId, make } from '../elements.js';
import { formatCount, formatDuration, formatPlural, formatRate } from '../figures.js';
import { inventions } from './inventions.js';

/** So many recordings stay at hand. */
export const MOST_RUNS = 6;

/** Below this, most of a prompt was still cached, and a rate would say nothing. */
const TOKENS_TO_MEASURE = 60;

/** @typedef {{ number: number, note: string, record: SummaryRecord, recording: Recording }} Run */

export class ResultsView {
  #rows = byId('runs', HTMLTableSectionElement);
  #onShow;

  /** @param {(run: Run) => void} onShow the person wants to go through a recording */
  constructor(onShow) {
    this.#onShow = onShow;
  }

  /**
   * @param {Run[]} runs the last one first
   * @param {Run | null} shown
   */
  show(runs, shown) {
    byId('results', HTMLElement).hidden = runs.length === 0;
    for (const grounding of [true, false]) {
      const run = runs.find(({ record }) => record.provenance.grounding === grounding);
      byId(grounding ? 'grounded' : 'raw', HTMLElement).replaceChildren(...summary(run, grounding));
    }
    this.#rows.replaceChildren(...runs.map((run) => this.#row(run, run === shown)));
  }

  /**
   * @param {Run} run
   * @param {boolean} shown
   */
  #row(run, shown) {
    const { number, record, recording } = run;
    const { threads, grounding } = record.provenance;
    const { readTokens, readMs, writtenTokens, writeMs, totalMs } = record.timings;
    const read = readTokens < TOKENS_TO_MEASURE ? 'remembered' : rate(readTokens, readMs);
    const tr = make('tr');
    const name = make('th');
    name.scope = 'row';
    const button = make('button', `Recording ${number}`, 'quiet');
    button.type = 'button';
    button.setAttribute('aria-pressed', String(shown));
    button.disabled = recording.length === 0;
    button.addEventListener('click', () => this.#onShow(run));
    name.append(button);
    const cells = [
      formatCount(threads),
      grounding ? 'on' : 'off',
      formatCount(writtenTokens),
      read,
      rate(writtenTokens, writeMs),
      formatDuration(totalMs),
    ];
    tr.append(name, ...cells.map((text) => make('td', text)));
    return tr;
  }
}

/**
 * @param {number} tokens
 * @param {number} ms
 */
function rate(tokens, ms) {
  return ms > 0 && tokens > 0 ? formatRate((tokens * 1000) / ms) : '–';
}

/**
 * @param {Run | undefined} run
 * @param {boolean} grounding
 */
function summary(run, grounding) {
  if (!run) return [make('p', `Nothing recorded with grounding ${grounding ? 'on' : 'off'} yet.`, 'facts')];
  const { record, note, recording } = run;
  const list = make('ul');
  let invented = 0;
  for (const { text, origin } of record.sentences) {
    const item = make('li');
    const places = origin === 'quoted' ? [] : inventions(text, note);
    invented += places.length;
    item.append(...marked(text, places));
    item.append(' ', make('span', LABELS[origin], `origin ${origin}`));
    list.append(item);
  }
  const { dropped, warnings } = record;
  const asked = record.sentences.some(({ origin }) => origin !== 'quoted');
  const count = invented === 0 ? 'No number or name' : formatPlural(invented, 'number or name', 'numbers and names');
  const lines = [
    asked ? `${count} that a plain search does not find in the note.` : '',
    dropped > 0
      ? `${formatPlural(dropped, 'sentence', 'sentences')} dropped, as the note does not support what it says.`
      : '',
    recording.length === 0 ? 'The model was not asked, so there are no tokens to see.' : '',
    ...warnings,
  ];
  return [list, ...lines.filter(Boolean).map((line) => make('p', line, 'facts'))];
}

/** @type {Record<string, string>} */
const LABELS = { written: 'written by the model', quoted: 'quoted from the note', ungrounded: 'written, not checked' };

/**
 * @param {string} text
 * @param {{ start: number, end: number }[]} places
 */
function marked(text, places) {
  /** @type {(string | HTMLElement)[]} */
  const nodes = [];
  let at = 0;
  for (const { start, end } of places) {
    nodes.push(text.slice(at, start), make('mark', text.slice(start, end), 'invented'));
    at = end;
  }
  return [...nodes, text.slice(at)];
}
