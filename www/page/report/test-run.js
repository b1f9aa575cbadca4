/** A test: each note summarized by the engine of this tab and compared with what is known of it, one after the other. */

/** @import { SummarySentence } from '../../api/nutshell.js' */
/** @import { NoteScore, Output, RunLine, Scorer } from '../../api/scorer.js' */
/** @import { TestItem } from './test-set.js' */

import { engine, Summarizer } from '../../api/nutshell.js';
import { errorInfo } from '../alerts.js';

/** What is asked for: the page's own defaults. */
export const ASKED = Object.freeze({
  type: /** @type {const} */ ('key-points'),
  length: /** @type {const} */ ('medium'),
});
/** What is tested, as the scorer calls it: what the page writes by default, and the model without what tunes it. */
export const SYSTEM = 'Nutshell';
export const BASE = 'base model';
/** After these no further note would get a summary either. */
const STOPS_ALL = /^(model-|engine-load-failed|engine-no-simd|scorer-)/;

/** @typedef {typeof SYSTEM | typeof BASE} System */
/** A note, and what is to summarize it. @typedef {{ item: TestItem, system: System }} Pass */
/**
 * @typedef {object} Result
 * @property {TestItem} item
 * @property {System} system
 * @property {Output} output
 * @property {string[]} warnings
 * @property {NoteScore} score
 */
/**
 * @typedef {object} RunEvents
 * @property {(pass: Pass, index: number) => void} onPass A note begins.
 * @property {(sentence: SummarySentence) => void} onSentence
 * @property {(result: Result, ms: number) => void} onResult
 */

/**
 * Ends early when it is cancelled: what has been measured was told by `onResult`.
 * @param {Pass[]} passes
 * @param {Scorer} scorer
 * @param {RunEvents} events
 * @param {AbortSignal} signal
 */
export async function runTest(passes, scorer, { onPass, onSentence, onResult }, signal) {
  const summarizer = await Summarizer.create({ ...ASKED, format: 'plain-text', signal });
  try {
    for (const [index, pass] of passes.entries()) {
      const { item } = pass;
      onPass(pass, index);
      const begun = performance.now();
      const { output, warnings } = await summarized(summarizer, pass, onSentence, signal);
      const ms = performance.now() - begun;
      const score = await scorer.score(item.note, item.source, { ...ASKED, ...output });
      signal.throwIfAborted();
      onResult({ ...pass, output, warnings, score }, ms);
    }
  } finally {
    summarizer.destroy();
  }
}

/**
 * @param {Summarizer} summarizer
 * @param {Pass} pass
 * @param {RunEvents['onSentence']} onSentence
 * @param {AbortSignal} signal
 * @returns {Promise<{ output: Output, warnings: string[] }>}
 */
async function summarized(summarizer, { item: { source }, system }, onSentence, signal) {
  const begun = performance.now();
  const measured = () => ({
    seconds: (performance.now() - begun) / 1000,
    memory_bytes: engine.status.memoryBytes,
  });
  try {
    const record = await summarizer.summarizeWithRecord(source, {
      signal,
      tuned: system === SYSTEM,
      onText: (_piece, sentence) => onSentence(sentence),
    });
    const { text, sentences, dropped, timings, warnings } = record;
    return { output: { text, sentences, dropped, timings, ...measured() }, warnings };
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = errorInfo(error);
    if (STOPS_ALL.test(code)) throw error;
    return { output: { error: `${code}: ${message}`, ...measured() }, warnings: [] };
  }
}

/**
 * A run as the scorer reads it: what was run, then a line for each note.
 * @param {Record<string, string | number>} about
 * @param {Result[]} results
 */
export function runLines(about, results) {
  /** @type {Map<TestItem, RunLine>} */
  const lines = new Map();
  for (const { item, system, output } of results) {
    const { note, source } = item;
    const line = lines.get(item) ?? { note, source, kind: ASKED.type, length: ASKED.length, outputs: {} };
    line.outputs[system] = output;
    lines.set(item, line);
  }
  return `${[{ run: about }, ...lines.values()].map((line) => JSON.stringify(line)).join('\n')}\n`;
}
