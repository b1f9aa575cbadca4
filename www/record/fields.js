/** What a finished summary says of itself, as named fields: the front matter of its file, and a run's record of it. */

/** @import { Summary } from '../api/nutshell.js' */
/** @import { Field } from './yaml.js' */

/**
 * @param {Summary} record
 * @returns {Field[]} in the order in which they are written
 */
export function summaryFields(record) {
  const { coverage, timings, provenance } = record;
  const { written, quoted } = countOrigins(record.sentences);
  return [
    ['kind', record.type],
    ['length', record.length],
    ['model', provenance.model],
    ['model_sha256', provenance.sha256],
    ['adapter', provenance.adapter?.name ?? null],
    ['adapter_sha256', provenance.adapter?.sha256 ?? null],
    ['engine', provenance.engine],
    ['variant', provenance.variant],
    ['threads', provenance.threads],
    ['seconds', rounded(timings.totalMs / 1000, 100)],
    ['read_tokens_per_second', rate(timings.readTokens, timings.readMs)],
    ['written_tokens_per_second', rate(timings.writtenTokens, timings.writeMs)],
    ['tokens_read', coverage.tokensRead],
    ['tokens_total', coverage.tokensTotal],
    ['parts', coverage.chunks],
    ['sentences_written', written],
    ['sentences_quoted', quoted],
    ['sentences_dropped', record.dropped],
    ['warnings', record.warnings],
  ];
}

/**
 * How many sentences are whose words.
 * @param {Summary['sentences']} sentences
 */
export function countOrigins(sentences) {
  const quoted = sentences.filter(({ origin }) => origin === 'quoted').length;
  return { written: sentences.length - quoted, quoted };
}

/**
 * @param {number} tokens
 * @param {number} ms
 */
function rate(tokens, ms) {
  return ms > 0 ? rounded((tokens * 1000) / ms, 10) : 0;
}

/**
 * @param {number} value
 * @param {number} steps in one
 */
function rounded(value, steps) {
  return Math.round(value * steps) / steps;
}
