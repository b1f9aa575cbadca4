/** The folders of a headless run: what is odd in them, who holds them, and what was left half written. */

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DiskFolder } from '../../www/tooling/batch/disk-folder.js';
import { DiskJournal } from '../../www/tooling/batch/disk-journal.js';
import { hold, openPlaces } from '../../www/tooling/batch/places.js';
import { Scene } from './batch/scene.js';

/** @type {string} */
let root;
before(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'nutshell-places-')));
});
after(() => rm(root, { recursive: true, force: true }));

test('what is no file that can be read is skipped, and the reason is said', async () => {
  const notes = join(root, 'odd');
  await mkdir(join(notes, 'folder'), { recursive: true });
  await writeFile(join(notes, 'a\nb \u{1f95c}.md'), 'A note.');
  await writeFile(join(notes, 'folder', 'c.md'), 'Another note.');
  await writeFile(Buffer.concat([Buffer.from(join(notes, 'caf')), Buffer.from([0xe9]), Buffer.from('.md')]), 'Latin.');
  await symlink('folder/c.md', join(notes, 'link.md'));
  await symlink('.', join(notes, 'round'));
  await symlink('nowhere', join(notes, 'dangling.md'));
  assert.equal(spawnSync('mkfifo', [join(notes, 'pipe.md')]).status, 0);
  const scene = new Scene();
  const source = new DiskFolder(notes);
  const run = await scene.run({ source });
  assert.deepEqual([run.done, run.failed], [2, 0]);
  const { skipped } = JSON.parse(new TextDecoder().decode((await scene.target.read('run.json')) ?? undefined));
  assert.deepEqual(
    skipped.map((/** @type {{ path: string, reason: string }} */ { path, reason }) => [path, reason]),
    [
      ['caf\ufffd.md', 'Its name is not UTF-8, so no file can be named after it.'],
      ['dangling.md', 'It is a symbolic link.'],
      ['link.md', 'It is a symbolic link.'],
      ['pipe.md', 'It is no regular file.'],
      ['round', 'It is a symbolic link.'],
    ],
  );
});

test('a path in the journal or in run.json leads nowhere outside the folder', async () => {
  await writeFile(join(root, 'outside.md'), 'mine');
  const folder = new DiskFolder(join(root, 'inside'));
  await mkdir(join(root, 'inside'));
  for (const path of ['../outside.md', 'a/../../outside.md', '/etc/passwd', 'a//b', './a', 'a\0b']) {
    const refused = { code: 'file-unreadable', message: /is no path inside/ };
    await assert.rejects(folder.read(path), refused, path);
    await assert.rejects(folder.write(path, new Uint8Array(1)), refused, path);
    await assert.rejects(folder.remove(path), refused, path);
  }
  assert.deepEqual(await readdir(join(root, 'inside')), []);
});

test('a write that was cut off leaves nothing behind once the journal is tidied', async () => {
  const own = join(root, 'own');
  await mkdir(own);
  const journal = new DiskJournal(own);
  const bytes = new TextEncoder().encode('kept');
  await journal.append({ type: 'run-resumed', run: 'a', at: 1 }, [bytes, bytes]);
  await writeFile(join(own, `${'0'.repeat(64)}.nutshell-part`), 'hal');
  await journal.tidy();
  const names = await readdir(own);
  assert.equal(names.length, 2, names.join());
  const [hash] = names;
  assert.deepEqual(await journal.content(hash), bytes);
});

test('a folder that has gone is not made anew', async () => {
  const own = join(root, 'disk', '.nutshell');
  await mkdir(own, { recursive: true });
  const journal = new DiskJournal(own);
  await journal.append({ type: 'run-resumed', run: 'a', at: 1 });
  await rename(join(root, 'disk'), join(root, 'unplugged'));
  for (const each of [journal, new DiskJournal(own)]) {
    await assert.rejects(each.append({ type: 'run-resumed', run: 'a', at: 2 }), { code: 'journal-failed' });
    await assert.rejects(each.entries(), { code: 'journal-failed' });
  }
  await assert.rejects(new DiskFolder(join(root, 'disk')).write('a.md', new Uint8Array(1)), { code: 'folder-gone' });
  await rename(join(root, 'unplugged'), join(root, 'disk'));
  await journal.append({ type: 'run-resumed', run: 'a', at: 3 });
  assert.deepEqual(
    (await journal.entries()).map(({ at }) => at),
    [1, 3],
  );
});

