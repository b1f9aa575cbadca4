/** `eval --notes` runs the built site over notes whose facts are known, and says of each what is told and what is wrong. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { ROOT } from './harness/files.js';
import { makeTinySite } from './harness/tiny-site.js';

const COMMAND = join(ROOT, 'www', 'tooling', 'eval', 'eval.js');
const FACTS = join(ROOT, 'tests', 'data', 'notes', 'facts.json');

/** @type {import('./harness/tiny-site.js').TinySite} */
let tiny;
/** @type {string} */
let folder;
before(async () => {
  tiny = await makeTinySite();
  folder = await mkdtemp(join(tmpdir(), 'nutshell-eval-notes-'));
});
after(async () => {
  await tiny?.remove();
  await rm(folder, { recursive: true, force: true });
});

/**
 * @param {string} facts
 * @param {string[]} options
 */
async function evaluate(facts, options) {
  const scorer = process.env.NUTSHELL_SCORER;
  assert.ok(scorer, 'NUTSHELL_SCORER names the built scorer: ./build.sh test browser sets it');
  const words = [COMMAND, '--scorer', scorer, '--site', tiny.root, '--notes', facts, ...options];
  const { stdout } = await promisify(execFile)(process.execPath, words, { maxBuffer: 1 << 24 });
  return stdout;
}

test('the first two notes are summarized and scored', { timeout: 300_000 }, async () => {
  const report = JSON.parse(await evaluate(FACTS, ['--limit', '2', '--json']));
  /** @type {{ name: string, facts: object[] }[]} */
  const notes = JSON.parse(await readFile(FACTS, 'utf8')).slice(0, 2);
  assert.equal(report.run.model_sha256, tiny.entry.sha256);
  assert.deepEqual(
    report.notes.map((/** @type {any} */ note) => [note.name, note.asked, note.systems.length]),
    notes.map(({ name }) => [name, 'key-points medium', 1]),
  );
  for (const [index, { systems }] of report.notes.entries()) {
    const [{ system, text, sentences, seconds, score }] = systems;
    assert.equal(system, 'Nutshell');
    assert.ok(text.length > 0 && seconds > 0);
    assert.equal(score.error, null);
    assert.equal(score.written + score.quoted, sentences.length);
    assert.equal(score.facts.whole, notes[index]?.facts.length);
    assert.equal(score.told.length + score.missed.length, score.facts.whole);
    assert.deepEqual(score.without_evidence, []);
  }
  // A model of random weights writes nothing that the note supports, so the note is quoted: some of its facts are told.
  const [{ asked, totals }] = report.totals;
  assert.deepEqual([report.totals.length, asked, totals.summaries, totals.errors], [1, 'key-points medium', 2, 0]);
  assert.ok(totals.facts.part > 0 && totals.quoted > 0, JSON.stringify(totals));
});

test('a failure is shown with its exact reason, the raw model beside it', { timeout: 300_000 }, async () => {
  const file = join(folder, 'facts.json');
  const empty = { name: 'blank', repeat: { text: ' ', times: 9 }, kind: 'one-character', language: 'und' };
  const rest = { expect: 'quote', facts: [], traps: [], forbidden: [] };
  await writeFile(file, JSON.stringify([{ ...empty, ...rest, reason: 'short' }]));
  const text = await evaluate(file, ['--kind', 'tldr', '--length', 'short', '--raw']);
  assert.match(text, /\| blank \| tldr short \| Nutshell \|.* \*\*no \(error\)\*\* \|/);
  assert.match(text, /> \(no summary: note-empty: .+\)\n\n- There is no summary: note-empty: /);
  assert.match(text, /\| blank \| tldr short \| raw model \|/);
});
