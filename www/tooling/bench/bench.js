/**
 * Command: `node bench.js --model FILE [--site DIR] [--browser chromium|firefox] [--threads N] [--rounds N] [--json]
 * [--quick | --only SECTION,...]`. Compares the built engine with its peers in one run of one real browser: the same
 * file, the same prompt, the same number of greedy tokens and of threads, turn by turn, after a warm-up. Prints markdown,
 * or JSON.
 */

import { spawn, spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { launch } from '../../../tests/browser/harness/browsers.js';
import { batchRates, close, compare, noteRates, open, rates, run, WRITTEN } from './compare.js';
import { INSTALL, NativeEngines, nativeVersion, requantized } from './native.js';
import { serve } from './origin.js';
import { SYSTEM, textOf } from './prompt.js';
import { PEERS, ratios, table } from './report.js';
import { Tab } from './tab.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const WLLAMA = join(ROOT, 'www', 'node_modules', '@wllama', 'wllama', 'esm');

const PROMPT_LENGTHS = [200, 700, 2000, 4000, 7500];
const BATCHES = [1, 2, 4, 8, 16];
const AT_ONCE = [1, 2, 4, 8];
const ADAPTER_LENGTHS = [200, 700];
const NOTES = 24;
const NOTE_KINDS = [
  { type: 'key-points', length: 'medium' },
  { type: 'tldr', length: 'short' },
];
const SECTIONS = [
  'engines',
  'candle',
  'threads',
  'lengths',
  'batches',
  'notes',
  'adapter',
  'roofline',
  'contention',
  'memory',
  'sizes',
];
const QUICK = ['engines', 'batches', 'roofline', 'memory', 'sizes'];

/** @import { Engine } from './compare.js' */
/** @import { Run } from './page.js' */
/** @import { Report } from './report.js' */

const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    site: { type: 'string', default: join(ROOT, 'dist') },
    browser: { type: 'string', default: 'chromium' },
    threads: { type: 'string', default: String(Math.min(cpus().length, 8)) },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const { model, site, browser: browserName } = values;
if (!model) throw new Error('--model FILE is missing');
if (browserName !== 'chromium' && browserName !== 'firefox') throw new Error('--browser takes chromium or firefox');
const threads = Number(values.threads);
const rounds = Number(values.rounds);
if (!(threads >= 1 && rounds >= 1)) throw new Error('--threads and --rounds take a number of at least 1');
const wanted = values.only?.split(',') ?? (values.quick ? QUICK : SECTIONS);
const unknown = wanted.filter((name) => !SECTIONS.includes(name));
if (unknown.length > 0) throw new Error(`--only takes ${SECTIONS.join(', ')}; not ${unknown.join(', ')}`);

const say = (/** @type {string} */ text) => process.stderr.write(`bench: ${text}\n`);
const note = (await readFile(join(ROOT, 'tests', 'data', 'bench_note.txt'), 'utf8')).trim();

/** A process a core that does nothing but take it. */
function occupyCores() {
  const busy = cpus().map(() => spawn(process.execPath, ['-e', 'for(;;);'], { stdio: 'ignore' }));
  return () => {
    for (const child of busy) child.kill('SIGKILL');
  };
}

/** The share of all cores that others take, looked at for a second. */
async function foreignLoad() {
  const look = () => {
    const times = cpus().map((cpu) => cpu.times);
    const idle = times.reduce((all, time) => all + time.idle, 0);
    return { idle, all: times.reduce((all, time) => all + Object.values(time).reduce((a, b) => a + b, 0), 0) };
  };
  const before = look();
  await sleep(1000);
  const after = look();
  return 1 - (after.idle - before.idle) / (after.all - before.all);
}

/** The project's own notes that are neither quoted whole nor long. */
async function ownNotes() {
  const folder = join(ROOT, 'tests', 'data', 'notes');
  const names = (await readdir(folder)).filter((name) => !/\.json$|^(todo|bullets|long|code)/.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.filter((text) => text.length > 1200).slice(0, NOTES);
}

/** The commit that is checked out, marked where files differ from it; null outside of a clone. */
function commit() {
  const git = (/** @type {string[]} */ ...words) => spawnSync('git', ['-C', ROOT, ...words], { encoding: 'utf8' });
  const head = git('rev-parse', '--short', 'HEAD');
  if (head.status !== 0) return null;
  return head.stdout.trim() + (git('status', '--porcelain').stdout.trim() ? ', changed' : '');
}

/**
 * @param {Tab} tab
 * @param {NativeEngines} processes
 * @param {Report} report Gets the figures.
 */
async function measure(tab, processes, report) {
  const nutshell = { peer: 'nutshell', variant: 'threads-relaxed', threads, context: 1024 };
  const own = (/** @type {object} */ options = {}) => ({ host: tab, options: { ...nutshell, ...options } });
  const wllama = { host: tab, options: { peer: 'wllama', threads, context: 1024 } };
  const note695 = { system: SYSTEM, user: note, rounds };

  const sections = {
    async engines() {
      /** @type {Record<string, Engine>} */
      const all = {
        Nutshell: own(),
        'Nutshell, no relaxed SIMD': own({ variant: 'threads-simd128' }),
        [PEERS.wllama]: wllama,
      };
      if (report.native) {
        const native = { threads, context: 1024 };
        const fastest = await requantized(/** @type {string} */ (model), join(ROOT, '.cache', 'bench'));
        all[PEERS.native] = { host: processes, options: { ...native, file: model } };
        all[PEERS.nativeFastest] = { host: processes, options: { ...native, file: fastest } };
      } else {
        say(`native llama.cpp is left out, since llama-cpp-python is not installed; this brings it: ${INSTALL}`);
      }
      Object.assign(report.main, await compare(all, { ...note695, loads: rounds }));
    },

    async candle() {
      const candle = own({ variant: 'slow', threads: 1 });
      Object.assign(report.main, await compare({ candle }, { ...note695, rounds: 1, warmUp: false }));
    },

    async threads() {
      for (let count = 1; count <= cpus().length; count += 1) {
        const { one } = await compare({ one: own({ threads: count }) }, note695);
        report.byThreads[count] = one;
      }
    },

    async lengths() {
      const engine = { length: own({ context: 8192 }) };
      const { length: opened } = await open(engine);
      const noteTokens = await tab.ask('count', 'length', note);
      for (const length of PROMPT_LENGTHS) {
        say(`lengths: ${length}`);
        const measured = { length: { ...opened, runs: [] } };
        await run(engine, measured, { ...note695, user: textOf(note, noteTokens, length) });
        measured.length.memory = await tab.ask('memory', 'length');
        report.byLength[length] = rates(measured.length);
      }
      await close(engine, { length: opened });
    },

    async batches() {
      const engine = { batch: own({ context: 512, sequences: Math.max(...BATCHES) }) };
      const opened = await open(engine);
      const user = textOf(note, await tab.ask('count', 'batch', note), 200);
      await tab.ask('batch', 'batch', SYSTEM, user, WRITTEN, 1);
      /** @type {Record<string, Run[]>} */
      const runs = {};
      for (let round = 0; round < rounds; round += 1) {
        for (const count of BATCHES) {
          runs[count] = [...(runs[count] ?? []), await tab.ask('batch', 'batch', SYSTEM, user, WRITTEN, count)];
        }
      }
      await close(engine, opened);
      for (const [count, taken] of Object.entries(runs)) report.batches[count] = batchRates(taken);
    },

    async notes() {
      const texts = await ownNotes();
      for (const kind of NOTE_KINDS) {
        const name = `${kind.type} ${kind.length}`;
        const alone = await tab.ask('notes', texts, kind, 1);
        /** @type {Record<string, { ms: number, memory: number }[]>} */
        const taken = {};
        for (let round = 0; round < rounds; round += 1) {
          for (const atOnce of AT_ONCE) {
            say(`notes: ${name}, ${atOnce} at a time`);
            const { summaries, ...figures } = await tab.ask('notes', texts, kind, atOnce);
            if (summaries.join() !== alone.summaries.join()) throw new Error('the summaries depend on each other');
            taken[atOnce] = [...(taken[atOnce] ?? []), figures];
          }
        }
        report.notes[name] = Object.fromEntries(
          Object.entries(taken).map(([atOnce, runs]) => [atOnce, noteRates(runs, texts.length)]),
        );
      }
    },

    async adapter() {
      const engines = { without: own(), with: own({ adapted: true }) };
      const opened = await open(engines);
      const noteTokens = await tab.ask('count', 'without', note);
      for (const length of ADAPTER_LENGTHS) {
        const fresh = () =>
          Object.fromEntries(Object.entries(opened).map(([name, one]) => [name, { ...one, runs: [] }]));
        const work = { ...note695, user: textOf(note, noteTokens, length) };
        await run(engines, fresh(), { ...work, rounds: 1 });
        const measured = fresh();
        await run(engines, measured, work);
        report.byAdapter[length] = { without: rates(measured.without), with: rates(measured.with) };
      }
      await close(engines, opened);
    },

    async roofline() {
      for (const variant of ['threads-relaxed', 'threads-simd128']) {
        const engine = { roofline: own({ variant }) };
        const opened = await open(engine);
        report.rooflines[variant] = await tab.ask('roofline', 'roofline');
        await close(engine, opened);
      }
    },

    async contention() {
      const engines = { Nutshell: own(), [PEERS.wllama]: wllama };
      const quiet = await open(engines);
      await run(engines, quiet, { ...note695, rounds: 1 });
      for (const measured of Object.values(quiet)) measured.runs = [];
      await run(engines, quiet, { ...note695, rounds: 1 });
      const busy = Object.fromEntries(Object.entries(quiet).map(([name, one]) => [name, { ...one, runs: [] }]));
      const release = occupyCores();
      try {
        await run(engines, busy, { ...note695, rounds: 1 });
      } finally {
        release();
      }
      await close(engines, quiet);
      for (const name of Object.keys(engines)) {
        report.contended[name] = { quiet: rates(quiet[name]), busy: rates(busy[name]) };
      }
    },

    async memory() {
      for (const context of [2048, 8192]) {
        const { one } = await compare(
          { one: own({ context }) },
          { ...note695, rounds: 1, warmUp: false, loads: rounds },
        );
        report.byContext[context] = one;
      }
    },

    async sizes() {
      const files = (await readdir(join(site, 'engine'))).map((variant) => [
        variant,
        join(site, 'engine', variant, 'nutshell_bg.wasm'),
      ]);
      for (const [name, file] of [...files, [PEERS.wllama, join(WLLAMA, 'wasm', 'wllama.wasm')]]) {
        const bytes = await readFile(file);
        const [gzip, brotli] = [gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length];
        report.sizes[name] = { bytes: bytes.length, gzip, brotli };
      }
    },
  };
  for (const [name, section] of Object.entries(sections)) {
    if (!wanted.includes(name)) continue;
    say(name);
    await section();
  }
}

const load = await foreignLoad();
if (load > 0.05) say(`other programs take ${Math.round(load * 100)}% of the cores: no figure is worth much`);
const server = await serve({ site, peer: WLLAMA, model });
const processes = new NativeEngines();
const running = await launch(browserName);
try {
  const page = await running.browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => 'bench' in window);
  const cpu = cpus()[0]?.model ?? 'unknown';
  /** @type {Report} */
  const report = {
    machine: { cpu, cores: cpus().length, load, browser: await running.browser.version() },
    commit: commit(),
    threads,
    rounds,
    native: nativeVersion(),
    install: INSTALL,
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
  say(`${report.machine.browser}, ${threads} threads, ${rounds} rounds`);
  await measure(new Tab(page), processes, report);
  console.log(values.json ? JSON.stringify({ ...report, ratios: ratios(report.main) }, null, 2) : table(report));
} finally {
  processes.close();
  await running.close();
  server.close();
}
