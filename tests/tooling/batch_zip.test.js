/** What the zip of uploaded notes holds. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryFolder } from '../../www/batch/memory-folder.js';
import { zipPaths } from '../../www/batch/zip.js';
import { fill, OPTIONS, Scene } from './batch/scene.js';

/** @param {Scene} scene */
async function zipOfNow(scene) {
  const session = scene.session();
  const { survey } = await session.look(OPTIONS);
  return (await zipPaths(scene.target, survey.plan, session.history)).sort();
}

test('the zip holds nothing of another folder of the same name', async () => {
  const scene = new Scene();
  await fill(scene.source, { 'secret.txt': 'A secret.', 'todo.txt': 'To do at work.', 'same.txt': 'The same.' });
  await scene.run();
  assert.deepEqual(await zipOfNow(scene), [
    'index.md',
    'run.json',
    'same.summary.md',
    'secret.summary.md',
    'todo.summary.md',
  ]);

  scene.source = new MemoryFolder('notes');
  await fill(scene.source, { 'home.txt': 'At home.', 'todo.txt': 'To do at home.', 'same.txt': 'The same.' });
  assert.deepEqual(await zipOfNow(scene), ['same.summary.md']);

  // A note that fails now keeps the summary of another text under its name in the storage.
  await fill(scene.source, { 'todo.txt': ' ' });
  await scene.run();
  assert.deepEqual(await zipOfNow(scene), ['home.summary.md', 'index.md', 'run.json', 'same.summary.md']);
});
