/**
 * The lines on the pages of a PDF become paragraphs, headings, list items and rows of tables, in the marks of markdown.
 * A PDF knows where letters stand and nothing else, so all of this is read from sizes and distances.
 */

/** @import { PageLine } from './pdf-lines.js' */

import { ITEM_MARK } from './pdf-lines.js';

/** Letters that are larger than the text's by so much make a heading. */
const HEADING = 1.15;
const LARGE_HEADING = 1.5;
const LONGEST_HEADING = 150;

/** Lines farther apart than this many usual distances are of two paragraphs. */
const PARAGRAPH_GAP = 1.3;

/** Shares of a column's width that a line may leave free before it counts as the last of its paragraph, or as short. */
const LAST_LINE = 0.12;
const SHORT_LINE = 0.4;

/** Lines at the top and at the bottom of a page that may be a running head. */
const RUNNING_LINES = 2;

const ENDS_SENTENCE = /[.!?:;…]["'”’»)\]]*$/;
const PAGE_NUMBER = /^\W*(?:(?:page|seite|p\.|s\.)\s*)?(\d{1,4})(?:\s*(?:\/|of|von|de|sur)\s*\d{1,4})?\W*$/i;

/** @typedef {'join' | 'line' | 'block'} Joint */

/**
 * @param {PageLine[][]} pages
 * @returns {string}
 */
export function joinLines(pages) {
  const kept = withoutRunningHeads(pages);
  const lines = kept.flat();
  if (lines.length === 0) return '';
  const size = usual(lines.map((line) => [line.size, line.text.length]));
  const distance = usualDistance(kept);
  const compounds = compoundsOf(lines);
  let out = '';
  /** @type {{ line: PageLine, edge: number } | null} */
  let last = null;
  for (const page of kept) {
    const edges = rightEdges(page);
    for (let at = 0; at < page.length; at += 1) {
      const line = page[at];
      const text = marked(page, at, size);
      if (last === null) {
        out = text;
      } else {
        const joint = jointOf(last.line, line, { edge: last.edge, distance, size, turned: at === 0 });
        if (joint === 'join') out = joined(out, line.text, compounds);
        else out += (joint === 'line' ? '\n' : '\n\n') + text;
      }
      last = { line, edge: edges[at] };
    }
  }
  return out;
}

/**
 * How a line goes on from the one before.
 * @param {PageLine} last
 * @param {PageLine} line
 * @param {{ edge: number, distance: number, size: number, turned: boolean }} around `edge`: where the column of `last`
 *   ends; `turned`: a new page begins
 * @returns {Joint}
 */
function jointOf(last, line, { edge, distance, size, turned }) {
  const heads = isHeading(line, size);
  if (Math.abs(last.size - line.size) > 0.1 * line.size || heads !== isHeading(last, size)) return 'block';
  const isItem = ITEM_MARK.test(line.text);
  const step = (last.y - line.y) / line.size;
  // A new page, or a new column: only the text tells.
  if (turned || step < 0) return heads || isItem || ENDS_SENTENCE.test(last.text) ? 'block' : 'join';
  if (step > PARAGRAPH_GAP * distance) return 'block';
  if (heads) return 'join';
  if (isItem || line.text.includes('\t') || last.text.includes('\t')) return 'line';
  const free = (edge - last.right) / Math.max(edge - last.x, 1);
  const ends = ENDS_SENTENCE.test(last.text);
  const indented = line.x - last.x > line.size && line.x - last.x < 4 * line.size;
  if (indented && !ITEM_MARK.test(last.text)) return ends ? 'block' : 'join';
  if (free > SHORT_LINE) return ends ? 'block' : 'line';
  return free > LAST_LINE && ends ? 'block' : 'join';
}

/**
 * A line with its mark, where it begins a block.
 * @param {PageLine[]} page
 * @param {number} at
 * @param {number} size
 */
function marked(page, at, size) {
  const { text } = page[at];
  if (isHeading(page[at], size))
    return `${page[at].size >= LARGE_HEADING * size ? '#' : '##'} ${text.replace(/\t/g, ' ')}`;
  const neighbours = [page[at - 1], page[at + 1]];
  if (text.includes('\t') && neighbours.some((line) => line?.text.includes('\t')))
    return `| ${text.replace(/\t/g, ' | ')} |`;
  const mark = ITEM_MARK.exec(text)?.[0];
  return mark && !/\w/.test(mark) && mark !== '—' && mark !== '–' ? `- ${text.slice(mark.length).trim()}` : text;
}

/**
 * @param {PageLine} line
 * @param {number} size of the text
 */
function isHeading(line, size) {
  return line.size >= HEADING * size && line.text.length <= LONGEST_HEADING && /\p{L}/u.test(line.text);
}

/**
 * A word that was cut at the end of a line loses its hyphen, unless the same word has one elsewhere.
 * @param {string} text
 * @param {string} next
 * @param {Set<string>} compounds
 */
function joined(text, next, compounds) {
  if (text.endsWith('\u00ad')) return text.slice(0, -1) + next;
  const before = /(\p{L}+)[-\u2010]$/u.exec(text.slice(-80));
  const after = /^\p{Ll}+/u.exec(next);
  if (!before || !after) return `${text}${/[-\u2010]$/.test(text) && !/\s[-\u2010]$/.test(text) ? '' : ' '}${next}`;
  const kept = compounds.has(`${before[1]}-${after[0]}`.toLowerCase());
  return (kept ? text : text.slice(0, -1)) + next;
}

/**
 * Words with a hyphen within a line.
 * @param {PageLine[]} lines
 */
function compoundsOf(lines) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const { text } of lines) {
    for (const [word] of text.matchAll(/\p{L}+-\p{L}+/gu)) found.add(word.toLowerCase());
  }
  return found;
}

