/** Cuts a model file into shards that every static host accepts, and hashes them. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of a shard at most; some hosts refuse files above 25 MiB. */
export const SHARD_BYTES = 20 * 1024 * 1024;

/** @typedef {{ path: string, bytes: number, sha256: string }} Shard `path` is relative to the models folder. */

/**
 * SHA-256 of a file, in hex.
 * @param {string} file
 * @returns {Promise<string>}
 */
export async function hashFile(file) {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    hash.update(piece);
  }
  return hash.digest('hex');
}

/**
 * Writes the shards of `file` to `<folder>/<id>/NNN.bin`.
 * @param {string} file The GGUF file.
 * @param {string} folder The models folder.
 * @param {string} id Name of the folder of shards.
 * @param {number} [shardBytes] Bytes of a shard at most.
 * @returns {Promise<Shard[]>} in the order of the file
 */
export async function cutIntoShards(file, folder, id, shardBytes = SHARD_BYTES) {
  await mkdir(join(folder, id), { recursive: true });
  /** @type {Shard[]} */
  const shards = [];
  const source = await open(file);
  try {
    const { size } = await source.stat();
    for (let offset = 0; offset < size; offset += shardBytes) {
      const wanted = Math.min(shardBytes, size - offset);
      const { buffer, bytesRead } = await source.read(Buffer.alloc(wanted), 0, wanted, offset);
      if (bytesRead !== wanted) {
        throw new Error(`${file} gave ${bytesRead} of ${wanted} bytes at ${offset}; was it cut while it was read?`);
      }
      const path = `${id}/${String(shards.length).padStart(3, '0')}.bin`;
      await writeFile(join(folder, path), buffer);
      shards.push({ path, bytes: wanted, sha256: createHash('sha256').update(buffer).digest('hex') });
    }
  } finally {
    await source.close();
  }
  return shards;
}