test('folders are checked, and their places told', async () => {
  const notes = join(root, 'notes');
  await mkdir(join(notes, 'deep'), { recursive: true });
  await writeFile(join(root, 'file'), '');
  await symlink('notes/deep', join(root, 'linked'));
  const within = async (/** @type {string} */ output) => (await openPlaces(notes, output)).within;
  assert.equal(await within(notes), '');
  assert.equal(await within(join(notes, 'a', 'b')), 'a/b');
  assert.equal(await within(join(notes, '..summaries')), '..summaries');
  assert.equal(await within(join(root, 'linked')), 'deep');
  assert.equal(await within(join(root, 'beside')), null);
  assert.equal(await within(root), null);
  await assert.rejects(openPlaces(join(root, 'none'), root), /none cannot be read: it is not there/);
  await assert.rejects(openPlaces(join(root, 'file'), root), /file cannot be read: it is no folder/);
  await assert.rejects(
    openPlaces(notes, join(root, 'file', 'x')),
    /file\/x cannot be written: a part of its path is no/,
  );
});

test('one run holds a folder, and the death of its process frees it', async () => {
  const places = await openPlaces(root, join(root, 'held'));
  const script = `import { hold } from ${JSON.stringify(new URL('../../www/tooling/batch/places.js', import.meta.url))};
    await hold(${JSON.stringify(places)}); console.log('held'); setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(other.stdout, 'data');
  await assert.rejects(hold(places), new RegExp(`another run \\(process ${other.pid}\\) is at work in .*held`));
  other.kill('SIGKILL');
  const release = await hold(places);
  release();
  (await hold(places))();
});

test('the last run is taken back by the command alone, and every file named', async () => {
  const notes = join(root, 'undone');
  await mkdir(notes);
  await writeFile(join(notes, 'a.txt'), 'One is here.');
  const command = fileURLToPath(new URL('../../www/tooling/batch/batch.js', import.meta.url));
  const undo = (/** @type {string[]} */ ...words) =>
    spawnSync(process.execPath, [command, '--undo', notes, ...words], { encoding: 'utf8' });
  assert.match(undo().stderr, /summaries cannot be read: it is not there/);
  const { source, target, own } = await openPlaces(notes, join(notes, 'summaries'));
  const nothing = undo();
  assert.deepEqual([nothing.status, nothing.stderr], [1, `batch: there is nothing to undo in ${target}.\n`]);

  const places = () => ({
    source: new DiskFolder(source),
    target: new DiskFolder(target),
    within: 'summaries',
    journal: new DiskJournal(own),
  });
  const scene = new Scene();
  await scene.run(places());
  const first = await readFile(join(target, 'a.summary.md'), 'utf8');
  await writeFile(join(notes, 'a.txt'), 'One has changed.');
  await writeFile(join(notes, 'b.txt'), 'Two is new.');
  await writeFile(join(notes, 'c.txt'), 'Three is new.');
  await scene.run(places());
  await writeFile(join(target, 'b.summary.md'), 'Edited by hand.');
  const undone = undo();
  assert.equal(undone.status, 0, undone.stderr);
  for (const said of [
    /Undoing the run of \d{4}-\d\d-\d\d \d\d:/,
    /c\.summary\.md: removed\n/,
    /a\.summary\.md: brought back as it was\n/,
    /b\.summary\.md: kept, since it was edited\n/,
    /Undone: 1 file removed, 3 brought back, 1 kept\.\n$/,
  ])
    assert.match(undone.stdout, said);
  assert.equal(await readFile(join(target, 'a.summary.md'), 'utf8'), first);
  assert.equal(await readFile(join(target, 'b.summary.md'), 'utf8'), 'Edited by hand.');

  const before = undo('--json');
  assert.deepEqual(JSON.parse(before.stdout).removed.sort(), ['a.summary.md', 'index.md', 'run.json']);
  assert.deepEqual((await readdir(target)).sort(), ['.nutshell', 'b.summary.md']);
  assert.equal(undo().status, 1);
});
