/** Two tabs at once: the model is downloaded once, and the end of one tab is not the end of the other. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AppPage, BROWSERS, launch, until } from './harness/index.js';
import { makeTinySite, SHORT_NOTE, withScene } from './harness/tiny-site.js';

/** @import { Site } from './harness/index.js' */

const SECOND_NOTE = 'The bus leaves at half past seven. Lunch is in the small hall.';

/** @type {import('./harness/tiny-site.js').TinySite} */
let tiny;
before(async () => {
  tiny = await makeTinySite();
});
after(() => tiny?.remove());

/**
 * Holds the answers for one shard back until `release`.
 * @param {RegExp} path
 */
function gate(path) {
  /** @type {Array<() => void>} */
  const waiting = [];
  let open = false;
  /** @type {import('./harness/site.js').Interceptor} */
  const intercept = (request, _response, next) => {
    if (open || !path.test(request.url ?? '')) next();
    else waiting.push(next);
  };
  const release = () => {
    open = true;
    for (const next of waiting.splice(0)) next();
  };
  return { intercept, release, reached: () => waiting.length > 0 };
}

/**
 * How often each shard was asked for.
 * @param {Site} site
 */
function counts(site) {
  return tiny.entry.shards.map(({ path }) => site.log.filter((entry) => entry.path === `/models/${path}`).length);
}

/** @param {AppPage} app */
function notice(app) {
  return app.page.evaluate(() => document.getElementById('notice')?.textContent ?? '');
}

for (const name of BROWSERS) {
  describe(`two tabs in ${name}`, { timeout: 600_000 }, () => {
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    before(async () => {
      running = await launch(name);
    });
    after(() => running?.close());

    test('the second tab waits for the download of the first, and shares it', async () => {
      const { intercept, release, reached } = gate(/\/002\.bin/);
      await withScene(running, tiny, { intercept }, async ({ app: first, site }) => {
        await first.write(SHORT_NOTE);
        await first.click('button', 'Summarize');
        await until('the third shard is asked for', reached);

        const second = await AppPage.open(running, site.url);
        try {
          await second.write(SECOND_NOTE);
          await second.click('button', 'Summarize');
          await until('a word about the other tab', async () =>
            /Another tab is downloading/.test(await notice(second)),
          );
          assert.match(await notice(second), /this one waits and shares it/);
          await until('how far the other tab is', async () => {
            const bar = await second.find('progressbar', 'Progress');
            return bar.evaluate((element) => /** @type {HTMLProgressElement} */ (element).value > 0.3);
          });
          release();
          // A tab in the background is held back: each is looked at while it works.
          await first.page.bringToFront();
          await first.waitForSummary(60_000);
          await second.page.bringToFront();
          await second.waitForSummary(60_000);
          assert.equal(await notice(second), '', 'the word about the other tab is gone');
          assert.equal(await second.note(), SECOND_NOTE);
          await first.page.bringToFront();
          assert.equal(await first.note(), SHORT_NOTE);
          assert.deepEqual(counts(site), [1, 1, 1, 1, 1]);

          // Both at the same time, each with its own engine.
          await first.click('button', 'Summarize');
          await second.click('button', 'Summarize');
          await second.waitForSummary(60_000);
          await first.page.bringToFront();
          await first.waitForSummary(60_000);
          assert.equal(await first.alert(), '');
          assert.equal(await second.alert(), '');
        } finally {
          await second.page.close();
        }
        second.check();
      });
    });

    test('the first tab is closed in the middle of the download: the second goes on', async () => {
      const { intercept, release, reached } = gate(/\/002\.bin/);
      await withScene(running, tiny, { intercept }, async ({ app: second, site }) => {
        const first = await AppPage.open(running, site.url);
        await first.write(SHORT_NOTE);
        await until('the third shard is asked for', reached);
        await second.page.bringToFront();
        await second.write(SECOND_NOTE);
        await second.click('button', 'Summarize');
        await until('a word about the other tab', async () => /Another tab is downloading/.test(await notice(second)));
        await first.page.close();
        first.check();
        await until('the second tab asks for the third shard', () => counts(site)[2] === 2);
        release();
        await second.waitForSummary(60_000);
        assert.equal(await second.note(), SECOND_NOTE);
        assert.equal(await notice(second), '');
        assert.deepEqual(counts(site), [1, 1, 2, 1, 1], 'what the first had finished is not fetched again');
      });
    });

    test('the download is cancelled in the first tab: the second goes on', async () => {
      const { intercept, release, reached } = gate(/\/001\.bin/);
      await withScene(running, tiny, { intercept }, async ({ app: second, site }) => {
        const first = await AppPage.open(running, site.url);
        await first.write(SHORT_NOTE);
        await until('the second shard is asked for', reached);
        await second.page.bringToFront();
        await second.write(SECOND_NOTE);
        await second.click('button', 'Summarize');
        await until('a word about the other tab', async () => /Another tab is downloading/.test(await notice(second)));
        await first.click('button', 'Cancel');
        await second.page.bringToFront();
        await until('the second tab asks for the second shard', () => counts(site)[1] === 2);
        release();
        await second.waitForSummary(60_000);
        assert.deepEqual(counts(site), [1, 2, 1, 1, 1]);
        // The first one gets the model from the device as soon as it is wanted there.
        await first.page.bringToFront();
        assert.equal(await first.note(), SHORT_NOTE);
        await first.click('button', 'Summarize');
        await first.waitForSummary(60_000);
        assert.deepEqual(counts(site), [1, 2, 1, 1, 1]);
        await first.close();
      });
    });
  });
}
