/** The configuration file and the command line of a headless run. */

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parseConfig } from '../../www/tooling/batch/config.js';
import { beginning, readSettings } from '../../www/tooling/batch/settings.js';

const WORKFLOW = `# Every night
cpu_only_batch:
  input_folder: private_notes
  task: summarize_each_note
  model: tiny_quantized
  schedule: overnight
  output: local_markdown
  user_expectation: slow_but_private
`;

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nutshell-config-'));
});
after(() => rm(folder, { recursive: true }));

/** @param {string} lines below `cpu_only_batch:`, which is line 1 */
const block = (lines) => `cpu_only_batch:\n${lines.replace(/^/gm, '  ')}`;

/**
 * The settings that a file and more words make.
 * @param {string} text
 * @param {string[]} words
 */
async function settings(text, ...words) {
  await writeFile(join(folder, 'night.yml'), text);
  return readSettings(['--from', folder, '--config', 'night.yml', ...words]);
}

test('the workflow as it is written down', async () => {
  const read = await settings(WORKFLOW);
  assert.equal(read.input, join(folder, 'private_notes'));
  assert.equal(read.output, join(folder, 'private_notes', 'summaries'));
  assert.deepEqual([read.model, read.schedule, read.jobs, read.json], [null, 'overnight', 8, false]);
  assert.deepEqual([read.options.type, read.options.length], ['key-points', 'medium']);
});

test('all keys, and the command line before them', async () => {
  const text = block(
    'input_folder: /notes\noutput_folder: ../out\nmodel: models/own.gguf\nschedule: 22:30\nkind: tldr\nlength: long\n' +
      'jobs: 2\ninclude: "*.md"\nexclude: [drafts, "*.txt"]\nmax_size_mb: 0.5',
  );
  const read = await settings(text);
  assert.deepEqual([read.input, read.output], ['/notes', join(folder, '..', 'out')]);
  assert.equal(read.model, join(folder, 'models', 'own.gguf'));
  assert.deepEqual([read.schedule, read.jobs], ['22:30', 2]);
  const { type, length, include, exclude, maxBytes } = read.options;
  assert.deepEqual(
    [type, length, include, exclude, maxBytes],
    ['tldr', 'long', ['*.md'], ['drafts', '*.txt'], 500_000],
  );

  const over = await settings(
    text,
    '--kind=headline',
    '--at=7:05',
    '--jobs=3',
    '--model=x.gguf',
    '--json',
    'in',
    'sums',
  );
  assert.deepEqual([over.input, over.output], [join(folder, 'in'), join(folder, 'sums')]);
  assert.deepEqual([over.options.type, over.options.length], ['headline', 'long']);
  assert.deepEqual([over.schedule, over.jobs, over.model, over.json], ['7:05', 3, join(folder, 'x.gguf'), true]);
  const home = await settings(block('input_folder: ~/notes\noutput_folder: a~/~\nmodel: ~/own.gguf'));
  assert.deepEqual([home.input, home.output], [join(homedir(), 'notes'), join(folder, 'a~', '~')]);
  assert.equal(home.model, join(homedir(), 'own.gguf'));
  // A folder of summaries belongs to the folder of notes beside it.
  assert.equal((await settings(text, 'in')).output, join(folder, 'in', 'summaries'));
});

test('whatever is wrong in a file is named with its line', () => {
  /** @type {[string, RegExp[]][]} */
  const cases = [
    [
      WORKFLOW.replace('task: summarize_each', 'task: translate_each'),
      [/^n\.yml:4: “task” must be summarize_each_note/],
    ],
    [WORKFLOW.replace('model:', 'modle:'), [/^n\.yml:5: there is no “modle”; known: input_folder, /]],
    [
      block('jobs: many\nkind: tl;dr\nmax_size_mb: -1\nschedule: 25:00\ninclude: [1]\nmodel: big\ninput_folder:'),
      [2, 3, 4, 5, 6, 7, 8].map((line) => new RegExp(`^n\\.yml:${line}: “\\w+” must be .*, not `)),
    ],
    [`${WORKFLOW}also: 1\n`, [/^n\.yml:9: there is no “also”; known: cpu_only_batch/]],
    [block('jobs: 1\njobs: 2'), [/^n\.yml:3: /]],
    ['cpu_only_batch:\n\tjobs: 1\n', [/^n\.yml:2: /]],
    [block('exclude:\n  - drafts\n  - 3\njobs: 0'), [/^n\.yml:4: “exclude” must be .*, not 3\./, /^n\.yml:5: “jobs”/]],
    [block('jobs: *never'), [/^n\.yml:2: “jobs” /]],
    [block('jobs: 1\n? [a]\n: 2'), [/^n\.yml:3: /]],
    [`${WORKFLOW}---\n${WORKFLOW}`, [/^n\.yml:\d+: a second document/]],
    ['', [/^n\.yml:1: “cpu_only_batch:” is missing/]],
    ['- a\n', [/^n\.yml:1: “cpu_only_batch:” is missing/]],
    ['cpu_only_batch: 3\n', [/^n\.yml:1: .* indented lines/]],
    [block('__proto__: 1\nconstructor: 2'), [/^n\.yml:2: there is no “__proto__”/, /^n\.yml:3: there is no “constr/]],
  ];
  for (const [text, wanted] of cases) {
    assert.throws(
      () => parseConfig(text, 'n.yml'),
      ({ message }) => {
        const lines = message.split('\n');
        assert.equal(lines.length, wanted.length, `${text}\n${message}`);
        for (const [i, line] of lines.entries()) assert.match(line, wanted[i]);
        return true;
      },
    );
  }
});

test('what is wrong on the command line is named', async () => {
  for (const [words, wanted] of /** @type {[string[], RegExp][]} */ ([
    [[], /which folder/],
    [['a', 'b', 'c'], /“c” is one more/],
    [['--kind', 'x', 'a'], /--kind takes key-points/],
    [['--length', 'x', 'a'], /--length takes short/],
    [['--at', '24:00', 'a'], /--at takes a time .*“24:00”/],
    [['--jobs', '0', 'a'], /--jobs takes a number/],
    [['--jobs', '17', 'a'], /--jobs takes a number/],
    [['--config', join(folder, 'none.yml')], /none\.yml cannot be read \(ENOENT\)/],
    [['--speed', '3', 'a'], /--speed/],
  ])) {
    await assert.rejects(readSettings(words), wanted, words.join(' '));
  }
});

test('a run begins at its hour, and a night is a time of its own', () => {
  const at = (/** @type {number} */ hours) => new Date(2026, 2, 14, hours, 30);
  assert.equal(beginning('now', at(12)), null);
  assert.deepEqual(beginning('12:15', at(12)), new Date(2026, 2, 15, 12, 15));
  assert.deepEqual(beginning('overnight', at(12)), new Date(2026, 2, 14, 22, 0));
  assert.equal(beginning('overnight', at(23)), null);
  assert.equal(beginning('overnight', at(2)), null);
});
