import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PERMISSIONS_POLICY } from '../../www/tooling/headers.js';
import { shippedCrates } from '../../www/tooling/notices.js';
import { cutIntoShards, hashFile } from '../../www/tooling/shards.js';

const run = promisify(execFile);
const ASSEMBLE = fileURLToPath(new URL('../../www/tooling/assemble.js', import.meta.url));
const sha256 = (/** @type {Uint8Array} */ bytes) => createHash('sha256').update(bytes).digest('hex');

/** What the thread pool's script looks like where it starts a worker. */
const POOL = `export async function startWorkers(module, memory, builder) {
      let scriptBlob = await fetch(import.meta.url).then(r => r.blob());
      let url = URL.createObjectURL(scriptBlob);
      const worker = new Worker(url, {
        type: 'module'
      });
      URL.revokeObjectURL(url);
}
`;

const NOTES = [
  { name: 'late', file: 'late.txt', facts: [{ say: 'It came late', all: ['late'], any: ['came'] }] },
  { name: 'same', repeat: { text: 'ab', times: 3 }, facts: [] },
];

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nutshell-assemble-'));
  const snippet = join(folder, 'engine', 'threads-simd128', 'snippets', 'pool', 'src');
  await mkdir(snippet, { recursive: true });
  await writeFile(join(snippet, 'workerHelpers.no-bundler.js'), POOL);
  await writeFile(join(folder, 'engine', 'threads-simd128', '.stamp'), 'build only');
  await writeFile(join(folder, 'engine', 'threads-simd128', 'nutshell_bg.wasm'), 'wasm');
  await mkdir(join(folder, 'scorer'));
  await writeFile(join(folder, 'scorer', '.stamp'), 'build only');
  await writeFile(join(folder, 'scorer', 'nutshell_bg.wasm'), 'wasm');
  await writeFile(join(folder, 'late.txt'), 'It came late – “Zur Eiche”.\n');
  await writeFile(join(folder, 'facts.json'), JSON.stringify(NOTES));
  await writeFile(join(folder, 'My Model.gguf'), Buffer.alloc(1000, 'GGUF'));
  const crates = {
    packages: [
      { id: 'root', name: 'nutshell', version: '0.1.0', manifest_path: join(folder, 'Cargo.toml'), targets: [] },
    ],
    resolve: { root: 'root', nodes: [{ id: 'root', deps: [] }] },
  };
  await writeFile(join(folder, 'crates.json'), JSON.stringify(crates));
});
after(() => rm(folder, { recursive: true }));

/** @param {string} engine */
function assemble(engine = join(folder, 'engine')) {
  const paths = {
    engine,
    scorer: join(folder, 'scorer'),
    notes: join(folder, 'facts.json'),
    model: join(folder, 'My Model.gguf'),
    metadata: join(folder, 'crates.json'),
    out: join(folder, 'dist'),
  };
  const options = Object.entries(paths).flatMap(([name, path]) => [`--${name}`, path]);
  return run(process.execPath, [ASSEMBLE, ...options]);
}

test('shards put together are the file, and each has its hash', async () => {
  const file = join(folder, 'bytes');
  const bytes = Buffer.from(Array.from({ length: 2500 }, (_, i) => (i * 7) & 255));
  await writeFile(file, bytes);
  const shards = await cutIntoShards(file, join(folder, 'cut'), 'id', 1000);
  assert.deepEqual(
    shards.map(({ path, bytes: length }) => [path, length]),
    [
      ['id/000.bin', 1000],
      ['id/001.bin', 1000],
      ['id/002.bin', 500],
    ],
  );
  const parts = await Promise.all(shards.map(({ path }) => readFile(join(folder, 'cut', path))));
  assert.deepEqual(Buffer.concat(parts), bytes);
  assert.deepEqual(
    parts.map(sha256),
    shards.map((shard) => shard.sha256),
  );
  assert.equal(await hashFile(file), sha256(bytes));
});

