/** Documents through the page: text as a person reads it, or the exact reason; nothing from elsewhere, nothing run. */

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  email,
  emptyWordDocument,
  LIBRARIES,
  PNG,
  pdfDocument,
  printedPdf,
  WORD_TEXT,
  withPassword,
  wordDocument,
} from './harness/documents.js';
import { BROWSERS, launch, until } from './harness/index.js';
import { makeTinySite, withScene } from './harness/tiny-site.js';

/** @import { AppPage } from './harness/index.js' */
/** @import { Interceptor } from './harness/site.js' */

const SENTENCE =
  'The committee discussed the roof of the well-known community building and its reconstruction at length. ';
const REPORT = `<!doctype html><html lang="en"><title>Report</title>
<style>
  body { font: 11pt/1.4 serif; text-align: justify; hyphens: manual; }
  h1 { font-size: 22pt } h2 { font-size: 15pt } td { padding-right: 60pt }
</style>
<h1>The roof</h1><p>${SENTENCE.repeat(4).replaceAll('reconstruction', 'recon&shy;struc&shy;tion')}</p>
<p>It costs €48,500. Наконец.</p>
<ol><li>Slates</li><li>Nails</li></ol>
<table><tr><td>Item</td><td>Cost</td></tr><tr><td>Slates</td><td>€9,000</td></tr></table>
<h2>What follows</h2>${`<p>${SENTENCE.repeat(5)}</p>`.repeat(16)}`;
const REPORT_TEXT = `# The roof

${SENTENCE.repeat(4).trim()}

It costs €48,500. Наконец.

1. Slates
2. Nails

| Item | Cost |
| Slates | €9,000 |

## What follows

${`${SENTENCE.repeat(5).trim()}\n\n`.repeat(16).trim()}`;

/** A mail as shops send them. */
const HTML_MAIL = `<html><head><title>x</title><style>p { color: red }</style><script>window.ranByNote = true</script></head>
<body style="margin:0" onload="window.ranByNote = true"><div style="display:none">Preheader</div>
<table role="presentation"><tr><td><table><tr><td><p style="color:red">Hi Anna,</p></td></tr></table></td>
<td><img src="https://tracker.test/dot.png" onerror="window.ranByNote = true" alt="dot"></td></tr></table>
<div>the roof costs&nbsp;<b>&euro;5</b>.</div><div><br></div><div>It has 10<sup>6</sup> nails.</div>
<link rel="stylesheet" href="https://tracker.test/a.css"><iframe src="https://tracker.test/"></iframe>
<blockquote>How <i>much</i>?</blockquote></body></html>`;

/** @type {import('./harness/tiny-site.js').TinySite} */
let tiny;
/** @type {string} */
let folder;
/** @type {Buffer} */
let word;
/** Word documents that cannot be read. @type {{ locked: Buffer, empty: Buffer, slow: Uint8Array }} */
let bad;
/** @type {Awaited<ReturnType<typeof makePdfs>>} */
let pdfs;
before(async () => {
  tiny = await makeTinySite();
  folder = await mkdtemp(join(tmpdir(), 'nutshell-documents-'));
  word = await wordDocument();
  bad = { locked: await withPassword(word), empty: await emptyWordDocument(), slow: slowDocument() };
  pdfs = await makePdfs();
});
after(async () => {
  await tiny?.remove();
  if (folder) await rm(folder, { recursive: true });
});

/** A small file with so many paragraphs that reading them takes seconds. */
function slowDocument() {
  const parts = LIBRARIES.fflate.unzipSync(word);
  const body = `<w:body>${'<w:p><w:r><w:t>word</w:t></w:r></w:p>'.repeat(120_000)}`;
  const xml = Buffer.from(parts['word/document.xml']).toString().replace('<w:body>', body);
  return LIBRARIES.fflate.zipSync({ ...parts, 'word/document.xml': Buffer.from(xml) });
}

async function makePdfs() {
  const write = (/** @type {any} */ pdf) => pdf.text('The roof costs 5 euros.');
  const picture = (/** @type {any} */ pdf) => pdf.image(PNG, 0, 0, { width: 500 });
  const pages = (/** @type {any} */ pdf) => {
    for (let i = 0; i < 2000; i += 1) pdf.addPage();
  };
  return {
    scan: await pdfDocument((pdf) => picture(picture(pdf).addPage())),
    half: await pdfDocument((pdf) => picture(write(pdf).addPage())),
    locked: await pdfDocument(write, { userPassword: 'secret', ownerPassword: 'x', pdfVersion: '1.7ext3' }),
    open: await pdfDocument(write, { ownerPassword: 'x', permissions: { copying: false } }),
    blank: await pdfDocument(() => {}),
    long: await pdfDocument(pages),
  };
}

/**
 * Chooses files as a person does.
 * @param {AppPage} app
 * @param {Record<string, Uint8Array>} files
 */
