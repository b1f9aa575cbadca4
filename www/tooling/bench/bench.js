/**
 * Command: `node bench.js --model FILE [--site DIR] [--browser chromium|firefox] [--threads N] [--rounds N] [--json]
 * [--quick]`. Compares the built engine with its peers in one run of one real browser: the same file, the same prompt,
 * the same number of greedy tokens and of threads, turn by turn, after a warm-up. Prints markdown, or JSON.
 */

import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sirv from 'sirv';
import { launch } from '../../../tests/browser/harness/browsers.js';
import { until } from '../../../tests/browser/harness/poll.js';
import { ISOLATION_HEADERS } from '../headers.js';
import { median, table } from './report.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '..', '..', '..');
const WLLAMA = join(ROOT, 'www', 'node_modules', '@wllama', 'wllama', 'esm');

/** The system prompt that the model was trained with for summaries. */
const SYSTEM =
  'Provide a concise, objective summary of the input text in up to three sentences, focusing on key actions and ' +
  'intentions without using second or third person pronouns.';
/** Tokens that every run writes. */
const WRITTEN = 100;
const PROMPT_LENGTHS = [200, 700, 2000, 4000, 7500];
const MINUTES = 60_000;

/** @import { Run } from './page.js' */
/** @typedef {{ loadMs: number, threads: number, memory: number, runs: Run[] }} Measured */

/**
 * The site, this folder, the peer and the model on one origin. Not by server.js: the peer starts its workers from blobs,
 * which the site's content security policy forbids.
 * @param {string} site
 * @param {string} model
 */
