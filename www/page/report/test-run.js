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
/** As the scorer calls it. */
const SYSTEM = 'Nutshell';
/** After these no further note would get a summary either. */
const STOPS_ALL = /^(model-|engine-load-failed|engine-no-simd|scorer-)/;

/**
 * @typedef {object} Result
 * @property {TestItem} item
 * @property {Output} output
 * @property {string[]} warnings
 * @property {NoteScore} score
 */
/**
 * @typedef {object} RunEvents
 * @property {(item: TestItem, index: number) => void} onNote A note begins.
 * @property {(sentence: SummarySentence) => void} onSentence
 * @property {(result: Result, ms: number) => void} onResult
 */

/**
 * Ends early when it is cancelled: what has been measured was told by `onResult`.
 * @param {TestItem[]} items
 * @param {Scorer} scorer
 * @param {RunEvents} events
 * @param {AbortSignal} signal
 */
export async function runTest(items, scorer, { onNote, onSentence, onResult }, signal) {
  const summarizer = await Summarizer.create({ ...ASKED, format: 'plain-text', signal });
  try {
    for (const [index, item] of items.entries()) {
      onNote(item, index);
      const begun = performance.now();
      const { output, warnings } = await summarized(summarizer, item, onSentence, signal);
      const ms = performance.now() - begun;
      const score = await scorer.score(item.note, item.source, { ...ASKED, ...output });
      signal.throwIfAborted();
      onResult({ item, output, warnings, score }, ms);
    }
  } finally {
    summarizer.destroy();
  }
}

/**
 * @param {Summarizer} summarizer
 * @param {TestItem} item
 * @param {RunEvents['onSentence']} onSentence
 * @param {AbortSignal} signal
 * @returns {Promise<{ output: Output, warnings: string[] }>}
 */
async function summarized(summarizer, { source }, onSentence, signal) {
  const begun = performance.now();
  const measured = () => ({
    seconds: (performance.now() - begun) / 1000,
    memory_bytes: engine.status.memoryBytes,
  });
  try {
    const record = await summarizer.summarizeWithRecord(source, {
      signal,
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
  const lines = results.map(
    ({ item: { note, source }, output }) =>
      /** @type {RunLine} */ ({ note, source, kind: ASKED.type, length: ASKED.length, outputs: { [SYSTEM]: output } }),
  );
  return `${[{ run: about }, ...lines].map((line) => JSON.stringify(line)).join('\n')}\n`;
}
