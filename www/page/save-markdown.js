/** A summary as a markdown file: YAML front matter that says where it comes from, then the text. */

/** @import { Summary } from '../api/nutshell.js' */
/** @import { Field } from '../record/yaml.js' */

import { summaryFields } from '../record/fields.js';
import { safeName } from '../record/file-name.js';
import { labelledText, pieces } from '../record/labelled-text.js';
import { frontMatter } from '../record/yaml.js';

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
  const fields = /** @type {Field[]} */ ([
    ['source', source.name ?? source.title],
    ...(source.sha256 ? [['source_sha256', source.sha256]] : []),
    ['date', source.date.toISOString()],
    ...summaryFields(record),
  ]);
  return {
    name: fileName(source, record),
    content: `${frontMatter(fields)}\n${labelledText(pieces(record))}\n`,
  };
}

/** So much of a note's name is kept, in characters. */
const LONGEST_NAME = 80;

/**
 * “Minutes 14 March.md” becomes “Minutes 14 March.summary.md”; a note without a file is called by its headline.
 * @param {Source} source
 * @param {Summary} record
 */
function fileName(source, record) {
  const headline = record.type === 'headline' ? record.text.trim().split('\n', 1)[0] : '';
  const base = source.name?.replace(/\.(txt|md|markdown)$/i, '') ?? (headline || source.title);
  return `${safeName(Array.from(base).slice(0, LONGEST_NAME).join(''))}.summary.md`;
}

/**
 * Hands the file to the browser's downloads.
 * @param {{ name: string, content: BlobPart, type?: string }} file
 */
export function download({ name, content, type = 'text/markdown;charset=utf-8' }) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read the blob only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
