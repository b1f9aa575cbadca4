/** What can go wrong in a night: the engine dies on a note, the folder goes away, there is no space left. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { ISOLATION_HEADERS } from '../../www/tooling/headers.js';
import { BROWSERS, FolderPage, faults, launch, Site, until } from './harness/index.js';
import { makeTinySite } from './harness/tiny-site.js';

/** So many that a run of them is never over before something has been done to it. */
const COUNT = 160;

const NOTES = Object.fromEntries(
  Array.from({ length: COUNT }, (_, i) => [
    `note ${i}.txt`,
    `Gate ${i} opens at nine. Bring form ${i + 10} to room 12.`,
  ]),
);

/** What the engine asks for at most, in pages of 64 KiB. */
const GIBIBYTE = 'maximum:16384';
/** With two threads and the tiny model it has 10 MB; the note below takes 15 MB more. */
const SMALL_DEVICE = 'maximum:256';

/** As long as a note may be, of sentences that all differ. */
function longNote() {
  const sentences = Array.from(
    { length: 11_000 },
    (_, i) =>
      `In hall ${i} crane ${i * 7} of Ana Lind${i} was mended for €${i + 100} on ${(i % 28) + 1} May and tested.\n`,
  );
  const text = sentences.join('');
  assert.ok(text.length > 850_000 && text.length < 950_000, `${text.length} characters`);
  return text;
}

/** The site's own files are compared with their checksums, so the service worker refuses a changed one. */
const REFUSED = /not the file of this version|ServiceWorker|service worker/i;

/** @type {import('./harness/tiny-site.js').TinySite} */
let tiny;
before(async () => {
  tiny = await makeTinySite();
});
after(() => tiny?.remove());

for (const name of BROWSERS) {
  describe(`a folder and its faults, ${name}`, { timeout: 200_000 }, () => {
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    /** @type {Site} */
    let site;
    /** @type {FolderPage} */
    let app;
    before(async () => {
      running = await launch(name);
    });
    after(() => running?.close());

    beforeEach(async () => {
      site = await Site.start({ root: tiny.root });
    });

    /**
     * @param {() => Promise<void>} use
     * @param {string} [search] of the page's address
     */
    async function scene(use, search) {
      try {
        app = await FolderPage.start(running, site.url, { allow: [REFUSED], search });
        await app.put('notes', NOTES);
        await use();
        await app.close();
      } finally {
        await site.close();
      }
    }

    /**
     * A run begins, and has done something.
     * @param {string} button
     */
    async function startAndSee(button = 'Start') {
      await app.click('button', button);
      await until('one is done', async () => (await app.countRows('done')) > 0, { every: 2 });
    }

    test('a note for which the memory does not suffice is tried twice, and the others are done', async () => {
      site.intercept(
        faults.where(/engine\/threads-[^/]+\/nutshell\.js$/, async ({ url }, response) => {
          const glue = await readFile(join(tiny.root, new URL(url ?? '', site.url).pathname), 'utf8');
          assert.ok(glue.includes(GIBIBYTE));
          response.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8', ...ISOLATION_HEADERS });
          response.end(glue.replace(GIBIBYTE, SMALL_DEVICE));
        }),
      );
      await scene(async () => {
        await app.put('notes', { 'note 1.txt': longNote() });
        await app.choose();
        await app.runAll();
        const rows = await app.rows();
        assert.deepEqual(rows['note 1.txt'].slice(0, 2), [
          'failed',
          'There is not enough memory for this model. Close other tabs, or choose a smaller model.',
        ]);
        assert.equal(Object.values(rows).filter(([state]) => state === 'done').length, COUNT - 1);
        const log = await app.log();
        assert.equal(log.filter((line) => /note 1\.txt: .*tried once more/.test(line)).length, 1);
        const { notes } = JSON.parse((await app.files('notes/summaries'))['run.json']);
        const { failure } = notes.find((/** @type {{ source: string }} */ { source }) => source === 'note 1.txt');
        assert.match(failure.detail, /^RuntimeError: /, 'the engine itself has died of it');
      }, '?threads=2');
    });

    const takeAway = () =>
      until('the folder is away', () =>
        app.page.evaluate(async () => {
          const root = await navigator.storage.getDirectory();
          // Not while a file in it is being written.
          const gone = root.removeEntry('notes', { recursive: true });
          return gone.then(
            () => true,
            () => false,
          );
        }),
      );

    test('a folder that is away at the begin, or goes away, pauses the run until it is back', async () => {
      await scene(async () => {
        await app.choose();
        await takeAway();
        await app.click('button', 'Start');
        await app.waitForRun(/^Paused: The folder is not there any more/);
        await app.put('notes', NOTES);
        await startAndSee('Go on');
        await takeAway();
        await app.waitForRun(/^Paused: The folder is not there any more/);
        await app.put('notes', NOTES);
        await app.click('button', 'Go on');
        await app.waitForRun(/^Done\./);
        // What was done before went away with the folder.
        await app.runAll();
        assert.equal(Object.keys(await app.files('notes/summaries')).length, COUNT + 2);
      });
    });

    if (name === 'chromium') {
      test('without space the run pauses, and goes on when there is some', async () => {
        await scene(async () => {
          await app.choose();
          await startAndSee();
          const session = await app.page.createCDPSession();
          await session.send('Storage.overrideQuotaForOrigin', { origin: site.origin, quotaSize: 1 });
          await app.waitForRun(/^Paused: .*space/);
          await session.send('Storage.overrideQuotaForOrigin', { origin: site.origin });
          await app.click('button', 'Go on');
          await app.waitForRun(/^Done\./);
          assert.equal(Object.keys(await app.files('notes/summaries')).length, COUNT + 2);
        });
      });
    }
  });
}
