/** The benchmark's report: medians, ratios and shares are of the right figures. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, table } from '../../www/tooling/bench/report.js';

const rates = {
  tokens: 696,
  read: 400,
  readSpread: 0.1,
  write: 80,
  writeSpread: 0,
  firstTokenMs: 1750,
  totalMs: 3000,
  loadMs: 900,
  memory: 220e6,
  threads: 2,
};
const machine = { cpu: 'A CPU', cores: 2, browser: 'A browser' };

test('the median of odd and even counts, in any order', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
});

test('ratios are to the peer, shares to the quiet run, and what was not run is left out', () => {
  const peer = { ...rates, read: 40, write: 20, totalMs: 30_000, memory: 0 };
  const main = { Nutshell: rates, 'wllama 3.8.1': peer };
  const whole = table({ machine, threads: 2, rounds: 3, main, byThreads: {}, byLength: {}, contended: {} });
  assert.match(
    whole,
    /\| Nutshell \| 2 \| 696 \| 400 ± 5% \| 80\.0 ± 0% \| 1\.75 \| 3\.00 \| 0\.90 \| 220 \| 10\.0 \| 4\.0 \| 10\.0 \|/,
  );
  assert.match(whole, /\| wllama 3\.8\.1 .*\| \? \| 1\.0 \| 1\.0 \| 1\.0 \|/);
  assert.doesNotMatch(whole, /busy process|to one/);

  const contended = { Nutshell: { ...rates, read: 100, write: 60 } };
  const byThreads = { 1: { ...rates, read: 200, write: 100 }, 2: rates };
  const more = table({ machine, threads: 2, rounds: 3, main, byThreads, byLength: {}, contended });
  assert.match(more, /\| Nutshell \| 100 \| 25% \| 60\.0 \| 75% \|/);
  assert.match(more, /\| 2 \| 400 \| 80\.0 \| 2\.00 \| 0\.80 \|/);
});
