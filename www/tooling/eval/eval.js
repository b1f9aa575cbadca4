/**
 * Commands:
 * `node eval.js --scorer FILE [--site DIR] [--kind K] [--length L] [--limit N] [--untuned] [--query] [--json] [--extracts] SET...`
 * `node eval.js --scorer FILE --notes FACTS [--site DIR] [--kind K] [--length L] [--all] [--limit N] [--untuned] [--raw]
 * [--json]`
 *
 * Summarizes texts with the built site in headless Chromium, through the page's own API, and hands all of it to the
 * scorer, which prints a report. The first runs scored sets, the raw model beside it; `--extracts` runs no browser: it
 * scores extracts of fixed lengths. The second runs the notes of a `facts.json`, and with `--all` each of them in each kind
 * and length that the other options leave open.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { runBrowser } from './browser.js';
import { KINDS, LENGTHS, readNotes } from './notes.js';
import { readSets } from './sets.js';

/**
 * @param {string} scorer
 * @param {string[]} options
 * @param {object[]} lines
 */
async function score(scorer, options, lines) {
  const child = spawn(scorer, options, { stdio: ['pipe', 'inherit', 'inherit'] });
  const closed = once(child, 'close');
  child.stdin.end(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  const [code] = await closed;
  if (code !== 0) throw new Error(`the scorer ended with ${code}`);
}

/**
 * @template {object} T
 * @param {T[]} tasks
 * @returns {(T & { outputs: Record<string, object> })[]}
 */
function withOutputs(tasks) {
  return tasks.map((task) => ({ ...task, outputs: {} }));
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scorer: { type: 'string' },
    site: { type: 'string' },
    notes: { type: 'string' },
    kind: { type: 'string' },
    length: { type: 'string' },
    all: { type: 'boolean', default: false },
    limit: { type: 'string', default: 'Infinity' },
    untuned: { type: 'boolean', default: false },
    query: { type: 'boolean', default: false },
    raw: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    extracts: { type: 'boolean', default: false },
  },
});
const { scorer, site: root, notes, kind, length } = values;
const limit = Number(values.limit);
const json = values.json ? ['--json'] : [];
if (!scorer) throw new Error('--scorer FILE is needed');
if ((notes === undefined) === (positionals.length === 0)) throw new Error('either --notes FACTS or a SET is needed');
if (!(limit >= 1)) throw new Error('--limit takes a number of at least 1');

if (notes !== undefined) {
  const open = (/** @type {string[]} */ every, /** @type {string} */ one) => (values.all ? every : [one]);
  const kinds = kind ? [kind] : open(KINDS, 'key-points');
  const lengths = length ? [length] : open(LENGTHS, 'medium');
  const tasks = withOutputs(await readNotes(notes, { kinds, lengths, limit }));
  const run = await runBrowser(tasks, { root, raw: values.raw, tuned: !values.untuned });
  await score(scorer, ['--notes', ...json], [{ run }, ...tasks]);
} else {
  const items = withOutputs(await readSets(positionals, { kind: kind ?? 'tldr', length: length ?? 'medium', limit }));
  if (values.extracts) {
    await score(scorer, ['--extracts'], items);
  } else {
    const asked = values.query ? items : items.map((item) => ({ ...item, query: '' }));
    const run = await runBrowser(asked, { root, raw: true, tuned: !values.untuned });
    await score(scorer, json, [{ run }, ...asked]);
  }
}
