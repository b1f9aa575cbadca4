/**
 * A folder whose run.json, journal, kept contents and summaries somebody has edited, on the disk: a run over it and its undoing
 * end as they should or with an error that says why, no file of a person is touched, and nothing outside of it.
 * NUTSHELL_FUZZ_SECONDS: how long, in place of a fixed number of cases.
 */

import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readEarlierRun } from '../../www/batch/earlier-run.js';
import { readHistory, undoableRun, unfinishedRun } from '../../www/batch/history.js';
import { indexMarkdown, runJson } from '../../www/batch/index-file.js';
import { MemoryFolder } from '../../www/batch/memory-folder.js';
import { isOutputPath, OutputNames } from '../../www/batch/output-names.js';
import { isEntry } from '../../www/batch/validity.js';
import { zipPaths } from '../../www/batch/zip.js';
import { nameKey } from '../../www/record/file-name.js';
import { frontMatter } from '../../www/record/yaml.js';
import { NutshellError } from '../../www/shared/errors.js';
import { DiskFolder } from '../../www/tooling/batch/disk-folder.js';
import { DiskJournal } from '../../www/tooling/batch/disk-journal.js';
import { cutOff, jsonDamaged, linesDamaged, Random, scrambled, twisted } from './batch/damage.js';
import { Power } from './batch/power.js';
import { OPTIONS, Scene } from './batch/scene.js';

const NOTES = {
  'a.txt': 'Alpha is first. And more.',
  'b.md': '---\ntitle: B\n---\nBeta is second. And more.',
  'deep/c.txt': 'Gamma is third. And more.',
  'deep/bad.txt': '\u0000\u0001\u0002\u0003',
};
/** In the folder of the summaries, and a person's. */
const OTHERS = { 'mine.summary.md': 'My own words.', 'mine.txt': 'And these.', 'deep/keep.md': 'Keep me.' };
const JOURNAL = '.nutshell/journal.jsonl';
const CASES = 60;
/** What a run may write. */
const OWN = /^((?!\.{1,2}\/)[^/]+\/)*([^/]+\.summary(-\d+)?\.md|index(-\d+)?\.md|run(-\d+)?\.json)$/i;

const root = await mkdtemp(join(tmpdir(), 'nutshell-fuzz-'));
after(() => rm(root, { recursive: true, force: true }));

/**
 * @param {string} folder
 * @param {Record<string, string>} files
 */
async function fill(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/**
 * Every file below a folder, but what the run keeps for itself.
 * @param {string} folder
 */
async function contents(folder) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const child of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(child.parentPath ?? child.path, child.name).slice(folder.length + 1);
    if (child.isFile() && !path.includes('.nutshell/')) found.set(path, await readFile(join(folder, path), 'latin1'));
  }
  return found;
}

/** @param {string} place */
function sceneAt(place) {
  const [source, target] = ['notes', 'out'].map((name) => new DiskFolder(join(place, name)));
  return Object.assign(new Scene(), { source, target, journal: new DiskJournal(join(place, 'out/.nutshell')) });
}

/** Two runs, the second one cut off in the middle of it. */
async function makeBase() {
  const place = join(root, 'base');
  await mkdir(join(place, 'out/.nutshell'), { recursive: true });
  await fill(join(place, 'notes'), NOTES);
  await fill(join(place, 'out'), OTHERS);
  await writeFile(join(place, 'outside.txt'), 'Not in any of the folders.');
  await sceneAt(place).run();
  await fill(join(place, 'notes'), { 'a.txt': 'Alpha has changed. And more.', 'd.txt': 'Delta is new. And more.' });
  const scene = sceneAt(place);
  const cut = new Power(24, 'during');
  const places = { target: cut.folder(scene.target), journal: cut.journal(scene.journal) };
  await Promise.race([cut.gone, scene.run(places)]);
  return place;
}

/**
 * @param {string} out
 * @param {Random} random
 * @returns {Promise<boolean>} whether something now says what was not so, rather than less than was so
 */
