/** What a run keeps about a note: the same facts in the front matter of its summary, in run.json and in the journal. */

/** @import { Summary } from '../api/nutshell.js' */
/** @import { ErrorInfo } from '../shared/errors.js' */
/** @import { RunOptions } from './options.js' */
/** @import { Field } from '../record/yaml.js' */

import { summaryFields } from '../record/fields.js';
import { labelledText, pieces } from '../record/labelled-text.js';
import { frontMatter } from '../record/yaml.js';

/**
 * Named as in the files. A failed note has no facts of a summary; its output is that of the last one, if there is any.
 * @typedef {object} NoteRecord
 * @property {string} source Path in the source folder.
 * @property {string | null} source_sha256 Of the file's bytes; null where it could not be read.
 * @property {number} source_bytes
 * @property {'done' | 'failed'} status
 * @property {string | null} output Path in the target folder.
 * @property {string | null} output_sha256
 * @property {string} headline One line of the summary.
 * @property {string} kind
 * @property {string} length
 * @property {string} model
 * @property {string} model_sha256
 * @property {string | null} adapter
 * @property {string | null} adapter_sha256
 * @property {string} started ISO 8601, UTC.
 * @property {number} seconds That the summary took; of a failed note: from its begin to the failure.
 * @property {{ code: string, reason: string, detail: string } | null} failure
 * @property {Record<string, unknown>} summary The summary's own facts, as in record/fields.js.
 */

/** What writes, with what was trained on top of it. @typedef {import('../shared/protocol.js').AdapterStatus & {
 *   adapter?: import('../shared/protocol.js').AdapterStatus | null }} WritingModel */

/** The longest headline, in characters. */
const HEADLINE = 160;

/**
 * @typedef {object} Attempt
 * @property {string} source
 * @property {string | null} sha256
 * @property {number} bytes
 * @property {Pick<RunOptions, 'type' | 'length'>} options
 * @property {WritingModel} model
 * @property {Date} started
 * @property {number} seconds
 */

/**
 * @param {Attempt} attempt
 * @param {Summary} summary
 * @param {number} peakMemory the engine's, bytes
 * @returns {{ record: NoteRecord, content: string }} The record still lacks where its content goes.
 */
export function doneNote(attempt, summary, peakMemory) {
  const seconds = summary.timings.totalMs / 1000;
  const record = { ...begin({ ...attempt, seconds }, 'done'), headline: headline(summary) };
  /** @type {Field[]} */
  const facts = [...summaryFields(summary), ['peak_memory_bytes', peakMemory]];
  record.summary = Object.fromEntries(facts.filter(([name]) => !(name in record)));
  /** @type {Field[]} */
  const fields = [
    ['source', record.source],
    ['source_sha256', record.source_sha256],
    ['source_bytes', record.source_bytes],
    ['status', record.status],
    ['failure_code', null],
    ['failure_reason', null],
    ['started', record.started],
    ...facts,
  ];
  return { record, content: `${frontMatter(fields)}\n${labelledText(pieces(summary))}\n` };
}

/**
 * @param {Attempt} attempt
 * @param {ErrorInfo} error
 * @returns {NoteRecord}
 */
export function failedNote(attempt, { code, message, detail }) {
  return { ...begin(attempt, 'failed'), failure: { code, reason: message, detail } };
}

/**
 * @param {Attempt} attempt
 * @param {NoteRecord['status']} status
 * @returns {NoteRecord}
 */
function begin({ source, sha256, bytes, options, model, started, seconds }, status) {
  return {
    source,
    source_sha256: sha256,
    source_bytes: bytes,
    status,
    output: null,
    output_sha256: null,
    headline: '',
    kind: options.type,
    length: options.length,
    model: model.name,
    model_sha256: model.sha256,
    adapter: model.adapter?.name ?? null,
    adapter_sha256: model.adapter?.sha256 ?? null,
    started: started.toISOString(),
    seconds: Math.round(seconds * 100) / 100,
    failure: null,
    summary: {},
  };
}

/** @param {Summary} summary */
function headline({ sentences }) {
  const line = (sentences[0]?.text ?? '').replace(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= HEADLINE ? line : `${characters.slice(0, HEADLINE - 1).join('')}…`;
}
