/**
 * What others have left at this address before a first visit: another site's service worker, and caches, databases and storage
 * of an older or a newer version of this one, some of it tampered with.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { AppPage, BROWSERS, DIST, launch, Site, until } from './harness/index.js';
import { makeTinySite, SHORT_NOTE } from './harness/tiny-site.js';

/** Takes every page over at once, and damages every part of a model that it passes on. */
const FOREIGN_WORKER = `
  addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => event.respondWith((async () => {
    const answer = await fetch(event.request);
    if (!event.request.url.endsWith('.bin')) return answer;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    bytes[bytes.length >> 1] ^= 1;
    return new Response(bytes, { status: answer.status, headers: answer.headers });
  })()));`;

/** What the server answers besides the site. @type {Record<string, [type: string, text: string]>} */
const OTHERS = {
  '/before.html': ['text/html', '<!doctype html><title>What was here before</title>'],
  '/before-worker.js': ['text/javascript', FOREIGN_WORKER],
};

/** @type {import('./harness/tiny-site.js').TinySite} */
let tiny;
before(async () => {
  tiny = await makeTinySite();
});
after(() => tiny?.remove());

for (const name of BROWSERS) {
  describe(`what was left here, ${name}`, { timeout: 300_000 }, () => {
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    before(async () => {
      running = await launch(name);
    });
    after(() => running?.close());

    /**
     * The site on an origin that has never been visited, and a page there that is none of its own.
     * @param {boolean} isolation
     * @param {(site: Site, page: import('../../www/node_modules/puppeteer-core/lib/types.js').Page) => Promise<void>} use
     */
    async function visit(isolation, use) {
      const site = await Site.start({ root: tiny.root, isolation });
      site.intercept((request, response, next) => {
        const other = OTHERS[request.url ?? ''];
        if (other) response.writeHead(200, { 'Content-Type': other[0] }).end(other[1]);
        else next();
      });
      const page = await running.browser.newPage();
      try {
        await page.goto(new URL('before.html', site.url).href);
        await use(site, page);
      } finally {
        await page.close();
        await site.close();
      }
    }

    for (const isolation of [true, false]) {
      test(`another site's service worker gives way, on a host ${isolation ? 'with' : 'without'} headers`, () =>
        visit(isolation, async (site, page) => {
          await page.evaluate(() => navigator.serviceWorker.register('/before-worker.js', { scope: '/' }));
          await until('the other worker', () => page.evaluate(() => navigator.serviceWorker.controller !== null));
          await page.goto('about:blank');

          const app = await AppPage.open(running, site.url);
          const inCharge = () =>
            app.page.evaluate(() => navigator.serviceWorker.controller?.scriptURL ?? '').catch(String);
          await until('our own worker', async () => (await inCharge()) === new URL('sw.js', site.url).href);
          await until('threads', () => app.page.evaluate(() => globalThis.crossOriginIsolated).catch(() => false));
          // What the other worker was asked for when the page left it is cut off, and Firefox says so.
          app.errors = app.errors.filter((problem) => !/A ServiceWorker intercepted the request/.test(problem));
          assert.notEqual((await app.summarize(SHORT_NOTE)).trim(), '', 'no part of the model is damaged');
          assert.equal((await app.status()).storage, 'device');
          const all = await app.page.evaluate(async () =>
            (await navigator.serviceWorker.getRegistrations()).map(({ active }) => active?.scriptURL),
          );
          assert.deepEqual(all, [new URL('sw.js', site.url).href]);
          await app.close();
        }));
    }

    test('caches and storage of another version, tampered with, are healed, replaced or removed', () =>
      visit(true, async (site, page) => {
        const text = await readFile(join(DIST, 'sw-files.js'), 'utf8');
        const { version } = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
        const paths = tiny.entry.shards.map(({ path }) => `/models/${path}`);
        await page.evaluate(
          async (version, sha256, paths, bytes) => {
            const page = () =>
              new Response('<!doctype html><title>Old</title>', { headers: { 'Content-Type': 'text/html' } });
            const put = async (/** @type {string} */ name, /** @type {Record<string, Response>} */ entries) => {
              const cache = await caches.open(name);
              for (const [path, response] of Object.entries(entries)) await cache.put(path, response);
            };
            await put('nutshell-app-0000000000000000@/', { '/index.html': page() });
            await put(`nutshell-app-${version}@/`, { '/index.html': page(), '/page/main.js': new Response('evil()') });
            await put(`nutshell-model-${'f'.repeat(64)}`, { '/models/older/000.bin': new Response('old') });
            await put(`nutshell-model-${sha256}`, {
              [paths[0]]: new Response(new Uint8Array(bytes)),
              [paths[1]]: new Response('cut off'),
              '/models/catalog.json': new Response('{"models": [{"id": "../../evil"}]}'),
            });
            localStorage.setItem('nutshell.setting', '{');
            sessionStorage.setItem('nutshell.notes', '{"notes":[{"name":{},"text":7}],"current":"x"}');
            await new Promise((resolve, reject) => {
              const opening = indexedDB.open('nutshell-batch', 9);
              opening.onupgradeneeded = () => opening.result.createObjectStore('other');
              opening.onerror = () => reject(opening.error);
              opening.onsuccess = () => resolve(opening.result.close());
            });
          },
          version,
          tiny.entry.sha256,
          paths,
          tiny.entry.shards[0].bytes,
        );

        const app = await AppPage.open(running, site.url);
        assert.notEqual((await app.summarize(SHORT_NOTE)).trim(), '');
        await until('the service worker', () => app.page.evaluate(() => navigator.serviceWorker.controller !== null));
        await until('the older caches to go', async () => (await app.page.evaluate(() => caches.keys())).length === 2);
        const wanted = [`nutshell-app-${version}@/`, `nutshell-model-${tiny.entry.sha256}`];
        assert.deepEqual((await app.page.evaluate(() => caches.keys())).sort(), wanted);
        const kept = await app.page.evaluate(async () => {
          const texts = ['/index.html', '/page/main.js'].map(async (path) => (await caches.match(path))?.text() ?? '');
          return Promise.all(texts);
        });
        assert.deepEqual(
          kept,
          await Promise.all(['index.html', 'page/main.js'].map((path) => readFile(join(DIST, path), 'utf8'))),
        );
        site.log.length = 0;
        await app.page.reload();
        await app.summarize(`${SHORT_NOTE} Once more.`);
        assert.deepEqual(
          site.log.filter(({ path }) => path.endsWith('.bin')),
          [],
          'the model on this device is whole',
        );

        // A newer version's journals cannot be read: the page for folders says so, and leaves them as they are.
        await app.page.goto(new URL('folder.html', site.url).href);
        await until('a word about it', async () => /journal/i.test(await app.alert()), { timeout: 10_000 });
        const kinds = await app.page.evaluate(async () =>
          (await indexedDB.databases()).map(({ name, version }) => [name, version]),
        );
        assert.deepEqual(kinds, [['nutshell-batch', 9]]);
        app.allow(/VersionError/);
        await app.close();
      }));
  });
}
