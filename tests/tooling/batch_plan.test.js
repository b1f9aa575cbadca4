/** Which files are notes, which of them are done, and what their summaries are called. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryFolder } from '../../www/batch/memory-folder.js';
import { OutputNames } from '../../www/batch/output-names.js';
import { matcher, parsePatterns } from '../../www/batch/patterns.js';
import { planNotes } from '../../www/batch/plan.js';
import { prepareRetry } from '../../www/batch/retry.js';
import { judgeOf } from '../../www/batch/select.js';
import { contents, fill, MemoryJournal, OPTIONS, Scene } from './batch/scene.js';

/**
 * @param {string[]} notes
 * @param {Record<string, string>} [earlier]
 */
const named = async (notes, earlier = {}) => {
  const names = new OutputNames(new Map(Object.entries(earlier)));
  await names.give(notes);
  return notes.map((note) => names.of(note));
};

test('each note has a file of its own on every file system', async () => {
  assert.deepEqual(await named(['b/Minutes 1.5.md', 'Протокол.txt', '長い.html']), [
    'b/Minutes 1.5.summary.md',
    'Протокол.summary.md',
    '長い.summary.md',
  ]);
  assert.deepEqual(await named(['a.txt', 'a.md', 'b.txt']), ['a.txt.summary.md', 'a.md.summary.md', 'b.summary.md']);
  assert.deepEqual(await named(['A.txt', 'a.TXT', 'x/A.txt']), [
    'A.txt.summary.md',
    'a.TXT.summary-2.md',
    'x/A.summary.md',
  ]);
  const accents = ['caf\u00e9.txt', 'cafe\u0301.txt'];
  assert.equal(new Set((await named(accents)).map((name) => name.normalize('NFC'))).size, 2);
  assert.deepEqual(await named(['COM¹.md', 'conin$.txt', 'com½.txt']), [
    'note COM¹.summary.md',
    'note conin$.summary.md',
    'com½.summary.md',
  ]);
  assert.deepEqual(await named(['con.md', 'aux/nul.txt', 'what?.txt', 'trailing. .txt', '.txt']), [
    'note con.summary.md',
    'note aux/note nul.summary.md',
    'what.summary.md',
    'trailing.summary.md',
    'txt.summary.md',
  ]);
  assert.ok((await named([`${'長'.repeat(100)}.txt`]))[0].length < 80);
  const many = Array.from({ length: 300 }, (_, i) => `${'x'.repeat(250)}${i}.txt`);
  assert.equal(new Set(await named(many)).size, 300);
});

test('a name that was given stays, and what is in the way is gone round', async () => {
  assert.deepEqual(await named(['a.txt', 'a.md'], { 'a.txt': 'a.summary.md' }), ['a.summary.md', 'a.md.summary.md']);
  assert.deepEqual(await named(['index.md', 'run.json.md', 'x/index.md']), [
    'index.summary.md',
    'run.json.summary.md',
    'x/index.summary.md',
  ]);
  assert.deepEqual(await named(['Index.md/a.txt', 'run-2.json/deep/index.md', 'a.summary.md/b.txt', 'a.txt']), [
    'Index.md folder/a.summary.md',
    'run-2.json folder/deep/index.summary.md',
    'a.summary.md folder/b.summary.md',
    'a.summary.md',
  ]);
  const names = new OutputNames(new Map());
  await names.give(['a.txt']);
  assert.equal(names.beside('a.summary.md'), 'a.summary-2.md');
  assert.equal(names.beside('a.summary-2.md'), 'a.summary-3.md');
  assert.equal(names.beside('index.md'), 'index-2.md');
});

