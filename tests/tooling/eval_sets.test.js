/** Scored sets: what is read, and what is refused by name. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSet } from '../../www/tooling/eval/sets.js';

const choice = { kind: 'tldr', length: 'medium', limit: 2 };
const line = JSON.stringify({ source: 'A text.', refs: ['One.'], license: 'x' });

test('lines become items, with what was chosen where they do not say', () => {
  const own = JSON.stringify({ id: 7, source: 'B', refs: [], query: 'q', kind: 'headline', length: 'short' });
  assert.deepEqual(parseSet('a/notes.jsonl', `\n${line}\n${own}\n${line}\n`, choice), [
    { set: 'notes', id: '2', source: 'A text.', refs: ['One.'], query: '', kind: 'tldr', length: 'medium' },
    { set: 'notes', id: '7', source: 'B', refs: [], query: 'q', kind: 'headline', length: 'short' },
  ]);
});

test('a bad line is named', () => {
  for (const [text, pattern] of /** @type {[string, RegExp][]} */ ([
    [`${line}\n{`, /x\.jsonl, line 2: no JSON/],
    ['{"refs":[]}', /line 1: there is no text/],
    ['{"source":"a","refs":[1]}', /line 1: `refs` is no list/],
    ['null', /line 1: there is no text/],
    ['\n\n', /no item/],
  ])) {
    assert.throws(() => parseSet('x.jsonl', text, choice), pattern);
  }
});
