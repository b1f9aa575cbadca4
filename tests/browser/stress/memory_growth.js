/**
 * Command: `node memory_growth.js --folder DIR [--notes N]`. A headless run over N small notes of one size; prints, each hundred
 * notes, the memory that the run's processes have for themselves, and at the end by how much it has grown with the notes.
 */

import { mkdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { HeadlessFolders } from '../harness/headless.js';

/** After so many notes nothing is loaded for the first time any more. */
const SETTLED = 100;
const EVERY = 100;

const { values } = parseArgs({ options: { folder: { type: 'string' }, notes: { type: 'string', default: '2000' } } });
if (!values.folder) throw new Error('--folder DIR is needed');
const folders = new HeadlessFolders(resolve(values.folder));
await mkdir(folders.root, { recursive: true });

/** @param {number} i */
const note = (i) =>
  `Pump ${i} is broken. Ana Lind paid €${i + 100} for it on ${(i % 28) + 1} May. It is to be repaired by Friday.\n`;
await folders.put(
  'notes',
  Object.fromEntries(Array.from({ length: Number(values.notes) }, (_, i) => [`${i}.txt`, note(i)])),
);

const run = folders.start('notes', 'out', '--kind=headline', '--length=short');
/** Notes done and MB of memory, each second. @type {[number, number][]} */
const samples = [];
let next = 0;
while (run.code === undefined) {
  const done = Number([...run.stdout.matchAll(/(\d+) of \d+: /g)].at(-1)?.[1] ?? 0);
  const megabytes = await memory([run.pid, ...(await folders.chromium())]);
  samples.push([done, megabytes]);
  if (done >= next) {
    console.log(`${done} notes: ${megabytes.toFixed(0)} MB`);
    next = done - (done % EVERY) + EVERY;
  }
  await Promise.race([sleep(1000), run.ended]);
}
const settled = samples.filter(([done]) => done >= SETTLED);
console.log(run.stdout.trim().split('\n').at(-1));
console.log(`from note ${SETTLED} on: ${(slope(settled) * 100).toFixed(2)} MB more per 100 notes`);

/**
 * The least-squares slope of y over x.
 * @param {[number, number][]} points
 */
function slope(points) {
  const mean = (/** @type {0 | 1} */ i) => points.reduce((sum, point) => sum + point[i], 0) / points.length;
  const [x0, y0] = [mean(0), mean(1)];
  const along = points.reduce((sum, [x]) => sum + (x - x0) ** 2, 0);
  return points.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0) / along;
}

/**
 * MB that processes have for themselves: what they have of files can be taken from them at any time.
 * @param {number[]} pids
 */
async function memory(pids) {
  let kilobytes = 0;
  for (const pid of pids) {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    for (const [, amount] of text.matchAll(/^Pss_(?:Anon|Shmem):\s+(\d+) kB/gm)) kilobytes += Number(amount);
  }
  return kilobytes / 1000;
}
