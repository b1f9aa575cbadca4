/** Runs over a folder that others have worked on, that were asked for anew, or that something always ends. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHistory } from '../../www/batch/history.js';
import { prepareRetry } from '../../www/batch/retry.js';
import { NutshellError } from '../../www/shared/errors.js';
import { Power } from './batch/power.js';
import { contents, fill, MemoryJournal, OPTIONS, Scene } from './batch/scene.js';

const NOTES = { 'a.txt': 'One.', 'b.txt': 'Two.', 'c.txt': 'Three.' };
const FILES = ['a.summary.md', 'b.summary.md', 'c.summary.md', 'index.md', 'run.json'];

/** @param {Scene} scene */
async function names(scene) {
  return Object.keys(await contents(scene.target)).sort();
}

test('a night after a night asks the engine for nothing, and then for the one note that has changed', async () => {
  const scene = new Scene();
  await fill(scene.source, NOTES);
  await scene.run();
  const first = await contents(scene.target);
  scene.engine.asked = [];
  assert.equal((await scene.run()).done, 0);
  assert.deepEqual(scene.engine.asked, []);
  assert.deepEqual(await contents(scene.target), first);
  await fill(scene.source, { 'b.txt': 'Two, changed.' });
  await scene.run();
  assert.deepEqual(scene.engine.asked, ['Two, changed.']);
});

test('a note that is gone leaves the list, and its summary stays', async () => {
  const scene = new Scene();
  await fill(scene.source, NOTES);
  await scene.run();
  const first = await contents(scene.target);
  await scene.source.remove('c.txt');
  scene.engine.asked = [];
  await scene.run();
  assert.deepEqual(scene.engine.asked, []);
  const second = await contents(scene.target);
  const { 'index.md': index, 'run.json': told, ...summaries } = second;
  assert.deepEqual(
    JSON.parse(told)
      .notes.map((/** @type {{ source: string }} */ { source }) => source)
      .sort(),
    ['a.txt', 'b.txt'],
  );
  assert.doesNotMatch(index, /c\.txt|Three/);
  for (const [path, text] of Object.entries(summaries)) assert.equal(text, first[path], path);
  const session = scene.session();
  assert.equal((await session.look(OPTIONS)).survey.isListOld, false, 'the next night has nothing to do');
  await session.undo();
  assert.deepEqual(await contents(scene.target), first);
});

test('a summary that a person has emptied is theirs, as an empty file from before is', async () => {
  const scene = new Scene();
  await fill(scene.source, { ...NOTES, 'nothing.txt': '' });
  await fill(scene.target, { 'b.summary.md': '' });
  assert.equal((await scene.run()).failed, 1);
  assert.equal(readHistory(scene.journal.all).records.get('nothing.txt')?.failure?.code, 'note-empty');
  const files = ['b.summary-2.md', ...FILES].sort();
  assert.deepEqual(await names(scene), files);
  await fill(scene.target, { 'a.summary.md': '' });
  scene.engine.asked = [];
  await scene.run();
  assert.deepEqual(scene.engine.asked, [''], 'only what failed is tried again');
  await fill(scene.source, { 'a.txt': 'One, changed.' });
  await scene.run();
  assert.deepEqual(await names(scene), ['a.summary-2.md', ...files].sort());
  const session = scene.session();
  await session.refresh();
  await session.undo();
  assert.deepEqual((await session.undo())?.kept, ['a.summary.md']);
  assert.deepEqual(await contents(scene.target), { 'a.summary.md': '', 'b.summary.md': '' });
});

test('a retry that is cut off goes on with what failed, and leaves what is new to the next run', async () => {
  const scene = new Scene();
  await fill(scene.source, { 'a.txt': 'One.', 'x.txt': 'A crash.', 'y.txt': 'Another crash.', 'z.txt': ' ' });
  await scene.run();
  await fill(scene.source, { 'x.txt': 'Mended.', 'y.txt': 'Mended too.', 'new.txt': 'New.' });
  scene.engine.asked = [];
  const power = new Power(0, 'after');
  const session = scene.session({ target: power.folder(scene.target), journal: power.journal(scene.journal) });
  const retry = scene.begin(session, await prepareRetry(session, OPTIONS));
  const summarize = scene.engine.summarize.bind(scene.engine);
  scene.engine.summarize = (text, ...rest) => {
    if (text === 'Mended too.') power.off();
    return summarize(text, ...rest);
  };
  await Promise.race([power.gone, retry.work(null, false)]);
  await fill(scene.source, { 'later.txt': 'Later.' });
  const run = await scene.run();
  assert.equal(run.id, retry.id);
  assert.ok(scene.engine.asked.includes('Mended too.'));
  assert.deepEqual(
    scene.engine.asked.filter((text) => !/^(Mended|\s)/.test(text)),
    [],
  );
  scene.engine.asked = [];
  await scene.run();
  assert.deepEqual(scene.engine.asked.filter((text) => text.trim() !== '').sort(), ['Later.', 'New.']);
});

