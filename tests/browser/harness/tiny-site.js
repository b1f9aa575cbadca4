/**
 * The built site with a tiny model in several small shards in place of the real one, so that a fault in the model's
 * download costs a second, and not 98 MB. Engine, worker and page are the real ones.
 */

import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cutIntoShards, hashFile } from '../../../www/tooling/shards.js';
import { AppPage } from './app-page.js';
import { DIST, needDist, ROOT } from './files.js';
import { Site } from './site.js';

/** @typedef {import('../../../www/tooling/shards.js').Shard} Shard */
/** @typedef {import('../../../www/tooling/site-model.js').Entry} Entry */
/** @typedef {{ root: string, entry: Entry, remove: () => Promise<void> }} TinySite */

/** The tiny model that stands in for the catalogue's. */
export const TINY_FILE = 'tiny-llama-q4_1.gguf';
/** An adapter of it. */
export const TINY_ADAPTER = 'tiny-adapter.gguf';
/** What the page calls it. */
export const TINY_NAME = 'Tiny llama Q4_1';

const SHARD_BYTES = 200_000;

/** A note of a few sentences, with something in it that must not get lost on the way. */
export const SHORT_NOTE =
  'The library opens at nine on Monday. Bring the signed form to room 12.\n\nThe café – “Zur Eiche” – serves tea at four.';

/**
 * One of the models that tests/write_tiny_models.rs writes.
 * @param {string} file
 * @returns {Promise<string>} its path
 */
export async function tinyModel(file) {
  const folder = process.env.NUTSHELL_TINY ?? join(ROOT, '.cache', 'tiny');
  const path = join(folder, file);
  await access(path).catch(() => {
    throw new Error(
      `${path} is missing; run ./build.sh test browser, or: NUTSHELL_TINY_OUT="${folder}" ` +
        'cargo test --features candle --test write_tiny_models',
    );
  });
  return path;
}

/**
 * @param {number} [shardBytes]
 * @returns {Promise<TinySite>}
 */
export async function makeTinySite(shardBytes = SHARD_BYTES) {
  await needDist();
  const model = await tinyModel(TINY_FILE);
  const root = await mkdtemp(join(tmpdir(), 'nutshell-tiny-'));
  for (const name of await readdir(DIST)) {
    if (name !== 'models') await symlink(join(DIST, name), join(root, name));
  }
  const models = join(root, 'models');
  await mkdir(models);
  const shards = await cutIntoShards(model, models, 'tiny', shardBytes);
  const bytes = shards.reduce((sum, shard) => sum + shard.bytes, 0);
  const sha256 = await hashFile(model);
  /** @type {Entry} */
  const entry = { id: 'tiny', name: TINY_NAME, license: 'MIT OR Apache-2.0', bytes, sha256, shards };
  await writeFile(join(models, 'catalog.json'), JSON.stringify({ models: [entry] }));
  return { root, entry, remove: () => rm(root, { recursive: true, force: true }) };
}

/**
 * Gives the site's model an adapter, in place of one that it may have.
 * @param {TinySite} tiny
 * @param {string} name
 * @param {Uint8Array} file
 * @returns {Promise<Shard>} what the site has it as
 */
export async function setAdapter({ root, entry }, name, file) {
  const models = join(root, 'models');
  const sha256 = createHash('sha256').update(file).digest('hex');
  const bytes = file.byteLength;
  const shard = { path: `tiny/adapter-${sha256.slice(0, 8)}.bin`, bytes, sha256 };
  await writeFile(join(models, shard.path), file);
  const shards = [...entry.shards.filter(({ path }) => !path.includes('adapter')), shard];
  Object.assign(entry, { shards, adapter: { name, bytes, sha256 } });
  await writeFile(join(models, 'catalog.json'), JSON.stringify({ models: [entry] }));
  return shard;
}

/**
 * @typedef {object} Scene
 * @property {Site} site On a port of its own, so the browser has nothing of it yet.
 * @property {AppPage} app
 */

/**
 * Opens the site in a page of its own, and closes both, even after a failure; afterwards the page must not have
 * reported any error that was not allowed.
 * @param {import('./browsers.js').RunningBrowser} running
 * @param {TinySite} tiny
 * @param {{ intercept?: import('./site.js').Interceptor, allow?: RegExp[], isolation?: boolean }} options
 * @param {(scene: Scene) => Promise<void>} use
 */
export async function withScene(running, { root }, { intercept, allow = [], isolation = true }, use) {
  const site = await Site.start({ root, isolation });
  /** @type {AppPage | undefined} */
  let app;
  try {
    if (intercept) site.intercept(intercept);
    app = await AppPage.open(running, site.url, { allow });
    await use({ site, app });
    app.check();
  } catch (error) {
    if (error instanceof Error && app) error.message += `\n${await circumstances(site, app)}`;
    throw error;
  } finally {
    await app?.page.close();
    await site.close();
  }
}

/**
 * What there is to know when a test has failed.
 * @param {Site} site
 * @param {AppPage} app
 */
async function circumstances(site, app) {
  const status = await app.status().catch(String);
  const wanted = site.log.filter(({ path }) => /\/(models|engine)\//.test(path)).slice(-16);
  const lines = wanted.map((entry) => `  ${entry.method} ${entry.path} ${entry.range ?? ''} ${entry.status}`);
  const told = [`alert: ${await app.alert()}`, `errors: ${app.errors.join(' | ')}`, 'the last requests:'];
  return [`engine: ${JSON.stringify(status)}`, ...told, ...lines].join('\n');
}
