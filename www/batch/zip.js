/**
 * The summaries of the notes at hand as one zip, put together while it is read. The target may hold others: two folders of
 * one name that were uploaded one after the other share it.
 */

/** @import { SourceFolder, TargetFolder } from './folder-port.js' */
/** @import { History } from './history.js' */
/** @import { PlannedNote } from './plan.js' */

import { INDEX_FILE, RUN_FILE } from './folder-port.js';
import { contentOf } from './keeper.js';

/**
 * What belongs into the zip: summaries of the very texts that the notes have, and the two files about the run where these
 * speak of no other notes.
 * @param {TargetFolder} target
 * @param {PlannedNote[]} plan
 * @param {History} history
 * @returns {Promise<string[]>} paths in the target
 */
export async function zipPaths(target, plan, { records, outputs, files, versions }) {
  const texts = new Map(plan.map(({ path, sha256 }) => [path, sha256]));
  const summaries = plan.flatMap(({ path, sha256 }) => {
    const output = outputs.get(path);
    if (output === undefined || sha256 === null) return [];
    const last = files.get(output);
    // One that a person has brought back is the newest.
    const now = versions.get(output)?.find((version) => last === null || version.sha256 === last);
    const record = now?.record ?? records.get(path);
    return record?.status === 'done' && record.source_sha256 === sha256 ? [output] : [];
  });
  const told = await contentOf(target, RUN_FILE);
  const speaksOfThese = !told || isAbout(told.bytes, texts);
  const paths = speaksOfThese ? [...summaries, INDEX_FILE, RUN_FILE] : summaries;
  const there = await Promise.all(paths.map(async (path) => (await contentOf(target, path)) !== null));
  return paths.filter((_, i) => there[i]);
}

/**
 * Whether a run.json speaks of these texts and no others; one that somebody has edited may be no JSON at all.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {ReadonlyMap<string, string | null>} texts SHA-256 by path
 */
function isAbout(bytes, texts) {
  try {
    /** @type {{ notes?: { source: string, source_sha256?: string }[] }} */
    const { notes = [] } = JSON.parse(new TextDecoder().decode(bytes));
    return notes.every(({ source, source_sha256 }) => {
      const text = texts.get(source);
      return text !== undefined && (source_sha256 ?? text) === text;
    });
  } catch {
    return false;
  }
}

/**
 * @param {SourceFolder} folder
 * @param {string[]} paths
 * @returns {Promise<Blob>}
 */
export async function zipOf(folder, paths) {
  const { downloadZip } = await import('../vendor/client-zip.js');
  return downloadZip(filesOf(folder, paths)).blob();
}

/**
 * @param {SourceFolder} folder
 * @param {string[]} paths
 */
async function* filesOf(folder, paths) {
  for (const path of paths) {
    const file = await folder.open(path);
    yield { name: path, input: file, lastModified: new Date(file.lastModified) };
  }
}
