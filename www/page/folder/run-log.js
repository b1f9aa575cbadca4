/** What has happened, a line each, the last one at the top. */

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
  item.append(make('time', dates(CLOCK).format(new Date())), line);
  list.prepend(item);
  list.children[LINES]?.remove();
}
