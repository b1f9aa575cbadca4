/** What the page says of a finished summary in one line: whose words it has, what was read for it, and by which model. */

/** @import { Summary } from '../api/nutshell.js' */

import { countOrigins } from '../record/fields.js';
import { formatCount, formatPlural } from './figures.js';

/**
 * @param {Summary} record
 * @returns {string}
 */
export function factsSentence(record) {
  return [wordingSentence(record), coverageSentence(record.coverage), modelSentence(record)].filter(Boolean).join(' ');
}

/** @param {Summary} record */
export function wordingSentence({ sentences, dropped }) {
  const { written, quoted } = countOrigins(sentences);
  const origin = written > 0 ? 'written' : 'quoted';
  const whose =
    written > 0 && quoted > 0
      ? `: ${formatCount(written)} written, ${formatCount(quoted)} quoted`
      : `, ${sentences.length > 1 ? 'all ' : ''}${origin}`;
  const unsupported = dropped === 1 ? 'it' : 'them';
  const left = dropped > 0 ? `; ${formatCount(dropped)} dropped, as the note does not support ${unsupported}` : '';
  return `${formatPlural(sentences.length, 'sentence', 'sentences')}${whose}${left}.`;
}

/** @param {Summary['coverage']} coverage */
function coverageSentence({ tokensRead, tokensTotal, chunks }) {
  const parts = chunks > 1 ? ` in ${formatCount(chunks)} parts` : '';
  const total = formatPlural(tokensTotal, 'token', 'tokens');
  if (tokensRead < tokensTotal) {
    return `Weighed all ${total} of the note; the model read ${formatCount(tokensRead)} of them${parts}.`;
  }
  return tokensTotal === 1 ? 'Read the one token of the note.' : `Read all ${total} of the note${parts}.`;
}

/**
 * Empty where the note was quoted without asking the model.
 * @param {Summary} record
 */
function modelSentence({ timings, provenance }) {
  if (timings.writtenTokens === 0) return '';
  const { adapter } = provenance;
  return adapter ? `Tuned model (${adapter.name}).` : 'Base model.';
}
