/** Where the tests find what they need. */

import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** The built site. */
export const DIST = join(ROOT, 'dist');
/** SHA-256 of the catalogue's default model. */
export const MODEL_SHA256 = 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53';

/** The note that the project measures itself with. */
export function benchNote() {
  return readFile(join(ROOT, 'tests', 'data', 'bench_note.txt'), 'utf8');
}

/** Fails with the remedy where the site has not been built. */
export async function needDist() {
  await access(join(DIST, 'index.html')).catch(() => {
    throw new Error('there is no dist/; run ./build.sh dist, or all of this by ./build.sh test browser');
  });
}
