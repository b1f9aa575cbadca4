/** What goes wrong on the model's way from the server into the tab: each with its own words, and mended by a next try. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { BROWSERS, faults, launch, passOn, until } from './harness/index.js';
import {
  beginning,
  brokenAfter,
  failToSummarize,
  keptShards,
  notice,
  once,
  requests,
  summarize,
  tryAgain,
} from './harness/model-download.js';
import { makeTinySite, SHORT_NOTE, withScene } from './harness/tiny-site.js';

/** @import { AppPage } from './harness/index.js' */
/** @typedef {import('./harness/site.js').Interceptor} Interceptor */
/** @typedef {import('./harness/site.js').Relay} Relay */

const { where, notFound, instead, flipBit } = faults;
const SHARDS = /\/models\/tiny\/\d+\.bin/;
const THIRD = /\/models\/tiny\/002\.bin/;
/** What browsers write to the console of a request that fails. */
const FAILED_REQUEST = /Failed to load resource|NetworkError|network error|net::ERR_/i;

/** @type {import('./harness/tiny-site.js').TinySite} */
let tiny;
before(async () => {
  tiny = await makeTinySite();
});
after(() => tiny?.remove());

/**
 * Whatever is kept is whole and sound.
 * @param {AppPage} app
 * @returns {Promise<string[]>} the paths
 */
async function soundShards(app) {
  const kept = await keptShards(app);
  for (const shard of kept) {
    assert.deepEqual(
      shard,
      tiny.entry.shards.find(({ path }) => path === shard.path),
    );
  }
  return kept.map(({ path }) => path);
}

