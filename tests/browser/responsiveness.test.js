/** The engine works in a worker: the page's own thread stays free while the model loads and a summary is made. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AppPage, benchNote, launch, Site } from './harness/index.js';
import { LIMIT_MS, pageTasks, TRACED } from './harness/page-tasks.js';

/** @type {Site} */
let site;
/** @type {import('./harness/browsers.js').RunningBrowser} */
let running;
before(async () => {
  site = await Site.start();
  running = await launch('chromium');
});
after(async () => {
  await running?.close();
  await site?.close();
});

test("no long task on the page's thread", { timeout: 300_000 }, async () => {
  const app = await AppPage.open(running, site.url, {
    before: (page) => page.tracing.start(TRACED),
  });
  await app.summarize(await benchNote(), { length: 'medium' });
  const tasks = pageTasks(await app.page.tracing.stop());
  const longest = Math.max(...tasks.map(({ cpu }) => cpu));
  const elapsed = Math.max(...tasks.map(({ wall }) => wall));
  console.log(
    `${tasks.length} tasks on the page's thread; the longest took ${longest.toFixed(0)} ms of the processor ` +
      `(by the clock, with all that this machine does besides: ${elapsed.toFixed(0)} ms)`,
  );
  assert.ok(tasks.length > 100, 'the tasks were seen');
  assert.ok(longest <= LIMIT_MS, `${longest} ms`);

  // What is measured so would be seen.
  await app.page.tracing.start(TRACED);
  await app.status();
  await app.page.evaluate(async () => {
    const { scriptAddress } = await import(new URL('shared/script-address.js', document.baseURI).href);
    new Worker(scriptAddress(new URL('worker/engine-worker.js', document.baseURI)), { type: 'module' });
  });
  await app.page.evaluate(() => {
    const end = performance.now() + 400;
    while (performance.now() < end);
  });
  const busy = pageTasks(await app.page.tracing.stop());
  assert.ok(Math.max(...busy.map(({ cpu }) => cpu)) > LIMIT_MS, 'a busy page is noticed');
  await app.close();
});