async function damage(out, random) {
  const change = async (/** @type {string} */ path, /** @type {(text: string, random: Random) => string} */ how) =>
    writeFile(join(out, path), how(await readFile(join(out, path), 'utf8'), random));
  const kept = (await readdir(join(out, '.nutshell'))).filter((name) => name !== 'journal.jsonl');
  switch (random.below(8)) {
    case 0:
      await change(JOURNAL, cutOff);
      return false;
    case 1:
      await change('run.json', cutOff);
      return false;
    case 2:
      await rm(join(out, '.nutshell', random.pick(kept)), { force: true });
      return false;
    case 3:
      await change(`.nutshell/${random.pick(kept)}`, scrambled).catch(() => {});
      return true;
    case 4:
      await change('run.json', random.pick([jsonDamaged, jsonDamaged, scrambled]));
      return true;
    case 5:
      await change('a.summary.md', (text) => `${text}Edited by hand.`);
      return false;
    default:
      await change(JOURNAL, random.pick([linesDamaged, linesDamaged, scrambled]));
      return true;
  }
}

const seconds = Number(process.env.NUTSHELL_FUZZ_SECONDS ?? 0);

/**
 * Seeds from 0 on: `few` of them, or as many as there is time for.
 * @param {number} few
 */
function* seeds(few) {
  const began = Date.now();
  let seed = 0;
  for (; seconds > 0 ? Date.now() - began < seconds * 1000 : seed < few; seed += 1) yield seed;
  console.log(`${seed} cases in ${Math.round((Date.now() - began) / 1000)} s`);
}

/** @param {unknown} error */
function assertTold(error) {
  assert.ok(error instanceof NutshellError, `not an error for a person: ${/** @type {Error} */ (error)?.stack}`);
}

test('whatever a folder says of earlier runs, no note is lost and no file of a person is touched', async () => {
  const base = await makeBase();
  let [cases, ran, undone] = [0, 0, 0];
  for (const seed of seeds(CASES)) {
    cases += 1;
    const what = `case ${seed}`;
    const random = new Random(seed);
    const place = join(root, 'case');
    await rm(place, { recursive: true, force: true });
    await cp(base, place, { recursive: true });
    const out = join(place, 'out');
    let says = false;
    for (let times = 1 + random.below(3); times > 0; times -= 1) says = (await damage(out, random)) || says;
    const notes = await contents(join(place, 'notes'));

    const scene = sceneAt(place);
    if (random.below(4) === 0) {
      const session = scene.session();
      await session.refresh();
      if (await session.undo().catch(assertTold)) undone += 1;
    }
    // The first may go on with a run whose options were edited.
    for (let times = 0; times < 2; times += 1) {
      const run = await scene.run().catch(assertTold);
      if (run?.state === 'done') ran += 1;
    }
    const session = scene.session();
    const { survey } = await session.look(OPTIONS);
    await zipPaths(scene.target, survey.plan, session.history);

    assert.deepEqual(await contents(join(place, 'notes')), notes, `${what}: the notes are as they were`);
    assert.equal(await readFile(join(place, 'outside.txt'), 'utf8'), 'Not in any of the folders.', what);
    assert.deepEqual((await readdir(place)).sort(), ['notes', 'out', 'outside.txt'], what);
    const now = await contents(out);
    for (const [path, text] of Object.entries(OTHERS)) assert.equal(now.get(path), text, `${what}: ${path}`);
    if (says) continue;
    const summaries = [...now].filter(([path]) => /\.summary(-\d+)?\.md$/.test(path)).map(([, text]) => text);
    for (const said of ['Alpha has changed', 'Beta is second', 'Gamma is third', 'Delta is new']) {
      assert.ok(
        summaries.some((text) => text.includes(`${said} (quoted)`)),
        `${what}: ${said}`,
      );
    }
  }
  console.log(`${ran} runs, ${undone} undone`);
  assert.ok(ran > cases && undone > cases / 20, 'most runs come to their end, and some are taken back');
});

