/** What the page says of a finished summary in one line: whose words it has, what was read for it, and by which model. */

/** @import { Summary } from '../api/nutshell.js' */

import { countOrigins } from '../record/fields.js';
import { plural, text } from './language/text.js';

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
  const all = sentences.length;
  const count = plural(all, '{n} sentence', '{n} sentences');
  const told = wordingClause(count, all, written, quoted);
  if (dropped === 0) return text('{told}.', { told });
  return plural(
    dropped,
    '{told}; {n} dropped, as the note does not support it.',
    '{told}; {n} dropped, as the note does not support them.',
    { told },
  );
}

/**
 * @param {string} count of the sentences, with its noun
 * @param {number} all
 * @param {number} written
 * @param {number} quoted
 */
function wordingClause(count, all, written, quoted) {
  if (written > 0 && quoted > 0) return text('{count}: {written} written, {quoted} quoted', { count, written, quoted });
  if (written > 0) return all > 1 ? text('{count}, all written', { count }) : text('{count}, written', { count });
  return all > 1 ? text('{count}, all quoted', { count }) : text('{count}, quoted', { count });
}

/** @param {Summary['coverage']} coverage */
function coverageSentence({ tokensRead, tokensTotal, chunks }) {
  const values = { read: tokensRead, chunks };
  if (tokensRead < tokensTotal) {
    return chunks > 1
      ? plural(
          tokensTotal,
          'Weighed all {n} token of the note; the model read {read} of them in {chunks} parts.',
          'Weighed all {n} tokens of the note; the model read {read} of them in {chunks} parts.',
          values,
        )
      : plural(
          tokensTotal,
          'Weighed all {n} token of the note; the model read {read} of them.',
          'Weighed all {n} tokens of the note; the model read {read} of them.',
          values,
        );
  }
  return chunks > 1
    ? text('Read all {tokens} tokens of the note in {chunks} parts.', { tokens: tokensTotal, chunks })
    : plural(tokensTotal, 'Read the one token of the note.', 'Read all {n} tokens of the note.');
}

/**
 * Empty where the note was quoted without asking the model, and where it wrote as it came.
 * @param {Summary} record
 */
function modelSentence({ timings, provenance: { adapter } }) {
  return adapter && timings.writtenTokens > 0 ? text('Tuned model ({name}).', { name: adapter.name }) : '';
}
