/** Cancelling is quick, costs neither the note nor the loaded model, and leaves no trace in the next summary. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AppPage, BROWSERS, benchNote, launch, Site, until } from './harness/index.js';

/** A step of the engine lasts some 30 ms; the rest is for a machine that is busy with other things. */
const SOON_MS = 2000;

for (const name of BROWSERS) {
  describe(`cancel, ${name}`, { timeout: 400_000 }, () => {
    /** @type {Site} */
    let site;
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    /** @type {AppPage} */
    let app;
    let undisturbed = '';
    let long = '';
    let asked = 0;

    before(async () => {
      const note = await benchNote();
      long = Array.from({ length: 4 }, (_, i) => `Part ${i + 1}.\n${note}`).join('\n\n');
      site = await Site.start();
      running = await launch(name);
      app = await AppPage.open(running, site.url);
      undisturbed = await app.summarize(long, { kind: 'tldr', length: 'medium' });
      asked = site.log.length;
    });
    after(async () => {
      await running?.close();
      await site?.close();
    });

    test('while it reads', async () => {
      // What has been read before is still cached, so this one has other words; it is long enough to be read for seconds
      // before the first word is written.
      const other = long.replaceAll(' the ', ' our ').repeat(3);
      await app.write(other);
      await app.click('button', 'Summarize');
      await phase(app, 'Reading');
      const ms = await cancel(app, () => app.click('button', 'Cancel'));
      console.log(`${name}: the engine was free ${ms.toFixed(0)} ms after Cancel, while reading`);
      assert.ok(ms < SOON_MS, `${ms} ms`);
      assert.equal(await app.note(), other, 'the note is kept');
      assert.equal(await app.summary(), '');
      assert.equal(await app.look('button', 'Cancel'), null);
    });

    test('while it writes', async () => {
      await app.write(long);
      const ms = await cancel(app, async () => {
        await escapeAtFirstWords(app);
        await app.click('button', 'Summarize');
      });
      console.log(`${name}: the engine was free ${ms.toFixed(0)} ms after Escape, while writing`);
      assert.ok(ms < SOON_MS, `${ms} ms`);
      assert.equal(await app.note(), long, 'the note is kept');
      const begun = (await app.summary()).trim();
      assert.ok(begun !== '' && undisturbed.startsWith(begun), `what was written stays: ${begun}`);
      assert.ok(begun.length < undisturbed.trim().length, 'it was cancelled before its end');
    });

    test('the next summary is the one of an undisturbed run, without another download', async () => {
      const text = await app.summarize(long, { kind: 'tldr', length: 'medium' });
      assert.equal(text, undisturbed);
      // Chromium looks for a newer service worker whenever it likes.
      const since = site.log.slice(asked).filter(({ path }) => !/^\/sw(-files)?\.js$/.test(path));
      assert.deepEqual(since, [], 'the model stayed loaded');
    });

    test('twice in a row, and a summary asked for at once', async () => {
      for (let round = 0; round < 2; round += 1) {
        await app.click('button', 'Summarize');
        await app.click('button', 'Cancel');
      }
      await app.click('button', 'Summarize');
      assert.equal(await app.waitForSummary(), undisturbed);
      app.check();
    });
  });
}

/**
 * @param {AppPage} app
 * @param {string} begins What the bar's text begins with.
 */
function phase(app, begins) {
  const text = () =>
    app.page.evaluate(() => document.querySelector('progress:not([hidden])')?.getAttribute('aria-valuetext') ?? '');
  return until(begins, async () => (await text()).startsWith(begins), { every: 5 });
}

/**
 * Escape is pressed by the page itself, in the moment in which the first words are to be seen: what is written lasts
 * hardly longer than a key that comes from outside.
 * @param {AppPage} app
 */
function escapeAtFirstWords(app) {
  return app.page.evaluate(() => {
    const region = document.querySelector('[role="region"][aria-label="Summary"]');
    if (!region) throw new Error('no region for the summary');
    const observer = new MutationObserver(() => {
      if (region.getAttribute('aria-busy') !== 'true' || !region.textContent?.trim()) return;
      observer.disconnect();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    });
    observer.observe(region, { childList: true, subtree: true, characterData: true });
  });
}

/**
 * Milliseconds from the person's act until the engine says that it is free, by the page's own clock.
 * @param {AppPage} app
 * @param {() => Promise<unknown>} act Ends in a click on Cancel or a key.
 * @returns {Promise<number>}
 */
async function cancel(app, act) {
  await app.page.evaluate(async () => {
    const { engine } = await import(new URL('api/nutshell.js', document.baseURI).href);
    /** @type {{ begun: number, took: number, late: boolean }} */
    const clock = { begun: 0, took: 0, late: false };
    Reflect.set(globalThis, 'clockOfTest', clock);
    /** @param {Event} event */
    const start = (event) => {
      const cancels =
        event instanceof KeyboardEvent ||
        (event.target instanceof Element && /^\s*Cancel/.test(event.target.textContent ?? ''));
      if (!cancels || clock.begun) return;
      clock.begun = performance.now();
      clock.late = engine.status.state !== 'working';
    };
    addEventListener('click', start, { capture: true });
    addEventListener('keydown', start, { capture: true });
    engine.addEventListener('status', () => {
      if (clock.begun && engine.status.state === 'ready') clock.took ||= performance.now() - clock.begun;
    });
  });
  await act();
  const clock = () => app.page.evaluate(() => Reflect.get(globalThis, 'clockOfTest'));
  return until(
    'the engine is free',
    async () => {
      const { took, late } = await clock();
      assert.ok(!late, 'the engine was free before it was cancelled');
      return took;
    },
    { every: 10 },
  );
}
