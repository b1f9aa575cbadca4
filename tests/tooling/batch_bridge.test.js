/** A run whose ports are bridged to another process: all that passes is plain data, and arrives as it was sent. */

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { bridge } from '../../www/tooling/batch/bridge.js';
import { DiskFolder } from '../../www/tooling/batch/disk-folder.js';
import { DiskJournal } from '../../www/tooling/batch/disk-journal.js';
import { BridgedJournal, BridgedSource, BridgedTarget } from '../../www/tooling/batch/page/bridged.js';
import { openPlaces } from '../../www/tooling/batch/places.js';
import { Scene } from './batch/scene.js';

/** @type {string} */
let root;
/** @type {import('../../www/tooling/batch/places.js').Places} */
let places;
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'nutshell-bridge-'));
  places = await openPlaces(root, root);
  const { call } = bridge({
    source: new DiskFolder(places.source),
    target: new DiskFolder(places.target),
    journal: new DiskJournal(places.own),
  });
  // As it passes between two processes.
  const copied = async (/** @type {string} */ name, /** @type {unknown[]} */ ...given) =>
    JSON.parse(JSON.stringify(await call(name, ...JSON.parse(JSON.stringify(given)))));
  Object.assign(globalThis, { window: { headlessCall: copied } });
});
after(() => rm(root, { recursive: true }));

test('every byte arrives', async () => {
  const target = new BridgedTarget('out');
  for (const length of [0, 1, 255, 100_003]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) % 256);
    await target.write('deep/bytes.bin', bytes);
    assert.deepEqual(await target.read('deep/bytes.bin'), bytes);
  }
  await target.remove('deep/bytes.bin');
  assert.equal(await target.read('deep/bytes.bin'), null);
  await target.removeFolder('deep');
  assert.deepEqual(await target.missingFolders('deep/er/x'), ['deep', 'deep/er']);
});

test('a run in one folder, an error with its reason, and a second run that finds nothing to do', async () => {
  await writeFile(join(root, 'a.txt'), 'One is here.');
  await writeFile(join(root, 'Б.md'), 'Two is there.');
  const source = new BridgedSource('notes');
  const between = { source, target: new BridgedTarget('notes'), within: '', journal: new BridgedJournal() };
  const scene = new Scene();
  const run = await scene.run(between);
  assert.deepEqual([run.state, run.done, run.failed], ['done', 2, 0]);
  assert.match(await readFile(join(root, 'Б.summary.md'), 'utf8'), /\nTwo is there \(quoted\)\n$/);
  const again = await scene.run(between);
  assert.deepEqual([again.done, again.failed, scene.engine.asked.length], [0, 0, 2]);
  await assert.rejects(source.open('none.md'), {
    code: 'file-unreadable',
    message: '“none.md” is not there any more.',
  });
  await assert.rejects(between.target.read('../x'), { code: 'file-unreadable', message: /no path inside/ });
});
