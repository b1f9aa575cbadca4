/**
 * Command: `node assemble.js --engine DIR --scorer DIR --notes FACTS --model FILE --metadata FILE --out DIR`. Puts the
 * static site together in a folder beside `out` and swaps it in when it is complete, so that an interrupted run leaves the
 * old one as it was.
 */

import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readNotes } from './eval/notes.js';
import { filesBelow } from './files-below.js';
import { headersFile, htaccessFile } from './headers.js';
import { noticeText, shippedCrates, shippedPackages } from './notices.js';
import { addModel } from './site-model.js';

const WWW = fileURLToPath(new URL('..', import.meta.url));
const ROOT = dirname(resolve(WWW));
/** What of www/ ships. Everything else there serves development. */
const SHIPPED = [
  'index.html',
  'folder.html',
  'lesson.css',
  'lesson.html',
  'style.css',
  'folder.css',
  'report.html',
  'report.css',
  'privacy.css',
  'remove.html',
  'sw.js',
  'icon.svg',
  'icons',
  'manifest.webmanifest',
  'page',
  'batch',
  'record',
  'worker',
  'shared',
  'api',
  'reading',
];
/** Not in the service worker's list: the worker, the list, and what some hosts read instead of serving it. */
const UNLISTED = new Set(['sw.js', 'sw-files.js', '_headers', '.htaccess', '.nojekyll']);

/** @typedef {import('./site-model.js').Entry} Entry */

/**
 * Copies the engine's builds. The thread pool's own script starts its workers from a blob, which a strict content
 * security policy forbids, and inside the engine's worker; worker/start-threads.js takes its place.
 * @param {string} engine Folder with one folder a build.
 * @param {string} site
 */
async function addEngine(engine, site) {
  const target = join(site, 'engine');
  await cp(engine, target, { recursive: true, filter: (path) => !basename(path).startsWith('.') });
  for (const path of await filesBelow(target)) {
    const [variant, place] = path.split('/');
    if (place !== 'snippets') continue;
    const file = join(target, path);
    const script = await readFile(file, 'utf8');
    if (!path.endsWith('/workerHelpers.no-bundler.js') || !script.includes('export async function startWorkers(')) {
      throw new Error(`engine/${variant} has a script that is not known; look at what changed in wasm-bindgen-rayon`);
    }
    const own = relative(dirname(file), join(site, 'worker', 'start-threads.js'))
      .split(sep)
      .join('/');
    await writeFile(file, `export { startWorkers } from '${own}';\n`);
  }
}

/**
/**
 * Copies the scorer, and writes its notes with their texts into one file, which the report card fetches.
 * @param {string} scorer Folder.
 * @param {string} facts The path of `facts.json`.
 * @param {string} site
 */
async function addReportCard(scorer, facts, site) {
  await cp(scorer, join(site, 'scorer'), { recursive: true, filter: (path) => !basename(path).startsWith('.') });
  const tasks = await readNotes(facts, { kinds: ['key-points'], lengths: ['medium'], limit: Number.POSITIVE_INFINITY });
  await mkdir(join(site, 'report'));
  const notes = tasks.map(({ note, source }) => ({ note, source }));
  await writeFile(join(site, 'report', 'notes.json'), JSON.stringify(notes));
}

/**
 * The libraries that ship: package, and which of its files go where below vendor/. Module scripts have to end in .js,
 * since hosts don't know .mjs.
 * @type {Readonly<Record<string, [from: string, to: string][]>>}
 */
const VENDORED = Object.freeze({
  'wasm-feature-detect': [['dist/esm/index.js', 'wasm-feature-detect.js']],
  idb: [['build/index.js', 'idb.js']],
  'client-zip': [['index.js', 'client-zip.js']],
  fflate: [['esm/browser.js', 'fflate.js']],
  mammoth: [['mammoth.browser.min.js', 'mammoth.js']],
  'postal-mime': [['dist/esm', 'postal-mime']],
  'pdfjs-dist': [
    ['legacy/build/pdf.min.mjs', 'pdfjs/pdf.js'],
    ['legacy/build/pdf.worker.min.mjs', 'pdfjs/pdf.worker.js'],
    ['cmaps', 'pdfjs/cmaps'],
  ],
});

