/** A long text in parts that are laid out one at a time, and passages in it. */

/** @typedef {{ start: number, end: number }} Passage */
/** @typedef {Passage & { height: number | null }} Part `height`: in CSS pixels, once it was measured */

/**
 * Cuts a text after ends of lines, so that the parts below each other look like the whole.
 * @param {string} text
 * @param {number} size of a part, in UTF-16 units at least
 * @returns {Part[]}
 */
export function cutIntoParts(text, size) {
  /** @type {Part[]} */
  const parts = [];
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start + size - 1);
    const end = newline < 0 ? text.length : newline + 1;
    parts.push({ start, end, height: null });
    start = end;
  }
  return parts;
}

/**
 * Passages in the order of the text; those that overlap become one.
 * @param {Passage[]} passages
 * @returns {Passage[]}
 */
export function inOrder(passages) {
  /** @type {Passage[]} */
  const ordered = [];
  for (const { start, end } of [...passages].sort((a, b) => a.start - b.start)) {
    const last = ordered.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else ordered.push({ start, end });
  }
  return ordered;
}

/**
 * A passage as a textbox shows it, which has but one kind of line break.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
export function shownText(text, start, end) {
  return text.slice(start, end).replace(/\r\n?/g, '\n');
}
