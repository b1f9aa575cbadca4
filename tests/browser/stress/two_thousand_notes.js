/**
 * `node --test tests/browser/stress/two_thousand_notes.js`: the page's own thread while a folder of two thousand notes is
 * listed, filtered and worked on. Not among the checks of every change: it takes a minute.
 */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FolderPage, launch, Site, until } from '../harness/index.js';
import { LIMIT_MS, pageTasks, TRACED } from '../harness/page-tasks.js';

/** @type {Site} */
let site;
/** @type {import('../harness/browsers.js').RunningBrowser} */
let running;
before(async () => {
  site = await Site.start();
  running = await launch('chromium');
});
after(async () => {
  await running?.close();
  await site?.close();
});

test('no long task with two thousand notes in a folder', { timeout: 300_000 }, async () => {
  const app = await FolderPage.start(running, site.url);
  const notes = Array.from({ length: 2000 }, (_, i) => [
    `${i % 20}/note ${i}.txt`,
    `Pump ${i} is broken. It costs €${i}.`,
  ]);
  await app.put('notes', Object.fromEntries(notes));
  // Afresh, and without asking for roles, for which the browser would have to make a tree of all rows.
  const { page } = app;
  await page.reload();
  await until('the page', () => page.$('#choose-folder'));
  await page.tracing.start(TRACED);
  await page.click('#choose-folder');
  await until('all rows', async () => /^2,000 notes/.test(await app.tableFacts()));
  await page.click('#start');
  await until('some notes are done', async () => (await app.countRows('done')) > 20, { timeout: 120_000, every: 500 });
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
  const place = await page.evaluate(() => scrollY);
  await page.focus('#filter-text');
  await until('more notes are done', async () => (await app.countRows('done')) > 30, { timeout: 120_000, every: 500 });
  assert.ok(place > 10_000, 'all rows have their height');
  await page.select('#filter-status', 'done');
  await page.type('#filter-text', 'note 1');
  const tasks = pageTasks(await app.page.tracing.stop());
  const longest = Math.max(...tasks.map(({ cpu }) => cpu));
  console.log(`2,000 notes: ${tasks.length} tasks; the longest took ${longest.toFixed(0)} ms of the processor`);
  assert.ok(longest <= LIMIT_MS, `${longest} ms`);
  await app.click('button', 'Stop');
  await app.waitForRun(/^Stopped/);
  await app.close();
});
