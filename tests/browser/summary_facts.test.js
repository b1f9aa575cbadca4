import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surroundings } from '../../www/page/passage-excerpt.js';
import { factsSentence } from '../../www/page/summary-facts.js';
import { cutIntoParts, inOrder } from '../../www/page/text-parts.js';
import { labelledText, pieces } from '../../www/record/labelled-text.js';

/** @typedef {import('../../www/api/nutshell.js').Summary} Summary */

/**
 * @param {string} origins one letter for each sentence
 * @param {Partial<Summary>} [more]
 * @returns {Summary}
 */
function record(origins, more = {}) {
  const sentences = Array.from(origins, (letter, at) => ({
    text: `No. ${at}`,
    origin: letter === 'w' ? /** @type {const} */ ('written') : /** @type {const} */ ('quoted'),
    evidence: [{ start: 0, end: 1, score: 1 }],
  }));
  return {
    text: sentences.map(({ text }) => `* ${text}`).join('\n'),
    sentences,
    dropped: 0,
    type: 'key-points',
    length: 'medium',
    format: 'markdown',
    coverage: { tokensRead: 652, tokensTotal: 652, chunks: 5 },
    timings: { readTokens: 0, readMs: 0, writtenTokens: 0, writeMs: 0, totalMs: 0 },
    provenance: { model: 'M', sha256: '', adapter: null, engine: '0', variant: 'slow', threads: 1, grounding: true },
    warnings: [],
    ...more,
  };
}

test('one line says whose words they are and what was read', () => {
  const read = ' Read all 652 tokens of the note in 5 parts.';
  for (const [origins, dropped, expected] of /** @type {const} */ ([
    ['wqwqw', 1, '5 sentences: 3 written, 2 quoted; 1 dropped, as the note does not support it.'],
    ['wq', 2, '2 sentences: 1 written, 1 quoted; 2 dropped, as the note does not support them.'],
    ['www', 0, '3 sentences, all written.'],
    ['qq', 7, '2 sentences, all quoted; 7 dropped, as the note does not support them.'],
    ['w', 0, '1 sentence, written.'],
    ['q', 1, '1 sentence, quoted; 1 dropped, as the note does not support it.'],
  ])) {
    assert.equal(factsSentence(record(origins, { dropped })), expected + read);
  }
});

test('it says how much of the note was read', () => {
  for (const [tokensRead, tokensTotal, chunks, expected] of /** @type {const} */ ([
    [1, 1, 1, 'Read the one token of the note.'],
    [12, 12, 1, 'Read all 12 tokens of the note.'],
    [1200, 3400, 3, 'Weighed all 3,400 tokens of the note; the model read 1,200 of them in 3 parts.'],
    [80, 3400, 1, 'Weighed all 3,400 tokens of the note; the model read 80 of them.'],
  ])) {
    const coverage = { tokensRead, tokensTotal, chunks };
    assert.equal(factsSentence(record('w', { coverage })), `1 sentence, written. ${expected}`);
  }
});

test('it says that the model was tuned, where it was asked', () => {
  const { provenance, timings } = record('w');
  const asked = { ...timings, writtenTokens: 9 };
  const tuned = { ...provenance, adapter: { name: 'Notes 1', sha256: '' } };
  assert.match(factsSentence(record('w', { timings: asked })), / in 5 parts\.$/);
  assert.match(
    factsSentence(record('q', { timings: asked, provenance: tuned })),
    / in 5 parts\. Tuned model \(Notes 1\)\.$/,
  );
  assert.match(factsSentence(record('q', { provenance: tuned })), / in 5 parts\.$/);
});

test('what is quoted is labelled in the text that is taken away', () => {
  assert.equal(labelledText(pieces(record('wqw'))), '* No. 0\n* No. 1 (quoted)\n* No. 2');
  const [first, second] = record('qw').sentences;
  const twice = record('qw', { text: 'No. 0 No. 0', sentences: [first, { ...second, text: first.text }] });
  assert.deepEqual(
    pieces(twice).map(({ text }) => text),
    ['No. 0', ' No. 0'],
  );
  assert.equal(labelledText(pieces(twice)), 'No. 0 (quoted) No. 0');
});

test('parts end with a line and are the whole text together', () => {
  const text = `${'a'.repeat(30)}\n\nb\n${'c'.repeat(5)}\n`.repeat(4);
  const parts = cutIntoParts(text, 10);
  assert.equal(parts.map(({ start, end }) => text.slice(start, end)).join(''), text);
  assert.ok(parts.length > 4 && parts.every(({ end }) => text[end - 1] === '\n'));
  assert.deepEqual(cutIntoParts('', 10), []);
  assert.equal(cutIntoParts('no end', 3).length, 1);
});

test('passages come in order, and those that overlap as one', () => {
  const passages = [
    { start: 8, end: 9 },
    { start: 0, end: 3 },
    { start: 3, end: 5 },
    { start: 4, end: 7 },
  ];
  assert.deepEqual(inOrder(passages), [
    { start: 0, end: 3 },
    { start: 3, end: 7 },
    { start: 8, end: 9 },
  ]);
  assert.deepEqual(passages[0], { start: 8, end: 9 }, 'what was given is as it was');
});

test('a passage is shown with whole words of its paragraph around it', () => {
  const around = (/** @type {string} */ note, /** @type {string} */ passage) => {
    const start = note.indexOf(passage);
    return surroundings(note, { start, end: start + passage.length });
  };
  assert.deepEqual(around('One. Two. Three.', 'Two.'), { before: 'One. ', after: ' Three.' });
  assert.deepEqual(around('Above.\r\nTwo.\r\nBelow.', 'Two.'), { before: '', after: '' });
  const long = 'word '.repeat(40);
  const { before, after } = around(`${long}Two. ${long}`, 'Two.');
  assert.match(before, /^… (word )+$/);
  assert.match(after, /^( word)+ …$/);
});