test('patterns match as people expect', () => {
  const hits = (/** @type {string} */ line, /** @type {string} */ path) => matcher(parsePatterns(line))(path) !== null;
  for (const [line, path] of [
    ['*.md', 'deep/in/a.md'],
    ['drafts', 'x/drafts/a.txt'],
    ['drafts/', 'drafts/a.txt'],
    ['/drafts/*.txt', 'drafts/a.txt'],
    ['2024/**/a?.txt', '2024/03/14/a1.txt'],
    ['**/old/**', 'x/old/y/z.txt'],
    ['*.TXT , *.md', 'a.txt'],
    ['a+(1).txt', 'a+(1).txt'],
    ['caf\u00e9*', 'cafe\u0301.txt'],
  ]) {
    assert.ok(hits(line, path), `${line} matches ${path}`);
  }
  for (const [line, path] of [
    ['*.md', 'a.md.txt'],
    ['drafts/*.txt', 'x/drafts/a.txt'],
    ['a?.txt', 'a.txt'],
    ['a.txt', 'abtxt'],
    ['', 'a.txt'],
  ]) {
    assert.ok(!hits(line, path), `${line} does not match ${path}`);
  }
});

test('every skipped file has its reason', () => {
  const options = { include: ['*.md', '*.txt', '*.jpg'], exclude: ['drafts'], maxBytes: 1_500_000 };
  const rules = { options, endings: ['.md', '.txt'], written: new Set(['odd name.md']) };
  const inside = judgeOf({ ...rules, target: '' });
  const below = judgeOf({ ...rules, target: 'summaries' });
  assert.equal(inside.file({ path: 'a.md', size: 10 }), null);
  assert.equal(inside.file({ path: 'a.summary.md', size: 10 }), 'It is a summary.');
  assert.equal(inside.file({ path: 'odd name.md', size: 10 }), 'Nutshell has written it.');
  assert.equal(below.file({ path: 'odd name.md', size: 10 }), null);
  assert.equal(below.folder('summaries'), 'The summaries are here.');
  assert.equal(below.folder('.git'), 'Its name begins with a dot.');
  assert.equal(below.folder('x/drafts'), 'Excluded by the pattern “drafts”.');
  assert.equal(below.file({ path: 'a.html', size: 10 }), 'No pattern includes it.');
  assert.equal(below.file({ path: 'a.jpg', size: 10 }), 'Files that end in .jpg are not read.');
  assert.equal(below.file({ path: 'a.md', size: 2_000_000 }), 'It has 2 MB; the limit is 1.5 MB.');
});

test('a note is done again when what it depends on has changed, and only then', () => {
  const record = /** @type {import('../../www/batch/note-record.js').NoteRecord} */ ({
    ...{
      source: 'a',
      source_sha256: 's',
      source_bytes: 1,
      status: 'done',
      output: 'o',
      output_sha256: 'h',
      headline: '',
    },
    ...{ kind: 'key-points', length: 'medium', model: 'M', model_sha256: 'm', adapter: null, adapter_sha256: null },
    ...{ started: '', seconds: 1, failure: null, summary: {} },
  });
  /**
   * @param {object} [found]
   * @param {object} [wanted]
   * @param {object} [known]
   */
  const why = (found, wanted, known) =>
    planNotes(
      [{ path: 'a', bytes: 1, sha256: 's', output: 'h', ...found }],
      new Map([['a', { ...record, ...known }]]),
      {
        options: OPTIONS,
        model: { sha256: 'm' },
        ...wanted,
      },
    )[0].why;
  assert.equal(why(), 'unchanged');
  assert.equal(why({ output: 'other' }), 'edited');
  assert.equal(why({ output: null }), 'missing');
  assert.equal(why({ sha256: 't' }), 'changed');
  assert.equal(why({}, { model: { sha256: 'n' } }), 'model');
  assert.equal(why({}, { options: { type: 'tldr', length: 'medium' } }), 'options');
  assert.equal(why({}, {}, { adapter_sha256: 'x' }), 'model');
  assert.equal(why({}, {}, { status: 'failed' }), 'failed');
  assert.equal(why({}, { again: true }), 'asked');
  assert.equal(planNotes([], new Map(), { options: OPTIONS, model: { sha256: 'm' } }).length, 0);
});

