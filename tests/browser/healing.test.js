/** Damage to the model where it is kept: each flipped bit is found before use and mended alone, or said clearly. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { AppPage, BROWSERS, launch, Site, until } from './harness/index.js';
import { keptShards, notice } from './harness/model-download.js';
import { makeTinySite, SHORT_NOTE } from './harness/tiny-site.js';

/** @typedef {import('../../www/shared/protocol.js').Damage} Damage */

/** Flipped bits in all, as many at a time as there are shards: one in each. */
const FLIPS = 1000;
const SHARDS = 20;
/** Rounds that one call into the page does; it may not take too long. */
const AT_ONCE = 10;
const AWAY = /ERR_CONNECTION_REFUSED|NS_ERROR|NetworkError|Failed to (load|fetch)|ServiceWorker/i;

/** @type {import('./harness/tiny-site.js').TinySite} */
let tiny;
before(async () => {
  tiny = await makeTinySite(41_496);
  assert.equal(tiny.entry.shards.length, SHARDS);
});
after(() => tiny?.remove());

for (const name of BROWSERS) {
  describe(`healing, ${name}`, { timeout: 300_000 }, () => {
    /** @type {Site} */
    let site;
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    /** @type {AppPage} */
    let app;
    before(async () => {
      site = await Site.start({ root: tiny.root });
      running = await launch(name);
      app = await AppPage.open(running, site.url, { allow: [AWAY] });
      await app.summarize(SHORT_NOTE, { timeout: 60_000 });
    });
    after(async () => {
      await running?.close();
      await site?.close();
    });

    test(`${FLIPS} random flipped bits: each is found before use, and its shard fetched again, alone`, async () => {
      const rounds = FLIPS / SHARDS;
      const places = Array.from({ length: rounds }, (_, round) =>
        tiny.entry.shards.map(({ bytes }, shard) => random(bytes * 8, `${round}/${shard}`)),
      );
      site.log.length = 0;
      const results = [];
      while (results.length < rounds) {
        results.push(...(await app.page.evaluate(heal, places.slice(results.length, results.length + AT_ONCE))));
      }
      assert.equal(results.length, rounds);
      const all = tiny.entry.shards.map((_, index) => index + 1);
      for (const { found, mended, sha256 } of results) {
        assert.equal(sha256, tiny.entry.sha256, 'what is handed on is the model, to the bit');
        assert.deepEqual(found, all);
        assert.deepEqual(mended, all);
      }
      assert.equal(site.log.filter(({ path }) => path.endsWith('.bin')).length, FLIPS, 'one request a flipped bit');
      const kept = await keptShards(app);
      assert.deepEqual(
        kept.map(({ path, sha256 }) => [path, sha256]),
        tiny.entry.shards.map(({ path, sha256 }) => [path, sha256]),
      );
    });

    test('a damaged part without a network: said so, and nothing is made of it; with one it is mended, and listed', async () => {
      await app.page.evaluate(flip, 2, 12_345);
      await site.stop();
      await app.page.reload();
      await app.find('textbox', 'Note');
      await until('a word about it', async () => /is damaged, and there is no connection/.test(await notice(app)));
      // It tries for some time by itself; one browser shows what comes after that.
      if (name === 'chromium') {
        const alert = await until('the alert', () => app.alert(), { timeout: 60_000 });
        assert.match(alert, /Part 3 of 20 of the model on this device is damaged, and the server cannot be reached/);
        assert.match(alert, /only this part is downloaded/);
        await app.click('button', 'See for yourself');
        assert.match(await damages(app), /part 3 of 20 of the stored model was damaged: it could not be fetched again/);
        await app.click('button', 'Close');
      }
      assert.equal(await app.note(), SHORT_NOTE);
      assert.equal((await app.summary()).trim(), '', 'nothing is made of a damaged model');
      await site.start();
      site.log.length = 0;
      if (name === 'chromium') await app.click('button', 'Try again');
      await app.waitForReady();
      assert.deepEqual(
        site.log.flatMap(({ path }) => (path.endsWith('.bin') ? [path] : [])),
        ['/models/tiny/002.bin'],
      );
    });

    test('mended while loading, it is listed with its part', async () => {
      await app.page.evaluate(flip, 3, 99);
      await app.page.reload();
      await app.waitForReady();
      await app.click('button', 'See for yourself');
      const said = await until('the line', async () => (await damages(app)) || null);
      assert.match(said, /: part 4 of 20 of the stored model was damaged: found before use/);
      assert.match(said, /: part 4 of 20 of the stored model was damaged: fetched again, alone, and verified\./);
      app.check();
    });
  });
}

/**
 * The same numbers in each run.
 * @param {number} below
 * @param {string} seed
 */
function random(below, seed) {
  return Number(createHash('sha256').update(seed).digest().readBigUInt64BE() % BigInt(below));
}

/** @param {AppPage} app */
function damages(app) {
  return app.page.evaluate(() => document.querySelector('.damages')?.textContent ?? '');
}

/**
 * In the page: flips one bit of the shard with this index.
 * @param {number} shard
 * @param {number} bit
 */
async function flip(shard, bit) {
  const address = new URL(`models/tiny/00${shard}.bin`, document.baseURI).href;
  for (const name of (await caches.keys()).filter((each) => each.startsWith('nutshell-model-'))) {
    const cache = await caches.open(name);
    const response = await cache.match(address);
    if (!response) continue;
    const bytes = new Uint8Array(await response.arrayBuffer());
    bytes[bit >> 3] ^= 1 << (bit & 7);
    await cache.put(address, new Response(bytes, { headers: response.headers }));
  }
}

/**
 * In the page: round for round, flips a bit in each shard and takes the model out of the store that the worker uses.
 * @param {number[][]} places
 */
async function heal(places) {
  const hex = (/** @type {ArrayBuffer} */ digest) =>
    Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const digest = async (/** @type {Uint8Array<ArrayBuffer>} */ bytes) =>
    hex(await crypto.subtle.digest('SHA-256', bytes));
  const { fetchCatalog, modelShards } = await import(new URL('worker/model-store.js', document.baseURI).href);
  const { signal } = new AbortController();
  const catalog = await fetchCatalog(signal);
  const [model] = catalog.models;
  const [cacheName] = (await caches.keys()).filter((each) => each.startsWith('nutshell-model-'));
  const cache = await caches.open(cacheName);
  const results = [];
  for (const bits of places) {
    const flipOne = async (/** @type {number} */ bit, /** @type {number} */ shard) => {
      const address = new URL(`models/${model.shards[shard].path}`, document.baseURI).href;
      const response = /** @type {Response} */ (await cache.match(address));
      const bytes = new Uint8Array(await response.arrayBuffer());
      bytes[bit >> 3] ^= 1 << (bit & 7);
      await cache.put(address, new Response(bytes, { headers: response.headers }));
    };
    await Promise.all(bits.map(flipOne));
    /** @type {number[]} */
    const found = [];
    /** @type {number[]} */
    const mended = [];
    const onDamage = (/** @type {Damage} */ { state, shard }) => {
      if (state === 'found') found.push(shard);
      if (state === 'mended') mended.push(shard);
    };
    const whole = new Uint8Array(model.bytes);
    let at = 0;
    for await (const bytes of modelShards(model, catalog, { signal, digest, onBytes() {}, onStatus() {}, onDamage })) {
      whole.set(bytes, at);
      at += bytes.byteLength;
    }
    results.push({ found, mended, sha256: await digest(whole) });
  }
  return results;
}
