import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chooseItems } from '../../www/page/report/test-set.js';
import { TimeLeft } from '../../www/page/report/time-left.js';
import { readNotes } from '../../www/tooling/eval/notes.js';

/** @typedef {import('../../www/page/report/test-set.js').TestItem} TestItem */

const FACTS = fileURLToPath(new URL('../data/notes/facts.json', import.meta.url));

test('the two notes of the paths come first in every test, and each note once', async () => {
  const choice = { kinds: ['key-points'], lengths: ['medium'], limit: Number.POSITIVE_INFINITY };
  const items = /** @type {TestItem[]} */ (/** @type {unknown} */ (await readNotes(FACTS, choice)));
  for (const [scope, count] of /** @type {const} */ ([
    ['paths', 2],
    ['quick', 12],
    ['all', items.length],
  ])) {
    const chosen = chooseItems(items, scope);
    assert.deepEqual(
      chosen.slice(0, 2).map(({ note }) => note.path),
      ['happy', 'failure'],
      scope,
    );
    assert.equal(new Set(chosen.map(({ note }) => note.name)).size, count, scope);
    assert.equal(chosen.length, count, scope);
  }
});

test('the time left follows from what was measured, and never runs backwards within a note', () => {
  const time = new TimeLeft([500, 500, 2500]);
  assert.deepEqual(time.at(1000), { share: 0, seconds: null });
  time.finished(2000);
  assert.deepEqual(time.at(0), { share: 0.25, seconds: 6 });
  assert.deepEqual(time.at(1000), { share: 0.375, seconds: 5 });
  // It takes longer than was thought.
  const late = time.at(60_000);
  assert.ok(late.share < 0.5 && late.seconds !== null && late.seconds > 4, JSON.stringify(late));
  time.finished(2000);
  time.finished(4000);
  assert.deepEqual(time.at(0), { share: 1, seconds: 0 });
});
