/** The benchmark's report: medians, spreads, ratios and shares are of the right figures, and what was not run is absent. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchRates, compare } from '../../www/tooling/bench/compare.js';
import { textOf } from '../../www/tooling/bench/prompt.js';
import { median, PEERS, ratios, table } from '../../www/tooling/bench/report.js';

const rates = {
  tokens: 696,
  read: 400,
  readSpread: 0.1,
  write: 80,
  writeSpread: 0,
  firstTokenMs: 1750,
  firstTokenSpread: 0.04,
  totalMs: 3000,
  totalSpread: 0.02,
  loadMs: 900,
  loadSpread: 0.5,
  memory: 220e6,
  threads: 2,
};
const wllama = { ...rates, read: 40, write: 20, totalMs: 30_000, memory: 0 };
const native = { ...rates, read: 200, write: 100, totalMs: 4500 };

/** @type {import('../../www/tooling/bench/report.js').Report} */
const nothing = {
  machine: { cpu: 'A CPU', cores: 2, load: 0.02, browser: 'A browser' },
  commit: 'abc1234',
  threads: 2,
  rounds: 3,
  native: null,
  install: 'pip install it',
  main: {},
  byThreads: {},
  byLength: {},
  batches: {},
  notes: {},
  byAdapter: {},
  rooflines: {},
  contended: {},
  byContext: {},
  sizes: {},
};

test('the median of odd and even counts, in any order', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
});

test('what was not run is left out', () => {
  assert.equal(
    table(nothing),
    'A browser, A CPU, 2 cores, 2% taken by others; commit abc1234.\nA ± is half of (most - least), over the median.',
  );
});

test('every figure of an engine has its spread, and an unknown memory is no figure', () => {
  const text = table({ ...nothing, main: { Nutshell: rates, [PEERS.wllama]: wllama } });
  assert.match(
    text,
    /\| Nutshell \| 2 \| 696 \| 400 ± 5% \| 80\.0 ± 0% \| 1\.75 ± 2% \| 3\.00 ± 1% \| 0\.90 ± 25% \| 220 \|/,
  );
  assert.match(text, /\| wllama 3\.8\.1 \| .* \| \? \|/);
});

test('ratios are to each peer that was run, and a missing one is named with what brings it', () => {
  const main = { Nutshell: rates, [PEERS.wllama]: wllama };
  assert.deepEqual(ratios(main).Nutshell, { [PEERS.wllama]: { read: 10, write: 4, all: 10 } });
  const without = table({ ...nothing, main });
  assert.match(without, /\| Nutshell \| 10\.00 \/ 4\.00 \/ 10\.00 \|\n/);
  assert.match(without, /llama-cpp-python is not installed.*pip install it/);

  const text = table({ ...nothing, native: '1.2.3', main: { ...main, [PEERS.native]: native } });
  assert.match(text, /llama-cpp-python 1\.2\.3\./);
  assert.match(text, /\| engine \| to wllama 3\.8\.1 \| to llama\.cpp, native \|\n/);
  assert.match(text, /\| Nutshell \| 10\.00 \/ 4\.00 \/ 10\.00 \| 2\.00 \/ 0\.80 \/ 1\.50 \|/);
  assert.doesNotMatch(text, /not installed/);
  assert.doesNotMatch(table({ ...nothing, native: '1', main: { Nutshell: rates } }), /as each peer/);
});

test('threads, lengths and batches are compared with their own base', () => {
  const half = { ...rates, read: 200, write: 100 };
  const text = table({
    ...nothing,
    byThreads: { 1: half, 2: rates },
    byLength: { 700: rates, 4000: { ...half, tokens: 3990 } },
    batches: { 1: { tokens: 200, write: 80, writeSpread: 0 }, 8: { tokens: 1600, write: 240, writeSpread: 0.1 } },
  });
  assert.match(text, /\| 2 \| 400 ± 5% \| 80\.0 ± 0% \| 2\.00 \| 0\.80 \|/);
  assert.match(text, /\| 4000 \| 3990 \| 200 ± 5% \| 100 ± 0% \| 0\.50 \| 220 \|/);
  assert.match(text, /\| 1 \| 80\.0 ± 0% \| 80\.0 \| 1\.00 \|\n\| 8 \| 240 ± 5% \| 30\.0 \| 3\.00 \|/);
});

