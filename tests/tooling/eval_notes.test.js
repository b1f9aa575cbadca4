/** The project's own notes: in what kinds and lengths each is run, and what is refused by name. */

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { KINDS, LENGTHS, readNotes } from '../../www/tooling/eval/notes.js';

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nutshell-notes-'));
  await writeFile(join(folder, 'a.txt'), 'The shelf came late.');
});
after(() => rm(folder, { recursive: true }));

/** @param {unknown} notes */
async function write(notes) {
  const file = join(folder, 'facts.json');
  await writeFile(file, JSON.stringify(notes));
  return file;
}

const NOTES = [
  { name: 'a', file: 'a.txt' },
  { name: 'b', repeat: { text: 'ab', times: 3 } },
];

test('each note is run in each kind and length, notes of one sort together', async () => {
  const file = await write(NOTES);
  const tasks = await readNotes(file, {
    kinds: ['tldr', 'teaser'],
    lengths: ['short'],
    limit: Number.POSITIVE_INFINITY,
  });
  assert.deepEqual(
    tasks.map(({ set, id, source, kind, length }) => [set, id, source, kind, length]),
    [
      ['tldr short', 'a', 'The shelf came late.', 'tldr', 'short'],
      ['tldr short', 'b', 'ababab', 'tldr', 'short'],
      ['teaser short', 'a', 'The shelf came late.', 'teaser', 'short'],
      ['teaser short', 'b', 'ababab', 'teaser', 'short'],
    ],
  );
  assert.deepEqual(tasks[0]?.note, NOTES[0]);
  const all = await readNotes(file, { kinds: KINDS, lengths: LENGTHS, limit: 1 });
  assert.deepEqual([all.length, new Set(all.map(({ set }) => set)).size], [12, 12]);
});

test('what cannot be read is named', async () => {
  const choice = { kinds: ['tldr'], lengths: ['short'], limit: 9 };
  await assert.rejects(readNotes(await write([]), choice), /facts\.json: there is no note/);
  await assert.rejects(readNotes(await write([{ name: 'c' }]), choice), /the note c has neither a file nor a text/);
  await assert.rejects(readNotes(await write([{ name: 'd', file: 'd.txt' }]), choice), /d\.txt/);
});
