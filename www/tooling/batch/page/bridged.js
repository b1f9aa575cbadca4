/** The ports of a run whose files are outside the browser: every call goes over `window.headlessCall`; see ../bridge.js. */

/** @import { Entry, SourceFolder, TargetFolder } from '../../../batch/folder-port.js' */
/** @import { Journal, JournalEntry } from '../../../batch/journal-port.js' */

import { splitPath } from '../../../batch/folder-port.js';
import { fromErrorInfo, NutshellError } from '../../../shared/errors.js';
import { listBelow } from './listing.js';

/**
 * @param {string} name
 * @param {...unknown} given
 * @returns {Promise<any>}
 */
async function call(name, ...given) {
  /** @type {import('../bridge.js').Answer} */
  const answer = await Reflect.get(window, 'headlessCall')(name, ...given);
  if ('error' in answer) throw fromErrorInfo(answer.error);
  return answer.value;
}

/** @implements {SourceFolder} */
export class BridgedSource {
  /** @param {string} name */
  constructor(name) {
    this.name = name;
  }

  /**
   * @param {(folder: string) => boolean} enter
   * @returns {AsyncIterable<Entry>}
   */
  list(enter) {
    return listBelow('', (folder) => call('source.children', folder), enter);
  }

  /** @param {string} path */
  async open(path) {
    const bytes = decode(await call('source.read', path));
    if (!bytes) throw new NutshellError('file-unreadable', { message: `“${path}” is not there any more.` });
    return new File([bytes], splitPath(path).name);
  }
}

/** @implements {TargetFolder} */
export class BridgedTarget {
  /** @param {string} name */
  constructor(name) {
    this.name = name;
  }

  /** @param {string} path */
  async read(path) {
    return decode(await call('target.read', path));
  }

  /**
   * @param {string} path
   * @param {Uint8Array<ArrayBuffer>} bytes
   */
  async write(path, bytes) {
    await call('target.write', path, encode(bytes));
  }

  /** @param {string} path @returns {Promise<void>} */
  remove(path) {
    return call('target.remove', path);
  }

  /** @param {string} path @returns {Promise<string[]>} */
  missingFolders(path) {
    return call('target.missingFolders', path);
  }

  /** @param {string} folder @returns {Promise<void>} */
  removeFolder(folder) {
    return call('target.removeFolder', folder);
  }

  /** @param {string} path @returns {Promise<void>} */
  tidy(path) {
    return call('target.tidy', path);
  }
}

/** @implements {Journal} */
export class BridgedJournal {
  /** @returns {Promise<JournalEntry[]>} */
  entries() {
    return call('journal.entries');
  }

  /**
   * @param {JournalEntry} entry
   * @param {Uint8Array<ArrayBuffer>[]} [contents]
   */
  async append(entry, contents = []) {
    await call('journal.append', entry, contents.map(encode));
  }

  /** @param {string} hash */
  async content(hash) {
    return decode(await call('journal.content', hash));
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
function encode(bytes) {
  let text = '';
  // A call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/**
 * @param {string | null} text
 * @returns {Uint8Array<ArrayBuffer> | null}
 */
function decode(text) {
  return text === null ? null : Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
