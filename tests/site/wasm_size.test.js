/**
 * A page on a slow line waits for the engine: each fast build stays within 600 KB as a server compresses it. So does the
 * report card for the scorer, which has nothing of the engine in it.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const ENGINE = 600_000;
const SCORER = 240_000;
/** Custom sections that a browser has no use for: the names of functions, the linker's and debug information. */
const NEEDLESS = /^(name|linking|reloc\..*|\.debug_.*|sourceMappingURL|external_debug_info)$/;

const BUILDS = ['threads-relaxed', 'threads-simd128', 'single-relaxed', 'single-simd128'];

for (const [folder, limit] of /** @type {[string, number][]} */ ([
  ...BUILDS.map((build) => [`engine/${build}`, ENGINE]),
  ['scorer', SCORER],
])) {
  test(`${folder} is at most ${limit} bytes compressed`, async (t) => {
    const wasm = await readFile(new URL(`../../dist/${folder}/nutshell_bg.wasm`, import.meta.url));
    const gzip = gzipSync(wasm, { level: 9 }).length;
    const brotli = brotliCompressSync(wasm).length;
    t.diagnostic(`${wasm.length} bytes, gzip ${gzip}, brotli ${brotli}`);
    assert.ok(gzip <= limit, `gzip makes it ${gzip} bytes; look for the new dependency or feature that takes the room`);
    assert.ok(brotli <= limit, `brotli makes it ${brotli} bytes`);
    assert.deepEqual(
      customSections(wasm).filter((name) => NEEDLESS.test(name)),
      [],
      'sections that only a debugger reads',
    );
  });
}

/**
 * The names of a module's custom sections, by the binary format: an id, a size and the contents of each section. Read
 * here, since this Node may not know the instructions in it.
 * @param {Uint8Array} wasm
 */
function customSections(wasm) {
  const names = [];
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++] ?? 0;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < wasm.length) {
    const id = wasm[at++];
    const size = number();
    const end = at + size;
    if (id === 0) {
      const length = number();
      names.push(new TextDecoder().decode(wasm.subarray(at, at + length)));
    }
    at = end;
  }
  return names;
}