test('a clock that goes back all the time gives no negative seconds, and nothing is done twice', async (t) => {
  let time = Date.now();
  t.mock.method(Date, 'now', () => {
    time -= 3_600_000;
    return time;
  });
  const scene = new Scene();
  await fill(scene.source, { ...NOTES, 'bad.txt': 'It will crash.' });
  await scene.run();
  const told = JSON.parse((await contents(scene.target))['run.json']);
  const seconds = [told, ...told.notes].map((/** @type {{ seconds: number }} */ each) => each.seconds);
  assert.equal(seconds.length, 5);
  assert.deepEqual(
    seconds.filter((each) => !(each >= 0 && each < 60)),
    [],
  );
  scene.engine.asked = [];
  const run = await scene.run();
  assert.deepEqual([run.state, run.done, ...scene.engine.asked], ['done', 0, 'It will crash.', 'It will crash.']);
});

test('a journal that is lost costs nothing, in the next run and in the one after', async () => {
  const scene = new Scene();
  await fill(scene.source, { ...NOTES, 'bad.txt': 'It is fine.' });
  await scene.run();
  // Its summary stays when it fails later.
  await fill(scene.source, { 'bad.txt': 'It will crash now.' });
  await scene.run();
  scene.journal = new MemoryJournal();
  await fill(scene.source, { 'a.txt': 'One, changed.', 'bad.txt': 'It is fine again.' });
  scene.engine.asked = [];
  await scene.run();
  assert.deepEqual(scene.engine.asked.sort(), ['It is fine again.', 'One, changed.']);
  const run = await scene.run();
  assert.deepEqual([run.done, scene.engine.asked.length], [0, 2]);
  assert.deepEqual(await names(scene), [...FILES, 'bad.summary.md'].sort());
});

test('two machines take turns at a folder', async () => {
  const one = new Scene();
  await fill(one.source, NOTES);
  await one.run();
  const other = new Scene();
  other.source = one.source;
  other.target = one.target;
  for (const [scene, text] of /** @type {const} */ ([
    [other, 'Two, from the other.'],
    [one, 'Two, from this one.'],
    [other, 'Two, at last.'],
  ])) {
    // The clock of the records has milliseconds.
    await new Promise((resolve) => setTimeout(resolve, 5));
    await fill(one.source, { 'b.txt': text });
    scene.engine.asked = [];
    await scene.run();
    assert.deepEqual(scene.engine.asked, [text]);
  }
  assert.deepEqual(await names(one), FILES);
  // What a person has made of the list is theirs.
  const told = (await contents(one.target))['run.json'];
  await fill(one.target, { 'run.json': told.replace('"format"', '"mine": 1, "format"') });
  await fill(one.source, { 'b.txt': 'Two, once more.' });
  await other.run();
  assert.deepEqual(await names(one), [...FILES, 'run-2.json'].sort());
});

test('all that was asked for anew is done, however often the run is cut off', async () => {
  const scene = new Scene();
  await fill(scene.source, NOTES);
  await scene.run();
  scene.engine.asked = [];
  const power = new Power(8, 'after');
  const first = scene.session({ target: power.folder(scene.target), journal: power.journal(scene.journal) });
  const cut = scene.begin(first, await first.prepare(OPTIONS, { again: true })).work(null, false);
  await Promise.race([power.gone, cut]);
  const run = await scene.run();
  assert.equal(run.state, 'done');
  assert.deepEqual([...new Set(scene.engine.asked)].sort(), Object.values(NOTES).sort());
  assert.deepEqual([...readHistory(scene.journal.all).runs[1].records.keys()].sort(), Object.keys(NOTES));
});

