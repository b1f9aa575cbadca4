/** axe-core finds nothing in any state, theme and width; everything works without a mouse. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inspect, inspectAll, inspectLanguages, speak } from './harness/axe.js';
import { AppPage, benchNote, launch, Site, until } from './harness/index.js';

const NOTE = 'The pump is broken. Anna orders a new one for €240 before Friday.';

/** @type {Site} */
let site;
before(async () => {
  site = await Site.start();
});
after(() => site?.close());

describe('accessibility, chromium', { timeout: 300_000 }, () => {
  /** @type {import('./harness/browsers.js').RunningBrowser} */
  let running;
  /** @type {AppPage} */
  let app;
  before(async () => {
    running = await launch('chromium');
    app = await AppPage.open(running, site.url);
  });
  after(() => running?.close());

  test('idle', () => inspectAll(app.page, 'idle'));

  test('in every language', async () => {
    await inspectLanguages(app.page, 'idle', ['de', 'es', 'fr', 'zh', 'ar']);
    await app.click('button', 'See for yourself');
    await speak(app.page, 'ar');
    await inspect(app.page, 'the dialog in Arabic');
    await app.page.keyboard.press('Escape');
    await speak(app.page, 'en');
  });

  test('with an error', async () => {
    await app.click('button', 'Summarize');
    await until('the alert', () => app.alert());
    await inspectAll(app.page, 'error');
    await app.click('button', 'Dismiss');
    assert.equal(await app.alert(), '');
  });

  test('done, with the figures open', async () => {
    await app.summarize(await benchNote(), { length: 'short' });
    await app.facts();
    await inspectAll(app.page, 'done');
  });

  test('with a pinned sentence', async () => {
    const sentence = await app.page.$('#summary .sentence');
    await sentence?.click();
    await until('its evidence', () => app.page.$('#note-marks mark'));
    await inspectAll(app.page, 'pinned');
    await app.page.keyboard.press('Escape');
  });

  test('with a pinned sentence of a note that has changed', async () => {
    await app.write('Another text.');
    const sentence = await app.page.$('#summary .sentence');
    await sentence?.click();
    await until('the reason', () => app.page.$('#evidence-message:not([hidden])'));
    await inspectAll(app.page, 'pinned, changed');
    await app.page.keyboard.press('Escape');
  });

  test('several notes, with long names and words', async () => {
    await app.page.evaluate(() => {
      const transfer = new DataTransfer();
      for (const name of ['a.txt', `${'long'.repeat(40)}.md`]) transfer.items.add(new File(['w'.repeat(400)], name));
      document.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    });
    await app.find('button', 'a.txt');
    await inspectAll(app.page, 'several notes');
    app.check();
  });
});

for (const name of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`keyboard only, ${name}`, { timeout: 300_000 }, () => {
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    /** @type {AppPage} */
    let app;
    before(async () => {
      running = await launch(name);
      app = await AppPage.open(running, site.url);
    });
    after(() => running?.close());

    test('a note is written, summarized by Ctrl+Enter and cancelled by Escape', async () => {
      const { keyboard } = app.page;
      await tabTo(app, 'Note');
      await keyboard.type(NOTE);
      await ctrlEnter(app);
      await until('it runs', () => app.look('button', 'Cancel'));
      await keyboard.press('Escape');
      await until('it is cancelled', async () => (await app.look('button', 'Cancel')) === null);
      assert.equal(await app.note(), NOTE);
      await ctrlEnter(app);
      assert.notEqual((await app.waitForSummary()).trim(), '');
    });

    test('Tab reaches everything, with a visible focus, and leaves again', async () => {
      const reached = await tabRound(app);
      for (const one of [
        'Clear',
        'Choose files',
        'Note',
        'Kind',
        'Length',
        'Summarize',
        'Copy',
        'Save as markdown',
        'Summary',
        'Open a GGUF file…',
        'Language',
      ]) {
        assert.ok(
          reached.some(({ name: reachedName }) => reachedName === one),
          `${one} is not among ${reached.map((each) => each.name).join(', ')}`,
        );
      }
      assert.ok(
        reached.some(({ name: reachedName }) => reachedName.startsWith('Model')),
        'the disclosure of the model',
      );
      assert.deepEqual(
        reached.filter(({ outlined }) => !outlined).map((each) => each.name),
        [],
        'these show no focus',
      );
    });

    if (name === 'firefox') {
      test('axe-core finds nothing, in Arabic either', async () => {
        await inspect(app.page, 'done, Firefox');
        await speak(app.page, 'ar');
        assert.deepEqual(
          await app.page.evaluate(() => [document.documentElement.dir, document.querySelector('h2')?.textContent]),
          ['rtl', 'الملاحظة'],
        );
        await inspect(app.page, 'done, Firefox, Arabic');
        await speak(app.page, 'en');
      });
    }

    test('no errors', () => app.check());
  });
}

/** @param {AppPage} app */
async function ctrlEnter(app) {
  const { keyboard } = app.page;
  await keyboard.down('Control');
  await keyboard.press('Enter');
  await keyboard.up('Control');
}

/**
 * What has the focus.
 * @param {AppPage} app
 */
function focused(app) {
  return app.page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    const labels = 'labels' in element ? /** @type {HTMLInputElement} */ (element).labels : null;
    const label = element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent ?? '';
    const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(element);
    const frame = element.parentElement ? getComputedStyle(element.parentElement) : null;
    const outlined =
      (outlineStyle !== 'none' && outlineWidth !== '0px') ||
      boxShadow !== 'none' ||
      (frame !== null && frame.outlineStyle !== 'none' && frame.outlineWidth !== '0px');
    return { name: label.replace(/\s+/g, ' ').trim(), outlined, borderColor };
  });
}

/**
 * @param {AppPage} app
 * @param {string} name
 */
async function tabTo(app, name) {
  for (let i = 0; i < 30; i += 1) {
    await app.page.keyboard.press('Tab');
    if ((await focused(app))?.name === name) return;
  }
  assert.fail(`Tab does not reach ${name}`);
}

/**
 * Everything that Tab reaches, with the model's figures open, in order, from the top once around.
 * @param {AppPage} app
 */
async function tabRound(app) {
  await app.facts();
  await app.page.evaluate(() => {
    const top = document.querySelector('h1');
    if (!top) return;
    top.tabIndex = -1;
    top.focus();
  });
  /** @type {{ name: string, outlined: boolean }[]} */
  const reached = [];
  for (let i = 0; i < 40; i += 1) {
    await app.page.keyboard.press('Tab');
    const now = await focused(app);
    if (now && reached.some(({ name }) => name === now.name)) break;
    if (now) reached.push(now);
  }
  return reached;
}
