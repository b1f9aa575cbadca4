/** Several notes at once through the API: the same summaries as one after the other, whatever becomes of the rest. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { AppPage, BROWSERS, launch, ROOT, Site } from './harness/index.js';

/** @typedef {import('../../www/api/nutshell.js').Summary} Summary */
/** @typedef {typeof import('../../www/api/nutshell.js')} Api */
/** @typedef {import('../../www/api/nutshell.js').Progress} Progress */

/** Of several kinds, none of them long. */
const FILES = ['dialogue_wedding.txt', 'email_grant.eml', 'bullets_birds.txt', 'recipe_plov.md', 'code_backup.md'];
const OPTIONS = /** @type {const} */ ({ type: 'key-points', length: 'medium' });

/** @type {string[]} */
let notes;
/** @type {Site} */
let site;
before(async () => {
  notes = await Promise.all(FILES.map((file) => readFile(join(ROOT, 'tests', 'data', 'notes', file), 'utf8')));
  site = await Site.start();
});
after(() => site?.close());

/**
 * What of a summary may not depend on the others.
 * @param {Summary} summary
 */
function lasting({ text, sentences, dropped, coverage, warnings, timings }) {
  return { text, sentences, dropped, coverage, warnings, written: timings.writtenTokens };
}

for (const name of BROWSERS) {
  describe(`side by side in ${name}`, { timeout: 300_000 }, () => {
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    /** @type {AppPage} */
    let app;
    /** @type {Summary[]} */
    let alone;
    before(async () => {
      running = await launch(name);
      app = await AppPage.open(running, site.url);
      // One call each: the driver of a browser waits for a call so long and no longer.
      await app.page.evaluate(async (options) => {
        const { Summarizer } = /** @type {Api} */ (await import(new URL('api/nutshell.js', document.baseURI).href));
        Reflect.set(globalThis, 'alone', await Summarizer.create(options));
      }, OPTIONS);
      alone = [];
      for (const note of notes) {
        alone.push(await app.page.evaluate((text) => Reflect.get(globalThis, 'alone').summarizeWithRecord(text), note));
      }
    });
    after(() => running?.close());

    test('all at once get what each gets alone, and share the time', async () => {
      const { summaries, ms, concurrency, dispatched, told, states } = await app.page.evaluate(
        async (texts, options) => {
          const { engine, Summarizer } = /** @type {Api} */ (
            await import(new URL('api/nutshell.js', document.baseURI).href)
          );
          const summarizer = await Summarizer.create(options);
          let dispatched = 0;
          /** @type {Set<string>} */
          const states = new Set();
          engine.addEventListener('progress', () => {
            dispatched += 1;
          });
          engine.addEventListener('status', () => states.add(engine.status.state));
          /** @type {Progress[][]} */
          const told = texts.map(() => []);
          const begun = performance.now();
          const summaries = await Promise.all(
            texts.map((text, index) =>
              summarizer.summarizeWithRecord(text, {
                priority: 'background',
                onProgress: (progress) => told[index].push(progress),
              }),
            ),
          );
          const ms = performance.now() - begun;
          states.add(`${engine.status.state} at the end`);
          const { concurrency } = engine.status;
          return { summaries, ms, concurrency, dispatched, told, states: [...states] };
        },
        notes,
        OPTIONS,
      );
      assert.deepEqual(summaries.map(lasting), alone.map(lasting));
      const times = summaries.map(({ timings }) => timings);
      const engineMs = times.reduce((sum, { readMs, writeMs }) => sum + readMs + writeMs, 0);
      console.log(`${name}: ${ms.toFixed(0)} ms, ${engineMs.toFixed(0)} of them the engine's`);
      assert.ok(engineMs <= ms, 'the times of all add up to no more than the time that passed');
      assert.ok(times.every(({ totalMs, readMs, writeMs }) => readMs + writeMs <= totalMs));
      assert.ok(concurrency >= notes.length, `${concurrency} at once`);
      assert.deepEqual([dispatched, states], [0, ['working', 'ready', 'ready at the end']]);
      for (const [index, progresses] of told.entries()) {
        const done = progresses.filter(({ phase }) => phase === 'read').map((progress) => progress.done);
        assert.deepEqual(
          done,
          [...done].sort((a, b) => a - b),
          `${FILES[index]}: a progress of its own`,
        );
      }
    });

    test('one that is cancelled and one that fails leave the others', async () => {
      const { settled, state } = await app.page.evaluate(
        async (texts, options) => {
          const { engine, Summarizer } = /** @type {Api} */ (
            await import(new URL('api/nutshell.js', document.baseURI).href)
          );
          const summarizer = await Summarizer.create(options);
          const controller = new AbortController();
          const calls = [...texts, '', 'long '.repeat(250_000)].map((text, index) =>
            summarizer.summarizeWithRecord(text, {
              priority: 'background',
              ...(index === 1 ? { signal: controller.signal, onProgress: () => controller.abort('enough') } : {}),
            }),
          );
          const settled = (await Promise.allSettled(calls)).map((one) =>
            one.status === 'fulfilled' ? one.value : (one.reason.code ?? one.reason),
          );
          return { settled, state: engine.status.state };
        },
        notes,
        OPTIONS,
      );
      const expected = [...alone.map((summary) => lasting(summary)), 'note-empty', 'note-too-long'];
      const found = settled.map((one) => (typeof one === 'string' ? one : lasting(one)));
      assert.deepEqual(found, expected.with(1, 'enough'));
      assert.equal(state, 'ready');
    });

    test('what somebody waits for goes first', async () => {
      // What is quoted as it stands is done at once.
      const written = notes.filter((_, index) => alone[index].timings.writtenTokens > 0);
      assert.ok(written.length > 2);
      const { order, dispatched, awaited } = await app.page.evaluate(
        async (texts, options) => {
          const { engine, Summarizer } = /** @type {Api} */ (
            await import(new URL('api/nutshell.js', document.baseURI).href)
          );
          const summarizer = await Summarizer.create(options);
          /** @type {string[]} */
          const order = [];
          let dispatched = 0;
          engine.addEventListener('progress', () => {
            dispatched += 1;
          });
          const [first, ...rest] = texts;
          /** @type {Promise<unknown>[]} */
          const calls = [];
          await new Promise((resolve) => {
            for (const text of rest) {
              const call = summarizer.summarizeWithRecord(text, { priority: 'background', onProgress: resolve });
              calls.push(call.then(() => order.push('background')));
            }
          });
          const awaited = await summarizer.summarizeWithRecord(first);
          order.push('awaited');
          await Promise.all(calls);
          return { order, dispatched, awaited };
        },
        written,
        OPTIONS,
      );
      assert.deepEqual(lasting(awaited), lasting(alone[notes.indexOf(written[0])]));
      assert.equal(order.indexOf('awaited'), 0, `${order}`);
      assert.ok(dispatched > 0);
      app.check();
    });
  });
}
