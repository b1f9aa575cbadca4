/** What the page's own thread was busy with, from a trace of Chromium. */

import assert from 'node:assert/strict';

/** No task on the page's thread may take more of the processor than this, in ms. */
export const LIMIT_MS = 50;

/** What to trace. */
export const TRACED = { categories: ['toplevel'] };

/** @typedef {{ ph: string, pid: number, tid: number, name: string, dur?: number, tdur?: number, args: { name?: string } }} TraceEvent */

/**
 * The tasks of the main thread of the process that has the engine's worker, in ms.
 * @param {Uint8Array | undefined} trace
 * @returns {{ cpu: number, wall: number }[]}
 */
export function pageTasks(trace) {
  /** @type {{ traceEvents: TraceEvent[] }} */
  const { traceEvents } = JSON.parse(Buffer.from(trace ?? []).toString());
  const named = traceEvents.filter(({ name }) => name === 'thread_name');
  const pages = new Set(named.filter(({ args }) => args.name?.startsWith('DedicatedWorker')).map(({ pid }) => pid));
  const threads = new Set(
    named
      .filter(({ args, pid }) => args.name === 'CrRendererMain' && pages.has(pid))
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  assert.ok(threads.size >= 1, 'the trace names the threads');
  const tasks = traceEvents.filter(
    ({ ph, name, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && threads.has(`${pid}:${tid}`),
  );
  const timed = tasks.filter(({ tdur }) => tdur !== undefined);
  assert.ok(timed.length > tasks.length * 0.9, `the processor's time is known of ${timed.length} of ${tasks.length}`);
  return timed.map(({ dur = 0, tdur = 0 }) => ({ cpu: tdur / 1000, wall: dur / 1000 }));
}
