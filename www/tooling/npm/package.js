/**
 * Command: `node package.js --site DIST --metadata FILE --out DIR [--with-model]`. Makes the npm package of the built site's API:
 * the folder DIR/package and the tarball that `npm pack` makes of it. Without `--with-model` the model's shards, 98 MB, are
 * left out: whoever uses the package puts them on the own site.
 */

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { noticeText, shippedCrates, shippedPackages } from '../notices.js';

const WWW = fileURLToPath(new URL('../../', import.meta.url));
const ROOT = dirname(resolve(WWW));
const NAME = 'nutshell-summarizer';
const CATALOG = 'models/catalog.json';

/** Modules that pages and their workers begin with; what these import comes along. */
const ENTRIES = [
  'api/nutshell.js',
  'api/note-summarizer.js',
  'worker/engine-worker.js',
  'worker/pool-thread.js',
  'worker/start-threads.js',
];
/** Of the site besides. */
const FROM_SITE = ['engine', 'vendor/wasm-feature-detect.js'];
/** Not of the site. */
const FROM_WWW = [
  ...['api/nutshell.d.ts', 'api/note-summarizer.d.ts'],
  ...['tooling/npm/copy.js', 'tooling/shards.js', 'tooling/site-model.js'],
];

/** @param {string} version */
function manifest(version) {
  return {
    name: NAME,
    version,
    description:
      "The web's Summarizer API and a <note-summarizer> element, by a small language model on the visitor's own CPU",
    keywords: [
      'summarizer',
      'summary',
      'summarization',
      'polyfill',
      'custom-element',
      'offline',
      'privacy',
      'llm',
      'wasm',
    ],
    license: 'MIT OR Apache-2.0',
    type: 'module',
    sideEffects: ['./api/note-summarizer.js'],
    exports: {
      '.': { types: './api/nutshell.d.ts', default: './api/nutshell.js' },
      './element': { types: './api/note-summarizer.d.ts', default: './api/note-summarizer.js' },
      './package.json': './package.json',
    },
    bin: { [NAME]: 'tooling/npm/copy.js' },
    engines: { node: '>=18.19' },
  };
}

/**
 * The modules of the site that the entries lead to, themselves among them.
 * @param {string} site
 * @returns {Promise<string[]>} sorted paths
 */
async function modulesOf(site) {
  const found = new Set(ENTRIES);
  for (const path of found) {
    const source = await readFile(join(site, path), 'utf8');
    for (const [, specifier] of source.matchAll(
      /^(?:import|export|\})[^'"\n]*from '(\.[^']+)'|^import '(\.[^']+)'/gm,
    )) {
      found.add(join(dirname(path), specifier));
    }
  }
  return [...found].sort();
}

/**
 * @param {{ site: string, metadata: string, withModel: boolean }} parts
 * @param {string} folder Where the package is put together.
 */
async function fill({ site, metadata, withModel }, folder) {
  const put = (/** @type {string} */ from, /** @type {string} */ path) =>
    cp(join(from, path), join(folder, path), { recursive: true });
  for (const path of [...(await modulesOf(site)), ...FROM_SITE]) await put(site, path);
  for (const path of FROM_WWW) await put(WWW, path);
  for (const path of (await readdir(ROOT)).filter((name) => name.startsWith('LICENSE-'))) await put(ROOT, path);
  await cp(join(WWW, 'tooling', 'npm', 'README.md'), join(folder, 'README.md'));
  // What tooling/site-model.js knows models by, or the shipped model's own.
  await put(withModel ? site : ROOT, withModel ? 'models' : CATALOG);
  const { version } = JSON.parse(await readFile(join(WWW, 'package.json'), 'utf8'));
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest(version), null, 2)}\n`);
  const { models } = JSON.parse(await readFile(join(folder, CATALOG), 'utf8'));
  const components = [
    ...shippedCrates(JSON.parse(await readFile(metadata, 'utf8'))),
    ...(await shippedPackages(join(WWW, 'node_modules'), ['wasm-feature-detect'])),
  ];
  const text = await noticeText({ root: ROOT, models: withModel ? models : [], components });
  await writeFile(join(folder, 'licenses.txt'), text);
}

/**
 * @param {{ site: string, metadata: string, withModel: boolean }} parts
 * @param {string} out
 * @returns {Promise<{ filename: string, size: number, unpackedSize: number, files: { path: string, size: number }[] }>}
 */
async function build(parts, out) {
  await mkdir(dirname(out), { recursive: true });
  const scratch = await mkdtemp(`${out}.new-`);
  try {
    await mkdir(join(scratch, 'package'));
    await fill(parts, join(scratch, 'package'));
    const options = ['pack', '--json', '--ignore-scripts', '--pack-destination', '..'];
    const { stdout } = await promisify(execFile)('npm', options, { cwd: join(scratch, 'package') });
    await rm(out, { recursive: true, force: true });
    await rename(scratch, out);
    return JSON.parse(stdout)[0];
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    throw error;
  }
}

try {
  const { values } = parseArgs({
    options: {
      site: { type: 'string' },
      metadata: { type: 'string' },
      out: { type: 'string' },
      'with-model': { type: 'boolean', default: false },
    },
  });
  const { site, metadata, out } = values;
  if (!site || !metadata || !out) throw new Error('--site, --metadata and --out are all needed');
  const packed = await build({ site: resolve(site), metadata, withModel: values['with-model'] }, resolve(out));
  const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(
    `${join(out, packed.filename)}: ${packed.files.length} files, ${megabytes(packed.size)}, unpacked ` +
      megabytes(packed.unpackedSize),
  );
} catch (error) {
  console.error(`package: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
