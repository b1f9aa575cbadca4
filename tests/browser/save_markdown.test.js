import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownFile } from '../../www/page/save-markdown.js';
import { sha256OfText } from '../../www/record/sha256.js';
import { yamlString } from '../../www/record/yaml.js';

/** @returns {import('../../www/api/nutshell.js').Summary} */
function record() {
  return {
    text: '* One\n* Two\n',
    sentences: [
      { text: 'One', origin: 'written', evidence: [{ start: 0, end: 3, score: 1 }] },
      { text: 'Two', origin: 'quoted', evidence: [{ start: 4, end: 7, score: 1 }] },
    ],
    dropped: 3,
    type: 'key-points',
    length: 'medium',
    format: 'markdown',
    coverage: { tokensRead: 652, tokensTotal: 652, chunks: 3 },
    timings: { readTokens: 700, readMs: 2000, writtenTokens: 50, writeMs: 1000, totalMs: 3210 },
    provenance: {
      model: 'M',
      sha256: 'ab'.repeat(32),
      adapter: { name: 'N', sha256: 'ef'.repeat(32) },
      engine: '0.1.0',
      variant: 'threads-relaxed',
      threads: 2,
      grounding: true,
    },
    warnings: [],
  };
}

const source = { name: 'Minutes.md', title: 'Minutes.md', sha256: null, date: new Date(Date.UTC(2025, 8, 9, 12)) };

test('front matter says where the summary comes from', () => {
  const { name, content } = markdownFile(record(), { ...source, sha256: 'cd'.repeat(32) });
  assert.equal(name, 'Minutes.summary.md');
  const [, head, body] = content.split(/^---$/m);
  assert.deepEqual(
    Object.fromEntries(
      head
        .trim()
        .split('\n')
        .map((line) => {
          const at = line.indexOf(': ');
          return [line.slice(0, at), JSON.parse(line.slice(at + 2))];
        }),
    ),
    {
      source: 'Minutes.md',
      source_sha256: 'cd'.repeat(32),
      date: '2025-09-09T12:00:00.000Z',
      kind: 'key-points',
      length: 'medium',
      model: 'M',
      model_sha256: 'ab'.repeat(32),
      adapter: 'N',
      adapter_sha256: 'ef'.repeat(32),
      engine: '0.1.0',
      variant: 'threads-relaxed',
      threads: 2,
      seconds: 3.21,
      read_tokens_per_second: 350,
      written_tokens_per_second: 50,
      tokens_read: 652,
      tokens_total: 652,
      parts: 3,
      sentences_written: 1,
      sentences_quoted: 1,
      sentences_dropped: 3,
      warnings: [],
    },
  );
  assert.equal(body, '\n\n* One\n* Two (quoted)\n');
});

test('no name can break out of its YAML field', () => {
  for (const value of [
    '"\n---\nevil: 1',
    '#{}[]!&*',
    'a\u2028b\u0085c\u007f',
    "it's: 5",
    '\\',
    '\ud800',
    '- x',
    '\ufeffx',
  ]) {
    const quoted = yamlString(value);
    assert.match(quoted, /^"(?:[^"\\\p{Cc}\u2028\u2029\ufeff]|\\.)*"$/u);
    assert.equal(JSON.parse(quoted), value === '\ud800' ? '\ufffd' : value);
    const { content } = markdownFile({ ...record(), warnings: [value] }, { ...source, name: value });
    assert.equal(content.split('\n').filter((line) => line === '---').length, 2);
  }
});

test('the file name is one that every system takes', () => {
  const named = (/** @type {string | null} */ name, title = 'T') =>
    markdownFile(record(), { ...source, name, title }).name;
  assert.equal(named('a/b\\c:d*?"<>|.txt'), 'a b c d.summary.md');
  assert.equal(named('../../etc/passwd.md'), 'etc passwd.summary.md');
  assert.equal(named('CON.txt'), 'note CON.summary.md');
  assert.equal(named('....md'), 'note.summary.md');
  assert.equal(named(null, 'Rowing club, 9 Sep…'), 'Rowing club, 9 Sep.summary.md');
  assert.equal(named(`${'é'.repeat(300)}.md`).length, 80 + '.summary.md'.length);
  assert.equal(named(`${'長'.repeat(300)}.md`).length, Math.floor(200 / 3) + '.summary.md'.length);
  const [{ evidence }] = record().sentences;
  const fixed = {
    text: 'Roof fixed',
    sentences: [{ text: 'Roof fixed', origin: /** @type {const} */ ('quoted'), evidence }],
  };
  const headline = markdownFile({ ...record(), type: 'headline', ...fixed }, { ...source, name: null });
  assert.equal(headline.name, 'Roof fixed.summary.md');
});

test('the note is hashed as UTF-8', async () => {
  assert.equal(await sha256OfText('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
