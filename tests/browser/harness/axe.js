/** What axe-core finds on a page, in each theme and width. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { until } from './poll.js';

/** @import { Page } from '../../../www/node_modules/puppeteer-core/lib/types.js' */

const AXE = createRequire(new URL('../../../www/package.json', import.meta.url)).resolve('axe-core/axe.min.js');
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };

/**
 * Fails with what axe-core has found.
 * @param {Page} page
 * @param {string} state
 */
export async function inspect(page, state) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await readFile(AXE, 'utf8'));
  const found = await page.evaluate(async () => {
    const { violations, passes } = await Reflect.get(globalThis, 'axe').run(document, { resultTypes: ['violations'] });
    return {
      passes: passes.length,
      violations: violations.map(
        (/** @type {{ id: string, help: string, nodes: { target: string[], failureSummary: string }[] }} */ one) =>
          `${one.id}: ${one.help}: ${one.nodes.map((node) => `${node.target} ${node.failureSummary}`).join('; ')}`,
      ),
    };
  });
  assert.ok(found.passes > 20, `axe-core looked at the page (${found.passes} rules passed)`);
  assert.deepEqual(found.violations, [], state);
}

/**
 * All themes and widths of the state that the page is in. Chromium only.
 * @param {Page} page
 * @param {string} state
 */
export async function inspectAll(page, state) {
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    for (const viewport of [DESKTOP, PHONE]) {
      await page.setViewport(viewport);
      await still(page);
      const name = `${state}, ${scheme}, ${viewport.width} px`;
      await inspect(page, name);
      await fits(page, name);
    }
  }
  await page.setViewport(DESKTOP);
}

/** 200 % zoom of the desktop: half as many CSS pixels. */
const ZOOMED = { width: 640, height: 400 };

/**
 * The state that the page is in, in other languages: on the desktop in light, on a phone in dark, and zoomed; then in English
 * again. Chromium only.
 * @param {Page} page
 * @param {string} state
 * @param {string[]} codes
 */
export async function inspectLanguages(page, state, codes) {
  for (const code of codes) {
    await speak(page, code);
    for (const [scheme, viewport] of /** @type {const} */ ([
      ['light', DESKTOP],
      ['dark', PHONE],
    ])) {
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
      await page.setViewport(viewport);
      await still(page);
      await inspect(page, `${state}, ${code}, ${scheme}`);
      await fits(page, `${state}, ${code}, ${viewport.width} px`);
    }
    await page.setViewport(ZOOMED);
    await fits(page, `${state}, ${code}, zoomed`);
  }
  await speak(page, 'en');
  await page.setViewport(DESKTOP);
}

/**
 * Chooses the language of the interface.
 * @param {Page} page
 * @param {string} code
 */
export async function speak(page, code) {
  await page.select('#language', code);
  await until(`the interface in ${code}`, () =>
    page.evaluate((wanted) => document.documentElement.dataset.language === wanted, code),
  );
}

/**
 * @param {Page} page
 * @param {string} state
 */
async function fits(page, state) {
  const { width, room } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  assert.ok(width <= room, `${state}: ${width} px wide on a screen of ${room}`);
}

/**
 * Resolves when no colour or width is on its way to another one.
 * @param {Page} page
 */
function still(page) {
  return until('no transition', () =>
    page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return document.getAnimations().every((animation) => animation.playState !== 'running');
    }),
  );
}
