/** The project's own notes as tasks: `facts.json` and the texts beside it; tests/data/README.md describes them. */

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Every kind of summary. */
export const KINDS = ['key-points', 'tldr', 'teaser', 'headline'];
/** Every length. */
export const LENGTHS = ['short', 'medium', 'long'];

/** @typedef {{ name: string, file?: string, repeat?: { text: string, times: number } }} Note And what only the scorer reads. */
/**
 * @typedef {object} NoteTask
 * @property {Note} note The entry of `facts.json`.
 * @property {string} set Kind and length.
 * @property {string} id The note's name.
 * @property {string} source
 * @property {string} kind
 * @property {string} length
 */
/** @typedef {{ kinds: string[], lengths: string[], limit: number }} Choice Each note in each; notes at most. */

/**
 * @param {string} file The path of `facts.json`.
 * @param {Choice} choice
 * @returns {Promise<NoteTask[]>}
 */
export async function readNotes(file, { kinds, lengths, limit }) {
  /** @type {unknown} */
  const notes = JSON.parse(await readFile(file, 'utf8'));
  if (!Array.isArray(notes) || notes.length === 0) throw new Error(`${file}: there is no note in it`);
  const read = notes.slice(0, limit).map(async (note) => ({ note, source: await textOf(note, file) }));
  const texts = await Promise.all(read);
  const sorts = kinds.flatMap((kind) => lengths.map((length) => ({ kind, length })));
  return sorts.flatMap(({ kind, length }) =>
    texts.map(({ note, source }) => ({ note, set: `${kind} ${length}`, id: note.name, source, kind, length })),
  );
}

/**
 * @param {Note} note
 * @param {string} file
 * @returns {Promise<string>}
 */
async function textOf(note, file) {
  if (note?.repeat) return note.repeat.text.repeat(note.repeat.times);
  if (!note?.file)
    throw new Error(`${file}: the note ${note?.name ?? '(without a name)'} has neither a file nor a text`);
  return readFile(join(dirname(file), note.file), 'utf8');
}
