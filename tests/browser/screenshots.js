/**
 * Command: `node screenshots.js FOLDER`. Pictures of the page with a finished summary and the evidence of one of
 * its sentences, in light, dark and on a phone; and while one is written. They are made in Chromium from dist/.
 */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppPage, launch, Site, until } from './harness/index.js';

/** @import { Viewport } from '../../www/node_modules/puppeteer-core/lib/types.js' */

/** @type {{ name: string, scheme: 'light' | 'dark', viewport: Viewport }[]} */
const VIEWS = [
  { name: 'light', scheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'dark', scheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'phone-light', scheme: 'light', viewport: { width: 390, height: 844, deviceScaleFactor: 2 } },
  { name: 'phone-dark', scheme: 'dark', viewport: { width: 390, height: 844, deviceScaleFactor: 2 } },
];

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('node screenshots.js FOLDER');
await mkdir(folder, { recursive: true });
const site = await Site.start();
const running = await launch('chromium');
try {
  const app = await AppPage.open(running, site.url, { viewport: VIEWS[0].viewport, scheme: 'light' });
  await app.page.screenshot({ path: join(folder, 'empty-light.png') });
  await app.click('button', 'Try a sample note');
  await app.waitForReady();
  await app.click('button', 'Summarize');
  await until('some text', async () => (await app.summary()).length > 60, { every: 20 });
  await app.page.screenshot({ path: join(folder, 'writing-light.png') });
  console.log(await app.waitForSummary());
  const sentences = await app.page.$$('#summary .sentence');
  await sentences[Math.min(1, sentences.length - 1)].click();
  for (const { name, scheme, viewport } of VIEWS) {
    await app.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await app.page.setViewport(viewport);
    await app.page.evaluate(() => scrollTo(0, 0));
    // Colours and widths change softly.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await app.page.screenshot({ path: join(folder, `done-${name}.png`), fullPage: name.startsWith('phone') });
  }
  await app.close();
} finally {
  await running.close();
  await site.close();
}
