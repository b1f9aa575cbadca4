/**
 * The page that shows what is kept on this device and removes it. It keeps nothing itself, and nothing else of the site runs
 * beside it in its tab, so what is gone stays gone.
 */

import { announce } from '../announcer.js';
import { byId, make } from '../elements.js';
import { confirmPress } from '../folder/confirm-press.js';
import { language } from '../language/choice.js';
import { plural, text } from '../language/text.js';
import { askServiceWorker } from '../offline.js';
import { KINDS } from './kept-things.js';

/** A service worker that does not answer within this time counts no tabs. */
const ANSWER_MS = 2000;
/** Held by the tab that works on folders; see folder/tab-lock.js. */
const FOLDER_LOCK = 'nutshell-batch';

const button = byId('remove', HTMLButtonElement);
const consequence = byId('consequence', HTMLElement);
const outcome = byId('outcome', HTMLElement);
/** The cells of what is there afterwards, in the order of the kinds. @type {HTMLTableCellElement[]} */
let after = [];
let removing = false;

/** Why nothing may be removed now; empty where it may. */
async function obstacle() {
  const locks = (await navigator.locks?.query().catch(() => null))?.held ?? [];
  if (locks.some(({ name }) => name === FOLDER_LOCK)) {
    return text(
      'A run over a folder goes on in another tab. Stop it there first: its journal would be lost, and with it Undo.',
    );
  }
  const others = Number(await askServiceWorker({ type: 'other-windows' }, ANSWER_MS)) || 0;
  if (others > 0) {
    return plural(
      others,
      'Nutshell is open in one other tab. Save what you need there and close it: what is in a tab would be kept again.',
      'Nutshell is open in {n} other tabs. Save what you need there and close them: what is in a tab would be kept again.',
    );
  }
  return '';
}

async function look() {
  const rows = await Promise.all(
    KINDS.map(async ({ name, count }) => {
      const row = make('tr');
      const head = make('th', text(name));
      head.scope = 'row';
      const { text: found } = await count().catch((error) => ({
        text: text('cannot be read: {error}', { error: String(error) }),
      }));
      const now = make('td');
      now.hidden = true;
      row.append(head, make('td', found), now);
      return { row, now };
    }),
  );
  after = rows.map(({ now }) => now);
  byId('kept', HTMLElement).replaceChildren(...rows.map(({ row }) => row));
  await check();
}

/** Looks whether something stands in the way. @returns {Promise<boolean>} whether it may be removed */
async function check() {
  const reason = await obstacle();
  button.setAttribute('aria-disabled', String(reason !== ''));
  consequence.textContent =
    reason ||
    text(
      'All of this goes: the notes that wait for this tab, the journals with the texts of summaries, what was downloaded. Files that you saved and folders that you chose are not touched.',
    );
  return reason === '';
}

async function remove() {
  removing = true;
  button.setAttribute('aria-disabled', 'true');
  outcome.textContent = text('Removing…');
  /** @type {string[]} */
  const failures = [];
  for (const kind of KINDS) await kind.remove().catch((error) => failures.push(`${text(kind.name)}: ${error}`));
  const counts = await Promise.all(
    KINDS.map(({ count }) => count().catch(() => ({ count: 1, text: text('cannot be read') }))),
  );
  byId('after-head', HTMLElement).hidden = false;
  counts.forEach(({ count, text: left }, index) => {
    after[index].hidden = false;
    after[index].textContent = count === 0 ? '0' : left;
    after[index].classList.toggle('bad', count > 0);
  });
  const clean = counts.every(({ count }) => count === 0);
  outcome.textContent = clean
    ? text(
        'Looked again: nothing of this site is left on this device. Close this tab; whoever opens the page again starts afresh.',
      )
    : text(
        "Not everything could be removed. {failures} Close all tabs of this site and try again, or use the browser's settings.",
        { failures: failures.join('. ') },
      );
  announce(outcome.textContent);
  removing = false;
  button.hidden = clean;
  consequence.hidden = true;
  if (!clean) button.setAttribute('aria-disabled', 'false');
}

button.addEventListener('click', async () => {
  if (removing || !(await check())) return;
  confirmPress(button, text('Really remove everything?'), remove);
});
// The person may have closed the other tab.
addEventListener('focus', () => {
  if (!removing && !button.hidden && !consequence.hidden) check();
});

// Rows that are there are made anew; what was removed stays said.
language.addEventListener('change', () => {
  if (!removing && !consequence.hidden) look();
});
language.start();
look();
