/** The page in one file, opened from the disk: no server, no network, and the same summary. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { pdfDocument, wordDocument } from './harness/documents.js';
import { AppPage, BROWSERS, launch, ROOT, until, watchOutside } from './harness/index.js';
import { makeTinySite, SHORT_NOTE, TINY_NAME, withScene } from './harness/tiny-site.js';

const run = promisify(execFile);

/** @type {import('./harness/tiny-site.js').TinySite} */
let tiny;
/** @type {string} */
let folder;
/** The path of the page. @type {string} */
let file;
before(async () => {
  tiny = await makeTinySite();
  // A name as people give it.
  folder = await mkdtemp(join(tmpdir(), 'nutshell single file-'));
  file = join(folder, 'nutshell.html');
  const command = join(ROOT, 'www', 'tooling', 'single-file', 'single-file.js');
  await run(process.execPath, [command, '--site', tiny.root, '--out', file]);
});
after(async () => {
  await tiny?.remove();
  if (folder) await rm(folder, { recursive: true });
});

for (const name of BROWSERS) {
  describe(`single file, ${name}`, { timeout: 120_000 }, () => {
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    /** @type {import('./harness/outside.js').Outside} */
    let outside;
    before(async () => {
      outside = await watchOutside();
      running = await launch(name, { proxy: outside.address });
    });
    after(async () => {
      await running?.close();
      await outside?.close();
    });

    /** @param {string} path */
    const open = (path) => AppPage.open(running, pathToFileURL(path).href);

    test('it summarizes as the site does, and asks for nothing', async () => {
      const app = await open(file);
      const text = await app.summarize(SHORT_NOTE);
      const facts = await app.facts();
      assert.equal(facts.Name, TINY_NAME);
      assert.equal(facts['SHA-256'], tiny.entry.sha256);
      assert.equal(facts.Storage, 'inside this page');
      assert.match(facts.Engine, /^single-(relaxed|simd128), 1 thread$/);
      const elsewhere = app.requests.filter((url) => url !== pathToFileURL(file).href && !/^(blob|data):/.test(url));
      assert.deepEqual(elsewhere, []);
      const left = await app.page.evaluate(() => document.querySelectorAll('script[data-file]').length);
      assert.equal(left, 0, 'the text of the files is gone from memory');
      await app.close();

      await withScene(running, tiny, {}, async ({ app: served }) => {
        assert.equal(await served.summarize(SHORT_NOTE), text);
      });
    });

    test('no script of it can reach the network, and what needs the site is not shown', async () => {
      const app = await open(file);
      const tried = await app.page.evaluate(() =>
        fetch('http://elsewhere.example/').then(
          () => 'answered',
          () => 'refused',
        ),
      );
      assert.equal(tried, 'refused');
      assert.ok(outside.asked.every((host) => !host.includes('elsewhere')));
      assert.equal(await app.look('link', 'Summarize a folder'), null);
      assert.equal(await app.page.evaluate(() => document.querySelectorAll('a[href]').length), 0);
      app.allow(/Content[- ]Security[- ]Policy|connect-src/i);
      await app.close();
    });

    test('what is typed before the script is read is the note', async () => {
      const app = await AppPage.open(running, pathToFileURL(file).href, {
        before: (page) =>
          page.evaluateOnNewDocument((text) => {
            const observer = new MutationObserver(() => {
              const box = document.getElementById('note');
              if (!(box instanceof HTMLTextAreaElement)) return;
              observer.disconnect();
              box.value = text;
            });
            observer.observe(document, { childList: true, subtree: true });
          }, SHORT_NOTE),
      });
      await app.click('button', 'Summarize');
      assert.ok((await app.waitForSummary()).length > 0);
      assert.equal(await app.note(), SHORT_NOTE);
      await app.close();
    });

    test('it reads documents', async () => {
      const app = await open(file);
      /** @type {[string, Uint8Array, RegExp][]} */
      const documents = [
        ['roof.docx', await wordDocument(), /^# The roof\n\nIt costs €48,500/],
        ['costs.pdf', await pdfDocument((pdf) => pdf.text('The roof costs 5 euros.')), /^The roof costs 5 euros\.$/],
        ['asian.pdf', Buffer.from(ASIAN_PDF), /^日本$/],
      ];
      for (const [document, bytes, expected] of documents) {
        const path = join(folder, `${name}-${document}`);
        await writeFile(path, bytes);
        const chooser = app.page.waitForFileChooser();
        await app.click('button', 'Choose files');
        await (await chooser).accept([path]);
        await until(`the text of ${document}`, async () => expected.test((await app.note()).trim()), {
          timeout: 20_000,
        });
      }
      await app.close();
    });

    test('a copy that was cut off, or has one wrong letter in the model, says so', async () => {
      const whole = await readFile(file, 'latin1');
      const model = whole.indexOf('data-file="models/tiny/000.bin"');
      const at = whole.indexOf('>', model) + 5000;
      const wrong = whole[at] === 'A' ? 'B' : 'A';
      const copies = {
        'cut.html': whole.slice(0, at),
        'wrong.html': whole.slice(0, at) + wrong + whole.slice(at + 1),
      };
      for (const [copy, content] of Object.entries(copies)) {
        const path = join(folder, `${name}-${copy}`);
        await writeFile(path, content, 'latin1');
        const app = await open(path);
        await app.write(SHORT_NOTE);
        const alert = await until(`the alert of ${copy}`, () => app.alert(), { timeout: 20_000 });
        assert.match(alert, /damaged or was not copied whole\. Copy it again/);
        assert.equal(await app.note(), SHORT_NOTE);
        await app.close();
      }
    });
  });
}

/** A page that says 日本 in a font of codes that only a character map tells. */
const ASIAN_PDF = `%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>> endobj
4 0 obj <</Length 42>> stream
BT /F1 24 Tf 20 100 Td <93FA967B> Tj ET   
endstream endobj
5 0 obj <</Type/Font/Subtype/Type0/BaseFont/Ryumin/Encoding/90ms-RKSJ-H/DescendantFonts[6 0 R]>> endobj
6 0 obj <</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>
/FontDescriptor 7 0 R>> endobj
7 0 obj <</Type/FontDescriptor/FontName/Ryumin/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200
/StemV 80>> endobj
trailer <</Root 1 0 R/Size 8>>
`;
