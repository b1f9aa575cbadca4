/** Each sentence of a summary shows what in the note it rests on, and quotes are labelled, with the real model. */

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { SAMPLE_NOTE } from '../../www/page/sample-note.js';
import { inOrder } from '../../www/page/text-parts.js';
import { AppPage, BROWSERS, launch, Site, until } from './harness/index.js';

/** @typedef {import('../../www/api/nutshell.js').Summary} Summary */

const CHANGED = 'The note has changed since this summary was made.';
/** So short that the engine quotes it, whatever the model says. */
const SHORT = 'The pump is broken. Anna orders a new one for €240 before Friday.';
/** What is more bytes, characters or UTF-16 units in one count than in another, and runs the other way. */
const STRANGE = '👩‍👩‍👧 🚣🏽 𝒜 e\u0301 שלום לכולם, הישיבה מתחילה בשעה תשע בבוקר.\n\nمرحبا بالجميع 🎉\n\n';
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

for (const name of BROWSERS) {
  describe(`evidence, ${name}`, { timeout: 400_000 }, () => {
    /** @type {Site} */
    let site;
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    /** @type {AppPage} */
    let app;

    before(async () => {
      site = await Site.start();
      running = await launch(name, {
        args: name === 'chromium' ? ['--force-prefers-reduced-motion'] : [],
        prefs: { 'ui.prefersReducedMotion': 1 },
      });
      app = await AppPage.open(running, site.url, { viewport: DESKTOP });
    });
    after(async () => {
      await running?.close();
      await site?.close();
    });
    beforeEach(async () => {
      await app.page.setViewport(DESKTOP);
      await app.page.mouse.move(5, 5);
      await app.page.keyboard.press('Escape');
    });

    test('pointing at a sentence marks its evidence in the note and brings it into view', async () => {
      await app.summarize(SAMPLE_NOTE.text, { kind: 'key-points', length: 'medium' });
      const record = await recordOf(app, SAMPLE_NOTE.text);
      assert.ok(record.sentences.length > 2, `${record.sentences.length} sentences`);
      await assertMarks(app, record, SAMPLE_NOTE.text);
      assert.equal(await facts(app), factsOf(record));
    });

    test('in a paragraph as in a list', async () => {
      await app.summarize(SAMPLE_NOTE.text, { kind: 'tldr', length: 'medium' });
      const record = await recordOf(app, SAMPLE_NOTE.text, 'tldr');
      assert.equal(await app.page.$('#summary li'), null);
      await assertMarks(app, record, SAMPLE_NOTE.text);
    });

    test('a screen reader hears what a sentence rests on', async () => {
      await app.summarize(SAMPLE_NOTE.text, { kind: 'key-points', length: 'medium' });
      const { sentences } = await recordOf(app, SAMPLE_NOTE.text);
      const heard = await app.page.$$eval('#summary [role="button"]', (elements) =>
        elements.map((element) => {
          const described = document.getElementById(element.getAttribute('aria-describedby') ?? '');
          return [element.textContent, described?.textContent ?? ''];
        }),
      );
      assert.equal(heard.length, sentences.length);
      for (const [i, { text, origin, evidence }] of sentences.entries()) {
        const [label, description] = heard[i];
        assert.equal(label, origin === 'quoted' ? `${text}\u00a0(quoted)` : text);
        if (origin === 'quoted') assert.equal(description, 'Quoted from the note');
        else {
          const words = /^Rests on: “(.*?)…?”(, and \d more)?$/.exec(description)?.[1];
          const passage = SAMPLE_NOTE.text.slice(evidence[0].start, evidence[0].end);
          assert.ok(words && passage.startsWith(words), `${description} / ${passage}`);
        }
      }
    });

    test('the keyboard reaches each sentence, pins it and lets it go', async () => {
      const record = await recordOf(app, SAMPLE_NOTE.text);
      const expected = record.sentences.map((sentence) => passagesOf(sentence, SAMPLE_NOTE.text));
      await (await app.find('region', 'Summary')).focus();
      for (const passages of expected) {
        await app.page.keyboard.press('Tab');
        await marksBecome(app, passages);
      }
      await app.page.keyboard.press('Enter');
      assert.deepEqual(await pressed(app), [expected.length - 1]);
      await back(app);
      await marksBecome(app, expected[expected.length - 2]);
      await (await app.find('textbox', 'Note')).focus();
      await marksBecome(app, expected[expected.length - 1]);
      await app.page.keyboard.press('Escape');
      await marksBecome(app, []);
      assert.deepEqual(await pressed(app), []);
      await (await app.find('region', 'Summary')).focus();
      await app.page.keyboard.press('Tab');
      await app.page.keyboard.press(' ');
      assert.deepEqual(await pressed(app), [0]);
      await app.page.keyboard.press(' ');
      assert.deepEqual(await pressed(app), []);
      await marksBecome(app, []);
    });

    test('a click pins a sentence until another click', async () => {
      const record = await recordOf(app, SAMPLE_NOTE.text);
      const [first, second] = record.sentences.map((sentence) => passagesOf(sentence, SAMPLE_NOTE.text));
      await pointAt(app, 0, 'click');
      assert.deepEqual(await pressed(app), [0]);
      await pointAt(app, 1, 'move');
      await marksBecome(app, second);
      await app.page.mouse.move(5, 5);
      await (await app.find('button', 'Copy')).focus();
      await marksBecome(app, first);
      await pointAt(app, 0, 'click');
      assert.deepEqual(await pressed(app), []);
      await marksBecome(app, []);
    });

    test('a note that has changed is not marked in the wrong places', async () => {
      const record = await recordOf(app, SAMPLE_NOTE.text);
      await pointAt(app, 0, 'click');
      await marksBecome(app, passagesOf(record.sentences[0], SAMPLE_NOTE.text));
      await (await app.find('textbox', 'Note')).focus();
      await app.page.keyboard.type('x');
      assert.deepEqual(await marks(app), []);
      await pointAt(app, 1, 'move');
      await until('the reason', async () => (await message(app)) === CHANGED);
      assert.deepEqual(await marks(app), []);
      await app.write(SAMPLE_NOTE.text);
      await app.page.mouse.move(5, 5);
      await pointAt(app, 1, 'move');
      await marksBecome(app, passagesOf(record.sentences[1], SAMPLE_NOTE.text));
      assert.equal(await message(app), '');
    });

    test('indices hold behind emoji and text from right to left', async () => {
      const text = STRANGE + SAMPLE_NOTE.text;
      await app.summarize(text, { kind: 'key-points', length: 'medium' });
      const record = await recordOf(app, text);
      await assertMarks(app, record, text);
      const quoted = record.sentences.filter(({ origin }) => origin === 'quoted');
      for (const sentence of quoted) {
        assert.equal(passagesOf(sentence, text).join(' ').toLowerCase(), sentence.text.toLowerCase());
      }
    });

    test('the marks lie on the words, in any script and far down', async () => {
      const page = await AppPage.open(running, site.url, { viewport: DESKTOP });
      const line = 'One line of a long note, which the textbox breaks somewhere in the middle of it, 漢字 and all.\n\n';
      try {
        for (const [what, text] of Object.entries({
          latin: `${line.repeat(40)}the end`,
          strange: `${STRANGE.repeat(30)}the end`,
          hebrew: `${'שלום לכולם, הישיבה מתחילה בשעה תשע בבוקר. '.repeat(60)}\n${STRANGE.repeat(9)}שלום`,
          'one word': `${'w'.repeat(20_000)}\nthe end`,
          'a megabyte': `${line.repeat(9000)}the end`,
        })) {
          const start = text.lastIndexOf('\n') + 1;
          const { off, side } = await placeOfLastLine(page, text, start);
          assert.ok(Math.abs(off) < 2, `${what}: the mark is ${off} px off`);
          assert.ok(side < 2, `${what}: the mark begins ${side} px from the edge`);
        }
      } finally {
        await page.close();
      }
    });

    test('quotes are labelled: shown, copied and saved', async () => {
      await app.write('');
      await app.summarize(SHORT, { kind: 'key-points', length: 'medium' });
      const { sentences } = await recordOf(app, SHORT);
      const labelled = sentences.map(({ text }) => `* ${text} (quoted)`).join('\n');
      assert.deepEqual(
        sentences.map(({ origin }) => origin),
        ['quoted', 'quoted'],
      );
      const shown = await app.page.$$eval('#summary li', (items) => items.map((item) => item.innerText));
      assert.equal(shown.map((item) => `* ${item.replace('\u00a0', ' ')}`).join('\n'), labelled);
      assert.match(await facts(app), /^2 sentences, all quoted\. Read all \d+ tokens of the note\.$/);
      await app.click('button', 'Save as markdown');
      const file = await until('the file', async () =>
        (await readdir(running.downloads)).find((entry) => entry.endsWith('.summary.md')),
      );
      const content = await until('its content', () => readFile(join(running.downloads, file), 'utf8'));
      for (const field of ['sentences_written: 0', 'sentences_quoted: 2', 'sentences_dropped: 0']) {
        assert.ok(content.includes(`\n${field}\n`), `${field} in ${content}`);
      }
      assert.ok(content.endsWith(`\n---\n\n${labelled}\n`), content);
      await app.click('button', 'Copy');
      await until('the button says so', () => app.look('button', 'Copied'));
      await app.write('');
      await app.paste();
      assert.equal(await app.note(), labelled);
    });

    test('each note has its own summary and its own evidence', async () => {
      await app.write('');
      const windows = SAMPLE_NOTE.text.replaceAll('\n', '\r\n');
      await drop(app, { 'club.txt': windows, 'pump.txt': SHORT });
      await app.click('button', 'club.txt');
      await app.choose({ kind: 'key-points', length: 'medium' });
      await app.click('button', 'Summarize');
      await app.waitForSummary();
      const club = await recordOf(app, windows);
      await assertMarks(app, club, windows);
      await pointAt(app, 0, 'click');

      await app.click('button', 'pump.txt');
      assert.deepEqual(await marks(app), []);
      assert.equal((await app.summary()).trim(), '');
      await app.click('button', 'Summarize');
      await app.waitForSummary();
      await assertMarks(app, await recordOf(app, SHORT), SHORT);

      await app.click('button', 'club.txt summarized');
      assert.deepEqual(await marks(app), []);
      assert.deepEqual(await pressed(app), []);
      await assertMarks(app, club, windows);
    });

    test('on a phone, a tap shows the passage below the sentence, and the way to it', async () => {
      const note = await app.note();
      await app.page.setViewport(PHONE);
      await pointAt(app, 1, 'click');
      const passages = () =>
        app.page.$$eval('#summary .passage', (elements) =>
          elements.map((element) => [
            element.querySelector('mark')?.textContent ?? '',
            element.checkVisibility() && element.getBoundingClientRect().height > 10,
          ]),
        );
      const record = await recordOf(app, note);
      const { evidence } = record.sentences[1];
      assert.deepEqual(
        await passages(),
        evidence.map(({ start, end }) => [note.slice(start, end), true]),
      );
      const [sentence, passage] = await app.page.evaluate(() =>
        ['.sentence[aria-pressed="true"]', '.passage'].map(
          (selector) => document.querySelector(selector)?.getBoundingClientRect().toJSON() ?? null,
        ),
      );
      assert.ok(passage.top >= sentence.bottom - 4, 'it is below');
      await app.click('button', 'Show in the note');
      await until('the note in view', async () => {
        const { top, bottom } = await app.page.$eval('#note-marks mark', (mark) =>
          mark.getBoundingClientRect().toJSON(),
        );
        return top >= 0 && bottom <= PHONE.height;
      });
      await app.page.keyboard.press('Escape');
      assert.deepEqual(await passages(), []);
      app.check();
    });
  });
}

