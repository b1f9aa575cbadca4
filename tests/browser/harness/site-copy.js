/** A copy of the built site that a test may change, as a host does with a new version. */

import { createHash } from 'node:crypto';
import { copyFile, link, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DIST, needDist, ROOT } from './files.js';

/**
 * @typedef {object} SiteCopy
 * @property {string} root Folder to serve.
 * @property {(path: string, content: string | Uint8Array) => Promise<void>} put Writes a file; not yet in the service worker's list.
 * @property {() => Promise<void>} list Gives the service worker's list a new version that fits the files.
 * @property {() => Promise<void>} remove
 */

/** @returns {Promise<SiteCopy>} */
export async function copySite() {
  await needDist();
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  const root = await mkdtemp(join(ROOT, '.cache', 'site-'));
  for (const entry of await readdir(DIST, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const from = join(entry.parentPath ?? entry.path, entry.name);
    const to = join(root, from.slice(DIST.length));
    await mkdir(dirname(to), { recursive: true });
    // A second name for the same bytes, as the model has a hundred million of them.
    await link(from, to).catch(() => copyFile(from, to));
  }
  return {
    root,
    put: async (path, content) => {
      // The file anew: dist/ keeps its own.
      await rm(join(root, path), { force: true });
      await writeFile(join(root, path), content);
    },
    list: async () => {
      const text = await readFile(join(root, 'sw-files.js'), 'utf8');
      /** @type {{ version: string, files: { path: string, sha256: string, bytes: number }[] }} */
      const kept = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
      for (const file of kept.files) {
        const bytes = await readFile(join(root, file.path));
        file.bytes = bytes.length;
        file.sha256 = createHash('sha256').update(bytes).digest('hex');
      }
      kept.version = createHash('sha256').update(JSON.stringify(kept.files)).digest('hex').slice(0, 16);
      await rm(join(root, 'sw-files.js'));
      await writeFile(join(root, 'sw-files.js'), `self.NUTSHELL_FILES = ${JSON.stringify(kept)};\n`);
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
