/** A folder of notes becomes a folder of summaries: whole, once, again only where something has changed, and back again. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { BROWSERS, FolderPage, launch, Site, until } from './harness/index.js';

/** @import { Files } from './harness/folder-page.js' */

const NOTES = {
  'pump.txt': 'The pump is broken. Anna orders a new one for €240 before Friday.',
  'deep/roof.md': 'Karl has two quotes for the roof. Weir Roofing asks €6,480 for it. Work starts on 6 October.',
  'Протокол.md': 'Заседание перенесено на вторник. Анна пишет всем письмо.',
  'broken.txt': '\u0000\u0001\u0000\u0002',
  'empty.txt': '  \n',
  'photo.jpg': 'not a note',
};
const SUMMARIES = ['deep/roof.summary.md', 'index.md', 'pump.summary.md', 'run.json', 'Протокол.summary.md'];

/** What lies in the folder of the summaries. @param {FolderPage} app */
const summaries = (app) => app.files('notes/summaries');

/**
 * A summary is whole: front matter, and a text.
 * @param {Files} files
 * @param {string} path
 */
function checkWhole(files, path) {
  assert.match(
    files[path],
    /^---\nsource: "[^"]+"\nsource_sha256: "[0-9a-f]{64}"\n(?:[^\n]+\n)+---\n\n(?:\* \S.*\n)+$/u,
    path,
  );
}

for (const name of BROWSERS) {
  describe(`a folder, ${name}`, { timeout: 300_000 }, () => {
    /** @type {Site} */
    let site;
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    /** @type {FolderPage} */
    let app;
    /** @type {Files} */
    let first;
    before(async () => {
      site = await Site.start();
      running = await launch(name);
      app = await FolderPage.start(running, site.url);
      await app.put('notes', NOTES);
    });
    after(async () => {
      await running?.close();
      await site?.close();
    });

    test('each note gets one whole file, each broken one its reason', async () => {
      await app.choose();
      assert.match(await app.folderFacts(), /^notes: 5 notes, 5 to summarize, into notes\/summaries$/);
      await app.runAll();
      first = await summaries(app);
      assert.deepEqual(Object.keys(first).sort(), SUMMARIES);
      for (const path of SUMMARIES.filter((each) => each.endsWith('.summary.md'))) checkWhole(first, path);
      const run = JSON.parse(first['run.json']);
      assert.deepEqual(
        [run.state, run.totals.notes, run.totals.summarized, run.totals.failed, run.totals.skipped],
        ['done', 5, 3, 2, 1],
      );
      const failures = run.notes.flatMap((/** @type {{ source: string, failure: { code: string } | null }} */ note) =>
        note.failure ? [[note.source, note.failure.code]] : [],
      );
      assert.deepEqual(failures, [
        ['broken.txt', 'note-binary'],
        ['empty.txt', 'note-empty'],
      ]);
      assert.match(first['index.md'], /\| \[deep\/roof\.md\]\(deep\/roof\.summary\.md\) \| \S/);
      assert.match(first['index.md'], /- photo\.jpg: Files that end in \.jpg are not read\./);
      const rows = await app.rows();
      assert.equal(rows['pump.txt'][0], 'done');
      assert.match(rows['broken.txt'][1], /holds binary data/);
      const others = Object.entries(await app.files('notes')).filter(([path]) => !path.startsWith('summaries/'));
      assert.deepEqual(Object.fromEntries(others), NOTES, 'no note was touched');
    });

    test('a second run does only what has changed, and leaves what a person has edited', async () => {
      const changed = 'Karl takes the quote of Weir Roofing. The roof costs €6,480. Work starts on 13 October.';
      await app.put('notes', {
        'deep/roof.md': changed,
        'broken.txt': 'It is mended. Nothing is broken in it any more.',
      });
      const edited = `${first['pump.summary.md']}\nMy own line.\n`;
      await app.put('notes', { 'summaries/pump.summary.md': edited });
      await app.page.reload();
      await app.click('button', 'Open notes again');
      await until('the notes', async () => /5 notes, 3 to summarize/.test(await app.folderFacts()));
      const before = await app.rows();
      assert.deepEqual(
        [before['pump.txt'][0], before['Протокол.md'][0], before['deep/roof.md'][0]],
        ['edited by you', 'unchanged', 'to do: changed'],
      );
      await app.page.select('#filter-status', 'failed');
      assert.equal(await app.tableFacts(), '2 of 5 notes', 'those that failed before');
      await app.page.select('#filter-status', '');
      await app.runAll();
      const second = await summaries(app);
      assert.deepEqual(Object.keys(second).sort(), [...SUMMARIES, 'broken.summary.md'].sort());
      assert.equal(second['pump.summary.md'], edited);
      assert.equal(second['Протокол.summary.md'], first['Протокол.summary.md']);
      assert.notEqual(second['deep/roof.summary.md'], first['deep/roof.summary.md']);
      checkWhole(second, 'broken.summary.md');
    });

    test('the run is taken back, byte for byte but for what was edited since', async () => {
      const edited = 'Better in my words.';
      await app.put('notes', { 'summaries/broken.summary.md': edited });
      const undo = async () => {
        await app.click('button', 'Undo this run');
        await app.click('button', 'Really undo?');
      };
      const before = await summaries(app);
      // What a tab at work holds keeps all others out.
      await app.page.evaluate(() => {
        navigator.locks.request('nutshell-batch', () => new Promise((end) => Reflect.set(globalThis, 'endLock', end)));
      });
      await undo();
      await until('the refusal', async () => /Another tab/.test(await app.alert()));
      assert.deepEqual(await summaries(app), before, 'nothing was undone beside a tab at work');
      await app.page.evaluate(() => Reflect.get(globalThis, 'endLock')());
      await undo();
      await until('the alert is gone', async () => (await app.alert()) === '');
      await app.waitForRun(/undone/);
      const now = await summaries(app);
      const { 'pump.summary.md': pump, ...others } = first;
      const { 'pump.summary.md': kept, 'broken.summary.md': mine, ...rest } = now;
      assert.deepEqual(rest, others);
      assert.match(kept, /My own line/);
      assert.equal(mine, edited);
      assert.ok(pump);
      assert.match((await app.log())[0], /Kept, as edited since: broken\.summary\.md/);
      const button = await app.page.$eval('#undo-run:not([hidden])', (element) => element.textContent);
      assert.match(button ?? '', /^Undo the run of \S+ \d+, \d{4}, /, 'the run before can be taken back too');
    });

    test('a note is opened beside its summary, and an earlier version is looked at and brought back', async () => {
      await app.click('button', 'deep/roof.md');
      await app.find('dialog', 'deep/roof.md');
      const shown = await app.page.$eval('#dialog-summary', (element) => element.textContent ?? '');
      assert.ok(first['deep/roof.summary.md'].includes(shown.split('\n', 1)[0]));
      await (await app.find('combobox', 'Version')).select('0');
      await app.click('button', 'Bring this one back');
      const roof = async () => (await summaries(app))['deep/roof.summary.md'];
      await until('the other version', async () => (await roof()) !== first['deep/roof.summary.md']);
      checkWhole(await summaries(app), 'deep/roof.summary.md');
      await until('the row tells', async () => (await app.rows())['deep/roof.md'][0] === 'unchanged');
      const focused = await app.page.evaluate(() => document.activeElement?.textContent);
      assert.equal(focused, 'deep/roof.md', 'the keyboard is where it was');
      assert.deepEqual(Object.keys(await summaries(app)).sort(), [...SUMMARIES, 'broken.summary.md'].sort());
    });

    test('a tab that is closed in the middle loses nothing', async () => {
      const many = Object.fromEntries(
        Array.from({ length: 6 }, (_, i) => [`n${i}.txt`, `${i} pumps are broken. ${NOTES['deep/roof.md']}`]),
      );
      await app.put('many', many);
      await app.page.evaluate(() => Reflect.set(globalThis, 'pickedByTest', 'many'));
      await app.choose();
      await app.click('button', 'Start');
      await until('two notes are done', async () => (await app.countRows('done')) >= 2, { every: 5 });
      await app.page.close({ runBeforeUnload: false });
      app.check();

      app = await FolderPage.start(running, site.url);
      const between = await app.files('many/summaries');
      await app.click('button', 'Open many again');
      await app.waitForRun(/was cut off/);
      await app.click('button', 'Go on');
      await app.waitForRun(/^Done\./);
      const all = await app.files('many/summaries');
      assert.deepEqual(
        Object.keys(all).sort(),
        [...Object.keys(many).map((path) => path.replace('.txt', '.summary.md')), 'index.md', 'run.json'].sort(),
      );
      for (const path of Object.keys(all).filter((each) => each.endsWith('.summary.md'))) checkWhole(all, path);
      for (const [path, text] of Object.entries(between))
        if (text !== '') assert.equal(all[path], text, `${path} was not done again`);
      assert.equal(JSON.parse(all['run.json']).totals.summarized, 6);
    });

    test('no errors', () => app.check());
  });
}

