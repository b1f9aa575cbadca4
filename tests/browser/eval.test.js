/** The evaluation runs the built site and the raw model over a set, and its scorer reads what they say. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { ROOT } from './harness/files.js';
import { makeTinySite, SHORT_NOTE } from './harness/tiny-site.js';

const COMMAND = join(ROOT, 'www', 'tooling', 'eval', 'eval.js');
const REFERENCE = 'The library opens at nine on Monday.';
const ITEMS = [
  { id: 'whole', source: SHORT_NOTE, refs: [REFERENCE], length: 'short' },
  { id: 'too long', source: 'The library opens at nine. '.repeat(600), refs: [REFERENCE], kind: 'headline' },
];

/** @type {import('./harness/tiny-site.js').TinySite} */
let tiny;
/** @type {string} */
let folder;
before(async () => {
  tiny = await makeTinySite();
  folder = await mkdtemp(join(tmpdir(), 'nutshell-eval-'));
  await writeFile(join(folder, 'own.jsonl'), ITEMS.map((item) => JSON.stringify(item)).join('\n'));
});
after(async () => {
  await tiny?.remove();
  await rm(folder, { recursive: true, force: true });
});

/** @param {string[]} options */
async function evaluate(options) {
  const scorer = process.env.NUTSHELL_SCORER;
  assert.ok(scorer, 'NUTSHELL_SCORER names the built scorer: ./build.sh test browser sets it');
  const words = [COMMAND, '--scorer', scorer, '--site', tiny.root, ...options, join(folder, 'own.jsonl')];
  const { stdout } = await promisify(execFile)(process.execPath, words, { maxBuffer: 1 << 24 });
  return stdout;
}

test('each system is run on each item, and a failure keeps its reason', { timeout: 300_000 }, async () => {
  const report = JSON.parse(await evaluate(['--json']));
  assert.equal(report.run.model_sha256, tiny.entry.sha256);
  assert.match(report.run.browser, /Chrom/);
  const [set] = report.sets;
  assert.deepEqual([set.name, set.items], ['own', 2]);
  /** @type {Record<string, any>} */
  const systems = Object.fromEntries(set.systems.map((/** @type {any} */ system) => [system.name, system]));
  assert.deepEqual(Object.keys(systems).slice(0, 2), ['raw model', 'Nutshell']);
  for (const name of ['raw model', 'Nutshell']) {
    const { words, seconds, memory_bytes: memory } = systems[name];
    assert.ok(words > 0 && seconds > 0 && memory > 1e6, `${name}: ${words} words, ${seconds} s, ${memory} bytes`);
  }
  const errors = systems['raw model'].findings.map((/** @type {any} */ { id, error }) => [id, error?.split(':')[0]]);
  assert.deepEqual(
    errors.find((/** @type {string[]} */ [id]) => id === 'too long'),
    ['too long', 'context-overflow'],
  );
  assert.equal(systems.Nutshell.findings.filter((/** @type {any} */ { error }) => error).length, 0);
});

test('without a browser, extracts alone are scored', async () => {
  const table = await evaluate(['--extracts', '--limit', '1']);
  assert.match(table, /\| own \| lead \| 1 sentences \| 100\.0 \| 100\.0 \| 100\.0 \| 7 \|/);
});
