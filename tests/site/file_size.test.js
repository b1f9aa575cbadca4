/** What hosts refuse: Cloudflare Pages takes no file above 25 MiB and no more than 20,000 files. */

import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const MOST_BYTES = 25 * 1024 * 1024;
const MOST_FILES = 20_000;

test('every host takes every file', async () => {
  const entries = (await readdir(DIST, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  assert.ok(entries.length > 100 && entries.length <= MOST_FILES, `${entries.length} files`);
  for (const entry of entries) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const { size } = await stat(path);
    assert.ok(size <= MOST_BYTES, `${path} has ${size} bytes`);
  }
});
