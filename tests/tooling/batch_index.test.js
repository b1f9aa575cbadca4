/** The two files about a whole run, whatever the names and the clock were. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexMarkdown, runJson } from '../../www/batch/index-file.js';
import { OPTIONS } from './batch/scene.js';

/** @type {import('../../www/batch/index-file.js').RunReport} */
const REPORT = {
  run: 'r',
  source: 'notes',
  options: OPTIONS,
  model: { name: 'M', sha256: 'm' },
  begun: 2_000_000,
  ended: 1_000_000,
  state: 'done',
  done: 0,
  plan: [],
  records: new Map(),
  skipped: [],
};

test('a clock that is set back makes no time negative', async () => {
  assert.equal(JSON.parse(await runJson(REPORT, 'x')).seconds, 0);
  assert.equal(JSON.parse(await runJson({ ...REPORT, ended: 2_001_230 }, 'x')).seconds, 1.23);
});

test('no name or headline turns its row round, and words keep their joiners', async () => {
  const headline = 'می\u200cروم \u2066to the left';
  const record = /** @type {import('../../www/batch/note-record.js').NoteRecord} */ ({
    ...{ status: 'done', output: 'a.summary.md', headline, seconds: 1, failure: null },
  });
  const path = 'a\u202etxt.md';
  const index = await indexMarkdown({
    ...REPORT,
    source: 'no\u202btes',
    plan: [{ path, bytes: 1, sha256: null, todo: false, why: 'unchanged' }],
    records: new Map([[path, record]]),
    skipped: [{ path: 'b\u2067.zip', reason: 'Files that end in .zip are not read.' }],
  });
  const body = index.slice(index.indexOf('# Summaries'));
  assert.doesNotMatch(body, /[\u202a-\u202e\u2066-\u2069]/);
  assert.ok(body.includes('| [a\ufffdtxt.md](a.summary.md) | می\u200cروم \ufffdto the left | done | 1.0 |'), body);
});