test('a journal of entries that make no sense names no file but its own, and is read to its end', async () => {
  const scene = new Scene();
  for (const [path, text] of Object.entries(NOTES)) await scene.source.write(path, new TextEncoder().encode(text));
  await scene.run();
  const [entries, told] = [
    scene.journal.all,
    new TextDecoder().decode((await scene.target.read('run.json')) ?? undefined),
  ];
  assert.equal(entries.filter(isEntry).length, entries.length, 'every entry that a run writes is one');
  let dropped = 0;
  for (const seed of seeds(4000)) {
    const random = new Random(seed);
    let damaged = /** @type {unknown} */ (entries);
    for (let times = 1 + random.below(12); times > 0; times -= 1) damaged = twisted(damaged, random);
    if (!Array.isArray(damaged)) continue;
    const history = readHistory(damaged);
    dropped += damaged.length - damaged.filter(isEntry).length;
    const target = new MemoryFolder('out');
    await target.write('run.json', new TextEncoder().encode(jsonDamaged(jsonDamaged(told, random), random)));
    await readEarlierRun(target, history);
    for (const run of history.runs) {
      for (const { path, folders } of run.files.values()) {
        assert.match(path, OWN, `case ${seed}`);
        for (const folder of folders) assert.ok(path.startsWith(`${folder}/`), `case ${seed}: ${folder} of ${path}`);
      }
    }
    for (const path of [...history.files.keys(), ...history.outputs.values()]) assert.match(path, OWN, `case ${seed}`);
    unfinishedRun(history);
    undoableRun(history);
    const plan = [...history.records.keys()].map((path) => ({
      path,
      bytes: 1,
      sha256: null,
      todo: false,
      why: 'left',
    }));
    const model = { name: 'Quoter', sha256: 'a'.repeat(64) };
    const about = { run: '1', source: 'notes', options: OPTIONS, model, begun: 0, ended: 1, state: 'done', done: 0 };
    const report = /** @type {any} */ ({ ...about, plan, records: history.records, skipped: [] });
    await indexMarkdown(report);
    JSON.parse(await runJson(report, 'a'));
  }
  assert.ok(dropped > 100, `${dropped} entries were no entries`);
});

test('front matter holds whatever a name or a headline says in its one line', () => {
  const pieces = [
    '"',
    '\\',
    '\n',
    '\r',
    '---',
    ': ',
    '#',
    '\u2028',
    '\u0085',
    '\ufeff',
    '\ud800',
    '\udc00',
    '\u0000',
    '\u202e',
    'a',
    '中',
  ];
  for (const seed of seeds(5000)) {
    const random = new Random(seed);
    const value = Array.from({ length: random.below(12) }, () => random.pick(pieces)).join('');
    const text = frontMatter([
      ['title', value],
      ['tags', [value, value]],
      ['end', true],
    ]);
    const lines = text.split(/[\n\r\u0085\u2028\u2029]/);
    assert.equal(lines.length, 8, `case ${seed}: ${JSON.stringify(text)}`);
    assert.deepEqual([lines[0], lines[5], lines[6]], ['---', 'end: true', '---'], `case ${seed}`);
    const said = value.replace(/[\ud800-\udfff]/gu, '\ufffd');
    assert.equal(JSON.parse(lines[1].slice('title: '.length)), said, `case ${seed}`);
  }
});

test('whatever notes are called, each summary has a name of its own that every file system takes', async () => {
  const pieces = [
    'a',
    'A',
    'é',
    'e\u0301',
    'CON',
    '.',
    '..',
    ' ',
    ':',
    '\\',
    '*',
    '\u0000',
    '\u202e',
    '\ud800',
    '\u200b',
    '.md',
    '.summary.md',
    '.txt',
    'index',
    '中'.repeat(90),
    'ﬁ',
    'ß',
    'ſ',
  ];
  for (const seed of seeds(500)) {
    const random = new Random(seed);
    const name = () => Array.from({ length: 1 + random.below(5) }, () => random.pick(pieces)).join('');
    const isName = (/** @type {string} */ part) => part !== '' && part !== '.' && part !== '..';
    const path = () =>
      Array.from({ length: 1 + random.below(3) }, name)
        .filter(isName)
        .join('/') || 'a';
    const notes = [...new Set(Array.from({ length: 12 }, path))];
    const names = new OutputNames(new Map());
    await names.give(notes);
    const outputs = notes.map((note) => names.of(note));
    assert.equal(new Set(outputs.map(nameKey)).size, notes.length, `case ${seed}: ${JSON.stringify(outputs)}`);
    for (const output of outputs) {
      assert.ok(isOutputPath(output), `case ${seed}: ${JSON.stringify(output)}`);
      for (const part of output.split('/')) {
        assert.ok(new TextEncoder().encode(part).length <= 255, `case ${seed}: ${part}`);
        assert.doesNotMatch(part, /[\p{C}<>:"\\|?*]|^[\s.]|[\s.]$|^(con|nul)(\.|$)/iu, `case ${seed}`);
      }
    }
  }
});
