/** What has happened, a line each, the last one at the top. */

import { printable } from '../../record/printable.js';
import { byId, make } from '../elements.js';

/** Older lines go. */
const LINES = 500;

const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

/** @param {string} line */
export function logLine(line) {
  const list = byId('log-lines', HTMLElement);
  byId('log', HTMLElement).hidden = false;
  const item = make('li');
  item.append(make('time', time.format(new Date())), printable(line));
  list.prepend(item);
  list.children[LINES]?.remove();
}
