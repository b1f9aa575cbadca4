/** Owns the scorer, a small module beside the engine's: compares summaries of the test notes with what is known of these. */

import { NutshellError, toErrorInfo } from '../shared/errors.js';
import { REPLY, SCORER } from '../shared/protocol.js';
import { reportRequests } from '../shared/requests.js';
import { siteScript } from './site.js';

/** @typedef {import('../shared/protocol.js').ScorerRequest} ScorerRequest */
/**
 * @typedef {object} ScorerGlue
 * @property {() => Promise<unknown>} default
 * @property {(note: string, source: string, summary: string) => string} score
 * @property {(lines: string) => string} report
 */

reportRequests((asked) => self.postMessage({ type: REPLY.ASKED, asked }));
const loading = load();
// Each request says so.
loading.catch(() => {});

/** @returns {Promise<ScorerGlue>} */
async function load() {
  try {
    const glue = /** @type {ScorerGlue} */ (await siteScript('scorer/nutshell.js'));
    await glue.default();
    return glue;
  } catch (error) {
    throw new NutshellError('scorer-load-failed', { detail: `scorer: ${error}` });
  }
}

/**
 * @param {ScorerGlue} scorer
 * @param {ScorerRequest} request
 */
function answer(scorer, request) {
  switch (request.type) {
    case SCORER.SCORE:
      return scorer.score(request.note, request.source, request.summary);
    case SCORER.REPORT:
      return scorer.report(request.lines);
  }
}

self.onmessage = async ({ data }) => {
  const request = /** @type {ScorerRequest} */ (data);
  try {
    self.postMessage({ id: request.id, json: answer(await loading, request) });
  } catch (error) {
    self.postMessage({ id: request.id, error: toErrorInfo(error) });
  }
};