for (const name of BROWSERS) {
  describe(`the model's download in ${name}`, { timeout: 600_000 }, () => {
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    before(async () => {
      running = await launch(name);
    });
    after(() => running?.close());

    test('no catalogue on the server', async () => {
      const options = { intercept: where(/catalog\.json/, notFound), allow: [FAILED_REQUEST] };
      await withScene(running, tiny, options, async ({ app, site }) => {
        const alert = await failToSummarize(app);
        assert.match(alert, /The model is not on this server\. Tell whoever runs the site/);
        assert.match(alert, /model-missing: models\/catalog\.json: HTTP 404/);
        site.intercept(null);
        await tryAgain(app);
      });
    });

    test('a shard is not on the server', async () => {
      const options = { intercept: where(THIRD, notFound), allow: [FAILED_REQUEST] };
      await withScene(running, tiny, options, async ({ app, site }) => {
        const alert = await failToSummarize(app);
        assert.match(alert, /The model is not on this server\. Tell whoever runs the site/);
        assert.match(alert, /model-missing: models\/tiny\/002\.bin: HTTP 404/);
        assert.deepEqual(await soundShards(app), ['tiny/000.bin', 'tiny/001.bin']);
        site.intercept(null);
        const before = site.log.length;
        await tryAgain(app);
        const again = site.log.slice(before).filter(({ path }) => /00[01]\.bin/.test(path));
        assert.deepEqual(again, [], 'what had arrived is not fetched again');
      });
    });

    test('a catalogue that is none', async () => {
      const options = { intercept: where(/catalog\.json/, instead('{"models": [', 'application/json')) };
      await withScene(running, tiny, options, async ({ app, site }) => {
        const alert = await failToSummarize(app);
        assert.match(alert, /The list of models on this server cannot be used\. Tell whoever runs the site/);
        assert.match(alert, /models\/catalog\.json: it is not JSON/);
        site.intercept(null);
        await tryAgain(app);
      });
    });

    test('the network is cut in the middle of a shard: the rest is fetched by range', async () => {
      const [, , { bytes }] = tiny.entry.shards;
      const half = bytes / 2;
      let sent = 0;
      /** @type {Relay} */
      const counted = (answer, response) => {
        answer.on('data', (chunk) => {
          sent += chunk.length;
        });
        passOn(answer, response);
      };
      const cut = once(THIRD, (_request, _response, next) => {
        sent += half;
        next(brokenAfter(half));
      });
      /** @type {Interceptor} */
      const intercept = (request, response, next) => {
        if (!SHARDS.test(request.url ?? '')) next();
        else cut(request, response, (relay) => next(relay ?? counted));
      };
      await withScene(running, tiny, { intercept, allow: [FAILED_REQUEST] }, async ({ app, site }) => {
        await summarize(app);
        assert.equal(await app.alert(), '');
        const [first, second, ...more] = requests(site, THIRD);
        assert.deepEqual([first.range, more.length], [null, 0]);
        assert.equal(second.status, 206);
        const from = Number(/^bytes=(\d+)-$/.exec(second.range ?? '')?.[1]);
        assert.ok(from > 0 && from <= half, `${second.range}: what had arrived is kept`);
        assert.ok(sent < 2 * tiny.entry.bytes, `${sent} bytes sent for ${tiny.entry.bytes}`);
        assert.ok(sent < tiny.entry.bytes + half, `${sent} bytes sent for ${tiny.entry.bytes}`);
        assert.equal((await soundShards(app)).length, tiny.entry.shards.length);
      });
    });

    test('the same from a server that knows no ranges: the shard is fetched anew', async () => {
      const cut = once(THIRD, (_request, _response, next) => next(brokenAfter(100_000)));
      /** @type {Interceptor} */
      const intercept = (request, response, next) => {
        delete request.headers.range;
        cut(request, response, next);
      };
      await withScene(running, tiny, { intercept, allow: [FAILED_REQUEST] }, async ({ app, site }) => {
        await summarize(app);
        const statuses = requests(site, THIRD).map(({ status }) => status);
        assert.deepEqual(statuses, [200, 200]);
        assert.equal((await soundShards(app)).length, tiny.entry.shards.length);
      });
    });

    test('one flipped bit on the way: the shard is fetched once more, and nobody is bothered', async () => {
      const intercept = once(THIRD, (_request, _response, next) => next(flipBit(12_345)));
      await withScene(running, tiny, { intercept }, async ({ app, site }) => {
        await summarize(app);
        assert.equal(requests(site, THIRD).length, 2);
        assert.equal(requests(site, SHARDS).length, tiny.entry.shards.length + 1);
        assert.equal((await soundShards(app)).length, tiny.entry.shards.length);
      });
    });

    test('one flipped bit on the server: the damaged part is named, and not kept', async () => {
      const intercept = where(THIRD, (_request, _response, next) => next(flipBit(199_999)));
      await withScene(running, tiny, { intercept }, async ({ app, site }) => {
        const alert = await failToSummarize(app);
        assert.match(
          alert,
          /The model on this server is damaged: its part tiny\/002\.bin has the wrong checksum, twice/,
        );
        assert.match(alert, /Tell whoever runs the site, and try again later/);
        assert.match(alert, /model-corrupt/);
        assert.deepEqual(await soundShards(app), ['tiny/000.bin', 'tiny/001.bin']);
        site.intercept(null);
        await tryAgain(app);
      });
    });

    test('one flipped bit in what is kept on the device: found, and mended', async () => {
      await withScene(running, tiny, {}, async ({ app, site }) => {
        await summarize(app);
        const changed = await app.page.evaluate(async () => {
          for (const name of (await caches.keys()).filter((each) => each.startsWith('nutshell-model-'))) {
            const cache = await caches.open(name);
            const address = new URL('models/tiny/001.bin', document.baseURI).href;
            const response = await cache.match(address);
            if (!response) continue;
            const bytes = new Uint8Array(await response.arrayBuffer());
            bytes[77_777] ^= 0x10;
            await cache.put(address, new Response(bytes, { headers: response.headers }));
            return true;
          }
          return false;
        });
        assert.ok(changed, 'the shard was in the cache');
        const before = site.log.length;
        await app.page.reload();
        await app.waitForReady();
        const fetched = site.log.slice(before).flatMap(({ path }) => (SHARDS.test(path) ? [path] : []));
        assert.deepEqual(fetched, ['/models/tiny/001.bin']);
        assert.match(await notice(app), /A part of the stored model was damaged; it has been downloaded again/);
        assert.equal((await soundShards(app)).length, tiny.entry.shards.length);
        assert.equal(await app.note(), SHORT_NOTE, 'the note is still there');
        await summarize(app);
      });
    });

    test('a truncated shard on the server', async () => {
      const intercept = where(THIRD, (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': '1234' });
        response.end(Buffer.alloc(1234, 7));
      });
      await withScene(running, tiny, { intercept }, async ({ app, site }) => {
        const alert = await failToSummarize(app);
        assert.match(alert, /its part tiny\/002\.bin has the wrong size \(a truncated copy\?\)/);
        assert.match(alert, /200000 bytes expected, the server has 1234/);
        assert.deepEqual(await soundShards(app), ['tiny/000.bin', 'tiny/001.bin']);
        site.intercept(null);
        await tryAgain(app);
      });
    });

    test('a truncated shard from a server that does not say how long it is', async () => {
      const intercept = where(THIRD, (request, response) => {
        const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
        if (start >= 5000) {
          response.writeHead(416, { 'Content-Range': 'bytes */5000' });
          response.end();
          return;
        }
        response.writeHead(200, { 'Content-Type': 'application/octet-stream' });
        response.end(Buffer.alloc(5000, 7));
      });
      await withScene(running, tiny, { intercept, allow: [FAILED_REQUEST] }, async ({ app, site }) => {
        const alert = await failToSummarize(app);
        assert.match(alert, /its part tiny\/002\.bin has the wrong size \(a truncated copy\?\)/);
        assert.deepEqual(await soundShards(app), ['tiny/000.bin', 'tiny/001.bin']);
        site.intercept(null);
        await tryAgain(app);
      });
    });

    test('a web page in place of a shard', async () => {
      const login = instead('<!doctype html><title>Hotel</title><p>Please log in', 'text/html; charset=utf-8');
      await withScene(running, tiny, { intercept: where(SHARDS, login) }, async ({ app, site }) => {
        const alert = await failToSummarize(app);
        assert.match(alert, /The server answered with a web page instead of the model/);
        assert.match(alert, /It may want a login.*check the connection/);
        assert.match(alert, /models\/tiny\/000\.bin: text\/html/);
        assert.deepEqual(await soundShards(app), []);
        site.intercept(null);
        await tryAgain(app);
      });
    });

    test('a web page in place of everything, as a network that wants a login gives', async () => {
      const login = instead('<!doctype html><title>Hotel</title><p>Please log in', 'text/html; charset=utf-8');
      await withScene(running, tiny, { intercept: where(/\/models\//, login) }, async ({ app, site }) => {
        const alert = await failToSummarize(app);
        assert.match(alert, /The server answered with a web page instead of the list of models/);
        assert.match(alert, /It may want a login.*check the connection/);
        site.intercept(null);
        await tryAgain(app);
        // With the model on this device, the same network is no obstacle.
        site.intercept(where(/\/models\//, login));
        await app.page.reload();
        await app.waitForReady();
        await summarize(app);
      });
    });

    test('the tab is closed in the middle of a shard: only whole shards are kept, and the next tab goes on', async () => {
      let reached = false;
      const intercept = where(THIRD, (_request, _response, next) => {
        next(
          beginning(50_000, () => {
            reached = true;
          }),
        );
      });
      await withScene(running, tiny, { intercept }, async ({ app, site }) => {
        await app.write(SHORT_NOTE);
        await until('the third shard has begun', () => reached);
        await app.page.goto('about:blank');
        site.intercept(null);
        const before = site.log.length;
        await app.page.goto(site.url);
        assert.deepEqual(await soundShards(app), ['tiny/000.bin', 'tiny/001.bin']);
        await summarize(app);
        const fetched = site.log.slice(before).flatMap(({ path }) => (SHARDS.test(path) ? [path.slice(-7)] : []));
        assert.deepEqual(fetched, ['002.bin', '003.bin', '004.bin']);
      });
    });

    test('the server is away for three seconds: the download goes on where it was', async () => {
      let reached = false;
      const intercept = once(THIRD, (_request, _response, next) => {
        next(
          beginning(150_000, () => {
            reached = true;
          }),
        );
      });
      await withScene(running, tiny, { intercept, allow: [FAILED_REQUEST] }, async ({ app, site }) => {
        await app.write(SHORT_NOTE);
        await app.click('button', 'Summarize');
        await until('the third shard has begun', () => reached);
        await site.stop();
        const stopped = performance.now();
        await until('a word about it', async () => /connection is gone/.test(await notice(app)), { timeout: 10_000 });
        assert.match(await notice(app), /The download goes on where it was as soon as it is back/);
        assert.equal(await app.alert(), '');
        await new Promise((resolve) => setTimeout(resolve, 3000 - (performance.now() - stopped)));
        await site.start();
        await app.waitForSummary(60_000);
        assert.equal(await notice(app), '', 'the notice is gone');
        const range = requests(site, THIRD).at(-1)?.range ?? '';
        assert.match(range, /^bytes=[1-9]\d*-$/);
        assert.equal((await soundShards(app)).length, tiny.entry.shards.length);
        assert.equal(await app.note(), SHORT_NOTE);
      });
    });

    test('the server stays away: said so after a while, and what has arrived is kept', async () => {
      let reached = false;
      const intercept = once(THIRD, (_request, _response, next) => {
        next(
          beginning(150_000, () => {
            reached = true;
          }),
        );
      });
      await withScene(running, tiny, { intercept, allow: [FAILED_REQUEST] }, async ({ app, site }) => {
        await app.write(SHORT_NOTE);
        await app.click('button', 'Summarize');
        await until('the third shard has begun', () => reached);
        await site.stop();
        const alert = await until('an alert', () => app.alert(), { timeout: 60_000 });
        assert.match(alert, /The model could not be downloaded\. Check the connection and try again/);
        assert.match(alert, /model-network: tiny\/002\.bin/);
        assert.equal(await app.note(), SHORT_NOTE);
        assert.deepEqual(await soundShards(app), ['tiny/000.bin', 'tiny/001.bin']);
        await site.start();
        await tryAgain(app);
      });
    });

    test('no build of the engine on the server', async () => {
      const intercept = where(/\/engine\/.*\.wasm/, notFound);
      await withScene(running, tiny, { intercept, allow: [FAILED_REQUEST] }, async ({ app, site }) => {
        const alert = await failToSummarize(app);
        assert.match(alert, /The engine could not be loaded from this site\. Check the connection and reload the page/);
        assert.match(alert, /engine-load-failed: engine\/single-relaxed: .*nutshell_bg\.wasm: HTTP 404/);
        site.intercept(null);
        await tryAgain(app);
      });
    });

    test('the builds with threads are missing: one thread does it', async () => {
      const intercept = where(/\/engine\/threads-/, notFound);
      await withScene(running, tiny, { intercept, allow: [FAILED_REQUEST] }, async ({ app }) => {
        await summarize(app);
        const { variant, threads } = await app.status();
        assert.deepEqual([variant, threads], ['single-relaxed', 1]);
      });
    });
  });
}
