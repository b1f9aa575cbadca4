/** Folders that are dropped where the browser gives no handle of them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { droppedFolder } from '../../www/page/folder/folder-input.js';

/**
 * A drop of one folder, told as browsers tell it: a hundred entries at a time.
 * @param {number} count files in it
 */
function drop(count) {
  let told = 0;
  const file = (/** @type {number} */ i) => ({
    isFile: true,
    name: `${i}.txt`,
    file: (/** @type {(file: File) => void} */ resolve) => resolve(new File([], `${i}.txt`)),
  });
  const readEntries = (/** @type {(entries: unknown[]) => void} */ resolve) => {
    const from = told;
    told = Math.min(count, told + 100);
    resolve(Array.from({ length: told - from }, (_, i) => file(from + i)));
  };
  const folder = { isFile: false, name: 'notes', createReader: () => ({ readEntries }) };
  return /** @type {DataTransfer} */ (/** @type {unknown} */ ({ items: [{ webkitGetAsEntry: () => folder }] }));
}

test('a folder of fifty thousand files is taken, and of one that has more that is said', async () => {
  const brought = await droppedFolder(drop(50_000));
  assert.ok(brought && 'files' in brought);
  assert.deepEqual([brought.name, brought.files.length, brought.files[49_999].path], ['notes', 50_000, '49999.txt']);
  await assert.rejects(droppedFolder(drop(50_001)), { code: 'files-too-many', message: /more than 50,000 files/ });
});
