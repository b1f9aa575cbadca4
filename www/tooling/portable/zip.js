/**
 * Command: `node zip.js --site DIR --out FILE`. Packs the site with scripts that serve it on any desktop, a hand-out and
 * checksums. The same site gives the same bytes.
 */

import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { zipSync } from 'fflate';
import { filesBelow } from '../files-below.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const FOLDER = 'nutshell';
/** Beside the folder site/: path in the archive, then the file here. */
const BESIDE = Object.freeze({
  'README.txt': 'README.txt',
  'hand-out.html': 'hand-out.html',
  'server/serve.ps1': 'serve.ps1',
  'server/serve.py': 'serve.py',
  'start-linux.sh': 'start.sh',
  'start-macos.command': 'start.sh',
  'start-windows.bat': 'start-windows.bat',
});
/** What Windows' own programs read. */
const WINDOWS_LINES = /\.(bat|ps1|txt)$/;
const EXECUTABLE = /^start-(linux|macos)/;
const UNIX = 3;

/**
 * @param {string} site The folder dist/.
 * @returns {Promise<Map<string, Uint8Array>>} all files by their paths in the archive's folder, sorted
 */
async function contents(site) {
  /** @type {[string, Uint8Array][]} */
  const files = [];
  for (const path of await filesBelow(site)) files.push([`site/${path}`, await readFile(join(site, path))]);
  for (const [path, source] of Object.entries(BESIDE)) {
    const text = await readFile(join(HERE, source), 'utf8');
    files.push([path, Buffer.from(WINDOWS_LINES.test(path) ? text.replace(/\n/g, '\r\n') : text)]);
  }
  files.sort(([a], [b]) => (a < b ? -1 : 1));
  const sums = files.map(([path, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${path}\n`);
  return new Map([['SHA256SUMS', Buffer.from(sums.join(''))], ...files]);
}

/**
 * A time that only its content gives a file: servers that tell versions by time and size then see a new one, and the
 * archive has the same bytes whenever it is made. It is written as local time, at noon, since no clock is changed then.
 * @param {Uint8Array} bytes
 */
function timeOf(bytes) {
  const hash = createHash('sha256').update(bytes).digest();
  return new Date(2000, 0, 1 + (hash.readUInt16LE(0) % 3650), 12, hash[2] % 60, 2 * (hash[3] % 30));
}

/** @param {Map<string, Uint8Array>} files */
function pack(files) {
  /** @type {import('fflate').Zippable} */
  const entries = {};
  for (const [path, bytes] of files) {
    const mode = 0o100000 | (EXECUTABLE.test(path) ? 0o755 : 0o644);
    // The model's four-bit weights would shrink by six in a hundred.
    const level = path.endsWith('.bin') ? 0 : 9;
    entries[`${FOLDER}/${path}`] = [bytes, { level, mtime: timeOf(bytes), os: UNIX, attrs: mode * 0x10000 }];
  }
  return zipSync(entries);
}

try {
  const { values } = parseArgs({ options: { site: { type: 'string' }, out: { type: 'string' } } });
  if (!values.site || !values.out) throw new Error('--site and --out are both needed');
  const out = resolve(values.out);
  const archive = pack(await contents(resolve(values.site)));
  await mkdir(dirname(out), { recursive: true });
  await writeFile(`${out}.part`, archive);
  await rename(`${out}.part`, out);
  console.log(`zip: ${values.out}, ${(archive.length / 1e6).toFixed(0)} MB`);
} catch (error) {
  console.error(`zip: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
