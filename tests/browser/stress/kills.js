/**
 * Command: `node kills.js --folder DIR [--kills N] [--notes N] [--life MS] [--finish]`. Kills headless runs over one folder N times, at
 * random moments, its own process or Chromium's; may be called again on the same folder. `--finish` lets the run end and looks
 * whether every note was done exactly once and nothing else is left.
 */

import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { HeadlessFolders } from '../harness/headless.js';

const OUT = 'summaries';
/** Notes that are worked on side by side. */
const JOBS = 4;

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    kills: { type: 'string', default: '0' },
    notes: { type: 'string', default: '40' },
    // The longest time until the next kill: a slow machine needs more to get anything done.
    life: { type: 'string', default: '9000' },
    finish: { type: 'boolean', default: false },
  },
});
if (!values.folder) throw new Error('--folder DIR is needed');
const count = Number(values.notes);
const folders = new HeadlessFolders(resolve(values.folder));
const tally = join(folders.root, 'kills.json');
const so_far = { own: 0, chromium: 0, ...JSON.parse(await readFile(tally, 'utf8').catch(() => '{}')) };

/** @param {number} i */
const note = (i) =>
  `Meeting ${i} of the harbour committee was on ${1 + (i % 28)} March. Lena Ortiz reported that crane ${i + 3} is out of ` +
  `order. The repair costs €${i + 4},${100 + i} and takes ${i + 2} days. Until then ships are unloaded by hand. ` +
  'The committee asked for a second offer before Friday and will decide in April.\n';

await mkdir(folders.root, { recursive: true });
await folders.put(
  'notes',
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`group ${i % 3}/${i}.txt`, note(i)])),
);

const start = () => folders.start('notes', OUT, `--jobs=${JOBS}`);
let run = start();
for (let kills = 0; kills < Number(values.kills); ) {
  await Promise.race([sleep(Math.random() * Number(values.life)), run.ended]);
  if (run.code === 1 && /has died \d+ times/.test(run.stdout + run.stderr)) {
    // So many in a row that it does not try any more, and says to run it again.
    run = start();
    continue;
  }
  if (run.code !== undefined) {
    assert.equal(run.code, 0, run.stdout + run.stderr);
    console.log('all notes are done; nothing is left to kill');
    break;
  }
  const running = await folders.chromium();
  const [browser] = running;
  const own = browser === undefined || Math.random() < 0.5;
  if (own) {
    run.kill('SIGKILL');
    await run.ended;
    await folders.noChromium(running);
    run = start();
  } else {
    process.kill(browser, 'SIGKILL');
  }
  so_far[own ? 'own' : 'chromium'] += 1;
  kills += 1;
  await writeFile(tally, JSON.stringify(so_far));
}

if (values.finish) {
  assert.equal(await run.ended, 0, run.stdout + run.stderr);
  await check();
} else {
  run.kill('SIGKILL');
  await run.ended;
  await folders.noChromium();
  so_far.own += 1;
  await writeFile(tally, JSON.stringify(so_far));
}
const entries = await folders.journal(OUT);
const done = entries.filter((entry) => entry.type === 'file-writing' && entry.record).length;
const begun = entries.filter(({ type }) => type === 'note-begun').length;
console.log(
  `${so_far.own} kills of the command and ${so_far.chromium} of Chromium: ${done} of ${count} notes done, ` +
    `${begun} begun, ${entries.length} entries in the journal`,
);

/** Every note was done once, and nothing else is left. */
async function check() {
  const names = Array.from({ length: count }, (_, i) => `group ${i % 3}/${i}.summary.md`);
  const files = await folders.files(OUT);
  assert.deepEqual(
    Object.keys(files).sort(),
    [...names, 'index.md', 'run.json'].sort(),
    'one file a note, and no other',
  );
  for (const name of names) assert.match(files[name], /^---\nsource: .*\nstatus: "done"\n.*\n---\n\n\* \S.*\n$/s, name);
  const kept = await readdir(join(folders.root, OUT, '.nutshell'));
  const odd = kept.filter((name) => !/^([0-9a-f]{64}|journal\.jsonl|lock)$/.test(name));
  assert.deepEqual(odd, [], 'no orphan');
  const journal = await folders.journal(OUT);
  /** @type {Map<string, number>} */
  const written = new Map();
  for (const entry of journal) {
    if (entry.type === 'file-writing' && entry.record) written.set(entry.path, (written.get(entry.path) ?? 0) + 1);
  }
  assert.deepEqual([...written.keys()].sort(), [...names].sort());
  assert.ok(
    [...written.values()].every((times) => times === 1),
    'every note was written once',
  );
  const redone = journal.filter(({ type }) => type === 'note-begun').length - count;
  const kills = so_far.own + so_far.chromium;
  assert.ok(redone <= kills * JOBS, `${redone} notes were begun again after ${kills} kills`);
  const { notes } = JSON.parse(files['run.json']);
  assert.equal(notes.filter((/** @type {{ status: string }} */ { status }) => status === 'done').length, count);
  console.log(`all ${count} notes were done exactly once; ${redone} were begun again`);
}