describe('a folder without access to the disk, firefox', { timeout: 120_000 }, () => {
  test('the notes are uploaded, and the summaries come as one zip', async () => {
    const site = await Site.start();
    const running = await launch('firefox');
    const out = await mkdtemp(join(tmpdir(), 'nutshell-zip-'));
    try {
      const app = await FolderPage.start(running, site.url, { picker: false });
      await app.page.evaluate(
        (notes) => {
          const transfer = new DataTransfer();
          for (const [path, text] of Object.entries(notes)) transfer.items.add(new File([text], path));
          const input = /** @type {HTMLInputElement} */ (document.getElementById('folder-files'));
          input.files = transfer.files;
          input.dispatchEvent(new Event('change', { bubbles: true }));
        },
        { 'a.txt': NOTES['pump.txt'], 'b.txt': NOTES['Протокол.md'] },
      );
      await until('the notes', async () => /2 notes, 2 to summarize, into a zip/.test(await app.folderFacts()));
      await app.runAll();
      await app.click('button', 'Save all as zip');
      const file = await until('the zip', async () =>
        (await readdir(running.downloads)).find((each) => each.endsWith('.zip')),
      );
      await promisify(execFile)('python3', ['-m', 'zipfile', '-e', join(running.downloads, file), out]);
      assert.deepEqual((await readdir(out)).sort(), ['a.summary.md', 'b.summary.md', 'index.md', 'run.json']);
      checkWhole({ a: await readFile(join(out, 'a.summary.md'), 'utf8') }, 'a');
      await app.close();
    } finally {
      await running.close();
      await site.close();
      await rm(out, { recursive: true });
    }
  });
});