test('the site is complete, and its list of files is true', async () => {
  await assemble();
  const site = join(folder, 'dist');
  const list = (await readFile(join(site, 'sw-files.js'), 'utf8')).replace(/^self\.NUTSHELL_FILES = |;\s*$/g, '');
  const { version, files } = JSON.parse(list);
  assert.match(version, /^[0-9a-f]{16}$/);
  for (const { path, bytes, sha256: expected } of files) {
    const content = await readFile(join(site, path));
    assert.equal(content.length, bytes, path);
    assert.equal(sha256(content), expected, path);
  }
  const listed = files.map((/** @type {{ path: string }} */ file) => file.path);
  const libraries = [
    'wasm-feature-detect.js',
    'fflate.js',
    'mammoth.js',
    'postal-mime/postal-mime.js',
    'pdfjs/pdf.worker.js',
  ];
  const paths = [
    'index.html',
    'reading/reading-worker.js',
    'report.html',
    'remove.html',
    'manifest.webmanifest',
    'icons/maskable-512.png',
    'report/notes.json',
    'scorer/nutshell_bg.wasm',
    'models/catalog.json',
    'licenses.txt',
  ];
  for (const path of [...paths, ...libraries.map((name) => `vendor/${name}`)]) {
    assert.ok(listed.includes(path), `${path} is listed`);
  }
  for (const path of listed) {
    assert.doesNotMatch(path, /\.bin$|^sw|_headers|node_modules|tooling|package|tsconfig|\.stamp/);
  }
  const notices = await readFile(join(site, 'licenses.txt'), 'utf8');
  // What mammoth has in its one file counts too.
  for (const name of ['pdfjs-dist', 'mammoth', 'jszip', 'postal-mime', 'fflate', 'Adobe CMap']) {
    assert.match(notices, new RegExp(`^ {2}${name}.* \\d.*: \\S`, 'm'));
  }
  const headers = await readFile(join(site, '_headers'), 'utf8');
  assert.match(headers, /Cross-Origin-Embedder-Policy: require-corp/);
  // The service worker says the same where the host does not.
  const worker = await readFile(join(site, 'sw.js'), 'utf8');
  for (const feature of PERMISSIONS_POLICY.split(', ')) {
    assert.ok(headers.includes(feature) && worker.includes(feature), feature);
  }
  assert.equal((await stat(site)).mode & 0o777, 0o755);
});

test('the report card has each note with its text', async () => {
  await assemble();
  const notes = JSON.parse(await readFile(join(folder, 'dist', 'report', 'notes.json'), 'utf8'));
  assert.deepEqual(notes, [
    { note: NOTES[0], source: 'It came late – “Zur Eiche”.\n' },
    { note: NOTES[1], source: 'ababab' },
  ]);
});

test("a person's own model gets an entry with its name", async () => {
  await assemble();
  const { models } = JSON.parse(await readFile(join(folder, 'dist', 'models', 'catalog.json'), 'utf8'));
  assert.equal(models.length, 1);
  const [{ id, name, license, bytes, sha256: whole, shards }] = models;
  assert.deepEqual([id, name, license, bytes], ['own-my-model', 'My Model', 'unknown', 1000]);
  assert.equal(whole, await hashFile(join(folder, 'My Model.gguf')));
  const shard = await readFile(join(folder, 'dist', 'models', shards[0].path));
  assert.equal(sha256(shard), shards[0].sha256);
});

test('the engine has its threads started by the page', async () => {
  await assemble();
  const path = join(folder, 'dist/engine/threads-simd128/snippets/pool/src/workerHelpers.no-bundler.js');
  const [, from] = (await readFile(path, 'utf8')).match(/^export \{ startWorkers \} from '(.+)';\n$/) ?? [];
  assert.equal(resolve(dirname(path), from), join(folder, 'dist/worker/start-threads.js'));
  assert.match(await readFile(resolve(dirname(path), from), 'utf8'), /^export async function startWorkers\(/m);
});

test('a pool script of another shape stops the build and leaves the old site', async () => {
  await assemble();
  const before = await hashFile(join(folder, 'dist', 'sw-files.js'));
  const engine = join(folder, 'other-engine');
  const snippets = join(engine, 'threads-simd128', 'snippets');
  await mkdir(snippets, { recursive: true });
  await writeFile(join(snippets, 'workerHelpers.no-bundler.js'), 'new Worker(URL.createObjectURL(new Blob([])))');
  await assert.rejects(assemble(engine), /has a script that is not known/);
  assert.equal(await hashFile(join(folder, 'dist', 'sw-files.js')), before);
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.startsWith('dist.')),
    [],
  );
});

test('notices name what ships, not what only builds', () => {
  const crate = (/** @type {string} */ name, /** @type {string[]} */ kind = ['lib']) => ({
    id: name,
    name,
    version: '1.0.0',
    license: 'MIT',
    manifest_path: `/crates/${name}/Cargo.toml`,
    targets: [{ kind }],
  });
  const to = (/** @type {string} */ pkg, /** @type {string | null} */ kind = null) => ({ pkg, dep_kinds: [{ kind }] });
  const metadata = {
    packages: [crate('root'), crate('used'), crate('deep'), crate('macro', ['proc-macro']), crate('syn'), crate('dev')],
    resolve: {
      root: 'root',
      nodes: [
        { id: 'root', deps: [to('used'), to('macro'), to('dev', 'dev')] },
        { id: 'used', deps: [to('deep'), to('syn', 'build')] },
        { id: 'deep', deps: [] },
        { id: 'macro', deps: [to('syn')] },
        { id: 'syn', deps: [] },
        { id: 'dev', deps: [] },
      ],
    },
  };
  assert.deepEqual(
    shippedCrates(metadata).map(({ name }) => name),
    ['deep', 'used'],
  );
});