test("a kernel's share is of the largest limit of its own kind", () => {
  const rate = (/** @type {number} */ giga) => ({ giga, spread: 0.02 });
  const text = table({
    ...nothing,
    rooflines: {
      'threads-relaxed': {
        multiply_adds: [
          ['narrow', rate(40)],
          ['wide', rate(200)],
        ],
        reads: rate(25),
        prefill: rate(120),
        decode: rate(20),
        head: rate(10),
      },
    },
  });
  assert.match(text, /\| limit: narrow \| 40\.0 GMAC\/s ± 1% \| 20% \|/);
  assert.match(text, /\| kernels: layers, 64 rows \| 120 GMAC\/s ± 1% \| 60% \|/);
  assert.match(text, /\| kernels: layers, one row \| 20\.0 GB\/s ± 1% \| 80% \|/);
  assert.match(text, /\| kernels: head, one row \| 10\.0 GB\/s ± 1% \| 40% \|/);
});

test('contention, contexts and sizes', () => {
  const text = table({
    ...nothing,
    contended: { Nutshell: { quiet: rates, busy: { ...rates, read: 100, write: 60 } } },
    byContext: { 2048: rates },
    sizes: { 'threads-relaxed': { bytes: 2_500_000, gzip: 812_345, brotli: 598_700 } },
  });
  assert.match(text, /\| Nutshell \| 100 ± 5% \| 25% \| 60\.0 ± 0% \| 75% \|/);
  assert.match(text, /\| 2048 \| 220 \| 0\.90 ± 25% \|/);
  assert.match(text, /\| threads-relaxed \| 2500 \| 812 \| 599 \|/);
});

test('engines run in turn after a warm-up that does not count', async () => {
  /** @type {string[]} */
  const asked = [];
  const host = {
    ask: async (/** @type {string} */ method, /** @type {string} */ name) => {
      asked.push(`${method} ${name}`);
      const readMs = 100 * asked.length;
      if (method === 'run') return { read: 10, readMs, written: 100, writeMs: 1000, totalMs: readMs + 1000 };
      return method === 'open' ? { loadMs: 50, threads: 2 } : 7;
    },
  };
  const engines = { a: { host, options: {} }, b: { host, options: {} } };
  const results = await compare(engines, { system: '', user: '', rounds: 2, loads: 2 });
  assert.deepEqual(
    asked.map((question) => question.replace(/(.).* /, '$1')),
    'oa ca ob cb oa ob ra rb ra rb ra rb ma ca mb cb'.split(' '),
  );
  // The counted runs of a are the ninth and eleventh questions: 10 tokens in 900 and in 1,100 ms.
  const { a } = results;
  assert.deepEqual([a.firstTokenMs, a.totalMs, a.write, a.memory], [1010, 2000, 100, 7]);
  assert.equal(a.totalSpread, 0.1);
});

test('a batch counts the tokens of all its sequences', () => {
  const run = { read: 400, readMs: 1, written: 200, writeMs: 1000, totalMs: 1 };
  assert.deepEqual(batchRates([run, { ...run, writeMs: 500 }, { ...run, writeMs: 2000 }]), {
    tokens: 400,
    write: 200,
    writeSpread: 1.5,
  });
});

test('a text of some tokens repeats the note or is a part of it', () => {
  const note = 'one two three four five';
  assert.equal(textOf(note, 10, 45 + 4), 'one two ');
  assert.equal(textOf(note, 10, 45 + 14), 'one two three four five\none two ');
});
