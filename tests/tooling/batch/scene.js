/** Folders, a journal and an engine for tests of runs outside a browser. The engine is a stand-in: it quotes. */

import { File as NodeFile } from 'node:buffer';
import { webcrypto } from 'node:crypto';
import { MemoryFolder } from '../../../www/batch/memory-folder.js';
import { DEFAULT_OPTIONS } from '../../../www/batch/options.js';
import { BatchSession } from '../../../www/batch/session.js';
import { NOTE_EXTENSIONS } from '../../../www/page/file-kind.js';
import { readNote } from '../../../www/page/read-note.js';
import { sha256 } from '../../../www/record/sha256.js';
import { NutshellError } from '../../../www/shared/errors.js';

/** @import { EnginePort } from '../../../www/batch/engine-port.js' */
/** @import { TargetFolder } from '../../../www/batch/folder-port.js' */
/** @import { Journal, JournalEntry } from '../../../www/batch/journal-port.js' */
/** @import { Summary } from '../../../www/api/nutshell.js' */
/** @import { BatchRun } from '../../../www/batch/run.js' */

// Node 18 has them elsewhere.
for (const [name, value] of Object.entries({ crypto: webcrypto, File: NodeFile })) {
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value });
}

export const OPTIONS = DEFAULT_OPTIONS;

/** @implements {Journal} */
export class MemoryJournal {
  /** @type {JournalEntry[]} */
  all = [];
  /** @type {Map<string, Uint8Array<ArrayBuffer>>} */
  #contents = new Map();

  async entries() {
    return structuredClone(this.all);
  }

  /**
   * @param {JournalEntry} entry
   * @param {Uint8Array<ArrayBuffer>[]} [contents]
   */
  async append(entry, contents = []) {
    for (const bytes of contents) this.#contents.set(await sha256(bytes), bytes.slice());
    this.all.push(structuredClone(entry));
  }

  /** @param {string} hash */
  async content(hash) {
    return this.#contents.get(hash) ?? null;
  }
}

/** @implements {EnginePort} */
export class QuotingEngine {
  memoryBytes = 1_000_000;
  sha256 = 'a'.repeat(64);
  /** Texts in the order in which they were asked for. @type {string[]} */
  asked = [];
  /** How many are worked on now, and the most that ever were. */
  now = 0;
  most = 0;

  async model() {
    return { name: 'Quoter', sha256: this.sha256 };
  }

  async load() {}

  /**
   * @param {string} text
   * @param {{ type: Summary['type'], length: Summary['length'] }} options
   * @param {{ signal: AbortSignal, onShare: (share: number) => void }} watch
   * @returns {Promise<Summary>}
   */
  async summarize(text, { type, length }, { signal, onShare }) {
    this.asked.push(text);
    this.now += 1;
    this.most = Math.max(this.most, this.now);
    onShare(0.5);
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.now -= 1;
    signal.throwIfAborted();
    if (text.includes('crash')) throw new NutshellError('engine-crashed');
    if (text.trim() === '') throw new NutshellError('note-empty');
    const sentence = text.split('.', 1)[0];
    return {
      text: sentence,
      sentences: [{ text: sentence, origin: 'quoted', evidence: [{ start: 0, end: sentence.length, score: 1 }] }],
      dropped: 0,
      type,
      length,
      format: 'markdown',
      coverage: { tokensRead: 10, tokensTotal: 10, chunks: 1 },
      timings: { readTokens: 10, readMs: 5, writtenTokens: 5, writeMs: 5, totalMs: 10 },
      provenance: {
        model: 'Quoter',
        sha256: this.sha256,
        adapter: null,
        engine: '0',
        variant: 'none',
        threads: 1,
        grounding: true,
      },
      warnings: [],
    };
  }
}

/**
 * @param {import('../../../www/batch/folder-port.js').TargetFolder} folder
 * @param {Record<string, string>} files
 */
export async function fill(folder, files) {
  for (const [path, text] of Object.entries(files)) await folder.write(path, new TextEncoder().encode(text));
}

/**
 * Every file and what it says.
 * @param {import('../../../www/batch/folder-port.js').SourceFolder & TargetFolder} folder
 * @returns {Promise<Record<string, string>>}
 */
export async function contents(folder) {
  /** @type {Record<string, string>} */
  const found = {};
  for await (const { path } of folder.list(() => true)) {
    found[path] = new TextDecoder().decode((await folder.read(path)) ?? undefined);
  }
  return found;
}

export class Scene {
  source = new MemoryFolder('notes');
  target = new MemoryFolder('summaries');
  journal = new MemoryJournal();
  engine = new QuotingEngine();
  /** What the run has told. @type {string[]} */
  log = [];

  /**
   * A session as after a start of the page.
   * @param {Partial<import('../../../www/batch/session.js').Places>} [places]
   */
  session(places = {}) {
    const { source, target, journal, engine } = this;
    return new BatchSession({
      source,
      target,
      within: null,
      journal,
      engine,
      readNote,
      endings: NOTE_EXTENSIONS,
      ...places,
    });
  }

  /**
   * @param {BatchSession} session
   * @param {import('../../../www/batch/session.js').Prepared} prepared
   */
  begin(session, prepared) {
    const events = { onNote: () => {}, onState: () => {}, onLog: (/** @type {string} */ line) => this.log.push(line) };
    return session.run(prepared, { sideBySide: 2, events });
  }

  /**
   * Goes on with the run that was cut off, or begins one.
   * @param {Partial<import('../../../www/batch/session.js').Places>} [places]
   * @returns {Promise<BatchRun>} finished
   */
  async run(places) {
    const session = this.session(places);
    await session.refresh();
    const going = await session.prepareToGoOn();
    const run = this.begin(session, going ?? (await session.prepare(OPTIONS)));
    await run.work(null, going !== null);
    return run;
  }
}