async function serve(site, model) {
  const setHeaders = (/** @type {import('node:http').ServerResponse} */ response) => {
    for (const [name, value] of Object.entries(ISOLATION_HEADERS)) response.setHeader(name, value);
  };
  const folders = new Map([
    ['/bench/', sirv(HERE, { dev: true, setHeaders })],
    ['/wllama/', sirv(WLLAMA, { dev: true, setHeaders })],
    ['/', sirv(site, { dev: true, setHeaders })],
  ]);
  const { size } = await stat(model);
  const server = createServer((request, response) => {
    if (request.url === '/model.gguf') {
      setHeaders(response);
      response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': size });
      createReadStream(model).pipe(response);
      return;
    }
    const [prefix, folder] = /** @type {[string, ReturnType<typeof sirv>]} */ (
      [...folders].find(([start]) => request.url?.startsWith(start))
    );
    request.url = request.url?.slice(prefix.length - 1);
    folder(request, response, () => void response.writeHead(404).end());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${address.port}/bench/`, close: () => server.close() };
}

/** One page of the browser; every question is polled, because one may take longer than the protocol waits. */
class BenchPage {
  /** @param {import('puppeteer-core').Page} page */
  constructor(page) {
    this.page = page;
  }

  /**
   * @param {string} method
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  async ask(method, ...args) {
    await this.page.evaluate(
      (name, given) => {
        const scope = /** @type {any} */ (window);
        scope.reply = null;
        Promise.resolve(scope.bench[name](...given)).then(
          (answer) => {
            scope.reply = { answer };
          },
          (error) => {
            scope.reply = { error: String(error) };
          },
        );
      },
      method,
      args,
    );
    const what = `${method}(${JSON.stringify(args[0])})`;
    // Seldom, so that looking costs the engine nothing.
    const wait = { timeout: 15 * MINUTES, every: 200 };
    const reply = await until(what, () => this.page.evaluate(() => /** @type {any} */ (window).reply), wait);
    if (reply.error) throw new Error(`${what}: ${reply.error}`);
    return reply.answer;
  }
}

/**
 * Opens engines, warms each up, runs them turn by turn, and closes them.
 * @param {BenchPage} page
 * @param {Record<string, object>} engines
 * @param {{ user: string, rounds: number, warmUp?: boolean }} options
 * @returns {Promise<Record<string, Measured>>}
 */
async function compare(page, engines, { user, rounds, warmUp = true }) {
  /** @type {Record<string, Measured>} */
  const results = {};
  for (const [name, options] of Object.entries(engines)) {
    results[name] = { ...(await page.ask('open', name, options)), memory: 0, runs: [] };
    if (warmUp) await page.ask('run', name, SYSTEM, user, WRITTEN);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const name of Object.keys(engines)) {
      results[name].runs.push(await page.ask('run', name, SYSTEM, user, WRITTEN));
    }
  }
  for (const name of Object.keys(engines)) {
    results[name].memory = await page.ask('memory', name);
    await page.ask('close', name);
  }
  return results;
}

/**
 * A text that makes a prompt of about `tokens` tokens: the note, again and again.
 * @param {BenchPage} page
 * @param {string} note
 * @param {number} tokens
 */
async function textOf(page, note, tokens) {
  const words = note.split(/(?<=\s)/);
  const perWord = (await page.ask('count', 'length', note)) / words.length;
  // The turns and the system prompt take about 45.
  const wanted = Math.round((tokens - 45) / perWord);
  return Array.from({ length: wanted }, (_, index) => words[index % words.length]).join('');
}

/** A process a core that does nothing but take it. */
function occupyCores() {
  const busy = cpus().map(() => spawn(process.execPath, ['-e', 'for(;;);'], { stdio: 'ignore' }));
  return () => {
    for (const child of busy) child.kill('SIGKILL');
  };
}

/** @param {Measured} measured */
function rates({ runs, loadMs, memory, threads }) {
  const read = runs.map((run) => (run.read / run.readMs) * 1000);
  const write = runs.map((run) => (run.written / run.writeMs) * 1000);
  const spread = (/** @type {number[]} */ values) => (Math.max(...values) - Math.min(...values)) / median(values);
  return {
    tokens: runs[0].read,
    read: median(read),
    readSpread: spread(read),
    write: median(write),
    writeSpread: spread(write),
    firstTokenMs: median(runs.map((run) => run.readMs + run.writeMs / run.written)),
    totalMs: median(runs.map((run) => run.totalMs)),
    loadMs,
    memory,
    threads,
  };
}

const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    site: { type: 'string', default: join(ROOT, 'dist') },
    browser: { type: 'string', default: 'chromium' },
    threads: { type: 'string', default: String(Math.min(cpus().length, 8)) },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
});
const browserName = values.browser;
if (!values.model) throw new Error('--model FILE is missing');
if (browserName !== 'chromium' && browserName !== 'firefox') throw new Error('--browser takes chromium or firefox');
const threads = Number(values.threads);
const rounds = Number(values.rounds);
if (!(threads >= 1 && rounds >= 1)) throw new Error('--threads and --rounds take a number of at least 1');

const note = (await readFile(join(ROOT, 'tests', 'data', 'bench_note.txt'), 'utf8')).trim();
const server = await serve(values.site, values.model);
const running = await launch(browserName);
const say = (/** @type {string} */ text) => process.stderr.write(`bench: ${text}\n`);
try {
  const tab = await running.browser.newPage();
  await tab.goto(server.url);
  await tab.waitForFunction(() => 'bench' in window);
  const page = new BenchPage(tab);
  const nutshell = { peer: 'nutshell', variant: 'threads-relaxed', threads, context: 1024 };
  /** @type {Record<string, ReturnType<typeof rates>>} */
  const main = {};
  const keep = (/** @type {Record<string, Measured>} */ results) => {
    for (const [name, measured] of Object.entries(results)) main[name] = rates(measured);
  };

  say(`${browserName}, ${threads} threads: Nutshell and wllama`);
  const pair = {
    Nutshell: nutshell,
    'Nutshell, no relaxed SIMD': { ...nutshell, variant: 'threads-simd128' },
    'wllama 3.8.1': { peer: 'wllama', threads, context: 1024 },
  };
  keep(await compare(page, pair, { user: note, rounds }));
  /** @type {Record<string, ReturnType<typeof rates>>} */
  const byThreads = {};
  /** @type {Record<string, ReturnType<typeof rates>>} */
  const byLength = {};
  /** @type {Record<string, ReturnType<typeof rates>>} */
  const contended = {};
  if (!values.quick) {
    say('candle, one thread, one run');
    const candle = { candle: { peer: 'nutshell', variant: 'slow', threads: 1, context: 1024 } };
    keep(await compare(page, candle, { user: note, rounds: 1, warmUp: false }));

    for (let count = 1; count <= cpus().length; count += 1) {
      say(`threads: ${count}`);
      const { one } = await compare(page, { one: { ...nutshell, threads: count } }, { user: note, rounds });
      byThreads[count] = rates(one);
    }

    await page.ask('open', 'length', { ...nutshell, context: 8192 });
    for (const length of PROMPT_LENGTHS) {
      say(`prompt of ${length} tokens`);
      const user = await textOf(page, note, length);
      const runs = [];
      for (let round = 0; round < rounds; round += 1) runs.push(await page.ask('run', 'length', SYSTEM, user, WRITTEN));
      const memory = await page.ask('memory', 'length');
      byLength[length] = rates({ runs, loadMs: 0, memory, threads });
    }
    await page.ask('close', 'length');

    say('one busy process a core');
    const release = occupyCores();
    try {
      const { Nutshell, 'wllama 3.8.1': wllama } = pair;
      const results = await compare(
        page,
        { Nutshell, 'wllama 3.8.1': wllama },
        { user: note, rounds: 1, warmUp: false },
      );
      for (const [name, measured] of Object.entries(results)) contended[name] = rates(measured);
    } finally {
      release();
    }
  }

  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    browser: await running.browser.version(),
  };
  const report = { machine, threads, rounds, main, byThreads, byLength, contended };
  console.log(values.json ? JSON.stringify(report, null, 2) : table(report));
} finally {
  await running.close();
  server.close();
}
