/** What has happened, a line each, the last one at the top. */

import { printable } from '../../record/printable.js';
import { byId, make } from '../elements.js';
import { dates } from '../language/text.js';

/** Older lines go. */
const LINES = 500;

/** @type {Intl.DateTimeFormatOptions} */
const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };

/** @param {string} line */
export function logLine(line) {
  const list = byId('log-lines', HTMLElement);
  byId('log', HTMLElement).hidden = false;
  const item = make('li');
  item.append(make('time', dates(CLOCK).format(new Date())), shownLine(line));
  list.prepend(item);
  list.children[LINES]?.remove();
}

/**
 * The isolates around names stay, where the page runs from right to left: what they begin ends with the line.
 * @param {string} line
 */
function shownLine(line) {
  const parts = line.split(/([\u2068\u2069])/);
  return parts.map((part, at) => (at % 2 === 1 ? part : printable(part))).join('');
}
