/**
 * Numbers and names of a text that a note does not have: a plain search for words, for the eye. The engine's own rules
 * know more (“14 March” is “March 14th”), so this may mark a little too much.
 */

/** Letters and figures, joined by apostrophes, and figures by points, commas and colons. */
const WORD = /\p{N}[\p{N}.,:]*\p{N}|[\p{L}\p{N}]+(?:['’]\p{L}+)*/gu;

/**
 * @param {string} word
 */
function key(word) {
  return word
    .toLowerCase()
    .replace(/['’]s$/u, '')
    .replaceAll(',', '');
}

/**
 * @param {string} text
 * @param {string} note
 * @returns {{ start: number, end: number }[]} places in the text, in order
 */
export function inventions(text, note) {
  const known = new Set(Array.from(note.matchAll(WORD), ([word]) => key(word)));
  const found = [];
  for (const match of text.matchAll(WORD)) {
    const [word] = match;
    const before = text.slice(0, match.index).trimEnd();
    const first = before === '' || /[.!?:“"*]$/u.test(before);
    const telling = /\p{N}/u.test(word) || (/^\p{Lu}/u.test(word) && !first && word !== 'I');
    if (telling && !known.has(key(word))) found.push({ start: match.index, end: match.index + word.length });
  }
  return found;
}
