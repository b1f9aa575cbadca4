/** The power is cut at every operation of a run and of its undoing: afterwards everything is there once, and nothing else. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHistory } from '../../www/batch/history.js';
import { MOMENTS, Power } from './batch/power.js';
import { contents, fill, Scene } from './batch/scene.js';

const NOTES = {
  'a.txt': 'Alpha is first. And more.',
  'b.md': 'Beta is second. And more.',
  'deep/c.txt': 'Gamma is third. And more.',
  'deep/bad.txt': '\u0000\u0001\u0002\u0003',
};
/** What was in the target folder before, and belongs to a person. */
const OTHERS = { 'a.summary.md': 'My own words about a.', 'index.md': 'My index.' };
const SUMMARIES = ['a.summary-2.md', 'b.summary.md', 'deep/c.summary.md'];
const WRITTEN = [...SUMMARIES, 'index-2.md', 'run.json'].sort();

/** A person changes one note and edits one summary after a first run; the second run is the one that is cut. */
async function secondRun() {
  const scene = new Scene();
  await fill(scene.source, NOTES);
  await fill(scene.target, OTHERS);
  await scene.run();
  await fill(scene.source, {
    'b.md': 'Beta has changed. And more.',
    'deep/c.txt': 'Gamma too. And more.',
    'd.txt': 'Delta.',
  });
  await fill(scene.target, { 'deep/c.summary.md': 'Edited by hand.' });
  scene.engine.asked = [];
  return { scene, before: await contents(scene.target) };
}

/**
 * @param {Scene} scene
 * @param {string} what
 */
async function checkSecond(scene, what) {
  const files = await contents(scene.target);
  assert.deepEqual(
    Object.keys(files).sort(),
    [...WRITTEN, 'a.summary.md', 'index.md', 'd.summary.md', 'deep/c.summary-2.md'].sort(),
    what,
  );
  for (const [path, says] of Object.entries({
    'a.summary.md': /^My own words about a\.$/,
    'index.md': /^My index\.$/,
    'a.summary-2.md': /\nAlpha is first \(quoted\)\n$/,
    'b.summary.md': /\nBeta has changed \(quoted\)\n$/,
    'd.summary.md': /\nDelta \(quoted\)\n$/,
    'deep/c.summary.md': /^Edited by hand\.$/,
    'deep/c.summary-2.md': /\nGamma too \(quoted\)\n$/,
    'index-2.md': /4 notes|5 notes/,
  })) {
    assert.match(files[path], says, `${what}: ${path}`);
  }
  const history = readHistory(scene.journal.all);
  assert.deepEqual(
    history.runs.map(({ state }) => state),
    ['done', 'done'],
    what,
  );
  assert.ok(
    history.runs.every(({ pending }) => pending.size === 0),
    `${what}: nothing is left half done`,
  );
  const again = new Map();
  for (const text of scene.engine.asked) again.set(text, (again.get(text) ?? 0) + 1);
  const redone = [...again.values()].filter((times) => times > 1).length;
  assert.ok(
    redone <= 2 && Math.max(...again.values()) <= 2,
    `${what}: no more than the two in progress are done again`,
  );
}

test('a run that is cut off anywhere ends as one that was not', async () => {
  const whole = await secondRun();
  const power = new Power(0, 'after');
  await whole.scene.run({ target: power.folder(whole.scene.target), journal: power.journal(whole.scene.journal) });
  await checkSecond(whole.scene, 'uncut');
  assert.ok(power.count > 30, `${power.count} operations`);

  for (let at = 1; at <= power.count; at += 1) {
    for (const moment of MOMENTS) {
      const { scene } = await secondRun();
      const cut = new Power(at, moment);
      await Promise.race([
        cut.gone,
        scene.run({ target: cut.folder(scene.target), journal: cut.journal(scene.journal) }),
      ]);
      const ended = readHistory(scene.journal.all).runs[1]?.state === 'done';
      if (!ended) await scene.run();
      await checkSecond(scene, `cut ${moment} operation ${at}`);
    }
  }
});

test('undoing that is cut off anywhere leaves what was there before', async () => {
  const operations = await undoAll(0, 'after');
  assert.ok(operations > 20, `${operations} operations`);
  for (let at = 1; at <= operations; at += 1) for (const moment of MOMENTS) await undoAll(at, moment);
});

/**
 * @param {number} at
 * @param {import('./batch/power.js').Moment} moment
 */
async function undoAll(at, moment) {
  const { scene, before } = await secondRun();
  await scene.run();
  await fill(scene.target, { 'd.summary.md': 'Edited after the run.' });
  const cut = new Power(at, moment);
  const first = scene.session({ target: cut.folder(scene.target), journal: cut.journal(scene.journal) });
  await Promise.race([cut.gone, first.refresh().then(() => first.undo())]);
  const session = scene.session();
  await session.refresh();
  const last = session.history.runs[1];
  const run = last.state === 'undone' ? last : await session.undo();
  assert.equal(run?.state, 'undone');
  assert.deepEqual([...new Set(run?.kept)], ['d.summary.md']);
  assert.deepEqual(await contents(scene.target), { ...before, 'd.summary.md': 'Edited after the run.' });
  return cut.count;
}

test('a run that was cut off can be undone as it is', async () => {
  for (let at = 1; at < 60; at += 1) {
    for (const moment of MOMENTS) {
      const { scene, before } = await secondRun();
      const cut = new Power(at, moment);
      await Promise.race([
        cut.gone,
        scene.run({ target: cut.folder(scene.target), journal: cut.journal(scene.journal) }),
      ]);
      const session = scene.session();
      await session.refresh();
      if (session.history.runs.length < 2) continue;
      if (session.undoable?.id === session.history.runs[1].id) await session.undo();
      assert.deepEqual(await contents(scene.target), before, `cut ${moment} operation ${at}`);
    }
  }
});
