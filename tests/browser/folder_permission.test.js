/**
 * A folder of the disk, whose permission is taken away in the middle of a run, in the settings of the browser itself, and
 * given again. Chromium only: elsewhere a page gets no folder of the disk. The folder comes by dropping it, which is the way to a
 * handle that a page cannot make up and that no dialog of the system has to be answered for; its summaries go to the browser's
 * own storage, since permission to write is asked for in such a dialog.
 */

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { FolderPage, launch, Site, until } from './harness/index.js';
import { makeTinySite } from './harness/tiny-site.js';

/** So many that a run of them is not over before something has been done to it. */
const COUNT = 160;

/**
 * Drops a folder of the disk on the page, which may read it from then on.
 * @param {FolderPage} app
 * @param {string} folder
 */
async function drop({ page }, folder) {
  const session = await page.createCDPSession();
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of /** @type {const} */ (['dragEnter', 'dragOver', 'drop']))
    await session.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data });
  await session.detach();
}

/**
 * Takes away what the site may do with the folder, as a person does in the settings.
 * @param {import('./harness/browsers.js').RunningBrowser} running
 * @param {string} origin
 * @param {string} folder
 */
async function withdraw({ browser }, origin, folder) {
  const settings = await browser.newPage();
  await settings.goto('chrome://settings/content/filesystem');
  await settings.evaluate(
    (...grant) => Reflect.get(globalThis, 'chrome').send('revokeFileSystemGrant', grant),
    origin,
    folder,
  );
  await settings.close();
}

test('a permission that is withdrawn pauses the run, until it is given again', { timeout: 120_000 }, async () => {
  const tiny = await makeTinySite();
  const site = await Site.start({ root: tiny.root });
  const disk = await mkdtemp(join(tmpdir(), 'nutshell-disk-'));
  const running = await launch('chromium');
  try {
    const folder = join(disk, 'letters');
    await mkdir(folder);
    const names = Array.from({ length: COUNT }, (_, i) => `letter ${i}`);
    for (const [i, name] of names.entries())
      await writeFile(join(folder, `${name}.txt`), `Gate ${i} opens at nine. Bring form ${i + 10} to room 12.`);
    const app = await FolderPage.start(running, site.url);
    await drop(app, folder);
    await until('the folder', async () => /^letters: 160 notes, 160 to summarize/.test(await app.folderFacts()));
    await app.page.evaluate(() => Reflect.set(globalThis, 'pickedByTest', 'out'));
    await app.page.click('details:has(#choose-target) > summary');
    await app.click('button', 'Choose another folder for them');
    await until('the other folder', async () => /160 to summarize, into out$/.test(await app.folderFacts()));

    await app.click('button', 'Start');
    await until('one is done', async () => (await app.countRows('done')) > 0, { every: 2 });
    await withdraw(running, site.origin, folder);
    await app.waitForRun(/^Paused: The browser may no longer use the folder/);
    const before = Object.keys(await app.files('out'));
    assert.ok(before.length < COUNT, 'the run is not over');
    assert.equal(await app.countRows('failed'), 0, 'no note is blamed');

    await drop(app, folder);
    await app.click('button', 'Go on');
    await app.waitForRun(/^Done\./);
    const files = await app.files('out');
    const wanted = [...names.map((name) => `${name}.summary.md`), 'index.md', 'run.json'];
    assert.deepEqual(Object.keys(files).sort(), wanted.sort());
    const { notes } = JSON.parse(files['run.json']);
    assert.deepEqual(new Set(notes.map((/** @type {{ status: string }} */ { status }) => status)), new Set(['done']));
    await app.close();
  } finally {
    await running.close();
    await site.close();
    await tiny.remove();
    await rm(disk, { recursive: true });
  }
});
