/**
 * A summary as a markdown file: YAML front matter that says where it comes from, then the text.
 * The text of a note goes into double-quoted YAML scalars only, so no note can break out of its field.
 */

/** @import { Summary } from '../api/nutshell.js' */

import { labelledText, pieces } from './labelled-text.js';
import { countOrigins } from './summary-facts.js';

/**
 * @typedef {object} Source
 * @property {string | null} name the file that the note was read from
 * @property {string} title a name for people
 * @property {string | null} sha256 of the note's text in UTF-8, hex
 * @property {Date} date when the summary was made
 */

/**
 * @param {Summary} record
 * @param {Source} source
 * @returns {{ name: string, content: string }}
 */
export function markdownFile(record, source) {
  const { coverage, timings, provenance } = record;
  const seconds = timings.totalMs / 1000;
  const { written, quoted } = countOrigins(record.sentences);
  /** @type {[string, string | number][]} */
  const fields = [
    ['source', yamlString(source.name ?? source.title)],
    ...(source.sha256 ? [/** @type {[string, string]} */ (['source_sha256', yamlString(source.sha256)])] : []),
    ['date', yamlString(source.date.toISOString())],
    ['kind', yamlString(record.type)],
    ['length', yamlString(record.length)],
    ['model', yamlString(provenance.model)],
    ['model_sha256', yamlString(provenance.sha256)],
    ['engine', yamlString(provenance.engine)],
    ['variant', yamlString(provenance.variant)],
    ['threads', yamlNumber(provenance.threads)],
    ['seconds', yamlNumber(seconds, 2)],
    ['read_tokens_per_second', yamlNumber(rate(timings.readTokens, timings.readMs), 1)],
    ['written_tokens_per_second', yamlNumber(rate(timings.writtenTokens, timings.writeMs), 1)],
    ['tokens_read', yamlNumber(coverage.tokensRead)],
    ['tokens_total', yamlNumber(coverage.tokensTotal)],
    ['parts', yamlNumber(coverage.chunks)],
    ['sentences_written', yamlNumber(written)],
    ['sentences_quoted', yamlNumber(quoted)],
    ['sentences_dropped', yamlNumber(record.dropped)],
  ];
  const lines = fields.map(([key, value]) => `${key}: ${value}`);
  if (record.warnings.length === 0) lines.push('warnings: []');
  else lines.push('warnings:', ...record.warnings.map((warning) => `  - ${yamlString(warning)}`));
  return {
    name: fileName(source, record),
    content: `---\n${lines.join('\n')}\n---\n\n${labelledText(pieces(record))}\n`,
  };
}

/**
 * A YAML double-quoted scalar (YAML 1.2, 7.3.1), which JSON's strings are but for a few characters that YAML
 * does not print: those are escaped too.
 * @param {string} value
 * @returns {string}
 */
export function yamlString(value) {
  // A lone half of a surrogate pair cannot be written as UTF-8.
  const whole = value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  return JSON.stringify(whole).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * @param {number} value
 * @param {number} [digits] after the point
 */
function yamlNumber(value, digits = 0) {
  return Number.isFinite(value) ? value.toFixed(digits) : '.nan';
}

/**
 * @param {number} tokens
 * @param {number} ms
 */
function rate(tokens, ms) {
  return ms > 0 ? (tokens * 1000) / ms : 0;
}

/**
 * “Minutes 14 March.md” becomes “Minutes 14 March.summary.md”; a note without a file is called by its headline.
 * @param {Source} source
 * @param {Summary} record
 */
function fileName(source, record) {
  const headline = record.type === 'headline' ? record.text.trim().split('\n', 1)[0] : '';
  const base = source.name?.replace(/\.(txt|md|markdown)$/i, '') ?? (headline || source.title);
  return `${safeBase(base)}.summary.md`;
}

/**
 * A name that Windows, macOS and Linux all take.
 * @param {string} base
 */
function safeBase(base) {
  const kept = Array.from(base.normalize('NFC').replace(/[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu, ' '))
    .slice(0, 80)
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.…]+$/g, '');
  if (kept === '') return 'note';
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(kept) ? `note ${kept}` : kept;
}

/**
 * Hands the file to the browser's downloads.
 * @param {{ name: string, content: string, type?: string }} file
 */
export function download({ name, content, type = 'text/markdown' }) {
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read the blob only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * @param {string} text
 * @returns {Promise<string | null>} hex, or null where the page has no `crypto.subtle` (plain http off loopback)
 */
export async function sha256(text) {
  if (!globalThis.crypto?.subtle) return null;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
