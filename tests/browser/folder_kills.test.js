/**
 * The browser's own process is killed in the middle of a run, as by a loss of power; NUTSHELL_KILLS times, at random moments.
 * Afterwards every note is done once, and nothing else is there.
 */

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { FolderPage, launch, Site, until } from './harness/index.js';

/** @import { JournalEntry } from '../../www/batch/journal-port.js' */

const KILLS = Number(process.env.NUTSHELL_KILLS ?? 2);
const NOTES = KILLS > 10 ? 40 : 8;
/** Longest life of a browser after its run has begun, in ms. */
const LIFE = 4000;
/** Notes that are worked on at once. */
const SIDE_BY_SIDE = 8;

/** @param {number} i */
function note(i) {
  const day = 1 + (i % 28);
  return (
    `Meeting ${i} of the harbour committee was on ${day} March. Lena Ortiz reported that crane ${i + 3} is out of order. ` +
    `The repair costs €${i + 4},${100 + i} and takes ${i + 2} days. Until then ships are unloaded by hand. ` +
    'The committee asked for a second offer before Friday and will decide in April.\n'
  );
}

test(`a run that is killed ${KILLS} times`, { timeout: 120_000 + KILLS * 40_000 }, async () => {
  const site = await Site.start();
  const profile = await mkdtemp(join(tmpdir(), 'nutshell-kills-'));
  const notes = Object.fromEntries(Array.from({ length: NOTES }, (_, i) => [`group ${i % 3}/note ${i}.txt`, note(i)]));
  /** @type {import('./harness/browsers.js').RunningBrowser | null} */
  let running = null;
  try {
    for (let life = 0; life <= KILLS; life += 1) {
      running = await launch('chromium', { profile });
      const app = await FolderPage.start(running, site.url);
      if (life === 0) {
        await app.put('notes', notes);
        await app.choose();
        await app.click('button', 'Start');
      } else {
        await app.click('button', 'Open notes again');
        await until('the run is known', async () => /cut off|^Done/.test(await app.runState()));
        if (/cut off/.test(await app.runState())) await app.click('button', 'Go on');
      }
      if (life === KILLS) {
        await app.waitForRun(/^Done\./, 300_000);
        await check(app, notes);
        break;
      }
      await app.waitForRun(/^(Working|Done)/);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * LIFE));
      const { browser } = running;
      const ended = new Promise((resolve) => browser.process()?.once('exit', resolve));
      browser.process()?.kill('SIGKILL');
      await ended;
      await running.close().catch(() => {});
      running = null;
    }
  } finally {
    await running?.close().catch(() => {});
    await site.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
});

/**
 * @param {FolderPage} app
 * @param {Record<string, string>} notes
 */
async function check(app, notes) {
  const files = await app.files('notes');
  const summaries = Object.keys(notes).map((path) => `summaries/${path.replace('.txt', '.summary.md')}`);
  const wanted = [...Object.keys(notes), ...summaries, 'summaries/index.md', 'summaries/run.json'];
  assert.deepEqual(Object.keys(files).sort(), wanted.sort(), 'every note has its summary, and nothing else is there');
  for (const path of summaries) assert.match(files[path], /^---\nsource: .*\n---\n\n\* \S.*\n$/s, `${path} is whole`);
  const entries = /** @type {JournalEntry[]} */ (
    await app.page.evaluate(async () => {
      const { DatabaseJournal, knownFolders } = await import(
        new URL('batch/journal-database.js', document.baseURI).href
      );
      return new DatabaseJournal((await knownFolders())[0].id).entries();
    })
  );
  const count = (/** @type {JournalEntry['type']} */ type) => entries.filter((entry) => entry.type === type).length;
  const redone = count('note-begun') - NOTES;
  console.log(`${KILLS} kills, ${NOTES} notes, ${entries.length} entries, ${redone} notes begun again`);
  assert.equal(count('run-begun'), 1, 'one run');
  assert.equal(count('run-done'), 1);
  assert.ok(redone <= KILLS * SIDE_BY_SIDE, `${redone} notes were begun again`);
  const { notes: records } = JSON.parse(files['summaries/run.json']);
  assert.equal(records.filter((/** @type {{ status: string }} */ { status }) => status === 'done').length, NOTES);
}
