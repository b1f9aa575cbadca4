/**
 * A file's bytes become a note's text, or an error that names the file and says what to do.
 * Encodings after the WHATWG Encoding Standard (https://encoding.spec.whatwg.org), told apart by byte order mark,
 * then by where the NUL bytes lie, then by whether the bytes are well-formed UTF-8.
 */

/**
 * @typedef {{ code: string, message: string, detail: string }} NoteError
 * @typedef {{ ok: true, text: string, encoding: string, notice: string | null }} NoteRead
 * @typedef {{ ok: false, error: NoteError }} NoteRefused
 */

/** The most that one note may hold, in bytes of UTF-8. The engine's own limit is the same. */
export const NOTE_LIMIT_BYTES = 1_000_000;

/** UTF-16 takes up to twice the bytes of the same text in UTF-8, so a file may be larger than its note. */
const FILE_LIMIT_BYTES = 2 * NOTE_LIMIT_BYTES + 4;

/** How many bytes decide what kind of file this is. */
const SNIFF_BYTES = 4096;

/** What the file chooser offers and a drop accepts. */
export const NOTE_EXTENSIONS = ['.txt', '.md', '.markdown'];

/**
 * `letters`: a text may begin so too, but not go on with control characters as such a file does.
 * @type {ReadonlyArray<{ kind: string, letters?: boolean, offset?: number, bytes: number[] }>}
 */
