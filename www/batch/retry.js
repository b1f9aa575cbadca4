/** A run over the notes that failed, and no others. */

/** @import { RunOptions } from './options.js' */
/** @import { PlannedNote } from './plan.js' */
/** @import { BatchSession, Prepared } from './session.js' */

/**
 * @param {BatchSession} session
 * @param {RunOptions} options
 * @returns {Promise<Prepared>}
 */
export async function prepareRetry(session, options) {
  const again = (/** @type {string} */ path) => session.history.records.get(path)?.status === 'failed';
  const prepared = await session.prepare(options, { again });
  const plan = prepared.survey.plan.map((note) => (note.todo && !again(note.path) ? leave(note) : note));
  return { ...prepared, survey: { ...prepared.survey, plan } };
}

/**
 * @param {PlannedNote} note
 * @returns {PlannedNote}
 */
function leave({ path, bytes, sha256 }) {
  return { path, bytes, sha256, todo: false, why: 'left' };
}
