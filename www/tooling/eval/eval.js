/**
 * Command: `node eval.js --scorer FILE [--site DIR] [--kind K] [--length L] [--limit N] [--query] [--json] [--extracts]
 * SET...`. Summarizes the items of scored sets with the built site in headless Chromium, through the page's own API, and
 * with the raw model, and hands all of it to the scorer, which prints the report card. `--extracts` runs no browser: it
 * scores extracts of fixed lengths.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from '../../../tests/browser/harness/browsers.js';
import { until } from '../../../tests/browser/harness/poll.js';
import { Site } from '../../../tests/browser/harness/site.js';
import { ISOLATION_HEADERS } from '../headers.js';
import { readSets } from './sets.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const PREFIX = '/eval/';
/** The files of this folder that the browser may have. */
const TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
]);
/** The system prompts that the model was trained with. */
const PROMPT =
  'Provide a concise, objective summary of the input text in up to three sentences, focusing on key actions and ' +
  'intentions without using second or third person pronouns.';
const HEADLINE_PROMPT =
  'Extract and present the main key point of the input text in one very short sentence, including essential details ' +
  'like dates or locations if necessary.';
/** Tokens that the raw model writes at most. */
const RAW_TOKENS = 100;
const NUTSHELL = 'Nutshell';
const RAW = 'raw model';
const MINUTES = 60_000;

/** @import { Item } from './sets.js' */
/** @typedef {Item & { outputs: Record<string, object> }} Scored */

/**
 * Serves this folder beside the site, without the site's content security policy.
 * @param {Site} site
 */
function serveBeside(site) {
  site.intercept((request, response, next) => {
    const name = request.url?.startsWith(PREFIX) ? request.url.slice(PREFIX.length) || 'index.html' : null;
    const type = name && /^[a-z.-]+$/.test(name) ? TYPES.get(extname(name)) : undefined;
    if (!name || !type) {
      next();
      return;
    }
    readFile(join(HERE, name)).then(
      (bytes) => void response.writeHead(200, { ...ISOLATION_HEADERS, 'Content-Type': type }).end(bytes),
      () => void response.writeHead(404).end(),
    );
  });
}

/**
 * Asks the page and polls, because an answer may take longer than the browser's protocol waits.
 * @param {import('../../node_modules/puppeteer-core/lib/types.js').Page} page
 * @param {string} method
 * @param {object} [argument]
 * @returns {Promise<any>}
 */
async function ask(page, method, argument) {
  await page.evaluate((name, given) => /** @type {any} */ (window).ask(name, given), method, argument);
  // Seldom, so that looking costs the engine nothing.
  const wait = { timeout: 30 * MINUTES, every: 100 };
  const reply = await until(method, () => page.evaluate(() => /** @type {any} */ (window).reply), wait);
  if (reply.error) throw new Error(reply.error);
  return reply.answer;
}

/**
 * Runs one system over all items; an item that fails keeps the reason.
 * @param {Scored[]} items
 * @param {string} system
 * @param {(item: Item) => Promise<object>} run
 */
async function runAll(items, system, run) {
  for (const [index, item] of items.entries()) {
    const begun = performance.now();
    try {
      item.outputs[system] = await run(item);
    } catch (error) {
      item.outputs[system] = { error: error instanceof Error ? error.message : String(error) };
    }
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    process.stderr.write(`eval: ${system}, ${index + 1} of ${items.length}: ${item.set} ${item.id}, ${seconds} s\n`);
  }
}

/**
 * Fills in the outputs; gives what was run.
 * @param {Scored[]} items
 * @param {{ root: string | undefined, query: boolean }} options
 */
async function runBrowser(items, { root, query }) {
  const site = await Site.start({ root });
  serveBeside(site);
  const running = await launch('chromium');
  const newPage = async () => {
    const page = await running.browser.newPage();
    await page.goto(`${site.origin}${PREFIX}`);
    await until('the page', () => page.evaluate(() => 'ask' in window));
    return page;
  };
  try {
    // One after the other, so that neither takes the other's memory or time.
    const first = await newPage();
    const opened = await ask(first, 'open');
    await runAll(items, NUTSHELL, ({ source, kind, length, query: asked }) =>
      ask(first, 'summarize', { source, kind, length, context: query ? asked : '' }),
    );
    await first.close();
    const second = await newPage();
    await ask(second, 'openRaw');
    await runAll(items, RAW, ({ source, kind }) =>
      ask(second, 'raw', { system: kind === 'headline' ? HEADLINE_PROMPT : PROMPT, user: source, tokens: RAW_TOKENS }),
    );
    const browser = await running.browser.version();
    return { ...opened, browser, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
  } finally {
    await running.close();
    await site.close();
  }
}

/**
 * @param {string} scorer
 * @param {string[]} options
 * @param {object[]} lines
 */
async function score(scorer, options, lines) {
  const child = spawn(scorer, options, { stdio: ['pipe', 'inherit', 'inherit'] });
  const closed = once(child, 'close');
  child.stdin.end(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  const [code] = await closed;
  if (code !== 0) throw new Error(`the scorer ended with ${code}`);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scorer: { type: 'string' },
    site: { type: 'string' },
    kind: { type: 'string', default: 'tldr' },
    length: { type: 'string', default: 'medium' },
    limit: { type: 'string', default: 'Infinity' },
    query: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    extracts: { type: 'boolean', default: false },
  },
});
const { scorer, site: root, kind, length, query } = values;
const limit = Number(values.limit);
if (!scorer || positionals.length === 0) throw new Error('--scorer FILE and a SET are needed');
if (!(limit >= 1)) throw new Error('--limit takes a number of at least 1');

const items = (await readSets(positionals, { kind, length, limit })).map((item) => ({ ...item, outputs: {} }));
if (values.extracts) {
  await score(scorer, ['--extracts'], items);
} else {
  const run = await runBrowser(items, { root, query });
  await score(scorer, values.json ? ['--json'] : [], [{ run }, ...items]);
}
