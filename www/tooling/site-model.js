/** The model of a site: its shards and its catalogue. */

import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cutIntoShards, hashFile } from './shards.js';

/** @typedef {import('./shards.js').Shard} Shard */
/** What makes the model one for notes. Its bytes are the last of the shards'. @typedef {{ name: string, bytes: number, sha256: string }} Adapter */
/**
 * `bytes` and `sha256`: of the GGUF file.
 * @typedef {{ id: string, name: string, license: string, bytes: number, sha256: string, shards: Shard[], adapter?: Adapter }} Entry
 */

/** The models that the project knows by their hash. */
const KNOWN = new URL('../../models/catalog.json', import.meta.url);

/**
 * Cuts the model and writes `catalog.json` beside its shards. A file that the project's catalogue does not know gets an entry
 * with the name of the file.
 * @param {string} file The GGUF file.
 * @param {string} folder The models folder.
 * @param {URL} [known]
 * @returns {Promise<Entry>}
 */
export async function addModel(file, folder, known = KNOWN) {
  const { models } = JSON.parse(await readFile(known, 'utf8'));
  const sha256 = await hashFile(file);
  const name = basename(file, extname(file));
  /** @type {{ id: string, name: string, license: string, adapter?: Adapter & { file: string } }} */
  const {
    id,
    name: title,
    license,
    adapter,
  } = models.find((/** @type {Entry} */ model) => model.sha256 === sha256) ?? {
    id: `own-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
    name,
    license: 'unknown',
  };
  const shards = await cutIntoShards(file, folder, id);
  const bytes = shards.reduce((sum, shard) => sum + shard.bytes, 0);
  /** @type {Entry} */
  const entry = { id, name: title, license, bytes, sha256, shards };
  if (adapter) {
    const { file: from, ...facts } = adapter;
    shards.push(await addAdapter(new URL(from, known), facts, folder, id));
    entry.adapter = facts;
  }
  await writeFile(join(folder, 'catalog.json'), `${JSON.stringify({ models: [entry] }, null, 2)}\n`);
  return entry;
}

/**
 * Copies an adapter, whose name says what is in it: a site's next one must not be taken for a damaged copy of this one.
 * @param {URL} file
 * @param {Adapter} facts What it should be.
 * @param {string} folder The models folder.
 * @param {string} id The model's.
 * @returns {Promise<Shard>}
 */
async function addAdapter(file, { bytes, sha256 }, folder, id) {
  const found = await hashFile(fileURLToPath(file));
  if (found !== sha256) throw new Error(`${file}: SHA-256 ${found}, but the catalogue says ${sha256}`);
  const path = `${id}/adapter-${sha256.slice(0, 8)}.bin`;
  await copyFile(file, join(folder, path));
  return { path, bytes, sha256 };
}
