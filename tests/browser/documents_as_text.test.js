/** Word documents, e-mails and RTF as text, without a browser: what a person reads, or why it cannot be read. */

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';
import { readDocx } from '../../www/reading/docx.js';
import { readEmail } from '../../www/reading/email.js';
import { readRtf } from '../../www/reading/rtf.js';
import { email, LIBRARIES, PNG, wordDocument } from './harness/documents.js';

/** @type {Buffer} */
let word;
/** @type {import('../../www/reading/email.js').PostalMime} */
let postalMime;
before(async () => {
  word = await wordDocument();
  const load = createRequire(new URL('../../www/package.json', import.meta.url));
  postalMime = load('postal-mime').default;
});

const mailHead = "mail['From'] = 'Jürgen Groß <j@x.org>'; mail['To'] = 'Anna <a@y.org>, b@y.org'; mail['Subject'] = ";

/** @param {Buffer} bytes */
async function emailText(bytes) {
  const { parts, notice } = await readEmail(bytes, { postalMime });
  return { text: parts.map((part) => ('text' in part ? part.text : part.html)).join('\n\n'), notice };
}

/** @param {string} source in Latin-1 */
function rtfText(source) {
  const [part] = readRtf(Buffer.from(source, 'latin1')).parts;
  return 'text' in part ? part.text : '';
}

test('an archive that unpacks to more than it should is refused before it does', async () => {
  const bomb = LIBRARIES.fflate.zipSync({ 'word/document.xml': new Uint8Array(80_000_000) });
  assert.ok(bomb.length < 100_000, `${bomb.length} bytes`);
  await assert.rejects(readDocx(bomb, LIBRARIES), { code: 'note-too-large', message: /unpacks to more than 32 MB/ });
  const marks = LIBRARIES.fflate.zipSync({ 'word/document.xml': Buffer.from('<w:p/>'.repeat(1_100_000)) });
  await assert.rejects(readDocx(marks, LIBRARIES), { code: 'note-too-large', message: /more than a million marks/ });
});

test('an archive whose header tells too small a size gives no more than that', async () => {
  const zip = LIBRARIES.fflate.zipSync({ 'word/document.xml': new Uint8Array(5_000_000) });
  const view = new DataView(zip.buffer, zip.byteOffset);
  for (let at = 0; at + 46 < zip.length; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 1000, true);
  }
  await assert.rejects(readDocx(zip, LIBRARIES), { code: 'note-damaged' });
});

test('a document that was cut, or has a wrong byte, or is another kind of archive is named so', async () => {
  for (const bytes of [word.subarray(0, word.length - 60), word.subarray(0, word.length / 2)]) {
    await assert.rejects(readDocx(bytes, LIBRARIES), {
      code: 'note-damaged',
      message: /^is damaged: it is not a complete/,
    });
  }
  const sheet = LIBRARIES.fflate.zipSync({ '[Content_Types].xml': Buffer.from('<Types/>'), 'xl/workbook.xml': PNG });
  await assert.rejects(readDocx(sheet, LIBRARIES), { code: 'note-binary', message: /^is a spreadsheet, not a Word/ });
  const other = LIBRARIES.fflate.zipSync({ 'word/document.xml': Buffer.from('<w:document><w:body>') });
  await assert.rejects(readDocx(other, LIBRARIES), { code: 'note-damaged', message: /^is damaged: its text/ });
});

test('an e-mail is its fields, then its text; what is attached is named', async () => {
  const bytes = await email(`
${mailHead}'Größe des Dachs – März'
mail['Date'] = 'Fri, 14 Mar 2025 09:30:00 +0100'
mail['X-Mailer'] = 'none'
mail.set_content('''Hi Anna,\\n\\nthe roof costs €48,500.\\n\\n> How much?\\n\\n-- \\nJürgen\\n''')
mail.add_alternative('<p>Hi Anna, <b>HTML</b></p>', subtype='html')
mail.add_attachment(b'%PDF', maintype='application', subtype='pdf', filename='Angebot für Dach.pdf')`);
  assert.deepEqual(await emailText(bytes), {
    text: `From: Jürgen Groß <j@x.org>
To: Anna <a@y.org>, b@y.org
Date: Fri, 14 Mar 2025 09:30:00 +0100
Subject: Größe des Dachs – März

Hi Anna,

the roof costs €48,500.

> How much?

-- 
Jürgen`,
    notice: 'Attached and not read: Angebot für Dach.pdf.',
  });
});

