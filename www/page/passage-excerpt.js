/** A passage of the note with a little of what stands around it, for places where the note itself is out of sight. */

/** @import { Passage } from './text-parts.js' */

import { make } from './elements.js';

/** UTF-16 units before and behind the passage, at most. */
const AROUND = 90;

/**
 * @param {string} note
 * @param {Passage} passage
 */
export function passageExcerpt(note, passage) {
  const { before, after } = surroundings(note, passage);
  const element = make('span', '', 'passage');
  element.dir = 'auto';
  element.append(before, make('mark', note.slice(passage.start, passage.end)), after);
  return element;
}

/**
 * What stands in the same paragraph, in whole words.
 * @param {string} note
 * @param {Passage} passage
 */
export function surroundings(note, { start, end }) {
  const from = Math.max(0, start - AROUND);
  const to = Math.min(note.length, end + AROUND);
  const [before] = /[^\r\n]*$/.exec(note.slice(from, start)) ?? [''];
  const [after] = /^[^\r\n]*/.exec(note.slice(end, to)) ?? [''];
  const isCutBefore = before.length === start - from && from > 0;
  const isCutAfter = after.length === to - end && to < note.length;
  return {
    before: isCutBefore ? before.replace(/^\S*\s*/, '… ') : before.trimStart(),
    after: isCutAfter ? after.replace(/\s*\S*$/, ' …') : after.trimEnd(),
  };
}
