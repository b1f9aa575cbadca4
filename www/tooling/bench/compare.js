/** Runs engines turn by turn and condenses what they took. */

import { median } from './report.js';

/** @import { Run } from './page.js' */
/** @import { Rates, BatchRates } from './report.js' */
/** @typedef {{ ask(method: string, ...args: unknown[]): Promise<any> }} Host A tab, or native processes. */
/** @typedef {{ host: Host, options: object }} Engine */
/** @typedef {{ loadMs: number[], threads: number, memory: number, runs: Run[] }} Measured */

/** Tokens that every run writes. */
export const WRITTEN = 100;

/**
 * @param {number[]} values
 * @returns {number} (Most - least) / median.
 */
const spread = (values) => (Math.max(...values) - Math.min(...values)) / median(values);

/**
 * Opens engines, each `loads` times, and leaves them open.
 * @param {Record<string, Engine>} engines
 * @param {number} loads
 * @returns {Promise<Record<string, Measured>>}
 */
export async function open(engines, loads = 1) {
  /** @type {Record<string, Measured>} */
  const results = {};
  for (let load = 1; load <= loads; load += 1) {
    for (const [name, { host, options }] of Object.entries(engines)) {
      const { loadMs, threads } = await host.ask('open', name, options);
      results[name] ??= { loadMs: [], threads, memory: 0, runs: [] };
      results[name].loadMs.push(loadMs);
      if (load < loads) await host.ask('close', name);
    }
  }
  return results;
}

/**
 * Runs open engines in turn, `rounds` times; their runs are added to `results`.
 * @param {Record<string, Engine>} engines
 * @param {Record<string, Measured>} results
 * @param {{ system: string, user: string, rounds: number }} work
 */
export async function run(engines, results, { system, user, rounds }) {
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, { host }] of Object.entries(engines)) {
      results[name].runs.push(await host.ask('run', name, system, user, WRITTEN));
    }
  }
}

/**
 * @param {Record<string, Engine>} engines
 * @param {Record<string, Measured>} results
 */
export async function close(engines, results) {
  for (const [name, { host }] of Object.entries(engines)) {
    results[name].memory = await host.ask('memory', name);
    await host.ask('close', name);
  }
}

/**
 * The whole of it: opens, warms each engine up, runs them in turn, and closes them.
 * @param {Record<string, Engine>} engines
 * @param {{ system: string, user: string, rounds: number, loads?: number, warmUp?: boolean }} options
 * @returns {Promise<Record<string, Rates>>}
 */
export async function compare(engines, { loads = 1, warmUp = true, ...work }) {
  const results = await open(engines, loads);
  if (warmUp) {
    await run(engines, results, { ...work, rounds: 1 });
    for (const measured of Object.values(results)) measured.runs = [];
  }
  await run(engines, results, work);
  await close(engines, results);
  return Object.fromEntries(Object.entries(results).map(([name, measured]) => [name, rates(measured)]));
}

/**
 * @param {Measured} measured With one run at least.
 * @returns {Rates}
 */
export function rates({ runs, loadMs, memory, threads }) {
  const read = runs.map((run) => (run.read / run.readMs) * 1000);
  const write = runs.map((run) => (run.written / run.writeMs) * 1000);
  const first = runs.map((run) => run.readMs + run.writeMs / run.written);
  const total = runs.map((run) => run.totalMs);
  return {
    tokens: runs[0].read,
    read: median(read),
    readSpread: spread(read),
    write: median(write),
    writeSpread: spread(write),
    firstTokenMs: median(first),
    firstTokenSpread: spread(first),
    totalMs: median(total),
    totalSpread: spread(total),
    loadMs: median(loadMs),
    loadSpread: spread(loadMs),
    memory,
    threads,
  };
}

/**
 * @param {Run[]} runs Of one number of sequences.
 * @returns {BatchRates}
 */
export function batchRates(runs) {
  const write = runs.map((run) => (run.written / run.writeMs) * 1000);
  return { tokens: runs[0].read, write: median(write), writeSpread: spread(write) };
}

/**
 * @param {{ ms: number, memory: number }[]} runs Of some notes, so many at a time.
 * @param {number} notes
 * @returns {import('./report.js').NoteRates}
 */
export function noteRates(runs, notes) {
  const hourly = runs.map(({ ms }) => (notes * 3_600_000) / ms);
  return { hourly: median(hourly), spread: spread(hourly), memory: Math.max(...runs.map(({ memory }) => memory)) };
}
