/** Once the model is loaded, the server may go: for this summary, after a reload, and after the browser was closed. */

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { AppPage, BROWSERS, benchNote, copySite, launch, Site, until } from './harness/index.js';

/** What a browser says of a server that is away. */
const AWAY = /ERR_CONNECTION_REFUSED|NS_ERROR|NetworkError|Failed to (load|fetch)|ServiceWorker/i;

for (const name of BROWSERS) {
  describe(`offline, ${name}`, { timeout: 400_000 }, () => {
    let profile = '';
    /** @type {Site} */
    let site;
    /** @type {import('./harness/browsers.js').RunningBrowser | undefined} */
    let running;
    /** @type {AppPage} */
    let app;
    let online = '';
    let note = '';

    before(async () => {
      note = await benchNote();
      profile = await mkdtemp(join(tmpdir(), 'nutshell-profile-'));
      site = await Site.start();
      running = await launch(name, { profile });
      app = await AppPage.open(running, site.url);
      online = await app.summarize(note, { kind: 'headline', length: 'short' });
      // The page keeps itself for later in the background.
      await until('the service worker', () => app.page.evaluate(() => navigator.serviceWorker.controller !== null));
    });
    after(async () => {
      await running?.close();
      await site?.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    });

    test('with the server stopped it summarizes', async () => {
      await site.stop();
      await assert.rejects(fetch(site.url), 'the server is really away');
      const text = await app.summarize(`${note}\nThe network is down.`, { kind: 'headline', length: 'short' });
      assert.notEqual(text.trim(), '');
    });

    test('with the server stopped the page reloads, with threads, and summarizes', async () => {
      app.allow(AWAY);
      await app.page.reload();
      assert.equal(await app.page.evaluate(() => globalThis.crossOriginIsolated), true);
      assert.equal(await app.summarize(note, { kind: 'headline', length: 'short' }), online);
      assert.match((await app.status()).variant ?? '', /^threads-/);
      app.check();
    });

    test('with the server stopped a new browser with this profile opens the page and summarizes', async () => {
      await running?.close();
      running = await launch(name, { profile });
      const again = await AppPage.open(running, site.url, { allow: [AWAY] });
      assert.equal(await again.summarize(note, { kind: 'headline', length: 'short' }), online);
      await again.close();
    });

    test('with the server back nothing is downloaded again', async () => {
      await site.start();
      site.log.length = 0;
      if (!running) throw new Error('no browser');
      const again = await AppPage.open(running, site.url);
      assert.equal(await again.summarize(note, { kind: 'headline', length: 'short' }), online);
      const fetched = site.log.filter(({ path }) => !/\/(sw|sw-files)\.js$|\/models\/catalog\.json$/.test(path));
      assert.deepEqual(fetched, []);
      await again.close();
    });
  });

  describe(`a new version, ${name}`, { timeout: 300_000 }, () => {
    /** @type {import('./harness/site-copy.js').SiteCopy} */
    let copy;
    /** @type {Site} */
    let site;
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    /** @type {AppPage} */
    let app;

    before(async () => {
      copy = await copySite();
      site = await Site.start({ root: copy.root });
      running = await launch(name);
      app = await AppPage.open(running, site.url);
      await app.summarize('The pump is broken. Anna orders a new one for €240 by Friday.', { kind: 'headline' });
      await until('the service worker', () => app.page.evaluate(() => navigator.serviceWorker.controller !== null));
    });
    after(async () => {
      await running?.close();
      await site?.close();
      await copy?.remove();
    });

    test('is offered and not forced', async () => {
      const before = await appCaches(app);
      assert.equal(before.length, 1);
      await copy.put('style.css', `${await readFile(join(copy.root, 'style.css'), 'utf8')}\n/* version 2 */\n`);
      await copy.list();
      await app.page.reload();
      await app.find('button', 'Reload');
      const navigations = app.navigations.length;
      await new Promise((resolve) => setTimeout(resolve, 2000));
      assert.equal(app.navigations.length, navigations, 'no reload by itself');
      assert.equal(await version(app), 1, 'the page is still of one piece');
    });

    test('says first where a reload would lose a note', async () => {
      await app.write(`${'A line of text. '.repeat(20)}\n`.repeat(3500));
      const navigations = app.navigations.length;
      await app.click('button', 'Reload');
      const said = () => app.page.evaluate(() => document.getElementById('update')?.textContent ?? '');
      await until('the warning', async () => /too long to be kept over a reload/.test(await said()));
      assert.equal(app.navigations.length, navigations, 'no reload yet');
    });

    test('is there after Reload, the old one is gone, the model and the note stay', async () => {
      await app.write('A note that must stay.');
      site.log.length = 0;
      const navigations = app.navigations.length;
      await app.click('button', 'Reload');
      await until('the reload', () => app.navigations.length > navigations);
      await until('version 2', async () => (await version(app)) === 2);
      await until('the old cache to go', async () => (await appCaches(app)).length === 1);
      await until('the note', async () => (await app.note()) === 'A note that must stay.');
      await app.waitForReady();
      assert.equal((await app.status()).storage, 'device');
      assert.deepEqual(
        site.log.filter(({ path }) => path.includes('/models/') && !path.endsWith('catalog.json')),
        [],
        'the model is not downloaded again',
      );
      assert.equal(await app.look('button', 'Reload'), null);
      assert.equal(app.navigations.length, navigations + 1, 'one reload');
      app.check();
    });
  });
}

/**
 * Names of the page's own caches, one a version.
 * @param {AppPage} app
 * @returns {Promise<string[]>}
 */
function appCaches(app) {
  return app.page
    .evaluate(async () => (await caches.keys()).filter((key) => key.startsWith('nutshell-app-')))
    .catch(() => []);
}

/**
 * Which version of the changed file this page gets.
 * @param {AppPage} app
 */
function version(app) {
  return app.page
    .evaluate(async () => ((await (await fetch('style.css')).text()).includes('version 2') ? 2 : 1))
    .catch(() => 0);
}
