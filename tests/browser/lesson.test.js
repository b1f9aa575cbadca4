/** The lesson: a summary token by token, what grounding turned away, and the same note without it. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { AppPage, BROWSERS, launch, Site, until } from './harness/index.js';

const AXE = createRequire(new URL('../../www/package.json', import.meta.url)).resolve('axe-core/axe.min.js');
const PHONE = { width: 360, height: 740 };
const BOARD = { width: 1280, height: 800 };

/** Notes that a small model gets wrong: the page's sample, then others. Null: the sample. */
const NOTES = [null, 'incident_water.log.txt', 'meeting_parents.txt', 'email_reunion.txt'];

/** @type {Site} */
let site;
let axe = '';
before(async () => {
  site = await Site.start();
  axe = await readFile(AXE, 'utf8');
});
after(() => site?.close());

for (const name of BROWSERS) {
  describe(`lesson, ${name}`, { timeout: 300_000 }, () => {
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    /** @type {AppPage} */
    let app;
    /** What was written at the end of a recording with all threads. */
    let written = '';
    before(async () => {
      running = await launch(name);
      app = await AppPage.open(running, site.url);
      await app.click('link', 'A lesson: a summary token by token');
      await app.find('button', 'Record');
    });
    after(() => running?.close());

    test('what grounding turned away is shown and named', async () => {
      const found = await firstNote(app, async () => /choices, [1-9]\d* of them with/.test(await record(app)));
      assert.ok(found, 'grounding turned something away in one of the notes');
      await app.click('button', 'Next that was turned away');
      const { away, fates, taken } = await candidates(app);
      assert.ok(away.length > 0 && taken.length <= 1, `${away} / ${taken}`);
      for (const fate of fates) {
        assert.match(fate, /^((number|day|name|form|label|address|repetition|end): |tried before|a mark that steers)/);
      }
      await app.page.keyboard.press('End');
      written = await text(app, '#answer');
      assert.notEqual(written.trim(), '');
    });

    test('the keys go from token to token', async () => {
      await app.page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
      for (const [key, expected] of [
        ['Home', 1],
        ['ArrowRight', 2],
        ['ArrowRight', 3],
        ['ArrowLeft', 2],
      ]) {
        await app.page.keyboard.press(/** @type {'Home'} */ (key));
        assert.match(await text(app, '#where'), new RegExp(`^Token ${expected} of`));
      }
      assert.equal((await marks(app, '#answer mark')).length, 1, 'the token is marked');
      const shares = (await candidates(app)).shares;
      assert.ok(shares.length >= 6 && shares.every((share) => share <= 1), `${shares}`);
      assert.deepEqual(
        shares,
        [...shares].sort((a, b) => b - a),
        'the likeliest first',
      );
      await app.click('button', 'Play');
      await until('it plays', async () => !/^Token 2 of/.test(await text(app, '#where')));
      await app.click('button', 'Pause');
    });

    test('one thread writes the same', async () => {
      await (await app.find('combobox', 'Threads')).select('1');
      await record(app);
      await app.page.keyboard.press('End');
      assert.equal(await text(app, '#answer'), written);
      const rows = await app.page.$$eval('#runs tr', (found) =>
        found.slice(0, 2).map((row) => row.querySelector('td')?.textContent),
      );
      const cores = await app.page.evaluate(() => navigator.hardwareConcurrency);
      assert.deepEqual(rows, ['1', String(Math.min(cores, 8))]);
      await (await app.find('combobox', 'Threads')).select('all');
    });

    test('without grounding the model says what the note does not have, and the page says so', async () => {
      await (await app.find('combobox', 'Grounding')).select('off');
      const found = await firstNote(app, async () => {
        await record(app);
        return (await marks(app, '#raw mark')).length > 0;
      });
      const raw = await text(app, '#raw');
      assert.ok(found, raw);
      assert.match(raw, /written, not checked/);
      assert.match(raw, /Grounding was off/);
      assert.match(await text(app, '#grounded'), /(written by the model|quoted from the note)/);
      await (await app.find('combobox', 'Grounding')).select('on');
      app.check();
    });

    test('axe-core finds nothing, and it fits a phone', async () => {
      await firstNote(app, async () => /choices, [1-9]\d* of them with/.test(await record(app)));
      await app.click('button', 'Next that was turned away');
      await app.page.evaluate(axe);
      const schemes = name === 'chromium' ? ['light', 'dark'] : ['light'];
      for (const scheme of schemes) {
        if (name === 'chromium') await app.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        for (const viewport of [BOARD, PHONE]) {
          await app.page.setViewport(viewport);
          await until('no transition', () =>
            app.page.evaluate(() => document.getAnimations().every(({ playState }) => playState !== 'running')),
          );
          const { violations, width } = await app.page.evaluate(async () => {
            const found = await Reflect.get(globalThis, 'axe').run(document, { resultTypes: ['violations'] });
            const tell = (/** @type {{ id: string, nodes: { target: string[], failureSummary: string }[] }} */ one) =>
              `${one.id}: ${one.nodes.map((node) => `${node.target} ${node.failureSummary}`).join('; ')}`;
            return { violations: found.violations.map(tell), width: document.documentElement.scrollWidth };
          });
          assert.deepEqual(violations, [], `${scheme}, ${viewport.width} px`);
          assert.ok(width <= viewport.width, `${width} px wide on a screen of ${viewport.width}`);
        }
      }
      await app.page.setViewport(BOARD);
      app.check();
    });

    test('what is asked of the model can be cancelled, and nothing else can ask for it', async () => {
      // Long enough that there is something to cancel.
      await app.write(await readFile(new URL('../data/notes/long_diary.md', import.meta.url), 'utf8'));
      await app.click('button', 'Record');
      await app.click('button', 'Cancel');
      await until('it has stopped', async () => (await app.look('button', 'Cancel')) === null);
      assert.equal(await app.alert(), '');
      const origins = await app.page.evaluate(async () => {
        const { Summarizer } = await import(new URL('api/nutshell.js', document.baseURI).href);
        const options = { type: 'tldr', grounding: false, trace: true, lesson: { grounding: false } };
        const summarizer = await Summarizer.create(/** @type {{}} */ (options));
        const note =
          'The pump is broken. Anna orders a new one for €240 before Friday, and Tom pays for it from the tin in the shed.';
        const { sentences, provenance } = await summarizer.summarizeWithRecord(note, options);
        return [...sentences.map((/** @type {{ origin: string }} */ { origin }) => origin), provenance.grounding];
      });
      assert.ok(!origins.includes('ungrounded') && origins.at(-1) === true, `${origins}`);
    });
  });
}

