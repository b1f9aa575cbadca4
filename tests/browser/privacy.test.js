/** What the page says of privacy, checked from outside: the list of requests, the seal, and the removal of everything. */

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { inspect } from './harness/axe.js';
import { WORD_TEXT, wordDocument } from './harness/documents.js';
import { AppPage, BROWSERS, launch, Site, until } from './harness/index.js';
import { makeTinySite, SHORT_NOTE } from './harness/tiny-site.js';

/** What browsers write to the console of what a policy or the service worker refuses. */
const REFUSED =
  /Content.Security.Policy|Refused to connect|Failed to (load|fetch)|net::ERR_|NetworkError|blocked by|cannot load|requires 'Trusted|ServiceWorker|dynamically imported/i;

/** @type {import('./harness/tiny-site.js').TinySite} */
let tiny;
let folder = '';
before(async () => {
  tiny = await makeTinySite();
  folder = await mkdtemp(join(tmpdir(), 'nutshell-word-'));
  await writeFile(join(folder, 'roof.docx'), await wordDocument());
});
after(async () => {
  await tiny?.remove();
  await rm(folder, { recursive: true, force: true });
});

for (const name of BROWSERS) {
  describe(`privacy, ${name}`, { timeout: 300_000 }, () => {
    /** @type {Site} */
    let site;
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    /** @type {AppPage} */
    let app;
    before(async () => {
      site = await Site.start({ root: tiny.root });
      running = await launch(name);
      app = await AppPage.open(running, site.url, { allow: [REFUSED] });
      await controlled(app);
    });
    after(async () => {
      await running?.close();
      await site?.close();
    });

    test('no markup, no address of a script and no power that the page does not need gets past the policies', async () => {
      const outcome = await app.page.evaluate(() => {
        const refused = (/** @type {() => unknown} */ way) => {
          try {
            way();
            return 'taken';
          } catch (error) {
            return /** @type {Error} */ (error).name;
          }
        };
        const powers = /** @type {{ allowsFeature(name: string): boolean } | undefined} */ (
          Reflect.get(document, 'featurePolicy')
        );
        return {
          markup: refused(() => {
            document.createElement('p').innerHTML = '<b>x</b>';
          }),
          worker: refused(() => new Worker('page/main.js')),
          camera: powers?.allowsFeature('camera') ?? false,
          copying: powers?.allowsFeature('clipboard-write') ?? true,
        };
      });
      assert.deepEqual(outcome, { markup: 'TypeError', worker: 'TypeError', camera: false, copying: true });
    });

    test('the list has what the server saw: of the page, its engine, its threads, its service worker', async () => {
      await app.summarize(SHORT_NOTE, { timeout: 60_000 });
      await readersKept(app);
      await app.click('button', 'See for yourself');
      const listed = await until('a list that is complete', async () => {
        const rows = await requests(app);
        return unlisted(site, rows).length === 0 ? rows : null;
      }).catch(async () => assert.fail(`not listed: ${unlisted(site, await requests(app))}`));
      const askers = new Set(listed.map(({ who }) => who));
      for (const who of ['page', 'engine', 'service worker']) assert.ok(askers.has(who), `${who}: ${[...askers]}`);
      assert.ok(listed.some(({ what }) => what === 'models/tiny/003.bin'));
      assert.match(
        await total(app),
        new RegExp(`^${listed.length} requests since .*, all to this address: ${site.origin}\\.$`),
      );
      if (name === 'chromium') await inspect(app.page, 'the dialog');
    });

    test('sealed, it can reach nothing from the page, nor from the engine', async () => {
      await app.click('button', 'Seal this page');
      const said = await until('the check', async () => {
        const text = await app.page.evaluate(() => document.querySelector('.seal-state')?.textContent ?? '');
        return /Checked at/.test(text) ? text : null;
      });
      assert.match(said, /^Sealed until this page is reloaded, left or closed\. .*every way out is refused\.$/);
      const outcomes = await app.page.evaluate(() =>
        Array.from(document.querySelectorAll('.outcomes li'), (li) => li.textContent ?? ''),
      );
      assert.equal(outcomes.length, 6);
      for (const outcome of outcomes) assert.match(outcome, /^(This page|The engine), .*: refused/);
      assert.match(outcomes[0], /the browser keeps to the policy/);
      if (name === 'chromium') await inspect(app.page, 'sealed');
      await app.click('button', 'Close');

      // The same with other means than the page's own check.
      const asked = site.log.length;
      const outcome = await app.page.evaluate(async () => {
        const { engine } = await import(new URL('api/nutshell.js', document.baseURI).href);
        const address = new URL('style.css?note=secret', document.baseURI).href;
        const frame = document.createElement('iframe');
        document.body.append(frame);
        const fresh = /** @type {typeof globalThis} */ (/** @type {unknown} */ (frame.contentWindow));
        const came = (/** @type {Promise<unknown>} */ way) =>
          way.then(
            () => 'it came',
            () => 'refused',
          );
        const result = {
          fetch: await came(fetch(address)),
          elsewhere: await came(fetch('http://127.0.0.1:9/')),
          frame: await came(fresh.fetch(address)),
          beacon: navigator.sendBeacon(address, 'secret'),
          script: await came(import(`${document.baseURI}page/lesson/player.js`)),
          peers: typeof RTCPeerConnection,
          engine: (await engine.checkSeal()).map((/** @type {{ refused: boolean }} */ { refused }) => refused),
        };
        frame.remove();
        return result;
      });
      const { beacon, ...rest } = outcome;
      assert.deepEqual(rest, {
        fetch: 'refused',
        elsewhere: 'refused',
        frame: 'refused',
        script: 'refused',
        peers: 'undefined',
        engine: [true, true, true, true],
      });
      // Chromium says that it takes a beacon, and then refuses it: what counts is the server's log.
      assert.equal(typeof beacon, 'boolean');
      assert.deepEqual(since(site, asked), [], 'nothing has come to the server');
    });

    test('sealed, it summarizes, also what is in a document', async () => {
      const asked = site.log.length;
      await app.summarize(`${SHORT_NOTE} It closes at noon.`, { timeout: 60_000 });
      const input = await app.page.$('#files');
      await /** @type {import('../../www/node_modules/puppeteer-core/lib/types.js').ElementHandle<HTMLInputElement>} */ (
        input
      ).uploadFile(join(folder, 'roof.docx'));
      await until(
        async () => `the text of the document (${await app.alert()})`,
        async () => (await app.note()).trim() === WORD_TEXT.trim(),
        { timeout: 20_000 },
      );
      await app.click('button', 'Summarize');
      await app.waitForSummary(60_000);
      await app.click('button', 'Sealed');
      await until('the total', async () =>
        /None has left this device since it was sealed\. \d+ scripts were taken from this device\.$/.test(
          await total(app),
        ),
      );
      await app.click('button', 'Close');
      assert.deepEqual(since(site, asked), [], 'nothing has come to the server');
    });

    test('sealed, it says why another model cannot be loaded, and a reload ends the seal', async () => {
      const error = await app.page.evaluate(async () => {
        const { engine } = await import(new URL('api/nutshell.js', document.baseURI).href);
        return engine.open(new File(['GGUF'], 'mine.gguf')).then(
          () => null,
          (/** @type {Error} */ e) => e.message,
        );
      });
      assert.match(error ?? '', /This page is sealed: it can load neither the engine nor a model\. Reload the page/);
      await app.page.reload();
      await app.summarize(SHORT_NOTE, { timeout: 60_000 });
      assert.equal(await app.page.evaluate(() => fetch('style.css').then(({ ok }) => ok)), true);
    });

    test('everything is removed, but not while another tab is open, and nothing is left', async () => {
      // A run over a folder leaves these two.
      await app.page.evaluate(async () => {
        const root = await navigator.storage.getDirectory();
        const made = await root.getDirectoryHandle('nutshell-summaries', { create: true });
        await made.getFileHandle('a.summary.md', { create: true });
        const { rememberFolder } = await import(new URL('batch/journal-database.js', document.baseURI).href);
        await rememberFolder({ id: 'x', name: 'x', source: null, target: null, used: 0, options: null, startAt: null });
      });
      const other = await AppPage.open(running, site.url, { allow: [REFUSED] });
      await app.page.bringToFront();
      await app.click('button', 'See for yourself');
      await app.click('button', 'Remove everything from this device…');
      await until('the warning', () =>
        app.page.evaluate(() =>
          /only in this tab: save what you need/.test(document.querySelector('dialog')?.innerText ?? ''),
        ),
      );
      await app.click('button', 'Remove everything from this device…');
      await until('the page', () =>
        app.page.evaluate(() => /Nutshell is open in one other tab/.test(document.body.innerText)).catch(() => false),
      );
      assert.ok((await left(app)).caches > 0, 'nothing is gone yet');
      await other.page.close();
      await app.page.bringToFront();
      await app.page.evaluate(() => dispatchEvent(new Event('focus')));
      await until('the button', () =>
        app.page.evaluate(() => document.getElementById('remove')?.ariaDisabled === 'false'),
      );
      if (name === 'chromium') await inspect(app.page, 'remove');
      await app.click('button', 'Remove everything');
      await app.click('button', 'Really remove everything?');
      await until(
        async () => `the outcome: ${await app.page.evaluate(() => document.getElementById('outcome')?.textContent)}`,
        () =>
          app.page.evaluate(() =>
            /nothing of this site is left/.test(document.getElementById('outcome')?.textContent ?? ''),
          ),
      );
      const cells = await app.page.evaluate(() =>
        Array.from(document.querySelectorAll('#kept td'), (td) => td.textContent),
      );
      assert.equal(cells.length, 12);
      assert.ok(
        cells.every((text, i) => i % 2 === 0 || text === '0'),
        cells.join(' | '),
      );
      assert.ok(
        cells.every((text, i) => i % 2 === 1 || text !== 'none'),
        `all six kinds were there: ${cells.join(' | ')}`,
      );
      assert.deepEqual(await left(app), { caches: 0, databases: 0, files: 0, keys: 0, workers: 0 });
      app.check();
    });
  });
}