test('a write that fails beside a summary that somebody has edited is tried again at the same place', async () => {
  const scene = new Scene();
  await fill(scene.source, NOTES);
  await scene.run();
  await fill(scene.source, { 'a.txt': 'One, changed.' });
  await fill(scene.target, { 'a.summary.md': 'My own words.' });
  let failures = 3;
  const { target } = scene;
  const full = new Proxy(target, {
    get(folder, name) {
      const value = Reflect.get(folder, name);
      if (name !== 'write') return typeof value === 'function' ? value.bind(folder) : value;
      return async (/** @type {[string, Uint8Array<ArrayBuffer>]} */ ...words) => {
        if (failures-- > 0) throw new NutshellError('folder-full');
        return folder.write(...words);
      };
    },
  });
  const session = scene.session({ target: full });
  const run = scene.begin(session, await session.prepare(OPTIONS));
  const mender = setInterval(() => run.resume(), 5);
  await run.work(null, false);
  clearInterval(mender);
  assert.ok(failures < 0);
  assert.deepEqual(await names(scene), ['a.summary-2.md', ...FILES].sort());
  await scene.run();
  assert.deepEqual(await names(scene), ['a.summary-2.md', ...FILES].sort());
});

test('a note that always ends the browser is left out in the end, and the others are done', async () => {
  const scene = new Scene();
  await fill(scene.source, { ...NOTES, 'killer.txt': 'Deadly.', 'bad.txt': ' ' });
  const { engine } = scene;
  const summarize = engine.summarize.bind(engine);
  let lives = 0;
  for (; lives < 12; lives += 1) {
    const power = new Power(0, 'after');
    engine.summarize = async (text, ...rest) => {
      if (!text.includes('Deadly')) return summarize(text, ...rest);
      power.off();
      return new Promise(() => {});
    };
    const places = { target: power.folder(scene.target), journal: power.journal(scene.journal) };
    if (await Promise.race([power.gone.then(() => false), scene.run(places).then(() => true)])) break;
  }
  assert.ok(lives >= 3 && lives < 12, `${lives} lives`);
  const { runs, records } = readHistory(scene.journal.all);
  assert.deepEqual(
    runs.map(({ state }) => state),
    ['done'],
  );
  assert.equal(records.get('killer.txt')?.failure?.code, 'note-ends-browser');
  assert.equal(records.get('bad.txt')?.failure?.code, 'note-empty');
  assert.equal(scene.journal.all.filter((entry) => entry.type === 'note-failed' && entry.note === 'bad.txt').length, 1);
  assert.deepEqual(await names(scene), FILES);
});

test('a night in which only the same notes fail again leaves the list, and the undo, of the night before', async () => {
  const scene = new Scene();
  await fill(scene.source, { ...NOTES, 'bad.txt': ' ' });
  await scene.run();
  const before = await contents(scene.target);
  const run = await scene.run();
  assert.deepEqual([run.state, run.done, run.failed], ['done', 0, 1]);
  assert.deepEqual(await contents(scene.target), before);
  const session = scene.session();
  await session.refresh();
  await session.undo();
  assert.deepEqual(await contents(scene.target), {});
});

test('forty notes are taken back, but for the three summaries that were edited since', async () => {
  const scene = new Scene();
  const notes = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i % 4}/${i}.txt`, `Number ${i}.`]));
  await fill(scene.source, notes);
  await fill(scene.target, { '1/1.summary.md': 'Mine from before.', 'other.txt': 'Mine too.' });
  const before = await contents(scene.target);
  assert.equal((await scene.run()).done, 40);
  const edited = { '0/8.summary.md': 'Edited.', '2/2.summary.md': 'Edited too.', 'index.md': 'And the list.' };
  await fill(scene.target, edited);
  const session = scene.session();
  await session.refresh();
  assert.deepEqual((await session.undo())?.kept.sort(), Object.keys(edited).sort());
  assert.deepEqual(await contents(scene.target), { ...before, ...edited });
});

test('a version that was taken back is not written over', async () => {
  const scene = new Scene();
  await fill(scene.source, NOTES);
  await scene.run();
  await fill(scene.source, { 'a.txt': 'One, changed.' });
  await scene.run();
  const session = scene.session();
  await session.refresh();
  const [, earlier] = session.history.versions.get('a.summary.md') ?? [];
  assert.equal(await session.restore('a.summary.md', earlier), 'a.summary.md');
  await scene.run();
  const files = await contents(scene.target);
  assert.match(files['a.summary.md'], /\nOne \(quoted\)\n$/);
  assert.match(files['a.summary-2.md'], /\nOne, changed \(quoted\)\n$/);
  scene.engine.asked = [];
  await scene.run();
  assert.deepEqual(scene.engine.asked, []);
});
