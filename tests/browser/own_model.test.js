/** "Open a GGUF file…": what is no model, or a damaged one, is refused in words that help; the model before stays. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { BROWSERS, launch, until } from './harness/index.js';
import { makeTinySite, SHORT_NOTE, TINY_FILE, TINY_NAME, tinyModel, withScene } from './harness/tiny-site.js';

/** @import { AppPage } from './harness/index.js' */

/** A llama of another size than the catalogue's model, so that it cannot be taken for a copy of that. */
const OTHER_FILE = 'tiny-llama-q4_0.gguf';
const SLOW_ENGINE = /\/engine\/slow\//;

/** @type {import('./harness/tiny-site.js').TinySite} */
let tiny;
/** @type {string} */
let folder;
before(async () => {
  tiny = await makeTinySite();
  folder = await mkdtemp(join(tmpdir(), 'nutshell-own-'));
});
after(async () => {
  await tiny?.remove();
  if (folder) await rm(folder, { recursive: true });
});

/**
 * A file to choose.
 * @param {string} name
 * @param {Uint8Array} bytes
 */
async function file(name, bytes) {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/**
 * One of the tiny models with something done to it.
 * @param {string} source
 * @param {string} name
 * @param {(bytes: Buffer) => Uint8Array} change
 */
async function changed(source, name, change) {
  return file(name, change(await readFile(await tinyModel(source))));
}

/**
 * Chooses the file as a person does.
 * @param {AppPage} app
 * @param {string} path
 */
async function choose(app, path) {
  await app.page.$eval('#model', (details) => details.setAttribute('open', ''));
  const chooser = app.page.waitForFileChooser();
  await app.click('button', 'Open a GGUF file…');
  await (await chooser).accept([path]);
}

/**
 * Waits until the chosen file is loaded, or refused.
 * @param {AppPage} app
 * @param {string} before the model before
 */
async function settled(app, before) {
  await until('the file is loaded or refused', async () => {
    const { state, model } = await app.status();
    return state === 'ready' && (model?.sha256 !== before || (await app.alert()) !== '');
  });
}

/** @param {AppPage} app */
function statusLine(app) {
  return app.page.evaluate(() => document.getElementById('status')?.textContent ?? '');
}

/**
 * Refuses the file, with these words; afterwards the catalogue's model does what it did before.
 * @param {AppPage} app
 * @param {string} path
 * @param {RegExp[]} words
 */
async function refuses(app, path, words) {
  const before = await app.status();
  const text = await app.summary();
  await choose(app, path);
  const alert = await until('an alert', () => app.alert());
  for (const pattern of words) assert.match(alert, pattern);
  assert.equal(await app.note(), SHORT_NOTE, 'the note is still there');
  assert.equal(await app.summary(), text, 'and its summary');
  const after = await app.status();
  assert.deepEqual([after.state, after.model, after.variant], ['ready', before.model, before.variant]);
  await app.click('button', 'Dismiss');
  await app.click('button', 'Summarize');
  assert.equal(await app.waitForSummary(), text, 'the model before works as before');
}

/** @param {Buffer} bytes @param {string} text */
function endOf(bytes, text) {
  const at = bytes.indexOf(text);
  assert.ok(at > 0, text);
  return at + text.length;
}

for (const name of BROWSERS) {
  describe(`a model of one's own in ${name}`, { timeout: 600_000 }, () => {
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    before(async () => {
      running = await launch(name);
    });
    after(() => running?.close());

    test('files that are no model, or a broken one', async (t) => {
      await withScene(running, tiny, {}, async ({ app, site }) => {
        await app.summarize(SHORT_NOTE);

        await t.test('a picture by the name of .gguf', async () => {
          const jpeg = await file(
            'holiday.gguf',
            Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0),
          );
          await refuses(app, jpeg, [/“?"?holiday\.gguf"?”? is not a GGUF model/, /Choose a file that ends in \.gguf/]);
        });

        await t.test('an archive by the name of .gguf', async () => {
          const zip = await file('model.gguf', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(3_000_000, 1)]));
          await refuses(app, zip, [/"model\.gguf" is not a GGUF model/, /keep the built-in model/]);
        });

        await t.test('an empty file', async () => {
          await refuses(app, await file('empty.gguf', new Uint8Array()), [/"empty\.gguf" is not a GGUF model/]);
        });

        await t.test('a model that was cut in its weights', async () => {
          const cut = await changed(OTHER_FILE, 'half.gguf', (bytes) => bytes.subarray(0, bytes.length / 2));
          await refuses(app, cut, [
            /"half\.gguf" cannot be used\. GGUF tensor '[a-z0-9_.]+', data: the file has 378096 bytes, but at least \d+ are/,
            /download it again/,
            /gguf-truncated/,
          ]);
        });

        await t.test('a model that was cut in its header', async () => {
          const cut = await changed(OTHER_FILE, 'start.gguf', (bytes) => bytes.subarray(0, 2000));
          await refuses(app, cut, [/GGUF .*: the file has 2000 bytes, but at least \d+ are needed/, /gguf-truncated/]);
        });

        await t.test('one flipped bit in the version', async () => {
          const flipped = await changed(OTHER_FILE, 'version.gguf', (bytes) => {
            bytes[4] ^= 0x10;
            return bytes;
          });
          await refuses(app, flipped, [/GGUF version: the file says 18, this program reads 2 and 3/, /gguf-malformed/]);
        });

        await t.test("one flipped bit in a field's name", async () => {
          const flipped = await changed(OTHER_FILE, 'key.gguf', (bytes) => {
            bytes[endOf(bytes, 'llama.embedding_length') - 1] ^= 1;
            return bytes;
          });
          await refuses(app, flipped, [/GGUF metadata key 'llama\.embedding_length': it is missing/, /gguf-malformed/]);
        });

        await t.test("one flipped bit in a field's type", async () => {
          const flipped = await changed(OTHER_FILE, 'type.gguf', (bytes) => {
            bytes[endOf(bytes, 'llama.block_count')] ^= 0x40;
            return bytes;
          });
          await refuses(app, flipped, [/GGUF metadata (key )?'llama\.block_count'/, /gguf-malformed/]);
        });

        await t.test("one flipped bit in a tensor's shape", async () => {
          const flipped = await changed(OTHER_FILE, 'shape.gguf', (bytes) => {
            bytes[endOf(bytes, 'blk.0.ffn_up.weight') + 4 + 1] ^= 0x02;
            return bytes;
          });
          await refuses(app, flipped, [/blk\.0\.ffn_up\.weight/]);
        });

        await t.test("a copy of the catalogue's model with one flipped bit in its weights", async () => {
          const copy = await changed(TINY_FILE, 'copy.gguf', (bytes) => {
            bytes[bytes.length - 100_000] ^= 0x08;
            return bytes;
          });
          const [{ sha256 }] = [tiny.entry];
          await refuses(app, copy, [
            /"copy\.gguf" looks like a damaged copy of Tiny llama Q4_1: the size is right, the checksum is not/,
            /Download the file again, or keep the built-in model/,
            new RegExp(`${sha256} expected`),
          ]);
        });

        await t.test("a copy of the catalogue's model with one flipped bit in its header", async () => {
          const copy = await changed(TINY_FILE, 'copy.gguf', (bytes) => {
            bytes[endOf(bytes, 'llama.embedding_length') - 1] ^= 1;
            return bytes;
          });
          await refuses(app, copy, [/"copy\.gguf" looks like a damaged copy of Tiny llama Q4_1/]);
        });

        assert.deepEqual(
          site.log.filter(({ path }) => SLOW_ENGINE.test(path)),
          [],
          'none of these needs the engine for other architectures',
        );

        await t.test('a model of an architecture that nobody knows', async () => {
          await refuses(app, await tinyModel('tiny-unknown.gguf'), [
            /architecture 'unknown'|'unknown'.*architecture/,
            /Choose a GGUF|choose another model/i,
          ]);
        });

        const { model } = await app.status();
        assert.deepEqual([model?.name, model?.origin], [TINY_NAME, 'catalog']);
      });
    });

    test('a llama with other weights takes the fast road', async () => {
      await withScene(running, tiny, {}, async ({ app, site }) => {
        const first = await app.summarize(SHORT_NOTE);
        for (const other of [OTHER_FILE, 'tiny-llama-q4_k.gguf']) {
          const path = await tinyModel(other);
          const before = (await app.status()).model?.sha256 ?? '';
          await choose(app, path);
          await settled(app, before);
          assert.equal(await app.alert(), '');
          const { model, variant } = await app.status();
          const bytes = await readFile(path);
          assert.equal(model?.sha256, createHash('sha256').update(bytes).digest('hex'));
          assert.deepEqual([model?.origin, model?.bytes], ['file', bytes.length]);
          assert.match(variant ?? '', /^(threads|single)-/);
          assert.match(await statusLine(app), /^Tiny llama Q4.* · MIT OR Apache-2\.0 · SHA-256 [0-9a-f]{8}… · /);
          await app.click('button', 'Summarize');
          await app.waitForSummary();
          assert.equal(await app.note(), SHORT_NOTE);
        }
        // The same file as the catalogue's is no stranger.
        const before = (await app.status()).model?.sha256 ?? '';
        await choose(app, await tinyModel(TINY_FILE));
        await settled(app, before);
        assert.equal((await app.status()).model?.name, TINY_NAME);
        await app.click('button', 'Summarize');
        assert.equal(await app.waitForSummary(), first, 'the same model, the same note, the same summary');
        assert.deepEqual(
          site.log.filter(({ path }) => SLOW_ENGINE.test(path)),
          [],
        );
      });
    });

    test('a model of another architecture takes the slow road', async () => {
      await withScene(running, tiny, {}, async ({ app, site }) => {
        await app.summarize(SHORT_NOTE);
        const slow = () => site.log.filter(({ path }) => SLOW_ENGINE.test(path)).map(({ path }) => path);
        assert.deepEqual(slow(), [], 'not fetched before it is needed');
        const before = (await app.status()).model?.sha256 ?? '';
        await choose(app, await tinyModel('tiny-qwen2-q8_0.gguf'));
        await settled(app, before);
        assert.equal(await app.alert(), '');
        assert.ok(slow().some((path) => path.endsWith('.wasm')));
        const { model, variant, threads } = await app.status();
        assert.deepEqual([model?.name, variant, threads], ['Tiny qwen2 Q8_0', 'slow', 1]);
        assert.match(await statusLine(app), /^Tiny qwen2 Q8_0 · .* · 1 thread, slow road/);
        await app.click('button', 'Summarize');
        await app.waitForSummary();
        const { speed } = await app.status();
        assert.ok(speed.read > 0 && speed.write > 0, 'it has read and written');
        assert.equal(await app.note(), SHORT_NOTE);
        // And back: what is broken does not disturb this one either.
        await choose(app, await file('none.gguf', Buffer.from('none')));
        assert.match(await until('an alert', () => app.alert()), /"none\.gguf" is not a GGUF model/);
        await app.click('button', 'Summarize');
        await app.waitForSummary();
        assert.equal((await app.status()).variant, 'slow');
      });
    });
  });
}
