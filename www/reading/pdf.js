/** The text of a PDF (ISO 32000-2), page by page through pdf.js: no pictures, no fonts, no scripts, no forms. */

/** @import { Reading } from './reading.js' */
/** @import { PageItem } from './pdf-lines.js' */

import { NutshellError } from '../shared/errors.js';
import { pageLines } from './pdf-lines.js';
import { joinLines } from './pdf-text.js';

const MOST_PAGES = 2000;
/** More letters than any note may have. */
const MOST_LETTERS = 2_000_000;

/** A note of pages by their numbers names so many. */
const NAMED = 8;

/**
 * @typedef {object} PdfJs The part of pdf.js that is used.
 * @property {(source: object) => { promise: Promise<PdfDocument>, destroy: () => Promise<void> }} getDocument
 */
/**
 * @typedef {object} PdfDocument
 * @property {number} numPages
 * @property {(number: number) => Promise<PdfPage>} getPage
 */
/**
 * @typedef {object} PdfPage
 * @property {() => Promise<{ items: PageItem[] }>} getTextContent
 * @property {() => boolean} cleanup
 */

/**
 * @param {Uint8Array} bytes
 * @param {{ pdfjs: PdfJs, maps: object }} libraries `maps`: pdf.js's options that say where to find which letters Asian codes are
 * @returns {Promise<Reading>}
 * @throws {NutshellError} whose message goes on after the file's name
 */
export async function readPdf(bytes, { pdfjs, maps }) {
  const pictures = hasPictures(bytes);
  const task = pdfjs.getDocument({
    data: bytes,
    ...maps,
    cMapPacked: true,
    isEvalSupported: false,
    useWasm: false,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    verbosity: 0,
  });
  const pdf = await task.promise.catch((cause) => {
    throw unopened(cause);
  });
  if (pdf.numPages > MOST_PAGES) {
    throw new NutshellError('note-too-large', {
      message: `has ${pdf.numPages} pages. ${MOST_PAGES} are read at most: split it and choose the parts.`,
    });
  }
  const { pages, empty, failed } = await readPages(pdf);
  const text = joinLines(pages);
  if (text.trim() === '') throw noText(pdf.numPages, failed, pictures);
  if (isGarbled(text)) {
    throw new NutshellError('note-no-text', {
      message: 'shows letters without saying which they are, so its text cannot be read. Copy it from another source.',
    });
  }
  const notices = [
    failed.length > 0 && `${pageNames(failed)} could not be read.`,
    empty.length > 0 &&
      pictures &&
      `${pageNames(empty)} ${empty.length > 1 ? 'have' : 'has'} no text, perhaps a picture.`,
  ].filter(Boolean);
  return { parts: [{ text }], notice: notices.join(' ') || null };
}

/**
 * @param {PdfDocument} pdf
 * @returns {Promise<{ pages: import('./pdf-lines.js').PageLine[][], empty: number[], failed: number[] }>}
 */
async function readPages(pdf) {
  const pages = [];
  const empty = [];
  const failed = [];
  let letters = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    try {
      const page = await pdf.getPage(number);
      const lines = pageLines((await page.getTextContent()).items);
      page.cleanup();
      pages.push(lines);
      if (lines.length === 0) empty.push(number);
      for (const { text } of lines) letters += text.length;
    } catch {
      pages.push([]);
      failed.push(number);
    }
    if (letters > MOST_LETTERS) {
      throw new NutshellError('note-too-large', {
        message: `has more text than a note may hold on its first ${number} pages. Split it and choose the parts.`,
      });
    }
  }
  return { pages, empty, failed };
}

/** @param {unknown} cause */
function unopened(cause) {
  const detail = String(cause);
  if (cause instanceof Error && cause.name === 'PasswordException') {
    return new NutshellError('note-locked', {
      message: 'is protected by a password. Open it in a PDF reader, print it into a new PDF, and choose that.',
    });
  }
  return new NutshellError('note-damaged', {
    message: 'is damaged: it cannot be read as a PDF. Download or export it again, and choose that.',
    detail,
  });
}

/**
 * @param {number} pages
 * @param {number[]} failed
 * @param {boolean} pictures
 */
function noText(pages, failed, pictures) {
  if (failed.length === pages) {
    return new NutshellError('note-damaged', {
      message: 'is damaged: none of its pages can be read. Download or export it again, and choose that.',
    });
  }
  const count = pages === 1 ? 'page' : `${pages} pages`;
  return new NutshellError('note-no-text', {
    message: pictures
      ? `has no text, only pictures on its ${count}: it is probably a scan. Run text recognition (OCR) over it first.`
      : `has no text on its ${count}.`,
  });
}

/**
 * Whether there is an image in the file. The dictionaries of streams are never packed, so its mark is in plain sight.
 * @param {Uint8Array} bytes
 */
function hasPictures(bytes) {
  const decoder = new TextDecoder('latin1');
  const step = 4_000_000;
  for (let at = 0; at < bytes.length; at += step) {
    if (/\/Subtype\s*\/Image\b/.test(decoder.decode(bytes.subarray(Math.max(0, at - 40), at + step)))) return true;
  }
  return false;
}

/**
 * Fonts that name no letters give characters for private use, or controls.
 * @param {string} text
 */
function isGarbled(text) {
  const sample = text.slice(0, 20_000);
  const meaningless = sample.match(/[\ue000-\uf8ff\ufffd]|[^\P{Cc}\t\n]/gu)?.length ?? 0;
  return meaningless * 4 > sample.replace(/\s/g, '').length;
}

/** @param {number[]} numbers */
function pageNames(numbers) {
  if (numbers.length === 1) return `Page ${numbers[0]}`;
  const more = numbers.length > NAMED ? ` and ${numbers.length - NAMED} more` : '';
  return `Pages ${numbers.slice(0, NAMED).join(', ')}${more}`;
}
