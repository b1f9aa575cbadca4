/**
 * Writes a run's files in the journal's order of writes, brings writes to an end that were cut off, and takes a run back.
 * A file whose content the journal does not know was changed by a person: it is never written to or removed.
 */

/** @import { TargetFolder } from './folder-port.js' */
/** @import { Run } from './history.js' */
/** @import { Change, FileUndone, Journal } from './journal-port.js' */
/** @import { NoteRecord } from './note-record.js' */

import { sha256 } from '../record/sha256.js';

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {{ bytes: Bytes, sha256: string }} Content */

/**
 * What a file holds; null where there is none.
 * @param {TargetFolder} target
 * @param {string} path
 * @returns {Promise<Content | null>}
 */
export async function contentOf(target, path) {
  const bytes = await target.read(path);
  return bytes && { bytes, sha256: await sha256(bytes) };
}

export class Keeper {
  #target;
  #journal;
  #run;
  #now;
  /** Paths at which a write was begun where there was nothing, and not ended: an empty file there is what it left. */
  #torn = new Set();

  /**
   * @param {TargetFolder} target
   * @param {Journal} journal
   * @param {string} run
   * @param {() => number} [now] ms since 1970
   */
  constructor(target, journal, run, now = Date.now) {
    this.#target = target;
    this.#journal = journal;
    this.#run = run;
    this.#now = now;
  }

  /**
   * @param {Change} change
   * @param {Bytes[]} [contents]
   */
  note(change, contents) {
    return this.#journal.append({ ...change, run: this.#run, at: this.#now() }, contents);
  }

  /**
   * Writes a file, beside the one of this name where that is a person's.
   * @param {string} path
   * @param {Bytes} bytes
   * @param {object} about
   * @param {ReadonlyMap<string, string | null>} about.files As in History.
   * @param {(path: string) => string} about.beside another name
   * @param {NoteRecord} [about.record] of the note that it is a summary of
   * @returns {Promise<{ path: string, sha256: string, record: NoteRecord | null }>} where it went
   */
  async put(path, bytes, { files, beside, record }) {
    const hash = await sha256(bytes);
    let before = await this.#there(path);
    while (before && before.sha256 !== files.get(path) && before.sha256 !== hash) {
      path = beside(path);
      before = await this.#there(path);
    }
    const placed = record ? { ...record, output: path, output_sha256: hash } : null;
    const folders = await this.#target.missingFolders(path);
    const replaces = before?.sha256 ?? null;
    await this.note(
      { type: 'file-writing', path, sha256: hash, replaces, folders, record: placed },
      before ? [bytes, before.bytes] : [bytes],
    );
    if (replaces === null) this.#torn.add(path);
    if (replaces !== hash) await this.#target.write(path, bytes);
    await this.note({ type: 'file-written', path, sha256: hash });
    this.#torn.delete(path);
    return { path, sha256: hash, record: placed };
  }

  /**
   * Ends the writes of an earlier life of the run: each file is as the journal says afterwards.
   * @param {Run} run
   * @param {Parameters<Keeper['put']>[2]} about
   * @returns {Promise<number>} how many there were
   */
  async finishWrites(run, { files, beside }) {
    for (const { path, replaces } of run.pending.values()) if (replaces === null) this.#torn.add(path);
    for (const intent of run.pending.values()) {
      await this.#target.tidy(intent.path);
      const now = await this.#there(intent.path);
      if (now?.sha256 === intent.sha256) {
        await this.note({ type: 'file-written', path: intent.path, sha256: intent.sha256 });
        continue;
      }
      const bytes = await this.#known(intent.sha256);
      if (!bytes) {
        // What was to be written is lost, so the note is done again, beside whatever there is.
        await this.note({ type: 'file-undone', path: intent.path, how: 'kept' });
        continue;
      }
      if (now && now.sha256 !== intent.replaces) {
        // A person has been faster: what the run has goes beside, and its intent for this name is given up.
        await this.put(beside(intent.path), bytes, { files, beside, record: intent.record ?? undefined });
        await this.note({ type: 'file-undone', path: intent.path, how: 'kept' });
        continue;
      }
      await this.#target.write(intent.path, bytes);
      await this.note({ type: 'file-written', path: intent.path, sha256: intent.sha256 });
    }
    return run.pending.size;
  }

  /**
   * Takes the run back: what it made goes, what it replaced comes back, what was edited since stays. Can be cut off at any
   * moment and begun again.
   * @param {Run} run
   * @param {(done: FileUndone) => void} [onFile]
   */
  async undo(run, onFile = () => {}) {
    await this.note({ type: 'undo-begun' });
    const folders = new Set();
    for (const file of [...run.files.values()].reverse()) {
      // Its write was cut off, or its undoing.
      const wasCut = run.pending.get(file.path)?.replaces === null || run.state === 'undoing';
      if (wasCut) this.#torn.add(file.path);
      await this.#target.tidy(file.path);
      const done = /** @type {FileUndone} */ ({
        type: 'file-undone',
        path: file.path,
        how: await this.#undoFile(file),
      });
      await this.note(done);
      onFile(done);
      for (const folder of file.folders) folders.add(folder);
    }
    // The innermost first, so that those around it are empty then.
    for (const folder of [...folders].sort((a, b) => b.length - a.length)) await this.#target.removeFolder(folder);
    await this.note({ type: 'run-undone' });
  }

  /**
   * @param {import('./history.js').RunFile} file
   * @returns {Promise<FileUndone['how']>}
   */
  async #undoFile({ path, before, written }) {
    const content = await contentOf(this.#target, path);
    if ((content?.sha256 ?? null) === before) return 'as-before';
    if (content && !written.has(content.sha256) && !this.#isTorn(path, content)) return 'kept';
    if (before === null) {
      await this.#target.remove(path);
      return 'removed';
    }
    const earlier = await this.#known(before);
    if (!earlier) return 'kept';
    await this.#target.write(path, earlier);
    return 'restored';
  }

  /**
   * What somebody has put there.
   * @param {string} path
   */
  async #there(path) {
    const content = await contentOf(this.#target, path);
    return content && !this.#isTorn(path, content) ? content : null;
  }

  /**
   * @param {string} path
   * @param {Content} content
   */
  #isTorn(path, { bytes }) {
    return bytes.length === 0 && this.#torn.has(path);
  }

  /**
   * @param {string} hash
   * @returns {Promise<Bytes | null>} null where the journal has lost it, or somebody has changed what it keeps
   */
  async #known(hash) {
    const bytes = await this.#journal.content(hash);
    return bytes && (await sha256(bytes)) === hash ? bytes : null;
  }
}
