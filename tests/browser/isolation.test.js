/** Threads on any static host: with headers at once, without them after one reload, and never a loop. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AppPage, BROWSERS, faults, launch, Site, until } from './harness/index.js';

const NOTE =
  'Garden club, 3 May. The pump is broken, and Anna orders a new one for €240 before Friday. ' +
  'Watering is by hand until then; Luis draws up the rota. The next meeting is on 17 May at 18:00.';

for (const name of BROWSERS) {
  describe(`isolation, ${name}`, { timeout: 300_000 }, () => {
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    before(async () => {
      running = await launch(name);
    });
    after(() => running?.close());

    /**
     * Runs `use` with a page on an origin that has never been visited.
     * @param {import('./harness/site.js').SiteOptions} options
     * @param {(site: Site, open: () => Promise<AppPage>) => Promise<void>} use
     */
    async function fresh(options, use) {
      const site = await Site.start(options);
      /** @type {AppPage[]} */
      const pages = [];
      try {
        await use(site, async () => {
          const app = await AppPage.open(running, site.url);
          pages.push(app);
          return app;
        });
        for (const app of pages) app.check();
      } finally {
        for (const app of pages) await app.page.close();
        await site.close();
      }
    }

    test('a host that sends the headers: isolated at once, no reload', () =>
      fresh({}, async (_site, open) => {
        const app = await open();
        assert.equal(await isolated(app), true);
        await controlled(app);
        await settled();
        assert.equal(app.navigations.length, 1, String(app.navigations));
      }));

    for (const base of ['/', '/some/path/']) {
      test(`a host without headers, at ${base}: one reload, then threads, and the note survives`, () =>
        fresh({ isolation: false, base }, async (site, open) => {
          site.intercept(faults.where(/\/sw\.js$/, (_request, _response, next) => next(faults.delayed(1500))));
          const app = await open();
          assert.equal(await isolated(app), false, 'the host must not isolate, or this shows nothing');
          await app.write(NOTE);
          await until('the reload', () => app.navigations.length > 1);
          await until('isolation', () => isolated(app));
          await until('the note', async () => (await app.note()) === NOTE);
          await app.click('button', 'Summarize');
          const text = await app.waitForSummary();
          assert.notEqual(text.trim(), '');
          const { threads, variant } = await app.status();
          assert.match(variant ?? '', /^threads-/);
          assert.ok(threads > 1, `${threads} threads`);
          await settled();
          assert.equal(app.navigations.length, 2, String(app.navigations));
          const again = await open();
          assert.equal(await isolated(again), true, 'a later visit is isolated from the start');
          await settled();
          assert.equal(again.navigations.length, 1, String(again.navigations));
          assert.deepEqual(
            site.log.filter(({ path }) => !path.startsWith(base)),
            [],
            'nothing outside of the base',
          );
        }));
    }

    test('no service worker and no headers: one thread, and it works', () =>
      fresh({ isolation: false }, async (site, open) => {
        site.intercept(faults.where(/\/sw\.js$/, faults.notFound));
        const app = await open();
        app.allow(/sw\.js|bad HTTP response code \(404\)/);
        const text = await app.summarize(NOTE, { kind: 'headline', length: 'short' });
        assert.notEqual(text.trim(), '');
        assert.equal(await isolated(app), false);
        const { threads, variant } = await app.status();
        assert.match(variant ?? '', /^single-/);
        assert.equal(threads, 1);
        assert.equal(app.navigations.length, 1, String(app.navigations));
      }));

    test('the service worker takes over while the threads of the engine sleep', () =>
      fresh({}, async (site, open) => {
        const release = holdServiceWorker(site);
        const app = await open();
        await app.summarize(NOTE, { kind: 'headline', length: 'short' });
        assert.match((await app.status()).variant ?? '', /^threads-/);
        release();
        await controlled(app);
        await until('the service worker to be active', () =>
          app.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state === 'activated'),
        );
        const answered = () => app.page.evaluate(async () => (await fetch('style.css')).ok);
        assert.equal(await answered(), true, 'what the page asks for is answered');
      }));

    test('a summary that is there is not taken away by the reload', () =>
      fresh({ isolation: false }, async (site, open) => {
        const release = holdServiceWorker(site);
        const app = await open();
        const text = await app.summarize(NOTE, { kind: 'headline', length: 'short' });
        release();
        await controlled(app);
        await settled();
        assert.equal(app.navigations.length, 1, String(app.navigations));
        assert.equal(await app.summary(), text);
      }));
  });
}

/**
 * Holds the script of the service worker back until it is released.
 * @param {Site} site
 */
function holdServiceWorker(site) {
  /** @type {Array<() => void>} */
  const held = [];
  site.intercept(faults.where(/\/sw\.js$/, (_request, _response, next) => held.push(() => next())));
  return () => {
    site.intercept(null);
    for (const release of held) release();
  };
}

/**
 * Null while the page reloads.
 * @param {AppPage} app
 */
function isolated(app) {
  return app.page.evaluate(() => globalThis.crossOriginIsolated).catch(() => null);
}

/** @param {AppPage} app */
function controlled(app) {
  return until('the service worker', () =>
    app.page.evaluate(() => navigator.serviceWorker.controller !== null).catch(() => false),
  );
}

/** Long enough for a reload that should not be. */
function settled() {
  return new Promise((resolve) => setTimeout(resolve, 2000));
}
