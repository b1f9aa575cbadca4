/** A note goes in, a summary comes out: in a fresh profile, with nothing but this site's own files. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { AppPage, BROWSERS, benchNote, launch, MODEL_SHA256, Site, until, watchOutside } from './harness/index.js';

/** What the browsers themselves ask for, whatever page is open. */
const BROWSERS_OWN = /(^|[/.])(googleapis|google|gvt1|mozilla|firefox)\.(com|net|org)[:/]/;

/** The bench note's summary in each browser. @type {Map<string, string>} */
const summaries = new Map();

for (const name of BROWSERS) {
  describe(`first summary, ${name}`, { timeout: 400_000 }, () => {
    /** @type {Site} */
    let site;
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    /** @type {import('./harness/outside.js').Outside} */
    let outside;
    /** @type {AppPage} */
    let app;
    let note = '';

    before(async () => {
      note = await benchNote();
      site = await Site.start();
      outside = await watchOutside();
      running = await launch(name, { proxy: outside.address });
      app = await AppPage.open(running, site.url);
    });
    after(async () => {
      await running?.close();
      await outside?.close();
      await site?.close();
    });

    test('a page that was only opened downloads no model', () => {
      assert.deepEqual(shards(site), []);
    });

    test('the summary streams in, with real progress', async () => {
      await app.watch();
      const text = await app.summarize(note);
      summaries.set(name, text);
      const { lengths, busy, progress } = await app.watched();
      assert.ok(text.trim().length > 20, `a summary, not ${JSON.stringify(text)}`);
      assert.ok(text.length < note.length / 2, 'shorter than the note');
      assert.deepEqual(busy.slice(-3), ['false', 'true', 'false'], 'aria-busy exactly while it is made');
      const grown = lengths.filter((length) => length > 0);
      assert.ok(grown.length >= 3, `the text came in ${grown.length} pieces`);
      assert.deepEqual(
        grown,
        [...grown].sort((a, b) => a - b),
        'text is only ever added',
      );
      const texts = progress.map((step) => step.text);
      assert.ok(
        texts.some((label) => /^Downloading the model: \d+ of 98.MB/.test(label)),
        'the download has a total',
      );
      assert.ok(
        texts.some((label) => /^Loading the model: \d+ of 98.MB/.test(label)),
        'loading has a total',
      );
      assert.ok(
        texts.some((label) => /^Reading: [\d,]+ of [\d,]+ tokens/.test(label)),
        'reading has a total',
      );
      assert.ok(
        texts.some((label) => /^Writing: [\d,]+ of at most [\d,]+ tokens/.test(label)),
        'writing has a total',
      );
      assert.ok(
        texts.some((label) => /^(Reading|Writing).*, about \d+\s(s|min) left$/.test(label)),
        `time left: ${JSON.stringify(texts.slice(-5))}`,
      );
      assert.ok(
        progress.some(({ value }) => value !== null && value > 0 && value < 1),
        'the bar moves',
      );
    });

    test('the page says what made it, and how fast', async () => {
      const facts = await app.facts();
      assert.match(facts.Name, /SmolLM2/);
      assert.match(facts.Licence, /Apache/);
      assert.equal(facts['SHA-256'], MODEL_SHA256);
      assert.match(facts.Engine, /^threads-(relaxed|simd128), \d+ threads$/);
      assert.match(facts.Memory, /^\d+\sMB$/);
      assert.match(facts.Reading, /^[\d.,]+ tokens\/s$/);
      assert.match(facts.Writing, /^[\d.,]+ tokens\/s$/);
      assert.equal(facts.Storage, 'kept on this device');
      const line = await app.line();
      for (const part of [
        /SmolLM2/,
        /Apache/,
        /b179c952/,
        /2 threads|\d+ threads/,
        /MB memory/,
        /writes [\d.,]+ tokens/,
      ]) {
        assert.match(line, part);
      }
      const { speed, threads, memoryBytes } = await app.status();
      console.log(
        `${name}: reads ${speed.read.toFixed(0)}, writes ${speed.write.toFixed(0)} tokens/s, ` +
          `${threads} threads, ${(memoryBytes / 1e6).toFixed(0)} MB`,
      );
    });

    test('it is saved as markdown that says where it comes from', async () => {
      await app.click('button', 'Save as markdown');
      const file = await until('the download', async () =>
        (await readdir(running.downloads)).find((entry) => entry.endsWith('.summary.md')),
      );
      const content = await until('its content', () => readFile(join(running.downloads, file), 'utf8'));
      const [, head, body] = /^---\n(.*?)\n---\n\n(.*)$/s.exec(content) ?? [];
      assert.ok(head, `front matter: ${content.slice(0, 200)}`);
      const fields = Object.fromEntries(head.split('\n').map((row) => row.split(/: (.*)/s)));
      assert.equal(fields.model_sha256, JSON.stringify(MODEL_SHA256));
      assert.equal(fields.source_sha256, JSON.stringify(createHash('sha256').update(note).digest('hex')));
      assert.equal(fields.kind, '"key-points"');
      assert.equal(fields.length, '"medium"');
      // 652 as one text; the line breaks between its parts are not read.
      assert.ok(Number(fields.tokens_total) > 630 && Number(fields.tokens_total) <= 652, fields.tokens_total);
      assert.ok(
        Number(fields.tokens_read) > 300 && Number(fields.tokens_read) <= Number(fields.tokens_total),
        fields.tokens_read,
      );
      assert.ok(Number(fields.seconds) > 0 && Number(fields.written_tokens_per_second) > 0);
      assert.equal(words(body), words(await app.summary()));
    });

    test('it can be copied', async () => {
      const text = await app.summary();
      await app.click('button', 'Copy');
      await until('the button says so', () => app.look('button', 'Copied'));
      await app.click('button', 'Clear');
      await (await app.find('textbox', 'Note')).focus();
      await app.paste();
      assert.equal(words(await app.note()), words(text));
      await app.click('button', 'Clear');
    });

    test('a second summary, of the sample note, asks the server for nothing', async () => {
      const asked = site.log.length;
      const requested = app.requests.length;
      await app.click('button', 'Try a sample note');
      await app.choose({ kind: 'tldr', length: 'short' });
      await app.click('button', 'Summarize');
      const text = await app.waitForSummary();
      assert.ok(text.trim().length > 10, text);
      assert.deepEqual(site.log.slice(asked), []);
      assert.deepEqual(app.requests.slice(requested), []);
    });

    test('nothing was asked of anybody else', async () => {
      const elsewhere = app.requests.filter((url) => !url.startsWith(site.url) && !/^(blob|data):/.test(url));
      assert.deepEqual(elsewhere, []);
      assert.deepEqual(
        outside.asked.filter((host) => !BROWSERS_OWN.test(host)),
        [],
      );
      assert.ok(
        site.log.every(({ method }) => method === 'GET'),
        'nothing was sent',
      );
      app.check();
      // The witness would have seen it.
      await app.page.goto('http://elsewhere.example/').catch(() => {});
      assert.ok(outside.asked.some((host) => host.includes('elsewhere.example')));
    });
  });
}

test('both browsers write the same summary', () => {
  assert.equal(summaries.size, BROWSERS.length);
  assert.equal(new Set(summaries.values()).size, 1, JSON.stringify([...summaries], null, 2));
});

/**
 * The model's parts that were asked for.
 * @param {Site} site
 */
function shards(site) {
  return site.log.filter(({ path }) => path.includes('/models/') && !path.endsWith('catalog.json'));
}

/**
 * The text without its bullets and line breaks, which the page shows in its own way.
 * @param {string} text
 */
function words(text) {
  return text
    .replace(/^[ \t]*[*•-][ \t]+/gm, '')
    .split(/\s+/)
    .filter(Boolean)
    .join(' ');
}
