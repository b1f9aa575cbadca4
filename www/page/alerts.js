/** Errors: what happened, what to do, and a way to try again where that can help. */

import { unwrapped } from '../shared/errors.js';
import { byId, make } from './elements.js';

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

const region = byId('alert', HTMLElement);

/**
 * Shows errors in place of those shown before.
 * @param {ErrorInfo[]} errors
 * @param {() => void} [retry] the attempt that failed
 */
export function showErrors(errors, retry) {
  const box = make('div', '', 'message trouble');
  const text = make('div', '', 'text');
  const shown = errors.slice(0, 4);
  if (errors.length === 1) {
    text.append(make('p', errors[0].message, 'what'));
  } else {
    text.append(make('p', `${errors.length} files were not added:`, 'what'));
    const list = make('ul');
    list.append(...shown.map(({ message }) => make('li', message)));
    if (errors.length > shown.length) list.append(make('li', `and ${errors.length - shown.length} more.`));
    text.append(list);
  }
  box.append(text);
  if (retry && errors.some(({ code }) => WORTH_RETRYING.has(code))) {
    const button = make('button', 'Try again');
    button.type = 'button';
    button.addEventListener('click', () => {
      clearErrors();
      retry();
    });
    box.append(button);
  }
  const dismiss = make('button', 'Dismiss', 'quiet');
  dismiss.type = 'button';
  dismiss.addEventListener('click', () => {
    clearErrors();
    /** @type {HTMLElement | null} */ (document.querySelector('main textarea, main button:not([hidden])'))?.focus();
  });
  box.append(dismiss);
  const detailed = shown.filter(({ detail }) => detail !== '');
  if (detailed.length > 0) {
    const details = make('details');
    details.append(make('summary', 'Technical detail'));
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
    message: 'Something went wrong that should not have. Your note is safe; try again, or reload the page.',
    detail: String(thrown),
  };
}
