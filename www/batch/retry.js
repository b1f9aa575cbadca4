/** A run over the notes that failed, and no others. */

/** @import { RunOptions } from './options.js' */
/** @import { BatchSession, Prepared } from './session.js' */

/**
 * @param {BatchSession} session
 * @param {RunOptions} options
 * @returns {Promise<Prepared>}
 */
export function prepareRetry(session, options) {
  const hasFailed = (/** @type {string} */ path) => session.history.records.get(path)?.status === 'failed';
  return session.prepare(options, { again: hasFailed, only: hasFailed });
}
