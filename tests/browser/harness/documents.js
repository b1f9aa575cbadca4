/** Documents as common tools make them: Word's by docx, PDFs by pdfkit and by browsers, e-mails by Python. */

import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

/** @import { RunningBrowser } from './browsers.js' */

const load = createRequire(new URL('../../../www/package.json', import.meta.url));
const docx = load('docx');
const PdfDocument = load('pdfkit');
const officeCrypto = load('officecrypto-tool');
const run = promisify(execFile);

/** The libraries that ship, as Node loads them. */
export const LIBRARIES = { fflate: load('fflate'), mammoth: load('mammoth/mammoth.browser.min.js') };

/** A picture of one red dot. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);

/**
 * A Word document with all that notes are made of.
 * @returns {Promise<Buffer>}
 */
export function wordDocument() {
  const { Paragraph, TextRun } = docx;
  const numbering = { reference: 'steps', level: 0 };
  const row = (/** @type {string[]} */ texts) =>
    new docx.TableRow({ children: texts.map((text) => new docx.TableCell({ children: [new Paragraph(text)] })) });
  const children = [
    new Paragraph({ text: 'The roof', heading: docx.HeadingLevel.HEADING_1 }),
    new Paragraph({
      children: [
        new TextRun('It costs '),
        new TextRun({ text: '€48,500', bold: true }),
        new TextRun(' & takes two weeks.'),
        new docx.FootnoteReferenceRun(1),
        new docx.DeletedTextRun({ text: ' Never mind.', id: 1, author: 'A', date: '2025-03-14T09:30:00Z' }),
        new docx.InsertedTextRun({ text: ' Anna agrees.', id: 2, author: 'A', date: '2025-03-14T09:30:00Z' }),
      ],
    }),
    new Paragraph({ text: 'Slates', bullet: { level: 0 } }),
    new Paragraph({ text: 'Welsh', bullet: { level: 1 } }),
    new Paragraph({ text: 'Ask', numbering }),
    new Paragraph({ text: 'Order', numbering }),
    new docx.Table({ rows: [row(['Item', 'Cost']), row(['Slates', '€9,000'])] }),
    new Paragraph({
      children: [
        new TextRun('10'),
        new TextRun({ text: '6', superScript: true }),
        new TextRun(' nails. Наконец, 屋根。'),
        new docx.ImageRun({ type: 'png', data: PNG, transformation: { width: 9, height: 9 } }),
      ],
    }),
  ];
  const levels = [{ level: 0, format: 'decimal', text: '%1.', alignment: 'left' }];
  const document = new docx.Document({
    numbering: { config: [{ reference: 'steps', levels }] },
    footnotes: { 1: { children: [new Paragraph('Without scaffolding.')] } },
    sections: [{ headers: { default: new docx.Header({ children: [new Paragraph('Running head')] }) }, children }],
  });
  return docx.Packer.toBuffer(document);
}

/** What a person reads in it. */
export const WORD_TEXT = `# The roof

It costs €48,500 & takes two weeks.[1] Anna agrees.

- Slates
  - Welsh

1. Ask
2. Order

| Item | Cost |
| Slates | €9,000 |

10⁶ nails. Наконец, 屋根。

[1] Without scaffolding.`;

/**
 * The same document behind a password, as Word keeps it.
 * @param {Buffer} document
 * @returns {Promise<Buffer>}
 */
export async function withPassword(document) {
  return officeCrypto.encrypt(document, { password: 'secret' });
}

/** @returns {Promise<Buffer>} */
export function emptyWordDocument() {
  return docx.Packer.toBuffer(new docx.Document({ sections: [{ children: [new docx.Paragraph('')] }] }));
}

/**
 * A PDF that `draw` draws.
 * @param {(pdf: any) => void} draw
 * @param {object} [options] of pdfkit
 * @returns {Promise<Buffer>}
 */
export function pdfDocument(draw, options = {}) {
  return new Promise((resolve, reject) => {
    const pdf = new PdfDocument({ size: 'A4', margin: 72, ...options });
    /** @type {Buffer[]} */
    const chunks = [];
    pdf.on('data', (/** @type {Buffer} */ chunk) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
    draw(pdf);
    pdf.end();
  });
}

/**
 * A PDF as a browser prints it.
 * @param {RunningBrowser} running
 * @param {string} html
 * @param {object} [options] of puppeteer's page.pdf
 * @returns {Promise<Buffer>}
 */
export async function printedPdf({ browser }, html, options = {}) {
  const page = await browser.newPage();
  try {
    await page.setContent(html);
    return Buffer.from(await page.pdf({ format: 'a4', ...options }));
  } finally {
    await page.close();
  }
}

/**
 * An e-mail that Python's own package writes.
 * @param {string} script Lines of Python after `mail = EmailMessage()`.
 * @returns {Promise<Buffer>}
 */
export async function email(script) {
  const lines = ['import sys', 'from email.message import EmailMessage', 'mail = EmailMessage()', script];
  const write = 'sys.stdout.buffer.write(mail.as_bytes())';
  const { stdout } = await run('python3', ['-c', [...lines, write].join('\n')], { encoding: 'buffer' });
  return stdout;
}
