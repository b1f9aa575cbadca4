/** Headless runs as cron starts them: the command's own process, the folders on the disk, and the Chromium that it starts. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DIST, needDist, ROOT } from './files.js';
import { until } from './poll.js';

/** @import { JournalEntry } from '../../../www/batch/journal-port.js' */

const COMMAND = join(ROOT, 'www', 'tooling', 'batch', 'batch.js');

/** A process that runs the command. */
export class HeadlessProcess {
  stdout = '';
  stderr = '';
  /** Resolves with its exit code, null where a signal has ended it. @type {Promise<number | null>} */
  ended;
  /** Its exit code once it has ended. @type {number | null | undefined} */
  code;
  #child;

  /**
   * @param {string[]} words
   * @param {string} cwd
   */
  constructor(words, cwd) {
    const child = spawn(process.execPath, [COMMAND, ...words], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.setEncoding('utf8').on('data', (text) => {
      this.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      this.stderr += text;
    });
    this.ended = once(child, 'close').then(([code]) => {
      this.code = code;
      return code;
    });
    this.#child = child;
  }

  get pid() {
    return /** @type {number} */ (this.#child.pid);
  }

  /** @param {NodeJS.Signals} signal */
  kill(signal) {
    this.#child.kill(signal);
  }

  /**
   * Waits for a line of the log.
   * @param {RegExp} line
   */
  async says(line) {
    const said = () => line.test(this.stdout) || line.test(this.stderr);
    const what = async () => `the log says ${line}: ${this.stdout} ${this.stderr}`;
    await until(what, () => said() || this.code !== undefined, { timeout: 120_000, every: 10 });
    if (!said()) throw new Error(`it has ended with ${this.code}: ${this.stdout} ${this.stderr}`);
  }
}

/** Two folders of the disk, and the runs over them. */
export class HeadlessFolders {
  /** @param {string} root */
  constructor(root) {
    this.root = root;
  }

  static async make() {
    await needDist();
    return new HeadlessFolders(await mkdtemp(join(tmpdir(), 'nutshell-headless-')));
  }

  /** Where the run's Chromium has its profile. */
  get scratch() {
    return join(this.root, 'scratch');
  }

  /**
   * @param {string} folder below the root
   * @param {Record<string, string | Uint8Array>} files
   */
  async put(folder, files) {
    for (const [path, content] of Object.entries(files)) {
      const place = join(this.root, folder, path);
      await mkdir(dirname(place), { recursive: true });
      await writeFile(place, content);
    }
  }

  /**
   * Every file below a folder, with its text, without those of the journal.
   * @param {string} folder
   * @returns {Promise<Record<string, string>>}
   */
  async files(folder) {
    const top = join(this.root, folder);
    /** @type {Record<string, string>} */
    const found = {};
    for (const path of (await readdir(top, { recursive: true })).sort()) {
      if (path.split('/').includes('.nutshell')) continue;
      const text = await readFile(join(top, path), 'utf8').catch((error) => {
        if (error.code !== 'EISDIR') throw error;
        return null;
      });
      if (text !== null) found[path] = text;
    }
    return found;
  }

  /**
   * The journal of an output folder; a line that was cut off is no entry.
   * @param {string} folder
   * @returns {Promise<JournalEntry[]>}
   */
  async journal(folder) {
    const text = await readFile(join(this.root, folder, '.nutshell', 'journal.jsonl'), 'utf8');
    return text.split('\n').flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
  }

  /** @param {string[]} words */
  start(...words) {
    return new HeadlessProcess(['--site', DIST, '--scratch', this.scratch, ...words], this.root);
  }

  /**
   * A whole run.
   * @param {string[]} words
   */
  async run(...words) {
    const started = this.start(...words);
    const code = await started.ended;
    return { code, stdout: started.stdout, stderr: started.stderr };
  }

  /**
   * The processes of its Chromium, the browser's own first. Those that it has started are found by their parents, since not
   * all of their command lines name the profile; so a process whose browser has died counts only where its own does.
   */
  async chromium() {
    const all = await processes();
    const own = all.filter(({ line }) => line.includes(this.scratch) && /chrom/.test(line.split('\0', 1)[0]));
    const found = new Set(own.sort((a, b) => rank(a.line) - rank(b.line)).map(({ pid }) => pid));
    for (const pid of found) for (const each of all) if (each.parent === pid) found.add(each.pid);
    return [...found];
  }

  /**
   * Nothing of Chromium outlives its run.
   * @param {number[]} [known] processes of it
   */
  async noChromium(known = []) {
    const left = async () => {
      const lines = (await processes()).filter(({ pid, line }) => known.includes(pid) && /chrom/.test(line));
      return [...(await this.chromium()), ...lines.map(({ pid }) => pid)];
    };
    const what = async () => `Chromium has ended, but for ${await left()}`;
    await until(what, async () => (await left()).length === 0, { timeout: 20_000 });
  }

  remove() {
    return rm(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/**
 * The browser's own process comes before those that it starts with a type.
 * @param {string} line
 */
function rank(line) {
  return line.includes('--type=') || line.includes('crashpad') ? 1 : 0;
}

/** Every process: its id, its parent's, and its command line. */
async function processes() {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(
    pids.map(async (pid) => {
      const read = (/** @type {string} */ name) => readFile(join('/proc', pid, name), 'utf8').catch(() => '');
      const [line, stat] = await Promise.all([read('cmdline'), read('stat')]);
      // The name before it, in parentheses, may hold anything.
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return { pid: Number(pid), parent, line };
    }),
  );
  return all.filter(({ line }) => line !== '');
}
