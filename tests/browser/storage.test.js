/** No room, or no right, to keep anything on the device: the page works from memory and says so. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AppPage, BROWSERS, launch, Site } from './harness/index.js';
import { makeTinySite, SHORT_NOTE } from './harness/tiny-site.js';

/** A name that is no secure context over plain http, unlike localhost. */
const INSECURE_HOST = 'nutshell.test';

/** How each browser is told to look for that name on this machine. */
const INSECURE = {
  chromium: { args: [`--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`] },
  firefox: { prefs: { 'network.dns.localDomains': INSECURE_HOST } },
};

/** Both are smaller than the tiny model. Chromium is given its limit by the test, an origin at a time. */
const NO_ROOM = {
  chromium: {},
  // In KiB; a site's own limit follows from it.
  firefox: { prefs: { 'dom.quotaManager.temporaryStorage.fixedLimit': 300 } },
};

/** @type {import('./harness/tiny-site.js').TinySite} */
let tiny;
before(async () => {
  tiny = await makeTinySite();
});
after(() => tiny?.remove());

/** @param {AppPage} app */
function notice(app) {
  return app.page.evaluate(() => document.getElementById('notice')?.textContent ?? '');
}

/** @param {Site} site */
function shardRequests(site) {
  return site.log.filter(({ path }) => path.endsWith('.bin')).length;
}

for (const name of BROWSERS) {
  describe(`storage in ${name}`, { timeout: 600_000 }, () => {
    test('no room on the device', async () => {
      const running = await launch(name, NO_ROOM[name]);
      const site = await Site.start({ root: tiny.root });
      try {
        const app = await AppPage.open(running, site.url, {
          // The service worker has no room for the page either.
          allow: [/QuotaExceeded|quota|NO_DEVICE_SPACE/i],
          before: async (page) => {
            if (name !== 'chromium') return;
            const session = await page.createCDPSession();
            await session.send('Storage.overrideQuotaForOrigin', { origin: site.origin, quotaSize: 100_000 });
          },
        });
        await app.summarize(SHORT_NOTE, { timeout: 60_000 });
        assert.equal(await app.alert(), '');
        assert.match(await notice(app), /There is no room to keep the model on this device: it works from memory/);
        assert.match(await notice(app), /downloaded again next time/);
        assert.match(await app.line(), /in memory only/);
        assert.equal((await app.facts()).Storage, 'in memory only');
        assert.equal((await app.status()).storage, 'memory');
        assert.equal(shardRequests(site), tiny.entry.shards.length, 'each shard was fetched once');

        // Next time it is the same, no worse.
        await app.page.reload();
        assert.equal(await app.note(), SHORT_NOTE, 'the note is still there');
        await app.click('button', 'Summarize');
        await app.waitForSummary(60_000);
        assert.match(await app.line(), /in memory only/);
        await app.close();
      } finally {
        await site.close();
        await running.close();
      }
    });

    test('an insecure address: no storage, no service worker, no threads', async () => {
      const running = await launch(name, INSECURE[name]);
      const site = await Site.start({ root: tiny.root });
      try {
        const address = site.url.replace('localhost', INSECURE_HOST);
        // Browsers warn that the isolation headers have no effect here.
        const app = await AppPage.open(running, address, {
          allow: [/Cross-Origin-(Opener|Embedder)-Policy|untrustworthy/i],
        });
        const powers = await app.page.evaluate(() => ({
          secure: isSecureContext,
          isolated: globalThis.crossOriginIsolated === true,
          caches: 'caches' in globalThis,
          subtle: globalThis.crypto?.subtle !== undefined,
          serviceWorker: 'serviceWorker' in navigator,
        }));
        assert.deepEqual(powers, {
          secure: false,
          isolated: false,
          caches: false,
          subtle: false,
          serviceWorker: false,
        });

        await app.summarize(SHORT_NOTE, { timeout: 60_000 });
        assert.equal(await app.alert(), '');
        assert.equal(await app.note(), SHORT_NOTE);
        assert.match(
          await notice(app),
          /This browser keeps no files for this page \(a private window, or an insecure address\)/,
        );
        assert.match(await app.line(), /1 thread, .*in memory only/);
        const { variant, threads, storage } = await app.status();
        assert.match(variant ?? '', /^single-/);
        assert.deepEqual([threads, storage], [1, 'memory']);
        assert.equal(shardRequests(site), tiny.entry.shards.length);
        assert.equal(app.navigations.length, 1, 'no reload in the hope of threads');

        // Damage is found here too, by the engine's own checksum.
        site.intercept((request, response, next) => {
          if (!request.url?.endsWith('/003.bin')) next();
          else response.writeHead(200, { 'Content-Type': 'application/octet-stream' }).end(Buffer.alloc(200_000, 7));
        });
        const other = await AppPage.open(running, address, {
          allow: [/Cross-Origin-(Opener|Embedder)-Policy|untrustworthy/i],
        });
        await other.write(SHORT_NOTE);
        await other.click('button', 'Summarize');
        await assert.rejects(
          () => other.waitForSummary(60_000),
          /its part tiny\/003\.bin has the wrong checksum, twice/,
        );
        assert.equal(await other.note(), SHORT_NOTE);
        site.intercept(null);
        await other.click('button', 'Try again');
        await other.waitForSummary(60_000);
        await other.close();
        await app.close();
      } finally {
        await site.close();
        await running.close();
      }
    });
  });
}
