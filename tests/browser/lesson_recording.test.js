import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inventions } from '../../www/page/lesson/inventions.js';
import { MOST_CHOICES, Recording } from '../../www/page/lesson/recording.js';
import { formatShare, momentSentence, tokenText } from '../../www/page/lesson/wording.js';

/** @typedef {import('../../www/shared/protocol.js').Choice} Choice */

/**
 * A choice of `text` (null: none was left), after `away` was turned away by a rule.
 * @param {number} part
 * @param {string | null} text
 * @param {{ away?: [string, string], kept?: number, finish?: string }} [more]
 * @returns {Choice}
 */
function choice(part, text, { away, kept, finish } = {}) {
  const turned = away ? [{ text: away[0], probability: 0.6, forbidden: away[1] }] : [];
  const taken = text === null ? [] : [{ text, probability: 0.3, forbidden: null }];
  const chosen = text === null ? null : turned.length;
  return { part, step: { candidates: [...turned, ...taken], chosen, kept: kept ?? null, finish: finish ?? null } };
}

test('parts that were written side by side are shown one after the other, without what was taken back', () => {
  const recording = new Recording();
  recording.add([choice(0, 'Tom'), choice(1, 'An'), choice(0, ' met', { away: [' saw', 'repetition'] })]);
  recording.add([
    choice(1, 'na'),
    choice(0, null, { away: [' Bob', 'name'], kept: 0 }),
    choice(0, 'It'),
    choice(0, '.'),
  ]);
  assert.deepEqual([recording.length, recording.parts, recording.forbidden], [7, 2, 2]);
  const text = (/** @type {number} */ at) => recording.moment(at).tokens.map((token) => token.text);
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6].map(text), [[], ['Tom'], ['Tom', ' met'], [], ['It'], [], ['An']]);
  const { kept, chosen, attempts } = recording.moment(2);
  assert.deepEqual([kept, chosen, attempts, recording.moment(4).attempts], [0, null, 0, 1]);
  assert.deepEqual(
    [-1, 1, 2].map((after) => recording.nextForbidden(after)),
    [1, 2, null],
  );
  assert.deepEqual([recording.moment(4).tokens[0].choice, recording.newest], [3, 4]);
});

test('what is beyond the limit is counted and not kept', () => {
  const recording = new Recording();
  recording.add(Array.from({ length: MOST_CHOICES - 1 }, () => choice(0, 'a')));
  recording.add([choice(0, 'b'), choice(0, 'c'), choice(0, 'd')]);
  recording.add([choice(0, 'e')]);
  assert.deepEqual([recording.length, recording.left], [MOST_CHOICES, 3]);
  assert.equal(recording.moment(MOST_CHOICES - 1).candidates[0].text, 'b');
});

test('a choice is told in words', () => {
  const recording = new Recording();
  recording.add([
    choice(0, ' Ann', { away: [' Bob', 'name'] }),
    choice(0, null, { away: [' Bob', 'name'], kept: 0 }),
    choice(0, null, { kept: 0, finish: 'ungrounded' }),
    choice(0, '.', { finish: 'sentences' }),
  ]);
  const told = (/** @type {number} */ at) => momentSentence(recording.moment(at));
  assert.equal(told(0), 'Chosen: “Ann”, 30%. One was turned away.');
  assert.match(told(1), /^Nothing likely may be written: the sentence is begun anew/);
  assert.match(told(2), /the sentence is given up/);
  assert.match(told(3), /^Chosen: “\.”, 30%\. It shows that the sentence before it is complete/);
  assert.deepEqual([' a b', '\n', '', null].map(tokenText), [
    '␣a␣b',
    '↵',
    'a part of a character',
    'end of the answer',
  ]);
  assert.deepEqual([1, 0.9996, 0.994, 0.98, 0.034, 0.0004].map(formatShare), [
    '99.9%',
    '99.9%',
    '99.4%',
    '98%',
    '3.4%',
    'under 0.1%',
  ]);
});

test('numbers and names that a note does not have are found', () => {
  const note = 'Dana’s board met on 14 March: $48,500 for two libraries at 10:30.';
  const found = (/** @type {string} */ text) => inventions(text, note).map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(found('Dana got $48500 on March 14 at 10:30. Libraries met.'), []);
  assert.deepEqual(found('Dana and Tom got $4,850 in April.'), ['Tom', '4,850', 'April']);
  assert.deepEqual(found('People met. They said: I agree.'), []);
});
