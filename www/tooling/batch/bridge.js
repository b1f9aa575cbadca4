/** What the page of a headless run may call here: the ports over the disk. Bytes travel as base64. */

/** @import { DiskFolder } from './disk-folder.js' */
/** @import { DiskJournal } from './disk-journal.js' */

import { toErrorInfo } from '../../shared/errors.js';

/**
 * @typedef {{ value: unknown } | { error: import('../../shared/errors.js').ErrorInfo }} Answer
 */

/** @typedef {(name: string, ...given: any[]) => Promise<Answer>} Call Never rejects. */

/**
 * @param {{ source: DiskFolder, target: DiskFolder, journal: DiskJournal }} ports
 * @returns {{ call: Call, settled: () => Promise<unknown> }} `settled` resolves when no call is under way.
 */
export function bridge({ source, target, journal }) {
  /** @type {Record<string, (...given: any[]) => Promise<unknown>>} */
  const calls = {
    'source.children': (folder) => source.children(folder),
    'source.read': async (path) => encode(await source.read(path)),
    'target.read': async (path) => encode(await target.read(path)),
    'target.write': (path, bytes) => target.write(path, decode(bytes)),
    'target.remove': (path) => target.remove(path),
    'target.missingFolders': (path) => target.missingFolders(path),
    'target.removeFolder': (folder) => target.removeFolder(folder),
    'target.tidy': (path) => target.tidy(path),
    'journal.entries': () => journal.entries(),
    'journal.append': (entry, contents) => journal.append(entry, contents.map(decode)),
    'journal.content': async (hash) => encode(await journal.content(hash)),
  };
  /** @type {Set<Promise<Answer>>} */
  const pending = new Set();
  return {
    call(name, ...given) {
      const answer = answerOf(() => calls[name](...given));
      pending.add(answer);
      answer.finally(() => pending.delete(answer));
      return answer;
    },
    settled: () => Promise.all(pending),
  };
}

/**
 * @param {() => Promise<unknown>} work
 * @returns {Promise<Answer>}
 */
async function answerOf(work) {
  try {
    return { value: (await work()) ?? null };
  } catch (error) {
    return { error: toErrorInfo(error) };
  }
}

/** @param {Uint8Array | null} bytes */
function encode(bytes) {
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** @param {string} text */
function decode(text) {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
