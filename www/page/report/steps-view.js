/** One note step by step: the note, the engine reading it, its sentences as they come, and the check, fact by fact. */

/** @import { Progress, SummarySentence } from '../../api/nutshell.js' */
/** @import { Output } from '../../api/scorer.js' */
/** @import { TestItem } from './test-set.js' */
/** @import { Result } from './test-run.js' */

import { QUOTED_LABEL } from '../../record/labelled-text.js';
import { make } from '../elements.js';
import { formatCount, formatPlural } from '../figures.js';
import { surroundings } from '../passage-excerpt.js';
import { inOrder } from '../text-parts.js';
import { expectedSentence, noteTitle, verdictSentence } from './note-words.js';

const TITLES = { happy: 'The happy path', failure: 'The failure path' };

export class StepsView {
  element = make('section', '', 'card steps');
  #source;
  #note = make('div', '', 'note-text');
  #reading = make('p', 'Waits for its turn.', 'facts');
  #bar = make('progress');
  #sentences = make('ul', '', 'said');
  #after = make('p', '', 'facts');
  #check = make('div');
  /** @type {{ start: number, end: number }[]} */
  #evidence = [];

  /** @param {TestItem} item */
  constructor({ note, source }) {
    this.#source = source;
    const title = note.path ? TITLES[note.path] : noteTitle(note);
    const head = make('div', '', 'card-head');
    const titles = make('div', '', 'titles');
    const heading = make('h3', title);
    heading.id = `steps-${note.path ?? note.name}`;
    titles.append(heading, make('p', noteTitle(note), 'facts'));
    head.append(titles);
    this.element.setAttribute('aria-labelledby', heading.id);

    this.#note.tabIndex = 0;
    this.#note.setAttribute('role', 'region');
    this.#note.setAttribute('aria-label', `Text of the note ${noteTitle(note)}`);
    this.#note.dir = 'auto';
    this.#note.textContent = source;
    this.#bar.max = 1;
    this.#bar.value = 0;
    this.#bar.setAttribute('aria-label', `Progress of ${noteTitle(note)}`);
    this.#sentences.dir = 'auto';

    const steps = make('ol');
    steps.append(
      step('The note', make('p', expectedSentence(note)), this.#note),
      step('Reading', this.#bar, this.#reading),
      step('Writing', this.#sentences, this.#after),
      step('The check', this.#check),
    );
    this.element.append(head, steps);
    this.#check.append(make('p', 'Comes when the summary is done.', 'facts'));
  }

  begin() {
    this.#reading.textContent = 'Starting…';
    this.element.setAttribute('aria-busy', 'true');
  }

  /** @param {Progress} progress */
  progress({ phase, done, total }) {
    if (phase === 'read') {
      this.#bar.value = total > 0 ? Math.min(1, done / total) : 0;
      this.#reading.textContent = `Read ${formatCount(done)} of ${formatPlural(total, 'token', 'tokens')}.`;
    } else if (phase === 'write') {
      this.#after.textContent = `Wrote ${formatCount(done)} of at most ${formatPlural(total, 'token', 'tokens')}.`;
    }
  }

  /** @param {SummarySentence} sentence */
  sentence({ text, origin, evidence }) {
    const item = make('li');
    item.dir = 'auto';
    item.append(
      make('span', text),
      ' ',
      make('span', origin === 'quoted' ? QUOTED_LABEL : '(written)', `origin ${origin}`),
    );
    const [best] = evidence;
    if (best && origin === 'written') {
      const { before, after } = surroundings(this.#source, best);
      const passage = make('span', '', 'passage');
      passage.dir = 'auto';
      passage.append(before, make('mark', this.#source.slice(best.start, best.end)), after);
      item.append(make('span', 'It rests on:', 'told'), passage);
    }
    this.#sentences.append(item);
    this.#evidence.push(...evidence);
    this.#mark();
  }

  /** @param {Result} result */
  finish({ output, warnings, score }) {
    this.element.removeAttribute('aria-busy');
    this.#bar.hidden = true;
    this.#reading.textContent = readSentence(output);
    const dropped =
      score.dropped > 0
        ? `Dropped, since the note does not support them: ${formatPlural(score.dropped, 'sentence', 'sentences')}.`
        : 'Nothing was dropped.';
    this.#after.textContent = [output.error ?? dropped, ...warnings].join(' ');
    const verdict = make('p', verdictSentence(score), score.failures.length > 0 ? 'verdict wrong' : 'verdict right');
    const failures = make('ul', '', 'failures');
    failures.append(...score.failures.map((failure) => make('li', failure)));
    const { part, whole } = score.facts;
    const told = make('p', `Facts told: ${formatCount(part)} of the ${formatCount(whole)} that are known.`);
    const facts = make('ul', '', 'checked');
    facts.append(
      ...score.told.map((fact) => factItem(fact, true)),
      ...score.missed.map((fact) => factItem(fact, false)),
    );
    this.#check.replaceChildren(verdict, ...(score.failures.length > 0 ? [failures] : []), told, facts);
  }

  /** The test has ended before this note was done. */
  stop() {
    this.element.removeAttribute('aria-busy');
    this.#bar.hidden = true;
    this.#reading.textContent = 'The test was ended before.';
  }

  /** Marks what the sentences so far rest on. */
  #mark() {
    let at = 0;
    const { scrollTop } = this.#note;
    this.#note.replaceChildren();
    for (const { start, end } of inOrder(this.#evidence)) {
      this.#note.append(this.#source.slice(at, start), make('mark', this.#source.slice(start, end)));
      at = end;
    }
    this.#note.append(this.#source.slice(at));
    this.#note.scrollTop = scrollTop;
  }
}

/** @param {Output} output */
function readSentence({ timings, seconds }) {
  const all = `${seconds.toFixed(1)} s in all.`;
  if (!timings || timings.readTokens === 0) return `The model was not asked; ${all}`;
  const { readTokens, readMs } = timings;
  return `Read ${formatPlural(readTokens, 'token', 'tokens')} in ${(readMs / 1000).toFixed(1)} s; ${all}`;
}

/**
 * @param {string} title
 * @param {...HTMLElement} content
 */
function step(title, ...content) {
  const item = make('li');
  item.append(make('h4', title), ...content);
  return item;
}

/**
 * @param {string} fact
 * @param {boolean} isTold
 */
function factItem(fact, isTold) {
  const item = make('li', '', isTold ? 'told-fact' : 'missed-fact');
  item.append(make('span', isTold ? 'told: ' : 'not told: ', 'verdict-word'), fact);
  return item;
}
