/** The two files about a whole run: index.md for people, run.json for programs. */

/** @import { NoteRecord } from './note-record.js' */
/** @import { RunOptions } from './options.js' */
/** @import { Skipped } from './select.js' */
/** @import { PlannedNote } from './plan.js' */

import { printable } from '../record/printable.js';
import { frontMatter } from '../record/yaml.js';
import { inTurns } from './turn.js';

/** Says in run.json what it is. */
export const RUN_FORMAT = 'nutshell-run-1';

/** So many skipped files are named in index.md; run.json has them all. */
const SKIPPED_NAMED = 100;

const RULE =
  'A small model wrote these summaries on this machine, and it makes mistakes. Use a summary to find a note; before you ' +
  'act on it, open the note and read what it says. What is marked (quoted) is in the words of the note.';

/**
 * @typedef {object} RunReport
 * @property {string} run
 * @property {string} source Name of the folder.
 * @property {RunOptions} options
 * @property {{ name: string, sha256: string }} model
 * @property {number} begun ms since 1970
 * @property {number} ended
 * @property {'done' | 'stopped' | 'paused'} state
 * @property {number} done How many notes this run has summarized.
 * @property {PlannedNote[]} plan Every note of the folder.
 * @property {ReadonlyMap<string, NoteRecord>} records
 * @property {Skipped[]} skipped
 */

/** @typedef {'done' | 'failed' | 'waiting'} Status */

/** @param {RunReport} report */
export function totalsOf({ plan, records, skipped, done }) {
  const count = (/** @type {Status} */ status) =>
    plan.filter(({ path }) => statusOf(records.get(path)) === status).length;
  return {
    notes: plan.length,
    summarized: count('done'),
    failed: count('failed'),
    waiting: count('waiting'),
    skipped: skipped.length,
    in_this_run: done,
  };
}

/**
 * @param {NoteRecord | undefined} record
 * @returns {Status}
 */
function statusOf(record) {
  return record?.status ?? 'waiting';
}

/**
 * One line a note.
 * @param {RunReport} report
 * @param {string} index SHA-256 of index.md
 * @returns {Promise<string>}
 */
export async function runJson(report, index) {
  const { run, source, options, model, begun, ended, state, plan, records, skipped } = report;
  const about = {
    format: RUN_FORMAT,
    run,
    source,
    state,
    begun: new Date(begun).toISOString(),
    ended: new Date(ended).toISOString(),
    // The clock may have been set back meanwhile.
    seconds: Math.max(0, Math.round((ended - begun) / 10) / 100),
    model: model.name,
    model_sha256: model.sha256,
    options,
    totals: totalsOf(report),
    index_sha256: index,
  };
  const notes = await inTurns(plan, ({ path }) => {
    const record = records.get(path);
    if (!record) return JSON.stringify({ source: path, status: 'waiting' });
    const { summary: facts, ...note } = record;
    return JSON.stringify({ ...note, ...facts });
  });
  const others = await inTurns(skipped, (each) => JSON.stringify(each));
  const list = (/** @type {string} */ name, /** @type {string[]} */ lines) =>
    `  "${name}": [${lines.map((line) => `\n    ${line}`).join(',')}${lines.length > 0 ? '\n  ' : ''}]`;
  const head = JSON.stringify(about, null, 2).replace(/\n\}$/, '');
  return `${head},\n${list('notes', notes)},\n${list('skipped', others)}\n}\n`;
}

/**
 * @param {RunReport} report
 * @returns {Promise<string>}
 */
export async function indexMarkdown(report) {
  const { source, begun, ended, state, model, options, plan, records, skipped } = report;
  const totals = totalsOf(report);
  const head = frontMatter([
    ['title', `Summaries of ${source}`],
    ['state', state],
    ['begun', new Date(begun).toISOString()],
    ['ended', new Date(ended).toISOString()],
    ['kind', options.type],
    ['length', options.length],
    ['model', model.name],
    ['model_sha256', model.sha256],
    ...Object.entries(totals).map(([name, count]) => /** @type {[string, number]} */ ([name, count])),
  ]);
  const rows = await inTurns(plan, ({ path }) => row(path, records.get(path)));
  const failed = plan.flatMap(({ path }) => records.get(path)?.failure ?? []);
  const failures = plan.flatMap(({ path }) => {
    const failure = records.get(path)?.failure;
    return failure ? [`- ${text(path)}: ${text(failure.reason)} (${text(failure.code)})`] : [];
  });
  return [
    `${head}\n# Summaries of ${text(source)}`,
    RULE,
    `${totals.notes} notes: ${totals.summarized} summarized (${totals.in_this_run} in this run), ${failed.length} failed, ` +
      `${totals.waiting} not reached; files skipped: ${totals.skipped}.`,
    ['| Note | Headline | Status | Seconds |', '|---|---|---|---:|', ...rows].join('\n'),
    ...(failures.length > 0 ? ['## Failed', failures.join('\n')] : []),
    ...(skipped.length > 0 ? ['## Skipped', skippedLines(skipped)] : []),
    '',
  ].join('\n\n');
}

/**
 * @param {string} path
 * @param {NoteRecord | undefined} record
 */
function row(path, record) {
  const name = record?.output ? `[${text(path)}](${address(record.output)})` : text(path);
  const seconds = record?.status === 'done' ? record.seconds.toFixed(1) : '';
  return `| ${name} | ${text(record?.headline ?? '')} | ${statusOf(record)} | ${seconds} |`;
}

/** @param {Skipped[]} skipped */
function skippedLines(skipped) {
  const named = skipped.slice(0, SKIPPED_NAMED).map(({ path, reason }) => `- ${text(path)}: ${text(reason)}`);
  const more = skipped.length - named.length;
  return [...named, ...(more > 0 ? [`- and ${more} more, which run.json names`] : [])].join('\n');
}

/**
 * Text that stays text in markdown: one line, nothing of it marks anything up (CommonMark 0.31, 2.4) or turns the line round.
 * @param {string} value
 */
function text(value) {
  return printable(value.replace(/\s+/g, ' ')).replace(/[\\`*_[\]<>#|~&$]/g, '\\$&');
}

/** @param {string} path */
function address(path) {
  const encoded = path.split('/').map((part) => encodeURIComponent(part.replace(/[\ud800-\udfff]/gu, '\ufffd')));
  return encoded.join('/').replace(/[()']/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}
