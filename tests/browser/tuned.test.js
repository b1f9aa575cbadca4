/** A model with an adapter: which of the two writes is said of each summary, and changing it costs no request and no reload. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { inspectAll } from './harness/axe.js';
import { BROWSERS, faults, launch, ROOT, until } from './harness/index.js';
import { failToSummarize, keptShards, notice, tryAgain } from './harness/model-download.js';
import { makeTinySite, setAdapter, TINY_ADAPTER, tinyModel, withScene } from './harness/tiny-site.js';

/** @import { AppPage } from './harness/index.js' */
/** @typedef {import('../../www/api/nutshell.js').Summary} Summary */

const { where, flipBit } = faults;
const ADAPTER = /\/adapter-[0-9a-f]{8}\.bin/;

/** @type {import('./harness/tiny-site.js').TinySite} */
let tiny;
/** @type {Buffer} */
let adapter;
/** Long enough for the model to be asked. @type {string} */
let note;
before(async () => {
  tiny = await makeTinySite();
  adapter = await readFile(await tinyModel(TINY_ADAPTER));
  note = (await readFile(`${ROOT}/tests/data/bench_note.txt`, 'utf8')).slice(0, 1500);
});
after(() => tiny?.remove());

/**
 * The record of the note, from the page's own engine.
 * @param {AppPage} app
 * @param {boolean} [tuned]
 * @returns {Promise<Summary>}
 */
function recordOf(app, tuned) {
  return app.page.evaluate(
    async (text, choice) => {
      const { Summarizer } = await import(new URL('api/nutshell.js', document.baseURI).href);
      const summarizer = await Summarizer.create({ type: 'key-points' });
      return summarizer.summarizeWithRecord(text, choice === null ? {} : { tuned: choice });
    },
    note,
    tuned ?? null,
  );
}

/** @param {AppPage} app */
function facts(app) {
  return app.page.$eval('#summary-facts', (element) => element.textContent ?? '');
}

/**
 * What stands in the two columns: label, sentences, facts.
 * @param {AppPage} app
 */
function columns(app) {
  return app.page.$$eval('.compared', (found) =>
    found.map((column) => ({
      label: column.querySelector('h3')?.textContent,
      sentences: Array.from(column.querySelectorAll('li'), (item) => item.innerText.replace('\u00a0', ' ')),
      facts: column.querySelector('.facts')?.textContent ?? '',
    })),
  );
}

/** @param {Summary} record */
function labelled({ sentences }) {
  return sentences.map(({ text, origin }) => (origin === 'quoted' ? `${text} (quoted)` : text));
}

