/** The model of a site: its shards and its catalogue. */

import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { cutIntoShards, hashFile } from './shards.js';

/** @typedef {import('./shards.js').Shard} Shard */
/** @typedef {{ id: string, name: string, license: string, bytes: number, sha256: string, shards: Shard[] }} Entry */

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
  /** @type {Omit<Entry, 'bytes' | 'sha256' | 'shards'>} */
  const {
    id,
    name: title,
    license,
  } = models.find((/** @type {Entry} */ model) => model.sha256 === sha256) ?? {
    id: `own-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
    name,
    license: 'unknown',
  };
  const shards = await cutIntoShards(file, folder, id);
  const bytes = shards.reduce((sum, shard) => sum + shard.bytes, 0);
  const entry = { id, name: title, license, bytes, sha256, shards };
  await writeFile(join(folder, 'catalog.json'), `${JSON.stringify({ models: [entry] }, null, 2)}\n`);
  return entry;
}
