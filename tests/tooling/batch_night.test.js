/** The clock of a night: when a run starts, how long it still takes, and what came in between. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Eta } from '../../www/batch/eta.js';
import { Gate } from '../../www/batch/gate.js';
import { untilMended } from '../../www/batch/mending.js';
import { Pace } from '../../www/batch/pace.js';
import { ClockWatch, nextTime } from '../../www/batch/schedule.js';
import { NutshellError } from '../../www/shared/errors.js';
import { contents, fill, OPTIONS, Scene } from './batch/scene.js';

test('a run starts the next time that the clock shows the time', () => {
  const at = (/** @type {string} */ time, /** @type {Date} */ now) => nextTime(time, now)?.toString();
  assert.equal(at('22:00', new Date(2026, 2, 28, 21, 59)), new Date(2026, 2, 28, 22, 0).toString());
  assert.equal(at('22:00', new Date(2026, 2, 28, 22, 0)), new Date(2026, 2, 29, 22, 0).toString());
  assert.equal(at('6:05', new Date(2026, 11, 31, 23, 0)), new Date(2027, 0, 1, 6, 5).toString());
  for (const wrong of ['', '24:00', '12:60', 'noon', '12']) assert.equal(nextTime(wrong, new Date()), null, wrong);
});

test('time that passes at once is told, and a clock that is set back', () => {
  const watch = new ClockWatch();
  assert.equal(watch.look(1_000_000, 0, 5000), null);
  assert.equal(watch.look(1_005_000, 5000, 5000), null);
  // A hidden tab's timer comes once a minute.
  assert.equal(watch.look(1_065_000, 65_000, 5000), null);
  // Asleep on Linux, where the steady clock stands still, or set ahead.
  assert.deepEqual(watch.look(4_665_000, 70_000, 5000), { what: 'jump', ms: 3_595_000 });
  // Asleep on Windows, where it does not.
  assert.deepEqual(watch.look(8_265_000, 3_670_000, 5000), { what: 'jump', ms: 3_595_000 });
  assert.deepEqual(watch.look(4_670_000, 3_675_000, 5000), { what: 'back', ms: 3_595_000 });
});

/**
 * Plays a run: notes of these sizes, so many at once, each taking what `cost` says.
 * @param {(number | { path: string, bytes: number, text: number })[]} sizes `bytes`: of the file
 * @param {number} atOnce
 * @param {(bytes: number) => number} cost seconds
 */
function play(sizes, atOnce, cost) {
  const notes = sizes.map((size, i) =>
    typeof size === 'number' ? { path: `${i}.txt`, bytes: size, text: size } : size,
  );
  const eta = new Eta(notes);
  const queue = [...notes];
  /** @type {{ path: string, text: number, left: number, all: number }[]} */
  let working = [];
  /** @type {{ at: number, left: number | null }[]} */
  const shown = [];
  let seconds = 0;
  for (; queue.length > 0 || working.length > 0; seconds += 1) {
    eta.tick(seconds * 1000, true);
    while (working.length < atOnce && queue.length > 0) {
      const next = /** @type {(typeof queue)[0]} */ (queue.shift());
      eta.work(next.path, 0);
      eta.work(next.path, 0, next.text);
      // Side by side, each is slower.
      working.push({ ...next, left: cost(next.text) * atOnce, all: cost(next.text) * atOnce });
    }
    shown.push({ at: seconds, left: eta.left() });
    for (const note of working) {
      note.left -= 1;
      eta.work(note.path, Math.min(1, 1 - note.left / note.all));
      if (note.left <= 0) eta.end(note.path, true);
    }
    working = working.filter(({ left }) => left > 0);
  }
  return { shown, total: seconds };
}

test('the time left is right within a fifth after a tenth of the work, and does not jump', () => {
  const sizes = Array.from({ length: 120 }, (_, i) => 300 + ((i * 7919) % 40) * 250);
  for (const atOnce of [1, 4]) {
    const { shown, total } = play(sizes, atOnce, (bytes) => 4 + bytes / 400);
    for (const [i, { at, left }] of shown.entries()) {
      if (at < total / 10) continue;
      assert.ok(
        left !== null && Math.abs(left - (total - at)) < total / 5,
        `${atOnce} at once: ${left} s left at ${at} of ${total} s`,
      );
      const before = shown[i - 1].left ?? left;
      assert.ok(Math.abs(left - before) < total / 20, `${atOnce} at once: from ${before} to ${left} s at ${at} s`);
    }
  }
  assert.equal(new Eta([{ path: 'a', bytes: 1 }]).left(), null);
});

test('the time left goes by the text of a document, not by the size of its file', () => {
  for (const mixed of [true, false]) {
    const order = Array.from({ length: 60 }, (_, i) => (mixed ? i % 6 === 5 : i >= 50));
    const notes = order.map((isDocument, i) =>
      isDocument
        ? { path: `${i}.pdf`, bytes: 3e6, text: 4000 + (i % 3) * 1500 }
        : { path: `${i}.md`, bytes: 2000, text: 2000 },
    );
    const { shown, total } = play(notes, 1, (bytes) => 6 + bytes / 1000);
    for (const [i, { at, left }] of shown.entries()) {
      if (at < total / 10) continue;
      assert.ok(left !== null && Math.abs(left - (total - at)) < total / 5, `${left} s left at ${at} of ${total} s`);
      const before = shown[i - 1].left ?? left;
      assert.ok(Math.abs(left - before) < total / 20, `from ${before} to ${left} s at ${at} s`);
    }
  }
});