/**
 * What the engine says of the summary that the page shows: the same note gives the same bytes.
 * @param {AppPage} app
 * @param {string} note
 * @param {'key-points' | 'tldr'} [type]
 * @returns {Promise<Summary>}
 */
function recordOf(app, note, type = 'key-points') {
  return app.page.evaluate(
    async (text, options) => {
      const { Summarizer } = await import(new URL('api/nutshell.js', document.baseURI).href);
      const summarizer = await Summarizer.create(options);
      return summarizer.summarizeWithRecord(text);
    },
    note,
    { type, length: /** @type {const} */ ('medium'), format: /** @type {const} */ ('markdown') },
  );
}

/**
 * The passages of a sentence in the order of the note, as a textbox shows them.
 * @param {Summary['sentences'][number]} sentence
 * @param {string} note
 */
function passagesOf({ evidence }, note) {
  return inOrder(evidence).map(({ start, end }) => note.slice(start, end).replaceAll('\r\n', '\n'));
}

/** @param {AppPage} app */
function marks(app) {
  return app.page.$$eval('#note-marks mark', (found) => found.map((mark) => mark.textContent));
}

/**
 * @param {AppPage} app
 * @param {string[]} passages
 */
async function marksBecome(app, passages) {
  const same = async () => JSON.stringify(await marks(app)) === JSON.stringify(passages);
  await until('the marks', same, { timeout: 10_000 }).catch(async () => assert.deepEqual(await marks(app), passages));
}

