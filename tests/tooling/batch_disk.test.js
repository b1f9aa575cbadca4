/** The ports over folders of the disk. */

import assert from 'node:assert/strict';
import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DiskFolder } from '../../www/tooling/batch/disk-folder.js';
import { DiskJournal } from '../../www/tooling/batch/disk-journal.js';
import { Scene } from './batch/scene.js';

/** @type {string} */
let root;
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'nutshell-disk-'));
});
after(() => rm(root, { recursive: true, force: true }));

/** @param {string} folder */
const tree = async (folder) => (await readdir(folder, { recursive: true })).sort();

test('a run, a torn line in the journal, and the way back', async () => {
  const notes = join(root, 'notes');
  const journal = join(root, 'journal');
  await mkdir(join(notes, 'deep'), { recursive: true });
  await writeFile(join(notes, 'a.txt'), 'One is here.');
  await writeFile(join(notes, 'deep', 'Записка.md'), 'Two is there.');
  const places = () => ({
    source: new DiskFolder(notes),
    target: new DiskFolder(join(notes, 'summaries')),
    within: 'summaries',
    journal: new DiskJournal(journal),
  });
  await mkdir(join(notes, 'summaries'));
  await mkdir(journal);
  const scene = new Scene();
  await scene.run(places());
  assert.deepEqual(await tree(join(notes, 'summaries')), [
    'a.summary.md',
    'deep',
    'deep/Записка.summary.md',
    'index.md',
    'run.json',
  ]);

  await appendFile(join(journal, 'journal.jsonl'), 'null\n7\n{"type":"run-begun","ru');
  await writeFile(join(notes, 'a.txt'), 'One has changed.');
  const second = await scene.run(places());
  assert.deepEqual([second.done, scene.engine.asked.length], [1, 3]);
  assert.match(await readFile(join(notes, 'summaries', 'a.summary.md'), 'utf8'), /\nOne has changed \(quoted\)\n$/);

  for (let runs = 0; runs < 2; runs += 1) {
    const session = scene.session(places());
    await session.refresh();
    await session.undo();
  }
  assert.deepEqual(await tree(notes), ['a.txt', 'deep', 'deep/Записка.md', 'summaries']);
});

test('failures of the disk are those of the port', async () => {
  const place = join(root, 'faults');
  await mkdir(join(place, 'folder'), { recursive: true });
  const folder = new DiskFolder(place);
  const bytes = new TextEncoder().encode('x');
  assert.equal(await folder.read('none.md'), null);
  await assert.rejects(folder.read('folder'), { code: 'file-unreadable' });
  assert.deepEqual(await folder.missingFolders('folder/a/b/c.md'), ['folder/a', 'folder/a/b']);
  await folder.write('folder/a/b/c.md', bytes);
  await folder.removeFolder('folder/a');
  await folder.remove('folder/a/b/c.md');
  await folder.remove('folder/a/b/c.md');
  await folder.removeFolder('folder/a/b');
  await folder.removeFolder('folder/a');
  assert.deepEqual(await tree(place), ['folder']);
  if (process.getuid?.() !== 0) {
    await chmod(place, 0o500);
    await assert.rejects(folder.write('a.md', bytes), { code: 'folder-permission' });
    await chmod(place, 0o700);
  }
  await rm(place, { recursive: true });
  await assert.rejects(folder.write('a.md', bytes), { code: 'folder-gone' });
  await assert.rejects(
    folder
      .list(() => true)
      [Symbol.asyncIterator]()
      .next(),
    { code: 'folder-gone' },
  );
});
