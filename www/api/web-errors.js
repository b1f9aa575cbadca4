/**
 * Errors as the web's interface names them (Writing Assistance APIs, "Errors"): a DOMException whose `cause` is the
 * NutshellError, which says more.
 */

import { NutshellError } from '../shared/errors.js';

/** @type {Readonly<Record<string, string>>} */
const NAMES = Object.freeze({
  'engine-no-simd': 'NotSupportedError',
  'model-architecture': 'NotSupportedError',
  'model-missing': 'NotSupportedError',
  'model-unsupported': 'NotSupportedError',
  'tokenizer-unsupported': 'NotSupportedError',
  'model-corrupt': 'NetworkError',
  'model-network': 'NetworkError',
  'context-overflow': 'QuotaExceededError',
  'note-too-long': 'QuotaExceededError',
  aborted: 'AbortError',
});

/**
 * What the web's interface throws for an error of the engine's. Anything else, such as the reason of a signal, stays as it is.
 * @param {unknown} error
 * @param {'OperationError' | 'UnknownError'} otherwise The name of an error that has none of its own.
 * @returns {unknown}
 */
export function webError(error, otherwise) {
  if (!(error instanceof NutshellError)) {
    return error;
  }
  const name = NAMES[error.code] ?? otherwise;
  const exception =
    name === 'QuotaExceededError' ? quotaExceeded(error.message) : new DOMException(error.message, name);
  Object.defineProperty(exception, 'cause', { value: error, configurable: true, writable: true });
  return exception;
}

/**
 * A QuotaExceededError: the browser's own class where it has one, else a DOMException of that name and with its members.
 * @param {string} message
 * @param {{ requested: number, quota: number }} [amounts]
 * @returns {DOMException}
 */
export function quotaExceeded(message, amounts) {
  const own = Reflect.get(globalThis, 'QuotaExceededError');
  if (typeof own === 'function') {
    return Reflect.construct(own, [message, amounts ?? {}]);
  }
  const { requested = null, quota = null } = amounts ?? {};
  const members = { requested: { value: requested }, quota: { value: quota } };
  return Object.defineProperties(new DOMException(message, 'QuotaExceededError'), members);
}
