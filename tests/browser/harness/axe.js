/** What axe-core finds on a page, in all themes and widths. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { until } from './poll.js';

/** @import { AppPage } from './app-page.js' */

const AXE = createRequire(new URL('../../../www/package.json', import.meta.url)).resolve('axe-core/axe.min.js');
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };

/**
 * Fails with what axe-core has found.
 * @param {AppPage} app
 * @param {string} state
 */
export async function inspect(app, state) {
  if (!(await app.page.evaluate(() => 'axe' in globalThis))) await app.page.evaluate(await readFile(AXE, 'utf8'));
  const found = await app.page.evaluate(async () => {
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
 * @param {AppPage} app
 * @param {string} state
 */
async function fits(app, state) {
  const { width, room } = await app.page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  assert.ok(width <= room, `${state}: ${width} px wide on a screen of ${room}`);
}

/**
 * Resolves when no colour or width is on its way to another one.
 * @param {AppPage} app
 */
function still(app) {
  return until('no transition', () =>
    app.page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return document.getAnimations().every((animation) => animation.playState !== 'running');
    }),
  );
}

/**
 * All themes and widths of the state that the page is in.
 * @param {AppPage} app
 * @param {string} state
 */
export async function inspectEverywhere(app, state) {
  for (const scheme of ['light', 'dark']) {
    await app.page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    for (const viewport of [DESKTOP, PHONE]) {
      await app.page.setViewport(viewport);
      await still(app);
      const name = `${state}, ${scheme}, ${viewport.width} px`;
      await inspect(app, name);
      await fits(app, name);
    }
  }
  await app.page.setViewport(DESKTOP);
}
