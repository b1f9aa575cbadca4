/** Scored sets: JSON lines with `source` and `refs`, and where wanted `id`, `query`, `kind` and `length`. */

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

/**
 * @typedef {object} Item
 * @property {string} set Name of the file, without its ending.
 * @property {string} id
 * @property {string} source
 * @property {string[]} refs
 * @property {string} query Empty where there is none.
 * @property {string} kind
 * @property {string} length
 */
/** @typedef {{ kind: string, length: string, limit: number }} Choice What items get that do not say it; items per set. */

/**
 * @param {string[]} files
 * @param {Choice} choice
 * @returns {Promise<Item[]>}
 */
export async function readSets(files, choice) {
  const sets = await Promise.all(files.map(async (file) => parseSet(file, await readFile(file, 'utf8'), choice)));
  return sets.flat();
}

/**
 * @param {string} file Its name, for the set's and for errors.
 * @param {string} text
 * @param {Choice} choice
 * @returns {Item[]}
 */
export function parseSet(file, text, { kind, length, limit }) {
  /** @type {Item[]} */
  const items = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (!line.trim() || items.length >= limit) continue;
    const wrong = (/** @type {string} */ problem) => new Error(`${file}, line ${index + 1}: ${problem}`);
    let item;
    try {
      item = JSON.parse(line);
    } catch (error) {
      throw wrong(`no JSON: ${error instanceof Error ? error.message : error}`);
    }
    const { source, refs, id, query } = item ?? {};
    if (typeof source !== 'string' || !source.trim()) throw wrong('there is no text in `source`');
    const isText = (/** @type {unknown} */ reference) => typeof reference === 'string';
    if (!Array.isArray(refs) || !refs.every(isText)) throw wrong('`refs` is no list of texts');
    items.push({
      set: basename(file).replace(/\.jsonl?$/, ''),
      id: String(id ?? index + 1),
      source,
      refs,
      query: String(query ?? ''),
      kind: item.kind ?? kind,
      length: item.length ?? length,
    });
  }
  if (items.length === 0) throw new Error(`${file}: there is no item in it`);
  return items;
}