test('a note on which the engine dies gets one more try, and the others go on', async () => {
  const scene = new Scene();
  await fill(scene.source, {
    'a.txt': 'This one will crash it.',
    'b.txt': 'Fine.',
    'c.txt': 'Good.',
    'empty.txt': ' \n',
  });
  const run = await scene.run();
  assert.deepEqual([run.state, run.done, run.failed], ['done', 2, 2]);
  assert.equal(scene.engine.asked.filter((text) => text.includes('crash')).length, 2);
  assert.equal(scene.engine.most, 2, 'two notes at once');
  const { 'run.json': told, 'index.md': index, ...others } = await contents(scene.target);
  assert.deepEqual(Object.keys(others).sort(), ['b.summary.md', 'c.summary.md']);
  const { notes, totals } = JSON.parse(told);
  const failures = notes.map(
    (/** @type {{ failure: { code: string } | null }} */ { failure }) => failure?.code ?? null,
  );
  assert.deepEqual(failures, ['engine-crashed', null, null, 'note-empty']);
  assert.deepEqual([totals.notes, totals.summarized, totals.failed], [4, 2, 2]);
  assert.match(index, /\| \[b\.txt\]\(b\.summary\.md\) \| Fine \| done \| 0\.0 \|/);
  assert.match(index, /- a\.txt: The engine stopped unexpectedly\..* \(engine-crashed\)/);
});

test('without a journal, run.json says what is done', async () => {
  const scene = new Scene();
  await fill(scene.source, { 'a.txt': 'One.', 'b.txt': 'Two.' });
  await scene.run();
  const elsewhere = new Scene();
  elsewhere.source = scene.source;
  elsewhere.target = scene.target;
  await fill(scene.source, { 'b.txt': 'Two, changed.' });
  const run = await elsewhere.run();
  assert.deepEqual([run.done, elsewhere.engine.asked], [1, ['Two, changed.']]);
  assert.deepEqual(Object.keys(await contents(scene.target)).sort(), [
    'a.summary.md',
    'b.summary.md',
    'index.md',
    'run.json',
  ]);
});

test('summaries in the folder of the notes are no notes, whoever knows of them', async () => {
  const scene = new Scene();
  await fill(scene.source, { 'a.txt': 'One.', 'b/index.md': 'My own index.' });
  await scene.run({ target: scene.source, within: '' });
  scene.journal = new MemoryJournal();
  const session = scene.session({ target: new MemoryFolder('elsewhere') });
  const { survey } = await session.look(OPTIONS);
  assert.deepEqual(
    survey.plan.map(({ path }) => path),
    ['a.txt', 'b/index.md'],
  );
});

test('the index of summaries that are all in folders is no note once they go elsewhere', async () => {
  const scene = new Scene();
  await fill(scene.source, { 'b/a.txt': 'One.', 'c/index.md': 'My own index.' });
  await scene.run();
  for (const [path, text] of Object.entries(await contents(scene.target))) {
    await fill(scene.source, { [`summaries/${path}`]: text });
  }
  scene.journal = new MemoryJournal();
  const { survey } = await scene.session({ target: new MemoryFolder('elsewhere') }).look(OPTIONS);
  assert.deepEqual(
    survey.plan.map(({ path }) => path),
    ['b/a.txt', 'c/index.md'],
  );
});

test('the failed are tried again, and nothing else', async () => {
  const scene = new Scene();
  await fill(scene.source, { 'a.txt': 'One.', 'broken.txt': ' ', 'empty.txt': ' ' });
  await scene.run();
  await fill(scene.source, { 'broken.txt': 'Mended.', 'new.txt': 'New.' });
  scene.engine.asked = [];
  const session = scene.session();
  const run = scene.begin(session, await prepareRetry(session, { ...OPTIONS, length: 'long' }));
  await run.work(null, false);
  assert.deepEqual([run.done, run.failed], [1, 1]);
  assert.deepEqual(
    scene.engine.asked.filter((text) => text.trim() !== ''),
    ['Mended.'],
  );
});