test('a run that has become slower is noticed, once, and that it has recovered', () => {
  const pace = new Pace();
  const said = [];
  for (let i = 0; i < 60; i += 1) {
    const bytes = 400 + ((i * 997) % 30) * 300;
    const slow = i >= 20 && i < 35 ? 3 : 1;
    const word = pace.record(bytes, ((bytes + 1200) / 500) * slow * (1 + (i % 3) / 10));
    if (word) said.push(word);
  }
  assert.deepEqual(said, ['slower', 'recovered']);
});

test('what can be mended pauses the run, and then nothing is lost', async () => {
  for (const code of ['folder-full', 'folder-permission', 'folder-gone']) {
    const scene = new Scene();
    await fill(scene.source, { 'a.txt': 'One.', 'b.txt': 'Two.', 'c.txt': 'Three.' });
    let broken = true;
    const target = Object.create(scene.target, {
      write: {
        /** @type {import('../../www/batch/folder-port.js').TargetFolder['write']} */
        value: (path, bytes) => {
          if (broken && path !== 'a.summary.md') throw new NutshellError(code);
          return scene.target.write(path, bytes);
        },
      },
      read: { value: (/** @type {string} */ path) => scene.target.read(path) },
      missingFolders: { value: (/** @type {string} */ path) => scene.target.missingFolders(path) },
    });
    const session = scene.session({ target });
    const run = scene.begin(session, await session.prepare(OPTIONS));
    const work = run.work(null, false);
    while (run.gate.isOpen) await new Promise((resolve) => setTimeout(resolve, 1));
    assert.deepEqual(
      run.gate.reasons.map((reason) => reason.code),
      [code],
    );
    assert.equal(scene.journal.all.findLast(({ type }) => type.startsWith('run-'))?.type, 'run-paused');
    broken = false;
    await run.resume();
    await work;
    assert.deepEqual([run.state, run.done, scene.engine.asked.length], ['done', 3, 3]);
    assert.equal(Object.keys(await contents(scene.target)).length, 5);
  }
});

test('a folder that is gone at the hour is waited for, and any other error is not', async () => {
  const scene = new Scene();
  await fill(scene.source, { 'a.txt': 'One.' });
  let gone = true;
  const journal = Object.create(scene.journal, {
    entries: {
      value: async () => {
        if (gone) throw new NutshellError('journal-failed');
        return scene.journal.entries();
      },
    },
  });
  const session = scene.session({ journal });
  let closed = 0;
  const prepared = await untilMended(
    () => session.prepare(OPTIONS),
    async ({ code }) => {
      assert.equal(code, 'journal-failed');
      closed += 1;
      gone = closed < 2;
    },
  );
  assert.deepEqual([closed, prepared.survey.plan.length], [2, 1]);

  gone = true;
  const ended = untilMended(
    () => session.prepare(OPTIONS),
    () => Promise.reject(new Error('stopped')),
  );
  await assert.rejects(ended, /stopped/);
  const broken = async () => {
    throw new NutshellError('model-missing');
  };
  const never = () => assert.fail('it cannot be mended');
  await assert.rejects(untilMended(broken, never), { code: 'model-missing' });
});

test('a run that is stopped keeps what is done, and the next one does the rest', async () => {
  const scene = new Scene();
  await fill(scene.source, Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`${i}.txt`, `${i} is here.`])));
  const session = scene.session();
  const run = scene.begin(session, await session.prepare(OPTIONS));
  const work = run.work(null, false);
  while (run.done < 2) await new Promise((resolve) => setTimeout(resolve, 0));
  run.stop();
  await work;
  assert.equal(run.state, 'stopped');
  const { done } = run;
  await scene.run();
  assert.equal(scene.journal.all.filter(({ type }) => type === 'run-begun').length, 2);
  assert.equal(Object.keys(await contents(scene.target)).length, 10);
  assert.ok(scene.engine.asked.length <= 8 + 2, `${scene.engine.asked.length} summaries; ${done} were done`);
});

test('a gate stays closed while there is a reason', async () => {
  const gate = new Gate();
  gate.close({ code: 'a', message: '', detail: '' });
  gate.close({ code: 'b', message: '', detail: '' });
  let passed = false;
  const passing = gate.pass(new AbortController().signal).then(() => {
    passed = true;
  });
  gate.open((code) => code === 'a');
  await Promise.resolve();
  assert.equal(passed, false);
  gate.open();
  await passing;
  const controller = new AbortController();
  gate.close({ code: 'a', message: '', detail: '' });
  const ended = gate.pass(controller.signal);
  controller.abort(new Error('stopped'));
  await assert.rejects(ended, /stopped/);
});
