import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What build.sh may count on; node, python3, cargo and apt-get are not among it. */
const BASICS = 'awk bash cat cp cut dirname env flock head id mkdir mktemp mv realpath rm sed sha256sum sort'.split(
  ' ',
);

/** A copy of what `./build.sh model` reads, so that the lock of the run under test is not in the way. @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nutshell-build-'));
  for (const path of ['build.sh', 'Cargo.toml', 'models/catalog.json', 'www/tooling/catalog.js']) {
    await cp(join(ROOT, path), join(folder, path));
  }
  await mkdir(join(folder, 'bin'));
  for (const name of BASICS) {
    const { stdout } = spawnSync('bash', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    await symlink(stdout.trim(), join(folder, 'bin', name));
  }
  await writeFile(join(folder, 'www', 'package.json'), '{"type": "module"}');
});
after(() => rm(folder, { recursive: true }));

/**
 * @param {string[]} words
 * @param {Record<string, string>} [environment]
 */
function build(words, environment = {}) {
  const env = { ...process.env, NUTSHELL_CACHE: join(folder, 'cache'), ...environment };
  return spawnSync('bash', [join(folder, 'build.sh'), ...words], { encoding: 'utf8', env, timeout: 60_000 });
}

test('help lists every verb', () => {
  const { status, stdout } = build(['help']);
  assert.equal(status, 0);
  for (const verb of ['serve', 'dist', 'model', 'test', 'bench', 'eval', 'batch']) {
    assert.match(stdout, new RegExp(`\\b${verb}\\b`));
  }
});

test('an unknown verb or option is refused by name', () => {
  for (const words of [
    ['deploy'],
    ['serve', '--prot', '1'],
    ['serve', '--port'],
    ['serve', '--port', '70000'],
    ['test', 'x'],
    ['bench', '--browser'],
    ['bench', '--rounds', '1', 'x'],
    ['bench', '--only'],
    ['eval', '--limit'],
    ['eval', '--kinds', 'tldr'],
    ['eval', 'no-such-set.jsonl'],
    ['eval', '--raw'],
    ['eval', '--notes', '--query'],
    ['eval', '--notes', 'build.sh'],
    ['batch', '--jobs'],
    ['batch', '--speed', '1'],
  ]) {
    const { status, stderr } = build(words);
    assert.equal(status, 1, words.join(' '));
    assert.match(stderr, /build\.sh: /);
  }
});

test('a missing tool is named, with the command that brings it', () => {
  const { status, stderr } = build(['model'], { PATH: join(folder, 'bin') });
  assert.equal(status, 1);
  assert.match(stderr, /node is missing/);
  assert.match(stderr, /apt-get install.* nodejs npm/);
});

test('a file that is no model is refused and kept', async () => {
  const file = join(folder, 'notes.txt');
  await writeFile(file, 'no model at all');
  const { status, stderr } = build(['model', '--model', file]);
  assert.equal(status, 1);
  assert.match(stderr, /notes\.txt is not a GGUF file/);
  assert.equal(await readFile(file, 'utf8'), 'no model at all');
  assert.match(build(['model', '--model', join(folder, 'nowhere')]).stderr, /no readable file/);
});

test('a GGUF file of another model is taken with a warning', async () => {
  const file = join(folder, 'other.gguf');
  await writeFile(file, 'GGUF and more');
  const { status, stdout, stderr } = build(['model', '--model', file]);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /is not the model of models\/catalog\.json/);
  assert.match(stdout, /other\.gguf/);
});

test('a damaged model is replaced from the cache', async () => {
  const { models } = JSON.parse(await readFile(join(ROOT, 'models', 'catalog.json'), 'utf8'));
  const good = Buffer.from('GGUF good');
  models[0].sha256 = createHash('sha256').update(good).digest('hex');
  await writeFile(join(folder, 'models', 'catalog.json'), JSON.stringify({ models }));
  await mkdir(join(folder, 'cache', 'models'), { recursive: true });
  await writeFile(join(folder, 'cache', 'models', `${models[0].sha256}.gguf`), good);
  const file = join(folder, '.cache', 'models', models[0].file);
  await mkdir(join(folder, '.cache', 'models'), { recursive: true });
  await writeFile(file, good.subarray(0, 5));
  const { status, stderr } = build(['model']);
  assert.equal(status, 0, stderr);
  assert.deepEqual(await readFile(file), good);
});