/**
 * Puts one note after the other into the box until one does.
 * @param {AppPage} app
 * @param {() => Promise<boolean>} does
 */
async function firstNote(app, does) {
  for (const name of NOTES) {
    if (name === null) await app.click('button', 'Take the sample');
    else await app.write(await readFile(new URL(`../data/notes/${name}`, import.meta.url), 'utf8'));
    if (await does()) return true;
  }
  return false;
}

/**
 * Records, and waits until the recording can be gone through.
 * @param {AppPage} app
 * @returns {Promise<string>} what the page says of it
 */
async function record(app) {
  await app.click('button', 'Record');
  await until(
    async () => `the recording (the page says: ${await text(app, '#state')})`,
    async () => {
      const alert = await app.alert();
      if (alert) throw new Error(`instead of a recording there is an alert: ${alert}`);
      return (await app.look('button', 'Cancel')) === null && (await app.look('button', 'Next token')) !== null;
    },
    { timeout: 120_000, every: 50 },
  );
  return text(app, '#state');
}

/**
 * @param {AppPage} app
 * @param {string} selector
 */
function text(app, selector) {
  return app.page.$eval(selector, (element) => element.textContent ?? '');
}

/**
 * @param {AppPage} app
 * @param {string} selector
 */
function marks(app, selector) {
  return app.page.$$eval(selector, (found) => found.map((mark) => mark.textContent ?? ''));
}

/**
 * The candidates that are shown: which were turned away, why, which was taken, and their shares.
 * @param {AppPage} app
 */
function candidates(app) {
  return app.page.$eval('#candidates', (body) => {
    const texts = (/** @type {string} */ selector) =>
      Array.from(body.querySelectorAll(selector), (element) => element.textContent ?? '');
    const bars = Array.from(body.querySelectorAll('progress'), ({ value }) => value);
    return { away: texts('s'), fates: texts('.forbidden .fate'), taken: texts('.taken th'), shares: bars };
  });
}