/**
 * Points at each sentence in turn; its evidence is marked in the note and in view, and no other.
 * @param {AppPage} app
 * @param {Summary} record
 * @param {string} note
 */
async function assertMarks(app, { sentences }, note) {
  assert.equal((await app.page.$$('#summary .sentence')).length, sentences.length);
  for (const [i, sentence] of sentences.entries()) {
    await pointAt(app, i, 'move');
    await marksBecome(app, passagesOf(sentence, note));
    const best = note.slice(sentence.evidence[0].start, sentence.evidence[0].end).replaceAll('\r\n', '\n');
    const seen = () =>
      app.page.evaluate((text) => {
        const found = Array.from(document.querySelectorAll('#note-marks mark'));
        const mark = found.find((each) => each.textContent?.includes(text))?.getBoundingClientRect();
        const box = document.querySelector('#note')?.getBoundingClientRect();
        return mark && box && mark.height > 10 && mark.top >= box.top && mark.bottom <= box.bottom;
      }, best);
    await until(`“${best}” in view`, seen, { timeout: 5000 });
  }
  await app.page.mouse.move(5, 5);
  await marksBecome(app, []);
}

/**
 * @param {AppPage} app
 * @param {number} i the number of a sentence
 * @param {'move' | 'click'} act
 */
async function pointAt(app, i, act) {
  const [x, y] = await app.page.evaluate((number) => {
    const sentence = document.querySelectorAll('#summary .sentence')[number];
    sentence.scrollIntoView({ block: 'nearest' });
    // A sentence that begins in the middle of a line has an empty corner.
    const { left, top, height } = sentence.getClientRects()[0];
    return [left + 8, top + height / 2];
  }, i);
  if (act === 'click') await app.page.mouse.click(x, y);
  else await app.page.mouse.move(x, y);
}