/**
 * What the server saw and the list does not have, besides what browsers ask for by themselves.
 * @param {Site} site
 * @param {{ what: string }[]} rows
 */
function unlisted(site, rows) {
  const listed = new Set(rows.map(({ what }) => what));
  const seen = site.log.map(({ path }) => path.slice(1) || './');
  return seen.filter((path) => !listed.has(path) && !/^(sw|sw-files)\.js$|^manifest\.webmanifest$|icon/.test(path));
}

test('it can be installed as an app, at any path', { timeout: 60_000 }, async () => {
  const site = await Site.start({ root: tiny.root, base: '/some/path/' });
  const running = await launch('chromium');
  try {
    const app = await AppPage.open(running, site.url);
    await controlled(app);
    const session = await app.page.createCDPSession();
    const { url, errors, data } = await session.send('Page.getAppManifest');
    assert.deepEqual([url, errors], [`${site.url}manifest.webmanifest`, []]);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    assert.deepEqual(
      installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'),
      [],
    );
    /** @type {{ icons: { src: string, sizes: string }[] }} */
    const { icons } = JSON.parse(data ?? '');
    const sizes = await app.page.evaluate(
      (sources) =>
        Promise.all(
          sources.map(async (source) => {
            const image = new Image();
            image.src = source;
            await image.decode();
            return `${image.naturalWidth}x${image.naturalHeight}`;
          }),
        ),
      icons.filter(({ src }) => src.endsWith('.png')).map(({ src }) => src),
    );
    assert.deepEqual(
      sizes,
      icons.flatMap(({ src, sizes: said }) => (src.endsWith('.png') ? [said] : [])),
    );
    await app.close();
  } finally {
    await running.close();
    await site.close();
  }
});

