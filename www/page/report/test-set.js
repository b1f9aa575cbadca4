/** The notes of the test, with what is known of each: fetched when a test begins, and only then. */

/** @import { TestNote } from '../../api/scorer.js' */

import { NutshellError } from '../../shared/errors.js';

/** @typedef {{ note: TestNote, source: string }} TestItem */
/** How much of the set: the two notes shown step by step, some of many kinds beside them, or all. */
/** @typedef {'paths' | 'quick' | 'all'} Scope */

/** Kinds of which the quick test takes the shortest note: what people summarize, and what goes wrong. */
const QUICK_KINDS = [
  'email',
  'dialogue',
  'lecture',
  'journal',
  'research',
  'figures',
  'tables',
  'todo',
  'injection',
  'unpunctuated',
];

/** @returns {Promise<TestItem[]>} */
export async function loadTestSet() {
  try {
    const response = await fetch(new URL('../../report/notes.json', import.meta.url));
    if (!response.ok) throw new Error(`report/notes.json: HTTP ${response.status}`);
    return await response.json();
  } catch (error) {
    throw new NutshellError('test-notes-missing', { detail: String(error) });
  }
}

/**
 * The notes of a test, those that are shown step by step first.
 * @param {TestItem[]} items
 * @param {Scope} scope
 * @returns {TestItem[]}
 */
export function chooseItems(items, scope) {
  const shown = items.filter(({ note }) => note.path).sort((a, b) => rank(a.note) - rank(b.note));
  const others = items.filter(({ note }) => !note.path);
  if (scope === 'paths') return shown;
  if (scope === 'all') return [...shown, ...others];
  return [...shown, ...QUICK_KINDS.flatMap((kind) => shortest(others, kind))];
}

/** @param {TestNote} note */
function rank({ path }) {
  return path === 'happy' ? 0 : 1;
}

/**
 * @param {TestItem[]} items
 * @param {string} kind
 */
function shortest(items, kind) {
  const ofKind = items.filter(({ note }) => note.kind === kind);
  return ofKind.sort((a, b) => a.source.length - b.source.length).slice(0, 1);
}
