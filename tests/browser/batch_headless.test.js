/** `./build.sh batch` from its command on: the real engine and model in headless Chromium, folders of the disk. */

import assert from 'node:assert/strict';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { HeadlessFolders } from './harness/headless.js';

const WHOLE = /^---\nsource: .*\nstatus: "done"\n.*\n---\n\n\* \S.*\n$/s;

/** A PNG begins so. */
const PICTURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** @type {HeadlessFolders} */
let folders;
before(async () => {
  folders = await HeadlessFolders.make();
});
after(() => folders.remove());

/** @param {number} i */
const note = (i) =>
  `The pump in hall ${i} was repaired on ${i + 2} May. Ana Lind paid €${i}40 for it. The next check is in autumn.\n`;

/** @param {number} count */
const notes = (count) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`note ${i}.txt`, note(i)]));

/**
 * How often each file was written for a note.
 * @param {string} output
 */
async function writings(output) {
  /** @type {Record<string, number>} */
  const count = {};
  for (const entry of await folders.journal(output)) {
    if (entry.type === 'file-writing' && entry.record) count[entry.path] = (count[entry.path] ?? 0) + 1;
  }
  return count;
}

/**
 * The notes that were given to the engine, in the order of their begin.
 * @param {string} output
 */
async function begun(output) {
  return (await folders.journal(output)).flatMap((entry) => (entry.type === 'note-begun' ? [entry.note] : []));
}

/**
 * Every note has one whole summary that was written once, and nothing else is there.
 * @param {string} output
 * @param {number} count
 * @param {Record<string, string>} [own] what was there before
 */
