/**
 * Command: `node single-file.js --site DIR --out FILE`. Writes the site as one page that opens from a disk: scripts, styles,
 * engine and model are inside. The file appears when it is complete.
 */

import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.js';
import { singlePage } from './markup.js';

/** Bytes of the model in one element: few enough to be decoded without a pause, and to move the bar. */
const SHARD_BYTES = 2 * 1024 * 1024;

/** @typedef {import('../assemble.js').Entry} Entry */
/** @typedef {(path: string, bytes: Uint8Array, type?: string) => Promise<void>} Put */

/**
 * @param {string} site The folder dist/.
 * @param {string} file
 * @returns {Promise<number>} its bytes
 */
async function writeSingleFile(site, file) {
  const [page, script, engineWorker, readingWorker, licenses] = await Promise.all([
    readFile(join(site, 'index.html'), 'utf8'),
    bundle(site, 'page/main.js'),
    bundle(site, 'worker/engine-worker.js'),
    bundle(site, 'reading/reading-worker.js'),
    readFile(join(site, 'licenses.txt'), 'utf8'),
  ]);
  const named = await readNamed(site, page);
  const parts = singlePage({ page, script, read: (path) => named[path] });
  await mkdir(dirname(file), { recursive: true });
  const partial = `${file}.part`;
  const output = await open(partial, 'w');
  try {
    /** @type {Put} */
    const put = async (path, bytes, type) => {
      const kind = type ? ` data-type="${type}"` : '';
      const text = Buffer.from(bytes).toString('base64');
      await output.write(`<script type="text/plain" data-file="${path}"${kind}>${text}</script>\n`);
    };
    await output.write(parts.before);
    await put('worker/engine-worker.js', Buffer.from(engineWorker), 'text/javascript');
    await put('reading/reading-worker.js', Buffer.from(readingWorker), 'text/javascript');
    await output.write(parts.script);
    await output.write(`<!--\n${licenses.replaceAll('--', '- -')}\n-->\n`);
    for (const build of ['single-relaxed', 'single-simd128', 'slow']) {
      const path = `engine/${build}/nutshell_bg.wasm`;
      await put(path, await readFile(join(site, path)), 'application/wasm');
    }
    await putModel(site, put);
    const maps = 'vendor/pdfjs/cmaps';
    for (const name of (await readdir(join(site, maps))).filter((entry) => entry.endsWith('.bcmap')).sort()) {
      await put(`${maps}/${name}`, await readFile(join(site, maps, name)));
    }
    await output.write(parts.after);
    const { size } = await output.stat();
    await output.close();
    await rename(partial, file);
    return size;
  } catch (error) {
    await output.close();
    await rm(partial, { force: true });
    throw error;
  }
}

/**
 * The styles and pictures that a page names.
 * @param {string} site
 * @param {string} page
 * @returns {Promise<Record<string, string>>}
 */
async function readNamed(site, page) {
  const paths = new Set(Array.from(page.matchAll(/(?:href|src)="([\w./-]+\.(?:css|svg))"/g), ([, path]) => path));
  const texts = Array.from(paths, async (path) => [path, await readFile(join(site, path), 'utf8')]);
  return Object.fromEntries(await Promise.all(texts));
}

/**
 * The catalogue with smaller shards, then these.
 * @param {string} site
 * @param {Put} put
 */
async function putModel(site, put) {
  /** @type {{ models: Entry[] }} */
  const { models } = JSON.parse(await readFile(join(site, 'models', 'catalog.json'), 'utf8'));
  const [model] = models;
  const whole = Buffer.concat(
    await Promise.all(model.shards.map((shard) => readFile(join(site, 'models', shard.path)))),
  );
  const pieces = Array.from({ length: Math.ceil(whole.length / SHARD_BYTES) }, (_, index) =>
    whole.subarray(index * SHARD_BYTES, (index + 1) * SHARD_BYTES),
  );
  const shards = pieces.map((bytes, index) => ({
    path: `${model.id}/${String(index).padStart(3, '0')}.bin`,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }));
  await put('models/catalog.json', Buffer.from(JSON.stringify({ models: [{ ...model, shards }] })));
  for (const [index, { path }] of shards.entries()) await put(`models/${path}`, pieces[index]);
}

try {
  const { values } = parseArgs({ options: { site: { type: 'string' }, out: { type: 'string' } } });
  if (!values.site || !values.out) throw new Error('--site and --out are both needed');
  const bytes = await writeSingleFile(resolve(values.site), resolve(values.out));
  console.log(`single file: ${values.out}, ${(bytes / 1e6).toFixed(0)} MB`);
} catch (error) {
  console.error(`single-file: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