async function choose(app, files) {
  const own = await mkdtemp(join(folder, 'chosen-'));
  const paths = Object.keys(files).map((name) => join(own, name));
  await Promise.all(Object.values(files).map((bytes, i) => writeFile(paths[i], bytes)));
  const chooser = app.page.waitForFileChooser();
  await app.click('button', 'Choose files');
  await (await chooser).accept(paths);
}

/**
 * The note that a file becomes, and what is said of it.
 * @param {AppPage} app
 * @param {string} name
 * @param {Uint8Array} bytes
 */
async function noteOf(app, name, bytes) {
  await choose(app, { [name]: bytes });
  const facts = () => app.page.evaluate(() => document.getElementById('note-facts')?.textContent ?? '');
  await until(`the note of ${name}`, async () => {
    const alert = await app.alert();
    if (alert.includes(name)) assert.fail(alert);
    return (await facts()).includes(name);
  });
  return { text: await app.note(), facts: await facts() };
}

/**
 * Chooses files that cannot be read, and finds the reason of each in one alert. The note stays as it was.
 * @param {AppPage} app
 * @param {Record<string, [bytes: Uint8Array, reason: string]>} files at most four
 */
async function expectRefusals(app, files) {
  const note = await app.note();
  await choose(app, Object.fromEntries(Object.entries(files).map(([name, [bytes]]) => [name, bytes])));
  const [last] = Object.keys(files).slice(-1);
  const alert = await until(`an alert on ${last}`, async () => {
    const said = await app.alert();
    return said.includes(`“${last}”`) ? said : '';
  });
  for (const [name, [, reason]] of Object.entries(files)) assert.ok(alert.includes(`“${name}” ${reason}`), alert);
  assert.equal(await app.note(), note);
}

/** Without a service worker the server's log has what the page itself asked for. @type {Interceptor} */
const withoutServiceWorker = (request, response, next) => {
  if (!request.url?.endsWith('/sw.js')) next();
  else response.writeHead(404).end();
};
const ALLOWED = [/sw\.js|\b404\b/];