/**
 * The numbers of the sentences that are pinned.
 * @param {AppPage} app
 */
function pressed(app) {
  return app.page.$$eval('#summary .sentence', (found) =>
    found.flatMap((sentence, i) => (sentence.getAttribute('aria-pressed') === 'true' ? [i] : [])),
  );
}

/** @param {AppPage} app */
async function back(app) {
  await app.page.keyboard.down('Shift');
  await app.page.keyboard.press('Tab');
  await app.page.keyboard.up('Shift');
}

/** @param {AppPage} app */
function message(app) {
  return app.page.$eval('#evidence-message', (element) => (element instanceof HTMLElement ? element.innerText : ''));
}

/** @param {AppPage} app */
function facts(app) {
  return app.page.$eval('#summary-facts', (element) => element.textContent ?? '');
}

/** @param {Summary} record */
function factsOf({ sentences, dropped, coverage }) {
  const quoted = sentences.filter(({ origin }) => origin === 'quoted').length;
  const written = sentences.length - quoted;
  const whose =
    written && quoted ? `: ${written} written, ${quoted} quoted` : `, all ${written ? 'written' : 'quoted'}`;
  const left = dropped ? `; ${dropped} dropped, as the note does not support ${dropped === 1 ? 'it' : 'them'}` : '';
  const parts = coverage.chunks > 1 ? ` in ${coverage.chunks} parts` : '';
  const { tokensRead, tokensTotal } = coverage;
  const read =
    tokensRead < tokensTotal
      ? `Weighed all ${tokensTotal} tokens of the note; the model read ${tokensRead} of them${parts}.`
      : `Read all ${tokensTotal} tokens of the note${parts}.`;
  return `${sentences.length} sentences${whose}${left}. ${read}`;
}

/**
 * Shows a note and marks its last line, by the page's own code, and compares its place with where the textbox, scrolled to
 * its end, must show that line.
 * @param {AppPage} app
 * @param {string} text
 * @param {number} start
 * @returns {Promise<{ off: number, side: number }>} CSS pixels from there, and from the edge at which the line begins
 */
async function placeOfLastLine(app, text, start) {
  await app.page.evaluate(
    async (note, from) => {
      const { NoteMarks } = await import(new URL('page/note-marks.js', document.baseURI).href);
      const box = document.querySelector('#note');
      // The page is not told: it would take away marks that are not its own.
      if (box instanceof HTMLTextAreaElement) box.value = note;
      const own = Reflect.get(globalThis, 'marksByTest') ?? new NoteMarks();
      Reflect.set(globalThis, 'marksByTest', own);
      if (!own.show(note, [{ start: from, end: note.length }], true)) throw new Error('not marked');
    },
    text,
    start,
  );
  await until('the mark', async () => (await marks(app)).length === 1);
  return app.page.$eval('#note-marks mark', async (mark) => {
    const box = /** @type {HTMLTextAreaElement} */ (document.querySelector('#note'));
    box.scrollTop = box.scrollHeight;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const { paddingBottom, paddingLeft, paddingRight, lineHeight } = getComputedStyle(box);
    const outer = box.getBoundingClientRect();
    const place = mark.getBoundingClientRect();
    const line = outer.bottom - Number.parseFloat(paddingBottom) - Number.parseFloat(lineHeight) / 2;
    const left = place.left - outer.left - box.clientLeft - Number.parseFloat(paddingLeft);
    const right = outer.left + box.clientLeft + box.clientWidth - Number.parseFloat(paddingRight) - place.right;
    return { off: (place.top + place.bottom) / 2 - line, side: Math.min(Math.abs(left), Math.abs(right)) };
  });
}

/**
 * Drops files onto the page.
 * @param {AppPage} app
 * @param {Record<string, string>} files
 */
async function drop(app, files) {
  await app.page.evaluate((contents) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of Object.entries(contents)) dataTransfer.items.add(new File([text], name));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
  }, files);
  await app.find('button', Object.keys(files)[0]);
}
