/**
 * Command: `node many_notes.js --folder DIR [--minutes N]`. A headless run over 200 notes of mixed sizes, ten of them broken
 * in different ways; interrupted after N minutes, so that it may be called again until all is done. Reports the time, notes
 * an hour and the most memory that the command and its Chromium had.
 */

import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { HeadlessFolders } from '../harness/headless.js';

const GOOD = 190;
const THINGS = ['pump', 'crane', 'boiler', 'bridge', 'server', 'ferry', 'greenhouse', 'library', 'well', 'lift'];
const PEOPLE = ['Ana Lind', 'Tomas Okafor', 'Mei Tanaka', 'Ruth Abadi', 'Piet de Vries', 'Lena Ortiz', 'Sam Ncube'];
const DEEDS = ['was repaired', 'has failed', 'was inspected', 'is to be replaced', 'was sold', 'is out of order'];

/** The broken ones, and the code that each fails with. @type {[string, string | Uint8Array, string][]} */
const BROKEN = [
  ['torn.pdf', '%PDF-1.7\n', 'note-damaged'],
  ['word.txt', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0), 'note-binary'],
  ['picture.md', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'note-binary'],
  ['model.txt', 'GGUF\u0003', 'note-binary'],
  ['noise.txt', Uint8Array.from({ length: 5000 }, (_, i) => (i * 197 + 31) % 256), 'note-binary'],
  ['shift jis.txt', Uint8Array.of(0x83, 0x81, 0x83, 0x82, 0x82, 0xcd, 0x8d, 0x81), 'note-encoding'],
  ['empty.md', '', 'note-empty'],
  ['blank.txt', ' \n\t\n', 'note-empty'],
  ['large.txt', 'All work and no play makes a long note.\n'.repeat(26_000), 'note-too-large'],
  ['huge.txt', new Uint8Array(3_000_000).fill(0x61), 'note-too-large'],
];

const { values } = parseArgs({
  options: { folder: { type: 'string' }, minutes: { type: 'string', default: '600' } },
});
if (!values.folder) throw new Error('--folder DIR is needed');
const folders = new HeadlessFolders(resolve(values.folder));

/** A note of a handful to some hundred sentences. @param {number} i */
function note(i) {
  const sentences = 4 + ((i * i * 7) % 13) * (i % 10 === 0 ? 9 : 1);
  const lines = Array.from({ length: sentences }, (_, s) => {
    const n = i * 31 + s * 17;
    return (
      `The ${THINGS[n % THINGS.length]} in hall ${(n % 40) + 1} ${DEEDS[(n >> 2) % DEEDS.length]} on ${(n % 28) + 1} May, ` +
      `and ${PEOPLE[(n >> 1) % PEOPLE.length]} ${s % 2 ? 'paid' : 'asked for'} €${(n % 900) + 100} for it.`
    );
  });
  const text = lines.join(i % 3 === 0 ? '\n\n' : ' ');
  return i % 2 ? `${text}\n` : `# Report ${i}\n\n${text}\n`;
}

await mkdir(folders.root, { recursive: true });
const good = Object.fromEntries(
  Array.from({ length: GOOD }, (_, i) => [`${i % 7}/note ${i}.${i % 2 ? 'txt' : 'md'}`, note(i)]),
);
await folders.put('notes', { ...good, ...Object.fromEntries(BROKEN) });

const file = join(folders.root, 'figures.json');
const figures = { seconds: 0, peak: 0, calls: 0, ...JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) };
const begun = performance.now();
const run = folders.start('notes', 'out', '--length=short');
while (run.code === undefined) {
  figures.peak = Math.max(figures.peak, await memory([run.pid, ...(await folders.chromium())]));
  if (performance.now() - begun > Number(values.minutes) * 60_000) run.kill('SIGINT');
  await Promise.race([sleep(1000), run.ended]);
}
figures.seconds += (performance.now() - begun) / 1000;
figures.calls += 1;
await writeFile(file, JSON.stringify(figures));
const code = await run.ended;
const megabytes = (figures.peak / 1e6).toFixed(0);
console.log(run.stdout.trim().split('\n').at(-1));
console.log(
  `so far ${figures.seconds.toFixed(0)} s in ${figures.calls} calls; at most ${megabytes} MB of memory in all`,
);
if (code !== 130) {
  assert.equal(code, 3, run.stdout + run.stderr);
  await check();
  console.log(`all is right; ${((GOOD * 3600) / figures.seconds).toFixed(0)} notes an hour`);
}

async function check() {
  const files = await folders.files('out');
  const names = Object.keys(good).map((path) => path.replace(/\.\w+$/, '.summary.md'));
  assert.deepEqual(Object.keys(files).sort(), [...names, 'index.md', 'run.json'].sort());
  for (const name of names) assert.match(files[name], /^---\nsource: .*\nstatus: "done"\n.*\n---\n\n\* \S.*\n$/s, name);
  const { notes } = JSON.parse(files['run.json']);
  for (const [path, , wanted] of BROKEN) {
    const record = notes.find((/** @type {{ source: string }} */ { source }) => source === path);
    assert.equal(record?.failure?.code, wanted, path);
    assert.ok(record.failure.reason.length > 20, path);
  }
  assert.deepEqual(
    (await readdir(join(folders.root, 'out', '.nutshell'))).filter((name) => name.includes('part')),
    [],
  );
}

/**
 * Bytes of memory that processes have for themselves, with their shares of what they have together.
 * @param {number[]} pids
 */
async function memory(pids) {
  let bytes = 0;
  for (const pid of pids) {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    bytes += Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
  }
  return bytes;
}
