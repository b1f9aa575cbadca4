/**
 * A Word document (ECMA-376) as HTML. Its parts are unpacked within limits first, since a small archive can unpack to
 * gigabytes; mammoth then reads what the text needs, without pictures.
 */

/** @import { Reading } from './reading.js' */

import { NutshellError } from '../shared/errors.js';

/** What the parts with text may unpack to, in bytes: XML is some twenty times its text. */
const PARTS_LIMIT_BYTES = 32_000_000;
/** Tags in them, since each element takes near a kilobyte while it is read. */
const TAGS_LIMIT = 1_000_000;

/** The parts with text, their relations, styles and lists. Pictures and fonts stay packed. */
const PART = /\.(xml|rels)$/i;

/** "EncryptedPackage" in UTF-16: the stream that a document with a password is in (MS-OFFCRYPTO 1.3.3). */
const ENCRYPTED = Array.from('EncryptedPackage', (letter) => `${letter}\0`).join('');

/**
 * @typedef {object} Fflate The part of fflate that is used.
 * @property {(bytes: Uint8Array, options: { filter: (file: Packed) => boolean }) => Record<string, Uint8Array>} unzipSync
 * @property {(files: Record<string, Uint8Array>, options: { level: 0 }) => Uint8Array} zipSync
 */
/** @typedef {{ name: string, originalSize: number }} Packed */

/**
 * @typedef {object} Mammoth The part of mammoth that is used.
 * @property {(input: { arrayBuffer: ArrayBufferLike }, options: object) => Promise<MammothResult>} convertToHtml
 */
/** @typedef {{ value: string, messages: { message: string }[] }} MammothResult */

/**
 * @param {Uint8Array} bytes
 * @param {{ fflate: Fflate, mammoth: Mammoth }} libraries
 * @returns {Promise<Reading>}
 * @throws {NutshellError} whose message goes on after the file's name
 */
export async function readDocx(bytes, { fflate, mammoth }) {
  if (bytes[0] === 0xd0) throw locked(bytes);
  const parts = unpack(bytes, fflate);
  let pictures = 0;
  const options = {
    convertImage: () => {
      pictures += 1;
      return Promise.resolve([]);
    },
  };
  /** @type {MammothResult} */
  let result;
  try {
    result = await mammoth.convertToHtml({ arrayBuffer: fflate.zipSync(parts, { level: 0 }).buffer }, options);
  } catch (cause) {
    throw damaged('its text cannot be read', cause);
  }
  const equations = result.messages.some(({ message }) => /\boMath(Para)?$/.test(message));
  const left = [
    pictures > 0 && (pictures === 1 ? 'a picture' : `${pictures} pictures`),
    equations && 'equations',
  ].filter(Boolean);
  return {
    parts: [{ html: result.value }],
    notice: left.length > 0 ? `Left out: ${left.join(' and ')}.` : null,
  };
}

/**
 * @param {Uint8Array} bytes
 * @param {Fflate} fflate
 * @returns {Record<string, Uint8Array>}
 */
function unpack(bytes, fflate) {
  let room = PARTS_LIMIT_BYTES;
  /** @type {string[]} */
  const names = [];
  /** @type {Record<string, Uint8Array>} */
  let parts;
  const filter = (/** @type {Packed} */ { name, originalSize }) => {
    names.push(name);
    if (!PART.test(name)) return false;
    room -= originalSize;
    if (room < 0) throw tooLarge(`${PARTS_LIMIT_BYTES / 1e6} MB`);
    return true;
  };
  try {
    // What unpacks to more than its header says is cut there, and the parser finds it incomplete.
    parts = fflate.unzipSync(bytes, { filter });
  } catch (cause) {
    if (cause instanceof NutshellError) throw cause;
    throw damaged('it is not a complete archive', cause);
  }
  if (!names.some((name) => /^\/?word\//i.test(name))) {
    const kind = names.some((name) => name.startsWith('xl/')) ? 'a spreadsheet' : 'a ZIP archive';
    throw new NutshellError('note-binary', {
      message: `is ${kind}, not a Word document. Save what it says as .docx or .txt and choose that.`,
    });
  }
  if (countTags(Object.values(parts)) > TAGS_LIMIT) throw tooLarge('a million marks');
  return parts;
}

/** @param {Uint8Array[]} parts */
function countTags(parts) {
  let tags = 0;
  for (const part of parts) {
    for (let at = part.indexOf(0x3c); at !== -1; at = part.indexOf(0x3c, at + 1)) tags += 1;
  }
  return tags;
}

/** @param {string} limit */
function tooLarge(limit) {
  return new NutshellError('note-too-large', {
    message: `unpacks to more than ${limit} of text and layout. Save a part of it and choose that.`,
  });
}

/** @param {Uint8Array} bytes of an OLE container */
function locked(bytes) {
  // The names of streams are in a directory that may lie anywhere.
  if (new TextDecoder('latin1').decode(bytes).includes(ENCRYPTED)) {
    return new NutshellError('note-locked', {
      message: 'is protected by a password. Open it in Word, save a copy without one, and choose that.',
    });
  }
  return new NutshellError('note-binary', {
    message: 'is a document of an old Word under a new name. Save it as .docx or .txt and choose that.',
  });
}

/**
 * @param {string} what
 * @param {unknown} cause
 */
function damaged(what, cause) {
  return new NutshellError('note-damaged', {
    message: `is damaged: ${what}. Open it in a word processor, save it again as .docx, and choose that.`,
    detail: String(cause),
  });
}
