/** The npm package as somebody else gets it: packed, installed, its files put on a site with the tiny model. */

import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DIST, needDist, ROOT } from './files.js';
import { TINY_FILE, tinyModel } from './tiny-site.js';

const EXAMPLES = join(ROOT, 'www', 'examples');
const TSC = join(ROOT, 'www', 'node_modules', 'typescript', 'bin', 'tsc');
const NAME = 'nutshell-summarizer';

/** @typedef {{ path: string, size: number }} PackedFile */

/**
 * @param {string} cwd
 * @param {string} command
 * @param {...string} args
 * @returns {Promise<string>} what it says on standard output
 */
async function run(cwd, command, ...args) {
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd, maxBuffer: 1 << 26 });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
    throw new Error(`${command} ${args.join(' ')}: ${stdout}\n${stderr}`);
  }
}

export class NpmPackage {
  #scratch;

  /** @param {string} scratch */
  constructor(scratch) {
    this.#scratch = scratch;
  }

  /** Packs what is in dist/, as `./build.sh dist --npm` does. */
  static async pack() {
    await needDist();
    const scratch = await mkdtemp(join(tmpdir(), 'nutshell-npm-'));
    const command = join(ROOT, 'www', 'tooling', 'npm', 'package.js');
    const metadata = join(ROOT, '.cache', 'crates.json');
    await run(ROOT, process.execPath, command, '--site', DIST, '--metadata', metadata, '--out', join(scratch, 'npm'));
    return new NpmPackage(scratch);
  }

  /** The tarball's path. */
  async tarball() {
    const folder = join(this.#scratch, 'npm');
    const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
    if (!name) throw new Error('there is no tarball');
    return join(folder, name);
  }

  /**
   * What is in the tarball.
   * @returns {Promise<PackedFile[]>}
   */
  async files() {
    const listing = await run(this.#scratch, 'tar', '-tvzf', await this.tarball());
    return listing
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/))
      .map((fields) => ({ size: Number(fields[2]), path: fields[5].replace(/^package\//, '') }));
  }

  /**
   * An example without a bundler, with its files in place.
   * @param {'plain' | 'extension'} name
   * @returns {Promise<string>} its folder
   */
  async unbundled(name) {
    const folder = await this.#example(name);
    await this.#install(folder);
    await this.#putFiles(folder, 'nutshell');
    await rm(join(folder, 'node_modules'), { recursive: true });
    return folder;
  }

  /**
   * The example with Vite: type-checked and built.
   * @returns {Promise<string>} the folder to serve
   */
  async viteSite() {
    const folder = await this.#example('vite');
    await run(folder, 'npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline');
    await this.#install(folder);
    await this.#putFiles(folder, join('public', 'nutshell'));
    await run(folder, process.execPath, TSC, '--project', '.');
    await run(folder, 'npx', '--no-install', 'vite', 'build');
    return join(folder, 'dist');
  }

  remove() {
    return rm(this.#scratch, { recursive: true, force: true });
  }

  /** @param {string} name */
  async #example(name) {
    const folder = join(this.#scratch, name);
    await cp(join(EXAMPLES, name), folder, { recursive: true });
    return folder;
  }

  /** @param {string} folder */
  async #install(folder) {
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--no-package-lock'];
    await run(folder, 'npm', 'install', ...quiet, await this.tarball());
  }

  /**
   * @param {string} folder
   * @param {string} target
   */
  async #putFiles(folder, target) {
    await run(folder, 'npx', '--no-install', NAME, target, '--model', await tinyModel(TINY_FILE));
  }
}
