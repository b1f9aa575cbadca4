/** Errors: what happened, what to do, and a way to try again where that can help. */

import { unwrapped } from '../shared/errors.js';
import { byId, make } from './elements.js';
import { retoldError } from './language/retold.js';
import { phrases, text } from './language/text.js';

/** @typedef {{ code: string, message: string, detail: string }} ErrorInfo */

/** Errors after which the same attempt may succeed. */
const WORTH_RETRYING = new Set([
  'engine-crashed',
  'engine-internal',
  'engine-load-failed',
  'model-corrupt',
  'model-memory',
  'model-missing',
  'model-network',
  'test-notes-missing',
]);

/** Said of an error without a code. */
const UNKNOWN = phrases('Something went wrong that should not have. Your note is safe; try again, or reload the page.');

const region = byId('alert', HTMLElement);

/**
 * Shows errors in place of those shown before.
 * @param {ErrorInfo[]} errors
 * @param {() => void} [retry] the attempt that failed
 */
export function showErrors(errors, retry) {
  const box = make('div', '', 'message trouble');
  const words = make('div', '', 'text');
  const shown = errors.slice(0, 4);
  if (errors.length === 1) {
    words.append(make('p', errors[0].message, 'what'));
  } else {
    words.append(make('p', text('{n} files were not added:', { n: errors.length }), 'what'));
    const list = make('ul');
    list.append(...shown.map(({ message }) => make('li', message)));
    if (errors.length > shown.length)
      list.append(make('li', text('and {n} more.', { n: errors.length - shown.length })));
    words.append(list);
  }
  box.append(words);
  if (retry && errors.some(({ code }) => WORTH_RETRYING.has(code))) {
    const button = make('button', text('Try again'));
    button.type = 'button';
    button.addEventListener('click', () => {
      clearErrors();
      retry();
    });
    box.append(button);
  }
  const dismiss = make('button', text('Dismiss'), 'quiet');
  dismiss.type = 'button';
  dismiss.addEventListener('click', () => {
    clearErrors();
    /** @type {HTMLElement | null} */ (document.querySelector('main textarea, main button:not([hidden])'))?.focus();
  });
  box.append(dismiss);
  const detailed = shown.filter(({ detail }) => detail !== '');
  if (detailed.length > 0) {
    const details = make('details');
    details.append(make('summary', text('Technical detail')));
    for (const { code, detail } of detailed) details.append(make('code', `${code}: ${detail}\n`));
    box.append(details);
  }
  region.replaceChildren(box);
  box.scrollIntoView({ block: 'nearest' });
}

export function clearErrors() {
  region.replaceChildren();
}

/** Whether an error is shown that nobody has dismissed. */
export function hasErrors() {
  return region.childElementCount > 0;
}

/**
 * What a person is told of an error, in the language of the interface.
 * @param {unknown} thrown
 * @returns {ErrorInfo}
 */
export function toldError(thrown) {
  const error = errorInfo(thrown);
  return error.message === UNKNOWN ? { ...error, message: text(UNKNOWN) } : retoldError(error);
}

/**
 * In English, as it is kept in records.
 * @param {unknown} thrown
 * @returns {ErrorInfo}
 */
export function errorInfo(thrown) {
  const error = unwrapped(thrown);
  if (error instanceof Error) {
    const { code, message, detail } = /** @type {Error & { code?: unknown, detail?: unknown }} */ (error);
    if (typeof code === 'string') return { code, message, detail: typeof detail === 'string' ? detail : '' };
  }
  return {
    code: 'engine-internal',
    message: UNKNOWN,
    detail: String(thrown),
  };
}
