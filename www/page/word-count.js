/**
 * Counts runs of non-space characters, without making a copy of the text: some ms for 5 MB.
 * @param {string} text
 * @returns {number}
 */
export function countWords(text) {
  let words = 0;
  let inside = false;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    const space = unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit === 0xa0 || unit === 0x3000;
    if (!space && !inside) words += 1;
    inside = !space;
  }
  return words;
}