async function checkAll(output, count, own = {}) {
  const names = Array.from({ length: count }, (_, i) => `note ${i}.summary.md`);
  const files = await folders.files(output);
  assert.deepEqual(Object.keys(files).sort(), [...Object.keys(own), ...names, 'index.md', 'run.json'].sort());
  for (const name of names) assert.match(files[name], WHOLE, name);
  for (const [name, text] of Object.entries(own)) assert.equal(files[name], text, name);
  assert.deepEqual(await writings(output), Object.fromEntries(names.map((name) => [name, 1])));
  const kept = await readdir(join(folders.root, output, '.nutshell'));
  assert.deepEqual(
    kept.filter((name) => !/^([0-9a-f]{64}|journal\.jsonl|lock)$/.test(name)),
    [],
    'no half file',
  );
  assert.match(files['index.md'], /\nstate: "?done/);
}

test('a folder is summarized, a broken note named; then only what changes', { timeout: 180_000 }, async () => {
  await folders.put('first', { 'a.txt': note(1), 'ключ/b ü.md': note(2), 'broken.txt': PICTURE, 'c.zip': 'PK' });
  const first = await folders.run('first', '--json', '--kind', 'tldr', '--length', 'short');
  assert.equal(first.code, 3, first.stderr);
  const told = JSON.parse(first.stdout);
  assert.deepEqual([told.state, told.summarized, told.failed, told.notes, told.skipped], ['done', 2, 1, 3, 2]);
  assert.deepEqual(told.failures, [{ source: 'broken.txt', code: 'note-binary', reason: told.failures[0]?.reason }]);
  assert.match(told.failures[0].reason, /“broken\.txt” is a PNG picture, not text/);
  assert.match(first.stderr, /broken\.txt: failed: “broken\.txt” is a PNG/);
  const before = await folders.files('first/summaries');
  assert.deepEqual(Object.keys(before), ['a.summary.md', 'index.md', 'run.json', 'ключ/b ü.summary.md']);
  assert.match(before['ключ/b ü.summary.md'], /\nkind: "?tldr"?\nlength: "?short"?\n/);
  await folders.noChromium();
  assert.deepEqual((await readdir(folders.root)).sort(), ['first'], 'the profile is gone');
  assert.deepEqual((await begun('first/summaries')).sort(), ['a.txt', 'broken.txt', 'ключ/b ü.md']);

  await rm(join(folders.root, 'first', 'broken.txt'));
  const options = ['--kind=tldr', '--length=short'];
  const second = await folders.run('first', ...options);
  assert.equal(second.code, 0, second.stderr);
  assert.match(second.stdout, /Nothing to do: every note has its summary\.\n$/);
  const { 'index.md': list, 'run.json': run, ...summaries } = await folders.files('first/summaries');
  const { 'index.md': formerList, 'run.json': formerRun, ...formerSummaries } = before;
  assert.deepEqual(summaries, formerSummaries);
  assert.match(formerList + formerRun, /broken\.txt/);
  assert.doesNotMatch(list + run, /broken\.txt/, 'a note that is gone is not listed any more');
  assert.equal((await begun('first/summaries')).length, 3);

  await writeFile(join(folders.root, 'first', 'a.txt'), note(3));
  const third = await folders.run('first', ...options);
  assert.equal(third.code, 0, third.stderr);
  assert.match(third.stdout, /Beginning 1 note of 2\.\n.*1 of 1: a\.txt: done in .*\n.*Done: 1 summarized, 0 failed/);
  assert.deepEqual((await begun('first/summaries')).slice(3), ['a.txt']);
  const later = await folders.files('first/summaries');
  assert.equal(later['ключ/b ü.summary.md'], before['ключ/b ü.summary.md']);
  assert.notEqual(later['a.summary.md'], before['a.summary.md']);
});

test('its process is killed, and then Chromium while the disk is gone: everything is done once', {
  timeout: 180_000,
}, async () => {
  await folders.put('second', notes(7));
  const killed = folders.start('second', 'out', '--jobs=2');
  await killed.says(/1 of 7: note/);
  const orphans = await folders.chromium();
  assert.ok(orphans.length > 1, 'Chromium runs');
  killed.kill('SIGKILL');
  assert.equal(await killed.ended, null);
  await folders.noChromium(orphans);

  const next = folders.start('second', 'out', '--jobs=2');
  await next.says(/Going on with \d notes of 7\.[\s\S]*\d of \d: note/);
  const [browser] = await folders.chromium();
  const disk = join(folders.root, 'out');
  await rename(disk, `${disk} elsewhere`);
  process.kill(browser, 'SIGKILL');
  await next.says(/The browser has died[\s\S]*Paused: The journal in .* cannot be used: ENOENT/);
  await rename(`${disk} elsewhere`, disk);
  assert.equal(await next.ended, 0, next.stdout + next.stderr);
  assert.match(next.stdout, /The browser has died \(.*\); going on with another one\./);
  await checkAll('out', 7);
  await folders.noChromium();
  const entries = await folders.journal('out');
  assert.equal(entries.filter(({ type }) => type === 'run-begun').length, 1, 'one run');
});

test('an interrupted run ends in good order, and the next one does the rest', { timeout: 180_000 }, async () => {
  const own = notes(4);
  await folders.put('third', own);
  const run = folders.start('third', 'third', '--jobs=1');
  await run.says(/1 of 4: note/);
  run.kill('SIGINT');
  assert.equal(await run.ended, 130, run.stdout + run.stderr);
  assert.match(run.stdout, /Interrupted: \d summarized, 0 failed.* Run it again to go on\.\n$/);
  assert.match((await folders.files('third'))['index.md'], /\nstate: "?stopped/);
  await folders.noChromium();
  assert.equal((await folders.run('third', 'third')).code, 0);
  await checkAll('third', 4, own);
});

test('a run waits for its hour, alone, and what is wrong is said before', { timeout: 60_000 }, async () => {
  await folders.put('fourth', notes(1));
  const hour = `${(new Date().getHours() + 2) % 24}:00`;
  const waiting = folders.start('fourth', '--at', hour);
  await waiting.says(/Waiting until \d\d:00\./);
  const beside = await folders.run('fourth');
  assert.equal(beside.code, 1);
  assert.match(beside.stderr, new RegExp(`another run \\(process ${waiting.pid}\\) is at work in .*summaries`));
  waiting.kill('SIGTERM');
  assert.equal(await waiting.ended, 130);

  await writeFile(join(folders.root, 'night.yml'), 'cpu_only_batch:\n  input_folder: fourth\n  lenght: short\n');
  const wrong = await folders.run('--config', 'night.yml');
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /night\.yml:3: there is no “lenght”; known: input_folder, /);
  assert.match((await folders.run('nowhere')).stderr, /nowhere cannot be read: it is not there\.\n$/);
});
