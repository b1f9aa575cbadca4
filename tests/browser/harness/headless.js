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

  /** The processes of its Chromium, the browser's own first. */
  async chromium() {
    const found = [];
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const line = await readFile(join('/proc', pid, 'cmdline'), 'utf8').catch(() => '');
      if (line.includes(this.scratch) && /chrom/.test(line.split('\0', 1)[0])) found.push(Number(pid));
    }
    return found.sort((a, b) => a - b);
  }

  /** Nothing of Chromium outlives its run. */
  async noChromium() {
    await until('Chromium has ended', async () => (await this.chromium()).length === 0, { timeout: 20_000 });
  }

  remove() {
    return rm(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
