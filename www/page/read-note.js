/** A file's bytes become a note's text, or an error that names the file and says what to do. */

/** @import { DocumentKind } from '../reading/reading.js' */
/** @import { FileKind } from './file-kind.js' */

import { decodeHtml, decodeText } from './decode-text.js';
import { readDocument } from './document-reader.js';
import { fileKind, SNIFF_BYTES } from './file-kind.js';
import { htmlToText } from './html-text.js';

/**
 * @typedef {{ code: string, message: string, detail: string }} NoteError
 * @typedef {{ ok: true, text: string, encoding: string, notice: string | null }} NoteRead
 * @typedef {{ ok: false, error: NoteError }} NoteRefused
 */

/** The most that one note may hold, in bytes of UTF-8. The engine's own limit is the same. */
export const NOTE_LIMIT_BYTES = 1_000_000;

/** UTF-16 takes up to twice the bytes of the same text in UTF-8, so a file may be larger than its note. */
const TEXT_FILE_LIMIT_BYTES = 2 * NOTE_LIMIT_BYTES + 4;

/** The markup of a page, and what else a document holds, is no part of the note. */
const HTML_LIMIT_BYTES = 5_000_000;
const DOCUMENT_LIMIT_BYTES = 50_000_000;

/** What the record says a document was read as. @type {Readonly<Record<DocumentKind, string>>} */
const FORMATS = Object.freeze({ docx: 'DOCX', email: 'e-mail', pdf: 'PDF', rtf: 'RTF' });

/**
 * Reads one chosen or dropped file. A wrong kind is told from its first bytes, before the rest is read.
 * @param {File} file
 * @returns {Promise<NoteRead | NoteRefused>}
 */
export async function readNote(file) {
  const { name, size } = file;
  try {
    const found = fileKind(name, new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer()));
    if ('told' in found) return refuse(found.code, `“${name}” ${found.told}`);
    const tooLarge = refuseFileSize(name, size, found.kind);
    if (tooLarge) return { ok: false, error: tooLarge };
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (found.kind === 'text') return accept(name, decodeText(bytes));
    return found.kind === 'html' ? readPage(name, bytes) : await readFormatted(name, bytes, found.kind);
  } catch (cause) {
    return refuse(
      'file-type',
      `“${name}” could not be read. If it is a folder, open it and choose the files in it.`,
      String(cause),
    );
  }
}

/**
 * @param {string} name
 * @param {Uint8Array} bytes of an HTML file
 * @returns {NoteRead | NoteRefused}
 */
function readPage(name, bytes) {
  const decoded = decodeHtml(bytes);
  if (typeof decoded === 'string') return accept(name, decoded);
  const text = htmlToText(decoded.text, { titled: true });
  return text === '' ? refuseEmpty(name) : accept(name, { ...decoded, text });
}

/**
 * @param {string} name
 * @param {Uint8Array<ArrayBuffer>} bytes given away
 * @param {DocumentKind} kind
 * @returns {Promise<NoteRead | NoteRefused>}
 */
async function readFormatted(name, bytes, kind) {
  if (bytes.length === 0) return refuse('note-no-text', `“${name}” is empty.`);
  const reply = await readDocument(kind, bytes);
  if (!reply.ok) return refuse(reply.error.code, `“${name}” ${reply.error.message}`, reply.error.detail);
  const { parts, notice } = reply.reading;
  const large = parts.find((part) => 'html' in part && part.html.length > HTML_LIMIT_BYTES);
  if (large)
    return refuse('note-too-large', `“${name}” has more text than a note may hold. Split it and choose the parts.`);
  const texts = parts.map((part) => ('html' in part ? htmlToText(part.html) : part.text.trim()));
  const text = texts.filter((each) => each !== '').join('\n\n');
  return text === '' ? refuseEmpty(name) : accept(name, { text, encoding: FORMATS[kind], notice });
}

/**
 * @param {string} name
 * @param {{ text: string, encoding: string, notice: string | null } | 'binary' | 'unknown'} decoded
 * @returns {NoteRead | NoteRefused}
 */
function accept(name, decoded) {
  if (decoded === 'binary') {
    return refuse(
      'note-binary',
      `“${name}” is not text: it holds binary data. Save it as .txt or .md and choose that.`,
    );
  }
  if (decoded === 'unknown') {
    return refuse(
      'note-encoding',
      `The character encoding of “${name}” could not be told. Save it as UTF-8 in your editor and choose it again.`,
    );
  }
  const tooLarge = refuseTextSize(name, decoded.text);
  return tooLarge ? { ok: false, error: tooLarge } : { ok: true, ...decoded };
}

/** @param {string} name */
function refuseEmpty(name) {
  return refuse('note-no-text', `“${name}” has no text in it.`);
}

/**
 * The same limit for text that was typed or pasted.
 * @param {string} name
 * @param {string} text
 * @returns {NoteError | null}
 */
export function refuseTextSize(name, text) {
  // A UTF-16 unit is at most 3 bytes of UTF-8, so short texts need not be encoded to know.
  if (text.length * 3 <= NOTE_LIMIT_BYTES) return null;
  const bytes = text.length > NOTE_LIMIT_BYTES ? text.length : new TextEncoder().encode(text).length;
  return bytes > NOTE_LIMIT_BYTES ? tooLargeError(name, bytes) : null;
}

/**
 * @param {string} name
 * @param {number} size bytes
 * @param {FileKind} kind
 */
function refuseFileSize(name, size, kind) {
  if (kind === 'text') return size > TEXT_FILE_LIMIT_BYTES ? tooLargeError(name, size) : null;
  const limit = kind === 'html' ? HTML_LIMIT_BYTES : DOCUMENT_LIMIT_BYTES;
  if (size <= limit) return null;
  const told = `“${name}” is ${megabytes(size)}. Such a file may have ${limit / 1e6} MB: save a part of it and choose that.`;
  return error('note-too-large', told);
}

/**
 * @param {string} name
 * @param {number} bytes
 */
function tooLargeError(name, bytes) {
  const limit = NOTE_LIMIT_BYTES / 1e6;
  return error(
    'note-too-large',
    `“${name}” is ${megabytes(bytes)}. One note may hold ${limit} MB: split it and summarize the parts.`,
  );
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/**
 * @param {string} code
 * @param {string} message
 * @param {string} [detail]
 * @returns {NoteError}
 */
function error(code, message, detail = '') {
  return { code, message, detail };
}

/**
 * @param {string} code
 * @param {string} message
 * @param {string} [detail]
 * @returns {NoteRefused}
 */
function refuse(code, message, detail) {
  return { ok: false, error: error(code, message, detail) };
}
