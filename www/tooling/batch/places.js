/** The two folders of a headless run: checked, made where that is needed, and held against a second run. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { access, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** In the output folder: the journal with its contents, and the lock. */
const OWN = '.nutshell';
/** An earlier process that was killed may hold the lock for so many seconds more. */
const PATIENCE = '3';
const TAKEN = 75;

/**
 * @typedef {object} Places Absolute paths without links.
 * @property {string} source
 * @property {string} target
 * @property {string} own The journal's folder.
 * @property {string | null} within The target's path inside the source with forward slashes, '' if they are the same, null
 *   if it is elsewhere.
 */

/** What is held: the output folder, and the journal's. @typedef {Pick<Places, 'target' | 'own'>} Held */

/**
 * @param {string} input
 * @param {string} output made if it is not there
 * @returns {Promise<Places>}
 * @throws {Error} that names the folder and what is wrong
 */
export async function openPlaces(input, output) {
  const source = await attempt(`${input} cannot be read`, async () => {
    if (!(await stat(input)).isDirectory()) throw new Error('it is no folder');
    await access(input, constants.R_OK | constants.X_OK);
    return realpath(input);
  });
  const target = await attempt(`${output} cannot be written`, async () => {
    await mkdir(join(output, OWN), { recursive: true });
    await access(output, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpath(output);
  });
  const way = relative(source, target).split(sep);
  const within = way[0] === '..' ? null : way.join('/');
  return { source, target, own: join(target, OWN), within };
}

/**
 * The output folder of earlier runs, as it is.
 * @param {string} output
 * @returns {Promise<Held | null>} null where no run was
 * @throws {Error} where there is no such folder
 */
export async function earlierPlaces(output) {
  const target = await attempt(`${output} cannot be read`, () => realpath(output));
  const own = join(target, OWN);
  return access(own).then(
    () => ({ target, own }),
    () => null,
  );
}

/**
 * Holds the output folder. The system lets go of it when this process ends, however it ends, so there are no stale locks.
 * @param {Held} places
 * @returns {Promise<() => void>} lets go
 * @throws {Error} where another run holds it
 */
export async function hold({ own, target }) {
  const file = join(own, 'lock');
  await attempt(`${file} cannot be written`, () => writeFile(file, '', { flag: 'a' }));
  // Node has no flock: the command holds it until its standard input ends, which it does with this process.
  const holder = spawn(
    'flock',
    ['--no-fork', '--wait', PATIENCE, '--conflict-exit-code', String(TAKEN), file, ...HOLDER],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
      // Interrupting the terminal's processes must not end it before this one.
      detached: true,
    },
  );
  const ended = new Promise((resolve, reject) => {
    holder.once('error', reject);
    holder.once('exit', resolve);
  });
  const code = await Promise.race([once(holder.stdout, 'data'), ended]).catch((error) => {
    throw new Error(`flock (of util-linux) cannot be started: ${error.message}`);
  });
  if (code === TAKEN) {
    const by = (await readFile(file, 'utf8')).trim();
    throw new Error(`another run${by ? ` (process ${by})` : ''} is at work in ${target}. Wait for it, or end it.`);
  }
  if (typeof code === 'number') throw new Error(`${file} cannot be locked (flock ended with ${code}).`);
  await attempt(`${file} cannot be written`, () => writeFile(file, `${process.pid}\n`));
  holder.unref();
  return () => holder.stdin.end();
}

/** Says that it has the lock, and waits for the end. */
const HOLDER = ['sh', '-c', 'echo; exec cat'];

/**
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function attempt(what, work) {
  try {
    return await work();
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new Error(`${what}: ${REASONS[code ?? ''] ?? message}.`);
  }
}

/** @type {Record<string, string>} */
const REASONS = {
  ENOENT: 'it is not there',
  ENOTDIR: 'a part of its path is no folder',
  EEXIST: 'a file is in its place',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'the file system is read-only',
  ENOSPC: 'there is no space left',
};
