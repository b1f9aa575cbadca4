/** Whose turn it is at the engine: lanes with a limit, work that wants it alone, and calls that are given up. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Turns } from '../../www/api/turns.js';

/** Turns whose work ends when the test says so. */
function scene() {
  const turns = new Turns();
  /** @type {string[]} */
  const begun = [];
  /** @type {Map<string, () => void>} */
  const ends = new Map();
  return {
    turns,
    begun,
    /** @param {import('../../www/api/turns.js').Lane} lane @param {string} name @param {AbortSignal} [signal] */
    ask: (lane, name, signal) =>
      turns.take(lane, signal, (hold) => {
        begun.push(name);
        const work = new Promise((resolve) => ends.set(name, () => resolve(name)));
        hold(work);
        return signal
          ? Promise.race([work, new Promise((_, reject) => signal.addEventListener('abort', reject))])
          : work;
      }),
    /** @param {string} name */
    end: async (name) => {
      ends.get(name)?.();
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

/** Lets everything happen that can. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

test('a lane has so many turns at a time, in order, and does not wait for the other', async () => {
  const { turns, begun, ask, end } = scene();
  for (const name of ['b1', 'b2', 'b3']) ask('background', name);
  await settle();
  assert.deepEqual(begun, ['b1'], 'one at a time until more is known');
  turns.limit = 2;
  await settle();
  assert.deepEqual(begun, ['b1', 'b2']);
  ask('foreground', 'f1');
  await settle();
  assert.deepEqual(begun, ['b1', 'b2', 'f1']);
  await end('b2');
  assert.deepEqual(begun, ['b1', 'b2', 'f1', 'b3']);
});

test('work that wants the engine alone waits for all before it, and all after wait for it', async () => {
  const { turns, begun, ask, end } = scene();
  turns.limit = 8;
  ask('background', 'before');
  ask('alone', 'alone');
  ask('foreground', 'after');
  await settle();
  assert.deepEqual(begun, ['before']);
  await end('before');
  assert.deepEqual(begun, ['before', 'alone']);
  await end('alone');
  assert.deepEqual(begun, ['before', 'alone', 'after']);
});

test('a call that is given up leaves the queue, and its turn lasts until its work is over', async () => {
  const { begun, ask, end } = scene();
  const [running, waiting] = [new AbortController(), new AbortController()];
  const calls = [ask('foreground', 'running', running.signal), ask('foreground', 'waiting', waiting.signal)];
  ask('foreground', 'last');
  await settle();
  waiting.abort('enough');
  running.abort('enough');
  const settled = await Promise.allSettled(calls);
  assert.deepEqual(
    settled.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  await settle();
  assert.deepEqual(begun, ['running'], 'the engine is still at it');
  await end('running');
  assert.deepEqual(begun, ['running', 'last']);
});
