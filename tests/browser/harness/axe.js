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
