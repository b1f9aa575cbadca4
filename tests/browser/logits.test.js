/** One hash of all logits over the bench note: every build, kernel and number of threads, in every browser and natively. */

import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { BROWSERS, benchNote, DIST, launch, ROOT, Site, until } from './harness/index.js';

/** llama.cpp's mean negative log-likelihood of the bench note on the same file. */
const LLAMA_CPP_NLL = 3.4489;
const NOTE_TOKENS = 652;
/** Random products that each build compares with the oracle. */
const CASES = 450;

const FAST = ['threads-relaxed', 'threads-simd128', 'single-relaxed', 'single-simd128'];

/** As many of the note's characters as write_tiny_models.rs hashes. */
const ADAPTED_CHARACTERS = 600;

/** Of the tiny model with its adapter; slices of few rows and of many, with rows over. */
const ADAPTED = [
  { variant: 'threads-relaxed', kernel: 'scalar', threads: 2, slice: 3 },
  { variant: 'threads-relaxed', kernel: 'relaxed-i16', threads: 2, slice: 63 },
  { variant: 'threads-relaxed', kernel: 'relaxed-i32', threads: 3, slice: 1 },
  { variant: 'single-simd128', kernel: 'simd128', threads: 1, slice: 6 },
];

/**
 * Every kernel with 1, 2 and 4 threads, and the builds without threads; slices that leave rows over for every tile.
 * @type {{ variant: string, kernel: string, threads: number, slice: number }[]}
 */
const RUNS = [
  ...[1, 2, 4].map((threads) => ({ variant: 'threads-relaxed', kernel: 'relaxed-i16', threads, slice: 64 })),
  { variant: 'threads-relaxed', kernel: 'relaxed-i16', threads: 2, slice: 7 },
  { variant: 'threads-relaxed', kernel: 'relaxed-i32', threads: 2, slice: 61 },
  ...[1, 2, 4].map((threads) => ({ variant: 'threads-simd128', kernel: 'simd128', threads, slice: 63 })),
  ...[1, 2, 4].map((threads) => ({ variant: 'threads-relaxed', kernel: 'scalar', threads, slice: 64 })),
  { variant: 'single-relaxed', kernel: 'relaxed-i16', threads: 1, slice: 1 },
  { variant: 'single-simd128', kernel: 'simd128', threads: 1, slice: 64 },
];

describe('logits', { timeout: 1_800_000 }, () => {
  /** @type {string} */
  let root;
  /** @type {Site} */
  let site;
  let note = '';
  let pinned = '';
  let pinnedAdapted = '';

  before(async () => {
    note = await benchNote();
    pinned = (await readFile(join(ROOT, 'tests', 'data', 'logits.sha256'), 'utf8')).trim();
    const model = process.env.NUTSHELL_MODEL ?? join(ROOT, '.cache', 'models', 'SmolLM2-135M-Instruct.Q4_1.gguf');
    await mkdir(join(ROOT, '.cache'), { recursive: true });
    root = await mkdtemp(join(ROOT, '.cache', 'probe-'));
    await cp(join(ROOT, 'tests', 'browser', 'probe'), root, { recursive: true });
    for (const folder of ['api', 'engine', 'shared', 'worker']) await symlink(join(DIST, folder), join(root, folder));
    await symlink(model, join(root, 'model.gguf'));
    const tiny = process.env.NUTSHELL_TINY ?? join(ROOT, '.cache', 'tiny');
    for (const name of ['tiny-llama-q4_1.gguf', 'tiny-adapter.gguf']) await symlink(join(tiny, name), join(root, name));
    pinnedAdapted = (await readFile(join(tiny, 'tiny-adapter.sha256'), 'utf8')).trim();
    site = await Site.start({ root });
  });
  after(async () => {
    await site?.close();
    await rm(root, { recursive: true, force: true });
  });

  for (const name of BROWSERS) {
    describe(name, () => {
      /** @type {import('./harness/browsers.js').RunningBrowser} */
      let running;
      /** @type {(question: Record<string, unknown>) => Promise<any>} */
      let ask;

      before(async () => {
        running = await launch(name);
        const page = await running.browser.newPage();
        page.setDefaultTimeout(0);
        await page.goto(site.url);
        await page.waitForFunction(() => 'probe' in window, { timeout: 60_000 });
        // Polled, because one call to the browser may not last as long as a scalar run does.
        ask = async (question) => {
          await page.evaluate((asked) => {
            const scope = /** @type {any} */ (window);
            scope.outcome = null;
            scope.probe(asked).then(
              (/** @type {unknown} */ answer) => {
                scope.outcome = { answer };
              },
              (/** @type {unknown} */ error) => {
                scope.outcome = { error: String(error) };
              },
            );
          }, question);
          const outcome = await until(
            'the answer of the probe',
            () => page.evaluate(() => /** @type {any} */ (window).outcome),
            { timeout: 400_000 },
          );
          assert.equal(outcome.error, undefined);
          return outcome.answer;
        };
      });
      after(() => running?.close());

      for (const variant of FAST) {
        test(`${variant}: every kernel gives the bits of the oracle on random shapes`, async () => {
          const { compared, info } = await ask({ variant, check: CASES });
          assert.ok(compared > 50_000, `${compared} values`);
          assert.ok(info.kernels.at(-1).startsWith(variant.split('-')[1]));
          assert.equal(info.threads, variant.startsWith('threads-'));
        });
      }

      for (const run of ADAPTED) {
        const { variant, kernel, threads, slice } = run;
        test(`${variant}, ${kernel}, ${threads} threads, slices of ${slice}, with an adapter`, async () => {
          const files = { model: 'tiny-llama-q4_1.gguf', adapter: 'tiny-adapter.gguf' };
          const { hash, info } = await ask({ ...run, ...files, note: note.slice(0, ADAPTED_CHARACTERS) });
          assert.deepEqual([info.kernel, info.threads], [kernel, threads], 'what was asked for');
          assert.equal(hash, pinnedAdapted, 'the hash of the native build');
        });
      }

      for (const run of RUNS) {
        const { variant, kernel, threads, slice } = run;
        test(`${variant}, ${kernel}, ${threads} threads, slices of ${slice}`, async (context) => {
          const { hash, nll, tokens, ms, info } = await ask({ ...run, note });
          context.diagnostic(`${name} ${hash} nll ${nll.toFixed(4)} ${Math.round(ms)} ms`);
          assert.equal(tokens, NOTE_TOKENS);
          assert.equal(info.kernel, kernel, 'the kernel that was asked for');
          assert.equal(info.threads, threads, 'the threads that were asked for');
          assert.ok(Math.abs(nll / LLAMA_CPP_NLL - 1) < 0.01, `nll ${nll}`);
          assert.equal(hash, pinned);
        });
      }
    });
  }
});
