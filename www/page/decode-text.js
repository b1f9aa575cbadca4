/**
 * Bytes become text. Encodings after the WHATWG Encoding Standard (https://encoding.spec.whatwg.org), told apart by byte
 * order mark, then by what the file says of itself, then by where the NUL bytes lie, then by whether the bytes are
 * well-formed UTF-8.
 */

/** Bytes 0x80 to 0x9f of Windows-1252; the five undefined ones stay the controls that they are. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** A file declares its encoding within so many bytes. */
const DECLARED_WITHIN = 4096;

/**
 * @param {Uint8Array} bytes
 * @returns {{ text: string, encoding: string, notice: string | null } | 'binary' | 'unknown'}
 */
export function decodeText(bytes) {
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

/**
 * An HTML file says in its first bytes how it is encoded (HTML Standard, 13.2.3.2). What it says counts, as in browsers.
 * @param {Uint8Array} bytes
 * @returns {{ text: string, encoding: string, notice: string | null } | 'binary' | 'unknown'}
 */
export function decodeHtml(bytes) {
  const marked = decodeMarked(bytes);
  if (marked) return marked;
  const decoder = declaredDecoder(new TextDecoder('latin1').decode(bytes.subarray(0, DECLARED_WITHIN)));
  if (!decoder) return decodeText(bytes);
  const text = decoder.encoding === 'windows-1252' ? decodeWindows1252(bytes) : decoder.decode(bytes);
  if (looksBinary(text)) return 'binary';
  const damaged = count(text, '\ufffd');
  return {
    text,
    encoding: decoder.encoding,
    notice: damaged > 0 ? `${damaged} damaged characters are shown as \ufffd.` : null,
  };
}

/**
 * @param {string} start
 * @returns {TextDecoder | null}
 */
function declaredDecoder(start) {
  const declared =
    /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w:.-]+)/i.exec(start) ??
    /^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w:.-]+)/i.exec(start);
  if (!declared) return null;
  try {
    const decoder = new TextDecoder(declared[1]);
    // Whoever could read the declaration byte by byte was not reading UTF-16.
    return decoder.encoding.startsWith('utf-16') ? new TextDecoder('utf-8') : decoder;
  } catch {
    return null;
  }
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