const SIGNATURES = [
  { kind: 'a PDF', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { kind: 'a ZIP archive (a Word or OpenDocument file is one too)', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: 'an empty ZIP archive', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { kind: 'an old Office document', bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { kind: 'a PNG picture', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { kind: 'a JPEG picture', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'a GIF picture', letters: true, bytes: [0x47, 0x49, 0x46, 0x38] },
  { kind: 'a RIFF file (WebP, WAV or AVI)', letters: true, bytes: [0x52, 0x49, 0x46, 0x46] },
  { kind: 'a photo or video', letters: true, offset: 4, bytes: [0x66, 0x74, 0x79, 0x70] },
  { kind: 'a GZIP archive', bytes: [0x1f, 0x8b, 0x08] },
  { kind: 'a 7-Zip archive', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { kind: 'a model (GGUF); open it under “Model” below', bytes: [0x47, 0x47, 0x55, 0x46] },
  { kind: 'a WebAssembly module', bytes: [0x00, 0x61, 0x73, 0x6d] },
  { kind: 'a program', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { kind: 'a database', bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66] },
  { kind: 'an MP3 recording', letters: true, bytes: [0x49, 0x44, 0x33] },
  { kind: 'an Ogg recording', letters: true, bytes: [0x4f, 0x67, 0x67, 0x53] },
];

/** Bytes 0x80 to 0x9f of Windows-1252; the five undefined ones stay the controls that they are. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Reads one chosen or dropped file. A wrong kind is told from its first bytes, before the rest is read.
 * @param {File} file
 * @returns {Promise<NoteRead | NoteRefused>}
 */
export async function readNote(file) {
  try {
    const head = new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer());
    const refused = refuseKind(file.name, head) ?? refuseFileSize(file.name, file.size);
    if (refused) return { ok: false, error: refused };
    return decodeNote(file.name, new Uint8Array(await file.arrayBuffer()));
  } catch (cause) {
    return refuse(
      'file-type',
      `“${file.name}” could not be read. If it is a folder, open it and choose the files in it.`,
      String(cause),
    );
  }
}

/**
 * Turns the whole bytes of a file into text.
 * @param {string} name for messages
 * @param {Uint8Array} bytes
 * @returns {NoteRead | NoteRefused}
 */
export function decodeNote(name, bytes) {
  const refused = refuseKind(name, bytes.subarray(0, SNIFF_BYTES)) ?? refuseFileSize(name, bytes.length);
  if (refused) return { ok: false, error: refused };

  const decoded = decode(bytes);
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
  if (tooLarge) return { ok: false, error: tooLarge };
  return { ok: true, ...decoded };
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
 * @param {Uint8Array} head the file's first bytes
 * @returns {NoteError | null}
 */
function refuseKind(name, head) {
  for (const { kind, letters = false, offset = 0, bytes } of SIGNATURES) {
    if (bytes.every((byte, i) => head[offset + i] === byte) && !(letters && head.every((byte) => byte > 8))) {
      return error('note-binary', `“${name}” is ${kind}, not text. Save what it says as .txt or .md and choose that.`);
    }
  }
  const lower = name.toLowerCase();
  if (!NOTE_EXTENSIONS.some((extension) => lower.endsWith(extension))) {
    return error('file-type', `“${name}” is not a .txt or .md file. Save it as one of these, or paste its text.`);
  }
  return null;
}

/**
 * @param {string} name
 * @param {number} size bytes
 */
function refuseFileSize(name, size) {
  return size > FILE_LIMIT_BYTES ? tooLargeError(name, size) : null;
}

/**
 * @param {string} name
 * @param {number} bytes
 */
function tooLargeError(name, bytes) {
  const size = (bytes / 1e6).toFixed(1);
  const limit = NOTE_LIMIT_BYTES / 1e6;
  return error(
    'note-too-large',
    `“${name}” is ${size} MB. One note may hold ${limit} MB: split it and summarize the parts.`,
  );
}

/**
 * @param {Uint8Array} bytes
 * @returns {{ text: string, encoding: string, notice: string | null } | 'binary' | 'unknown'}
 */
function decode(bytes) {
  const marked = decodeMarked(bytes);
  if (marked) return marked;

  const nuls = countNuls(bytes);
  const all = nuls.even + nuls.odd;
  // A stray NUL does not make UTF-16 of a text that is UTF-8: in that, Latin letters are half NULs.
  if (all > 0 && (all * 10 > bytes.length || strictly('utf-8', bytes) === null)) {
    return decodeUnmarkedUtf16(bytes, nuls) ?? 'binary';
  }
  const utf8 = strictly('utf-8', bytes) ?? mostlyUtf8(bytes);
  if (utf8 !== null) {
    if (looksBinary(utf8)) return 'binary';
    const damaged = count(utf8, '\ufffd');
    const repaired = damaged > 0 && strictly('utf-8', bytes) === null;
    return {
      text: utf8,
      encoding: 'UTF-8',
      notice: repaired ? `${damaged} damaged characters are shown as \ufffd.` : null,
    };
  }
  const latin = decodeWindows1252(bytes);
  if (looksBinary(latin)) return 'binary';
  // Five bytes mean nothing in Windows-1252 and come out as C1 controls: then it is some other encoding.
  if (/[\u0080-\u009f]/.test(latin)) return 'unknown';
  return { text: latin, encoding: 'Windows-1252', notice: 'Read as Windows-1252, because it is not UTF-8.' };
}

/** @param {Uint8Array} bytes */
function decodeMarked(bytes) {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return plain('utf-8', 'UTF-8', bytes);
  if (a === 0xff && b === 0xfe) return plain('utf-16le', 'UTF-16 LE', bytes);
  if (a === 0xfe && b === 0xff) return plain('utf-16be', 'UTF-16 BE', bytes);
  return null;
}

/**
 * @param {string} label
 * @param {string} encoding
 * @param {Uint8Array} bytes
 */
function plain(label, encoding, bytes) {
  const text = strictly(label, bytes);
  if (text === null) return 'unknown';
  return looksBinary(text) ? 'binary' : { text, encoding, notice: null };
}

/**
 * UTF-16 without a mark: every NUL byte is the high half of a Latin letter, space or line end, so all lie on one side.
 * @param {Uint8Array} bytes
 * @param {{ even: number, odd: number }} nuls
 */
function decodeUnmarkedUtf16(bytes, nuls) {
  if (bytes.length % 2 !== 0 || (nuls.even > 0 && nuls.odd > 0)) return null;
  const little = nuls.odd > 0;
  const text = strictly(little ? 'utf-16le' : 'utf-16be', bytes);
  if (text === null || looksBinary(text)) return null;
  const encoding = little ? 'UTF-16 LE' : 'UTF-16 BE';
  return { text, encoding, notice: `Read as ${encoding}; the file does not say so itself.` };
}

/**
 * A long UTF-8 text with a damaged byte or a cut end is still UTF-8, when well-formed characters far outnumber the bad.
 * @param {Uint8Array} bytes
 */
function mostlyUtf8(bytes) {
  const text = new TextDecoder('utf-8').decode(bytes);
  const bad = count(text, '\ufffd');
  let good = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text.charCodeAt(i) > 0x7f) good += 1;
  }
  return good - bad >= 4 * bad ? text : null;
}

/**
 * @param {string} label
 * @param {Uint8Array} bytes
 * @returns {string | null} null where the bytes are not well-formed
 */
function strictly(label, bytes) {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Node's decoder takes `windows-1252` for ISO 8859-1, browsers' do not: the 27 letters in which they differ are put right.
 * @param {Uint8Array} bytes
 */
function decodeWindows1252(bytes) {
  const text = new TextDecoder('windows-1252').decode(bytes);
  return text.replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80]);
}

/** @param {Uint8Array} bytes */
function countNuls(bytes) {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    if (bytes[i] !== 0) continue;
    if (i % 2 === 0) even += 1;
    else odd += 1;
  }
  return { even, odd };
}

/**
 * More than one control character in a hundred (tab, line ends, form feed and escape aside) is no text.
 * @param {string} text
 */
function looksBinary(text) {
  let controls = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 && !(unit >= 0x09 && unit <= 0x0d) && unit !== 0x1b) controls += 1;
  }
  return controls * 100 > text.length;
}

/**
 * @param {string} text
 * @param {string} wanted one UTF-16 unit
 */
function count(text, wanted) {
  let found = 0;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) found += 1;
  return found;
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
