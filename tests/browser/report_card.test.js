/** The report card: the engine of this browser on the project's own notes, judged as the native scorer judges it. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { inspect, inspectAll } from './harness/axe.js';
import { AppPage, BROWSERS, launch, ROOT, Site, until } from './harness/index.js';

const LONG = 240_000;

/**
 * What the native scorer says of a run.
 * @param {string} lines
 * @param {...string} options
 */
async function nativeReport(lines, ...options) {
  const scorer = process.env.NUTSHELL_SCORER;
  assert.ok(scorer, 'NUTSHELL_SCORER names the built scorer: ./build.sh test browser sets it');
  const child = spawn(scorer, ['--notes', ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  child.stdin.end(lines);
  const printed = await text(child.stdout);
  assert.deepEqual(await closed, [0, null]);
  return printed;
}

for (const name of BROWSERS) {
  describe(`report card, ${name}`, { timeout: 400_000 }, () => {
    /** @type {Site} */
    let site;
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    /** @type {AppPage} */
    let app;
    before(async () => {
      site = await Site.start();
      running = await launch(name);
      app = await AppPage.open(running, site.url);
    });
    after(async () => {
      await running?.close();
      await site?.close();
    });

    /** @param {'paths' | 'quick' | 'all'} scope */
    async function choose(scope) {
      await app.page.evaluate((value) => {
        const radio = document.querySelector(`input[name="scope"][value="${value}"]`);
        if (radio instanceof HTMLElement) radio.click();
      }, scope);
    }

    /** The texts of all elements, one by one. @param {string} selector */
    const texts = (selector) =>
      app.page.$$eval(selector, (found) => found.map((element) => element.textContent?.trim() ?? ''));

    /** Waits until a report is on the page. */
    async function reported() {
      await until(
        async () => `a report (the page says: ${await app.state()})`,
        async () => {
          const alert = await app.alert();
          if (alert) throw new Error(`instead of a report there is an alert: ${alert}`);
          return app.page.$('#outcome:not([hidden])');
        },
        { timeout: LONG },
      );
      await until('the end', async () => (await app.look('button', 'Cancel')) === null);
    }

    /** @param {string} button @param {string} ending */
    async function saved(button, ending) {
      await app.click('button', button);
      const file = await until('the file', async () =>
        (await readdir(running.downloads)).find((entry) => entry.endsWith(ending)),
      );
      return until('its content', () => readFile(join(running.downloads, file), 'utf8'));
    }

    test('it is a link away from the notes, and loads nothing of the test before it begins', async () => {
      await app.click('link', 'How good are the summaries on this machine?');
      await until('the page', () => app.look('button', 'Run the test'));
      assert.deepEqual(
        app.requests.filter((url) => /\/(scorer|models)\/|notes\.json/.test(url) && !url.endsWith('catalog.json')),
        [],
      );
      if (name === 'chromium') await inspectAll(app.page, 'idle');
    });

    test('two notes are run step by step, and judged as the native scorer judges them', async () => {
      await choose('paths');
      await app.click('button', 'Run the test');
      await until('the first sentence', () => app.page.$('.steps .said li'), { timeout: LONG });
      if (name === 'chromium') await inspect(app.page, 'running');
      await reported();

      const lines = await saved('Save the data', '.jsonl');
      const markdown = await saved('Save the report', '.md');
      assert.equal(markdown, await nativeReport(lines), 'the report is the one that the native scorer writes');
      const native = JSON.parse(await nativeReport(lines, '--json'));
      /** @type {{ name: string, path?: string, facts: object[] }[]} */
      const known = JSON.parse(await readFile(join(ROOT, 'tests', 'data', 'notes', 'facts.json'), 'utf8'));
      const expected = ['happy', 'failure'].map((path) => known.find((note) => note.path === path));
      assert.deepEqual(
        native.notes.map((/** @type {{ name: string, path: string }} */ note) => [note.name, note.path]),
        expected.map((note) => [note?.name, note?.path]),
      );

      const cards = await app.page.$$eval('.steps', (found) =>
        found.map((card) => {
          const all = (/** @type {string} */ selector) =>
            Array.from(card.querySelectorAll(selector), (element) => element.textContent ?? '');
          return {
            said: all('.said > li > span:first-child'),
            origins: all('.said .origin'),
            marks: all('.note-text mark').length,
            told: all('.told-fact'),
            missed: all('.missed-fact'),
            failures: all('.failures li'),
          };
        }),
      );
      assert.equal(cards.length, 2);
      for (const [index, card] of cards.entries()) {
        const [{ sentences, score }] = native.notes[index].systems;
        assert.ok(sentences.length > 0 && card.marks > 0, 'there is a summary, and its evidence is marked');
        assert.deepEqual(
          card.said.map((said, at) => [card.origins[at]?.replace(/[()]/g, ''), said]),
          sentences,
        );
        assert.deepEqual(
          card.told,
          score.told.map((/** @type {string} */ fact) => `told: ${fact}`),
        );
        assert.deepEqual(
          card.missed,
          score.missed.map((/** @type {string} */ fact) => `not told: ${fact}`),
        );
        assert.deepEqual(card.failures, score.failures);
        assert.equal(card.told.length + card.missed.length, expected[index]?.facts.length);
        for (const reason of [...score.failures, ...score.told]) assert.ok(markdown.includes(reason), reason);
      }
      assert.ok(cards[0].told.length > 0, 'the happy path tells something');
      assert.deepEqual(new Set(cards[1].origins), new Set(['(quoted)']), 'the failure path is quoted');

      const { points } = native.rule;
      assert.deepEqual(
        await texts('#rule dt'),
        points.map((/** @type {{ title: string }} */ point) => point.title),
      );
      assert.deepEqual(
        await texts('#rule dd'),
        points.map((/** @type {{ text: string }} */ point) => point.text),
      );
      const [{ totals }] = native.totals;
      assert.ok(totals.seconds > 0 && totals.memory_bytes > 1e8 && totals.timings.writtenTokens > 0);
      if (name === 'chromium') await inspectAll(app.page, 'done');
      else await inspect(app.page, 'done, Firefox');
    });

    test('a cancelled test keeps what it has measured', async () => {
      await choose('quick');
      await app.click('button', 'Run the test');
      await until('a note is done', async () => (await texts('#results-body tr')).length >= 1, { timeout: LONG });
      await app.click('button', 'Cancel');
      await reported();
      const rows = await texts('#results-body tr');
      assert.ok(rows.length < 12, `${rows.length} notes of twelve`);
      assert.match(await app.state(), new RegExp(`^Cancelled: ${rows.length} summar(y|ies) in `));
      const about = await texts('#figures dd');
      assert.ok(about.includes(`quick, cancelled: ${rows.length} of 12 notes`), about.join('; '));
      assert.match((await texts('#rule dd')).at(-1) ?? '', new RegExp(`^It follows from ${rows.length} notes?: few`));
    });

    test('nothing goes elsewhere, and there are no errors', () => {
      assert.deepEqual(
        app.requests.filter((url) => !url.startsWith(site.origin) && !/^(blob|data):/.test(url)),
        [],
      );
      app.check();
    });
  });
}