/**
 * What has come to the server besides a browser's own look for a new version.
 * @param {Site} site
 * @param {number} asked
 */
function since(site, asked) {
  return site.log.slice(asked).filter(({ path }) => !/^\/(sw|sw-files)\.js$/.test(path));
}

/** @param {AppPage} app */
function controlled(app) {
  return until('the service worker', () =>
    app.page.evaluate(() => navigator.serviceWorker.controller !== null).catch(() => false),
  );
}

/**
 * What reads documents is on the device.
 * @param {AppPage} app
 */
function readersKept(app) {
  return until('what reads documents', () =>
    app.page.evaluate(
      async () => (await caches.match(new URL('vendor/mammoth.js', document.baseURI).href)) !== undefined,
    ),
  );
}

/** @param {AppPage} app */
function requests(app) {
  return app.page.evaluate(() =>
    Array.from(document.querySelectorAll('.requests li'), (line) => {
      const [when, who, what] = Array.from(line.children, (child) => child.textContent ?? '');
      return { when, who, what };
    }),
  );
}

/** @param {AppPage} app */
function total(app) {
  return app.page.evaluate(() => document.querySelector('.total')?.textContent ?? '');
}

/** @param {AppPage} app */
function left(app) {
  return app.page.evaluate(async () => {
    let files = 0;
    for await (const _ of (await navigator.storage.getDirectory()).keys()) files += 1;
    return {
      caches: (await caches.keys()).length,
      databases: (await indexedDB.databases()).length,
      files,
      keys: sessionStorage.length + localStorage.length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    };
  });
}
