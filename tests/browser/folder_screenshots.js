/**
 * Command: `node folder_screenshots.js FOLDER`. Pictures of the page for folders: empty, with a folder of the project's own
 * notes, at work, done, and with a note open; in light, dark and on a phone. They are made in Chromium from dist/.
 */

import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderPage, launch, ROOT, Site, until } from './harness/index.js';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('node folder_screenshots.js FOLDER');
await mkdir(folder, { recursive: true });
const from = join(ROOT, 'tests', 'data', 'notes');
const names = (await readdir(from)).filter((name) => /^(meeting|todo|recipe|journal_g|german).*\.(txt|md)$/.test(name));
const notes = Object.fromEntries(
  await Promise.all(names.map(async (name) => [name.replace('_', '/'), await readFile(join(from, name), 'utf8')])),
);
const site = await Site.start();
const running = await launch('chromium');
try {
  const app = await FolderPage.start(running, site.url);
  await app.put('notes', { ...notes, 'photo.jpg': 'x', 'scan.txt': '\u0000\u0001\u0000\u0002' });
  const views = /** @type {const} */ ([
    ['light', 'light', { width: 1280, height: 800 }],
    ['dark', 'dark', { width: 1280, height: 800 }],
    ['phone', 'light', { width: 390, height: 844, deviceScaleFactor: 2 }],
  ]);
  const picture = async (/** @type {string} */ state) => {
    for (const [name, scheme, viewport] of views) {
      await app.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await app.page.setViewport(viewport);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await app.page.screenshot({ path: join(folder, `${state}-${name}.png`), fullPage: state !== 'open' });
    }
  };
  await picture('empty');
  await app.choose();
  await app.page.evaluate(() => Reflect.set(document.querySelector('.more') ?? {}, 'open', true));
  await picture('chosen');
  await app.page.evaluate(() => Reflect.set(document.querySelector('.more') ?? {}, 'open', false));
  await app.click('button', 'Start');
  await until(
    'three are done',
    async () => Object.values(await app.rows()).filter(([state]) => state === 'done').length > 2,
  );
  await picture('working');
  await app.waitForRun(/^Done\./, 300_000);
  await picture('done');
  await app.click('button', 'todo/moving.md');
  await app.find('dialog', 'todo/moving.md');
  await picture('open');
  await app.close();
} finally {
  await running.close();
  await site.close();
}