for (const name of BROWSERS) {
  describe(`a tuned model in ${name}`, { timeout: 200_000 }, () => {
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    before(async () => {
      running = await launch(name);
    });
    after(() => running?.close());

    test('tuned unless that is turned off, without a request, and both side by side', async () => {
      const { sha256 } = await setAdapter(tiny, 'Tiny notes', adapter);
      const used = { name: 'Tiny notes', sha256 };
      await withScene(running, tiny, {}, async ({ app, site }) => {
        await app.summarize(note);
        assert.match(await facts(app), / Tuned model \(Tiny notes\)\.$/);
        assert.deepEqual((await app.status()).model?.adapter, used);
        site.log.length = 0;
        const loads = app.navigations.length;

        const tuned = await recordOf(app);
        const base = await recordOf(app, false);
        assert.deepEqual(tuned.provenance.adapter, used);
        assert.equal(base.provenance.adapter, null);
        assert.deepEqual({ ...tuned.provenance, adapter: null }, base.provenance);
        assert.deepEqual((await recordOf(app, true)).text, tuned.text, 'the base model has left nothing behind');

        await app.click('checkbox', 'Tuned for notes');
        await app.choose({ length: 'short' });
        await app.click('button', 'Summarize');
        await until('the base model wrote it', async () => / of the note\b[^.]*\.$/.test(await facts(app)));

        await app.click('button', 'Compare');
        await until('both are there', async () => (await columns(app)).every((column) => column.facts !== ''));
        const [left, right] = await columns(app);
        assert.deepEqual([left.label, right.label], ['Tuned for notes', 'Base model']);
        assert.deepEqual([left.sentences, right.sentences], [labelled(tuned), labelled(base)]);
        for (const column of [left, right]) assert.match(column.facts, /^\d sentences?\b.* \d+(\.\d)? s\.$/);
        const focused = () => app.page.evaluate(() => document.activeElement?.id);
        assert.equal(await focused(), 'comparison-title');
        if (name === 'chromium') await inspectAll(app.page, 'compared');
        await app.click('button', 'Close');
        assert.equal(await focused(), 'compare');

        // By script: a tiny model is done before a hand is.
        await app.page.evaluate(() => {
          for (const id of ['compare', 'end-comparison']) document.getElementById(id)?.click();
        });
        const state = () => app.page.$eval('#comparison-state', (element) => element.textContent);
        await until('the end', async () => (await state()) === 'Cancelled.');
        assert.deepEqual(
          site.log.filter(({ path }) => path.startsWith('/models/')),
          [],
          'neither the catalogue nor a part of the model was asked for',
        );
        assert.equal(app.navigations.length, loads, 'and nothing reloaded');

        const chooser = app.page.waitForFileChooser();
        await app.page.$eval('#model', (details) => details.setAttribute('open', ''));
        await app.click('button', 'Open a GGUF file…');
        await (await chooser).accept([await tinyModel('tiny-llama-q4_0.gguf')]);
        await until('the other model', async () => (await app.status()).model?.origin === 'file');
        assert.equal((await app.status()).model?.adapter, null);
        assert.equal((await recordOf(app)).provenance.adapter, null, 'a model of one\u2019s own is not tuned');
        assert.equal(await app.look('checkbox', 'Tuned for notes'), null);
        assert.equal(await app.look('button', 'Compare'), null);
      });
    });

    test('the report card tests both beside each other', async () => {
      await setAdapter(tiny, 'Tiny notes', adapter);
      await withScene(running, tiny, {}, async ({ app, site }) => {
        await app.page.goto(new URL('report.html', site.url).href);
        await app.click('checkbox', 'Test the base model too, beside the tuned one');
        await app.page.$eval('input[value="paths"]', (radio) => /** @type {HTMLElement} */ (radio).click());
        await app.click('button', 'Run the test');
        await until('the report', () => app.page.$('#outcome:not([hidden])'), { timeout: 60_000 });
        const texts = (/** @type {string} */ selector) =>
          app.page.$$eval(selector, (found) => found.map((element) => element.textContent ?? ''));
        const names = await texts('#results-body th');
        assert.equal(names.length, 4);
        assert.deepEqual([names[1], names[3]], [`${names[0]} (base model)`, `${names[2]} (base model)`]);
        const figures = await texts('#figures dd');
        assert.match(figures[0], /^\d of 2 summaries$/);
        assert.match(figures[1], /^base model: \d of 2 summaries$/);
        assert.ok(figures.includes('Tiny notes'), figures.join('; '));
      });
    });

    test('kept as shards are: healed where it is damaged, and removed for another', async () => {
      const first = await setAdapter(tiny, 'Tiny notes', adapter);
      await withScene(running, tiny, {}, async ({ app, site }) => {
        await app.summarize(note);
        await app.page.evaluate(async (path) => {
          const address = new URL(`models/${path}`, document.baseURI).href;
          for (const each of await caches.keys()) {
            const cache = await caches.open(each);
            const response = await cache.match(address);
            if (!response) continue;
            const bytes = new Uint8Array(await response.arrayBuffer());
            bytes[1000] ^= 1;
            await cache.put(address, new Response(bytes, { headers: response.headers }));
          }
        }, first.path);
        site.log.length = 0;
        await app.page.reload();
        await app.waitForReady();
        const fetched = () => site.log.flatMap(({ path }) => (path.endsWith('.bin') ? [path] : []));
        assert.deepEqual(fetched(), [`/models/${first.path}`]);
        assert.match(await notice(app), /A part of the stored model was damaged; it has been downloaded again/);
        assert.deepEqual((await keptShards(app)).at(-1), first);

        const next = Buffer.from(adapter);
        next.write('Second', next.indexOf('Random'));
        const second = await setAdapter(tiny, 'Tiny notes 2', next);
        site.log.length = 0;
        await app.page.reload();
        await app.waitForReady();
        assert.deepEqual(fetched(), [`/models/${second.path}`], 'the model stays');
        const kept = await keptShards(app);
        assert.deepEqual(
          kept.map(({ path }) => path).filter((path) => path.includes('adapter')),
          [second.path],
        );
        assert.equal((await recordOf(app)).provenance.adapter?.name, 'Tiny notes 2');
      });
    });

    test('one that is not what the catalogue says is refused, like a part of the model', async () => {
      await setAdapter(tiny, 'Tiny notes', adapter);
      const options = { intercept: where(ADAPTER, (_request, _response, next) => next(flipBit(2000))) };
      await withScene(running, tiny, options, async ({ app, site }) => {
        const alert = await failToSummarize(app);
        assert.match(alert, /its part tiny\/adapter-[0-9a-f]{8}\.bin has the wrong checksum, twice/);
        assert.match(alert, /model-corrupt/);
        site.intercept(null);
        await tryAgain(app);
        assert.equal((await app.status()).model?.adapter?.name, 'Tiny notes');
      });
    });
  });
}
