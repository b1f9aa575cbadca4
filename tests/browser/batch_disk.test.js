/** A headless run into a disk that is full, and then read-only, until somebody mends it. Mounting a disk needs root. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { HeadlessFolders } from './harness/headless.js';

const COUNT = 12;
const BLOCK = 4096;

test('a full disk and a read-only one pause the run, which goes on by itself when they are mended', {
  timeout: 240_000,
  skip: process.getuid?.() === 0 ? false : 'only root can mount a disk',
}, async () => {
  const folders = await HeadlessFolders.make();
  const disk = join(folders.root, 'disk');
  await mkdir(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
  /** @type {import('./harness/headless.js').HeadlessProcess | undefined} */
  let run;
  try {
    const notes = Array.from({ length: COUNT }, (_, i) => [
      `note ${i}.txt`,
      `The pump in hall ${i} was repaired on ${i + 2} May. Ana Lind paid €${i}40 for it. The next check is in autumn.\n`,
    ]);
    await folders.put('notes', Object.fromEntries(notes));
    const fill = join(disk, 'fill');
    await writeFile(fill, new Uint8Array(1024 * 1024 - 8 * BLOCK));

    run = folders.start('notes', 'disk', '--jobs=2', '--length=short');
    await run.says(/Paused: .*no space left.*/i);
    await rm(fill);
    await run.says(/Going on\.\n.*\d+ of 12: note/);

    execFileSync('mount', ['-o', 'remount,ro', disk]);
    await run.says(/Paused: .*read-only/);
    execFileSync('mount', ['-o', 'remount,rw', disk]);

    assert.equal(await run.ended, 0, run.stdout + run.stderr);
    const names = notes.map(([path]) => path.replace('.txt', '.summary.md'));
    const files = await folders.files('disk');
    assert.deepEqual(Object.keys(files).sort(), [...names, 'index.md', 'run.json'].sort());
    for (const name of names)
      assert.match(files[name], /^---\nsource: .*\nstatus: "done"\n.*\n---\n\n\* \S.*\n$/s, name);
  } finally {
    run?.kill('SIGKILL');
    execFileSync('umount', ['--lazy', disk]);
    await folders.remove();
  }
});