/**
 * Where the column of each line ends: the farthest right end of the lines that begin near where it does.
 * @param {PageLine[]} page
 */
function rightEdges(page) {
  return page.map(({ x, size }) =>
    page.reduce((edge, line) => (Math.abs(line.x - x) < 3 * size ? Math.max(edge, line.right) : edge), 0),
  );
}

/**
 * Leaves out heads and feet that run through the document, and page numbers.
 * @param {PageLine[][]} pages
 */
function withoutRunningHeads(pages) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  const candidates = pages.map((page) => {
    const byHeight = [...page].sort((a, b) => b.y - a.y);
    return new Set([...byHeight.slice(0, RUNNING_LINES), ...byHeight.slice(-RUNNING_LINES)]);
  });
  const key = (/** @type {PageLine} */ line) => `${Math.round(line.y / 4)} ${line.text.replace(/\d+/g, '0')}`;
  for (const lines of candidates) {
    for (const each of new Set(Array.from(lines, key))) seen.set(each, (seen.get(each) ?? 0) + 1);
  }
  const enough = Math.max(3, 0.4 * pages.length);
  return pages.map((page, index) =>
    page.filter((line) => {
      if (!candidates[index].has(line)) return true;
      const isNumber = pages.length > 1 && Number(PAGE_NUMBER.exec(line.text)?.[1]) === index + 1;
      return !isNumber && (seen.get(key(line)) ?? 0) < enough;
    }),
  );
}

/**
 * The usual distance between lines, in sizes of their letters.
 * @param {PageLine[][]} pages
 */
function usualDistance(pages) {
  /** @type {[number, number][]} */
  const steps = [];
  for (const page of pages) {
    for (let at = 1; at < page.length; at += 1) {
      const step = (page[at - 1].y - page[at].y) / page[at].size;
      if (step > 0.8 && step < 3 && Math.abs(page[at - 1].size - page[at].size) < 0.5) steps.push([step, 1]);
    }
  }
  return steps.length > 0 ? usual(steps) : 1.2;
}

/**
 * The value that most weight is on, to a twentieth.
 * @param {[number, number][]} values with their weights
 */
function usual(values) {
  /** @type {Map<number, number>} */
  const weights = new Map();
  for (const [value, weight] of values) {
    const rounded = Math.round(value * 20) / 20;
    weights.set(rounded, (weights.get(rounded) ?? 0) + weight);
  }
  return [...weights].reduce((most, each) => (each[1] > most[1] ? each : most))[0];
}
