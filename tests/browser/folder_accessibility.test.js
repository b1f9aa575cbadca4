/** The page for folders: axe-core finds nothing in any state, theme and width, and everything works without a mouse. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inspect, inspectAll, inspectLanguages } from './harness/axe.js';
import { FolderPage, launch, Site, until } from './harness/index.js';

const NOTES = {
  'a.txt': 'The pump is broken. Anna orders a new one for €240 before Friday.',
  [`${'long'.repeat(40)}.md`]: 'Karl has two quotes for the roof.',
  'broken.txt': '\u0000\u0001\u0000\u0002',
  'photo.jpg': 'x',
};

/** @type {Site} */
let site;
before(async () => {
  site = await Site.start();
});
after(() => site?.close());

describe('the page for folders, chromium', { timeout: 200_000 }, () => {
  /** @type {import('./harness/browsers.js').RunningBrowser} */
  let running;
  /** @type {FolderPage} */
  let app;
  before(async () => {
    running = await launch('chromium');
    app = await FolderPage.start(running, site.url);
    await app.put('notes', NOTES);
  });
  after(() => running?.close());

  /** The element that has the focus, by its name. */
  const focused = () =>
    app.page.evaluate(() => {
      const element = document.activeElement;
      const label = element?.getAttribute('aria-label') ?? Reflect.get(element ?? {}, 'labels')?.[0]?.textContent;
      return (label ?? element?.textContent ?? '').trim();
    });

  /** @param {string} name */
  async function tabTo(name) {
    for (let i = 0; i < 40; i += 1) {
      await app.page.keyboard.press('Tab');
      if ((await focused()) === name) return;
    }
    assert.fail(`Tab does not reach ${name}`);
  }

  test('nothing chosen', () => inspectAll(app.page, 'nothing chosen'));

  test('chosen, with everything unfolded', async () => {
    await app.choose();
    await app.page.evaluate(() => {
      for (const each of document.querySelectorAll('main details')) Reflect.set(each, 'open', true);
    });
    await inspectAll(app.page, 'chosen');
  });

  test('chosen, in German and Arabic', () => inspectLanguages(app.page, 'chosen', ['de', 'ar']));

  test('run, filtered and opened by keyboard alone', async () => {
    const { keyboard } = app.page;
    await app.page.evaluate(() => document.getElementById('choose-folder')?.focus());
    await tabTo('Start');
    await keyboard.press('Enter');
    await app.waitForRun(/^Done\./);
    await tabTo('Name or headline');
    await keyboard.type('t');
    await tabTo('a.txt');
    await keyboard.press('ArrowDown');
    assert.equal(await focused(), 'broken.txt');
    await keyboard.press('Home');
    await keyboard.press('Enter');
    await app.find('dialog', 'a.txt');
    await inspectAll(app.page, 'a note beside its summary');
    await keyboard.press('Escape');
    await until('the focus is back', async () => (await focused()) === 'a.txt');
    await inspectAll(app.page, 'done');
  });

  test('no errors', () => app.check());
});

test('the page for folders, firefox', { timeout: 100_000 }, async () => {
  const running = await launch('firefox');
  try {
    const app = await FolderPage.start(running, site.url);
    await app.put('notes', NOTES);
    await app.choose();
    await inspect(app.page, 'chosen, Firefox');
    await app.close();
  } finally {
    await running.close();
  }
});