/**
 * Copies the libraries that the page needs.
 * @param {string} site
 * @returns {Promise<import('./notices.js').Component[]>} those within them included
 */
async function addVendored(site) {
  const modules = join(WWW, 'node_modules');
  const isShipped = (/** @type {string} */ path) => !/\.(map|d\.ts)$|package\.json$/.test(path);
  for (const [name, files] of Object.entries(VENDORED)) {
    for (const [from, to] of files) {
      await cp(join(modules, name, from), join(site, 'vendor', to), { recursive: true, filter: isShipped });
    }
  }
  const maps = join(modules, 'pdfjs-dist', 'cmaps');
  const { version } = JSON.parse(await readFile(join(modules, 'pdfjs-dist', 'package.json'), 'utf8'));
  return [
    ...(await shippedPackages(modules, Object.keys(VENDORED))),
    { name: 'Adobe CMap resources, in pdfjs-dist', version, license: 'BSD-3-Clause', folder: maps },
  ];
}

/**
 * Writes `sw-files.js`, the service worker's list of what to keep: everything but the model's shards.
 * @param {string} site
 * @param {Entry} model
 */
async function listFiles(site, model) {
  const shards = new Set(model.shards.map((shard) => `models/${shard.path}`));
  const paths = (await filesBelow(site)).filter((path) => !shards.has(path) && !UNLISTED.has(path));
  const files = await Promise.all(
    paths.map(async (path) => {
      const bytes = await readFile(join(site, path));
      return { path, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
    }),
  );
  const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
  const list = JSON.stringify({ version, files }, null, 2);
  await writeFile(join(site, 'sw-files.js'), `self.NUTSHELL_FILES = ${list};\n`);
}

/**
 * Takes the finished site to its place.
 * @param {string} site
 * @param {string} out
 */
async function swapIn(site, out) {
  const old = `${site}.old`;
  await rename(out, old).catch((error) => {
    if (error.code !== 'ENOENT') {
      throw error;
    }
  });
  await rename(site, out);
  await rm(old, { recursive: true, force: true });
}

/**
 * @param {{ engine: string, scorer: string, notes: string, model: string, metadata: string, out: string }} paths
 * @returns {Promise<Entry>}
 */
async function assemble({ engine, scorer, notes, model, metadata, out }) {
  const site = await mkdtemp(`${out}.new-`);
  try {
    await chmod(site, 0o755);
    const present = new Set(await readdir(WWW));
    if (!present.has('index.html')) {
      throw new Error('www/index.html is missing');
    }
    for (const name of SHIPPED.filter((candidate) => present.has(candidate))) {
      await cp(join(WWW, name), join(site, name), { recursive: true });
    }
    await addEngine(engine, site);
    await addReportCard(scorer, notes, site);
    const vendored = await addVendored(site);
    const entry = await addModel(model, join(site, 'models'));
    const components = [...shippedCrates(JSON.parse(await readFile(metadata, 'utf8'))), ...vendored];
    await writeFile(join(site, 'licenses.txt'), await noticeText({ root: ROOT, models: [entry], components }));
    await writeFile(join(site, '_headers'), headersFile());
    await writeFile(join(site, '.htaccess'), htaccessFile());
    await writeFile(join(site, '.nojekyll'), '');
    await listFiles(site, entry);
    await swapIn(site, out);
    return entry;
  } catch (error) {
    await rm(site, { recursive: true, force: true });
    throw error;
  }
}

try {
  const { values } = parseArgs({
    options: {
      engine: { type: 'string' },
      scorer: { type: 'string' },
      notes: { type: 'string' },
      model: { type: 'string' },
      metadata: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const { engine, scorer, notes, model, metadata, out } = values;
  if (!engine || !scorer || !notes || !model || !metadata || !out) {
    throw new Error('--engine, --scorer, --notes, --model, --metadata and --out are all needed');
  }
  const entry = await assemble({ engine, scorer, notes, model, metadata, out: resolve(out) });
  console.log(`dist: ${entry.name}, ${entry.bytes} bytes in ${entry.shards.length} shards`);
} catch (error) {
  console.error(`assemble: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