test('an e-mail in an old encoding, without a text part, and one with a mail in it', async () => {
  const html = await email(`
${mailHead}'Offer'
mail.set_content('<p>Cena: 5 złotych</p>', subtype='html', charset='iso-8859-2', cte='quoted-printable')`);
  assert.match((await emailText(html)).text, /Subject: Offer\n\n<p>Cena: 5 złotych<\/p>/);
  const passedOn = await email(`
inner = EmailMessage()
inner['From'] = 'carl@z.org'; inner['Subject'] = 'Nails'; inner['Date'] = 'Thu, 13 Mar 2025 08:00:00 +0000'
inner.set_content('One million nails.')
${mailHead}'Fwd: Nails'
mail.set_content('See below.')
mail.add_attachment(inner)`);
  const { text, notice } = await emailText(passedOn);
  assert.match(
    text,
    /See below\.\n\n---------- Forwarded message ----------\n\nFrom: carl@z\.org\nDate: Thu, 13 Mar 2025 08:00:00 \+0000\nSubject: Nails\n\nOne million nails\.$/,
  );
  assert.equal(notice, null);
  await assert.rejects(readEmail(Buffer.from('Just some text.\n'), { postalMime }), {
    code: 'note-damaged',
    message: /^is no e-mail/,
  });
});

test('RTF: letters of all scripts, headings, lists, tables, notes; nothing of what only programs read', () => {
  const head = String.raw`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Arial;}{\f2\fcharset128 Gothic;}}
{\colortbl;\red255\green0\blue0;}{\stylesheet{\s1 heading 1;}}{\info{\author Somebody}{\title Secret}}{\*\generator X;}
`;
  const body = String.raw`{\header\pard Running head\par}\pard\outlinelevel0\b The roof\b0\par
\pard\sa200 It costs \'8048,500 \endash  \uc1\u8364?5 caf\'e9.{\footnote\pard Net.\par} {\v hidden}{\deleted gone}\par
\pard\sa200 {\f1\'cf\'f0\'e8\'e2\'e5\'f2} {\f2\'93\'fa\'96\'7b} \u-10179?\u-8704?\par
\pard{\listtext\f0\'b7\tab}{\field{\*\fldinst HYPERLINK "http://x.org"}{\fldrslt Slates}}\par{\pntext 2.\tab}Nails \{x\}\par
\trowd\pard\intbl Item\cell Cost\par net\cell\row\pard\intbl Slates\cell 9\cell\row
\pard Anna Miller\line Main Street 1\par Berlin\par{\pict\pngblip 89504e47}{\object\objemb{\*\objdata 0123}}}`;
  const expected = `# The roof

It costs €48,500 – €5 café. (Net.)

Привет 日本 😀

- Slates
2. Nails {x}

| Item | Cost net |
| Slates | 9 |

Anna Miller
Main Street 1
Berlin`;
  const node = rtfText(head + body).replace('\u0080', '€');
  assert.equal(node, expected);
});

test('RTF that was cut says so, hostile RTF comes to an end, and other text is no RTF', () => {
  const cut = readRtf(Buffer.from('{\\rtf1 The roof costs {\\b 5'));
  assert.deepEqual(cut, {
    parts: [{ text: 'The roof costs 5' }],
    notice: 'The file ends too early: what followed is missing.',
  });
  assert.equal(rtfText(`{\\rtf1 a${'{'.repeat(200_000)}b`), 'a');
  assert.equal(rtfText('{\\rtf1 a\\bin9999999999 b}'), 'a');
  assert.throws(() => readRtf(Buffer.from('The roof')), { code: 'note-damaged', message: /does not begin as RTF/ });
});