for (const name of BROWSERS) {
  describe(`documents in ${name}`, { timeout: 300_000 }, () => {
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    before(async () => {
      running = await launch(name);
    });
    after(() => running?.close());

    test('a Word document; what reads it comes from here, with the first one', async () => {
      await withScene(running, tiny, { intercept: withoutServiceWorker, allow: ALLOWED }, async ({ app, site }) => {
        const libraries = () => {
          const paths = site.log.map(({ path }) => path).filter((path) => path.startsWith('/vendor/'));
          return paths.filter((path) => !path.includes('wasm-feature-detect')).sort();
        };
        await app.write('The roof costs €5.');
        assert.deepEqual(libraries(), []);
        const { text, facts } = await noteOf(app, 'roof.docx', word);
        assert.equal(text, WORD_TEXT);
        assert.match(facts, /roof\.docx · Left out: a picture\.$/);
        assert.deepEqual(libraries(), ['/vendor/fflate.js', '/vendor/mammoth.js']);
        assert.deepEqual(
          app.requests.filter((url) => !url.startsWith(site.origin) && !/^(blob|data):/.test(url)),
          [],
        );
      });
    });

    test('a Word document that is locked, empty, cut, or takes too long', async () => {
      const hurry = () => {
        const usual = globalThis.setTimeout;
        const sooner = (/** @type {() => void} */ task, /** @type {number} */ ms) =>
          usual(task, ms === 60_000 ? 500 : ms);
        Reflect.set(globalThis, 'setTimeout', sooner);
      };
      await withScene(running, tiny, {}, async ({ app }) => {
        await expectRefusals(app, {
          'a.docx': [bad.locked, 'is protected by a password. Open it in Word, save a copy without one'],
          'b.docx': [bad.empty, 'has no text in it.'],
          'c.docx': [new Uint8Array(), 'is empty.'],
          'd.docx': [word.subarray(0, 3000), 'is damaged: it is not a complete archive. Open it in a word processor'],
        });
        await app.page.evaluate(hurry);
        await expectRefusals(app, { 'e.docx': [bad.slow, 'takes longer than 60 seconds to read.'] });
        // The page is at work as before.
        const rtf = Buffer.from("{\\rtf1 caf\\'e9 \\'96 \\'80 5}");
        assert.equal((await noteOf(app, 'f.rtf', rtf)).text, 'café – € 5');
      });
    });

    test('a PDF as this browser prints it: paragraphs, lists and tables, no running heads, no cut words', async () => {
      const margin = { top: '2cm', bottom: '2cm', left: '2cm', right: '2cm' };
      const furniture = name === 'chromium' && {
        displayHeaderFooter: true,
        headerTemplate: '<span style="font-size: 9px">Confidential</span>',
        footerTemplate:
          '<span style="font-size: 9px">Page <i class="pageNumber"></i> of <i class="totalPages"></i></span>',
      };
      const pdf = await printedPdf(running, REPORT, { margin, ...furniture });
      await withScene(running, tiny, {}, async ({ app }) => {
        assert.equal((await noteOf(app, 'report.pdf', pdf)).text, REPORT_TEXT);
      });
    });

    test('a PDF that is a scan, locked, damaged, empty, or too long', async () => {
      await withScene(running, tiny, {}, async ({ app }) => {
        await expectRefusals(app, {
          'scan.pdf': [
            pdfs.scan,
            'has no text, only pictures on its 2 pages: it is probably a scan. Run text recognition',
          ],
          'a.pdf': [pdfs.locked, 'is protected by a password. Open it in a PDF reader'],
          'b.pdf': [pdfs.open.subarray(0, 300), 'is damaged: it cannot be read as a PDF. Download or export it again'],
          'c.pdf': [Buffer.from('The roof'), 'is damaged: it cannot be read as a PDF.'],
        });
        await expectRefusals(app, {
          'd.pdf': [pdfs.blank, 'has no text on its page.'],
          'e.pdf': [pdfs.long, 'has 2001 pages. 2000 are read at most'],
        });
        // A password for changing a document does not keep anybody from reading it.
        assert.equal((await noteOf(app, 'open.pdf', pdfs.open)).text, 'The roof costs 5 euros.');
        const { text, facts } = await noteOf(app, 'half.pdf', pdfs.half);
        assert.equal(text, 'The roof costs 5 euros.');
        assert.match(facts, /Page 2 has no text, perhaps a picture\.$/);
      });
    });

    test('an e-mail in HTML and a web page are read, not run, and fetch nothing', async () => {
      const mail = await email(`
mail['From'] = 'j@x.org'; mail['To'] = 'a@y.org'; mail['Subject'] = 'Dach'
mail.set_content('''${HTML_MAIL}''', subtype='html')`);
      const russian = Buffer.from([0xca, 0xf0, 0xfb, 0xf8, 0xe0]);
      const page = (/** @type {string} */ head) => Buffer.from(`<!doctype html><meta ${head}><h1>`);
      await withScene(running, tiny, {}, async ({ app, site }) => {
        const { text } = await noteOf(app, 'dach.eml', mail);
        assert.equal(
          text,
          'From: j@x.org\nTo: a@y.org\nSubject: Dach\n\nHi Anna,\n\nthe roof costs €5.\n\nIt has 10⁶ nails.\n\n> How much?',
        );
        const encoded = Buffer.concat([
          page('http-equiv=Content-Type content="text/html; charset=windows-1251"'),
          russian,
        ]);
        assert.equal((await noteOf(app, 'крыша.html', encoded)).text, '# Крыша');
        const japanese = Buffer.concat([page('charset=Shift_JIS'), Buffer.from([0x89, 0xae, 0x8d, 0xaa])]);
        assert.equal((await noteOf(app, 'yane.htm', japanese)).text, '# 屋根');
        // As the browser itself writes a page down.
        const own = await app.page.evaluate(() => new XMLSerializer().serializeToString(document));
        const saved = (await noteOf(app, 'own.html', Buffer.from(`\ufeff${own}`, 'utf16le'))).text;
        assert.match(saved, /^# Nutshell\n\nSummaries of your notes, made in this tab\. Nothing is uploaded\./);
        assert.doesNotMatch(saved, /[<>{}]|Content-Security-Policy/);
        assert.equal(await app.page.evaluate(() => Reflect.get(globalThis, 'ranByNote')), undefined);
        const elsewhere = app.requests.filter((url) => !url.startsWith(site.origin) && !/^(blob|data):/.test(url));
        assert.deepEqual(elsewhere, []);
      });
    });

    test('without a network documents are read too', async () => {
      const allow = [/ERR_CONNECTION_REFUSED|NS_ERROR|NetworkError|Failed to (load|fetch)|ServiceWorker/i];
      await withScene(running, tiny, { allow }, async ({ app, site }) => {
        await until('the readers to be kept', () =>
          app.page.evaluate(async () => {
            const kept = await Promise.all(
              ['fflate.js', 'mammoth.js', 'pdfjs/pdf.js', 'pdfjs/pdf.worker.js', 'postal-mime/postal-mime.js'].map(
                (path) => caches.match(new URL(`vendor/${path}`, location.href).href),
              ),
            );
            return kept.every(Boolean) && navigator.serviceWorker.controller !== null;
          }),
        );
        await site.stop();
        assert.equal((await noteOf(app, 'roof.docx', word)).text, WORD_TEXT);
        assert.equal((await noteOf(app, 'roof.pdf', pdfs.open)).text, 'The roof costs 5 euros.');
      });
    });
  });
}
