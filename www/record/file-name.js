/** Names of files that Windows, macOS and Linux all take. */

/** The most of a name that is kept, in bytes of UTF-8: file systems allow 255, and an ending is put behind it. */
const LONGEST_BYTES = 200;

/** Names of devices on Windows, whatever their ending; superscript digits are digits there. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])(\.|$)/i;

/**
 * @param {string} base a name without its ending; may come from a note
 * @returns {string} never empty
 */
export function safeName(base) {
  const kept = cut(base.normalize('NFC').replace(/[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu, ' '))
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.…]+$/g, '');
  if (kept === '') return 'note';
  return DEVICE.test(kept) ? `note ${kept}` : kept;
}

/** @param {string} text */
function cut(text) {
  if (text.length * 3 <= LONGEST_BYTES) return text;
  const encoder = new TextEncoder();
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += encoder.encode(character).length;
    if (bytes > LONGEST_BYTES) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/**
 * The same for two names which some file system takes for the same: by case, or by how accents are put together.
 * @param {string} path
 */
export function nameKey(path) {
  if (/^[ -~]*$/.test(path)) return path.toLowerCase();
  return path.normalize('NFC').toUpperCase().normalize('NFC').toLowerCase();
}
