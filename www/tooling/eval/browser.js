/** Runs the built site, and the raw model, over texts in headless Chromium. */

import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from '../../../tests/browser/harness/browsers.js';
import { until } from '../../../tests/browser/harness/poll.js';
import { Site } from '../../../tests/browser/harness/site.js';
import { ISOLATION_HEADERS } from '../headers.js';

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

/**
 * @typedef {object} Task
 * @property {string} set What it belongs to, for the progress.
 * @property {string} id
 * @property {string} source
 * @property {string} kind
 * @property {string} length
 * @property {string} [query] Background for the summary.
 * @property {Record<string, object>} outputs What each system made of it: filled in by the run.
 */

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
 * Runs one system over all tasks; one that fails keeps the reason.
 * @param {Task[]} tasks
 * @param {string} system
 * @param {(task: Task) => Promise<object>} run
 */
async function runAll(tasks, system, run) {
  for (const [index, task] of tasks.entries()) {
    const begun = performance.now();
    const passed = () => (performance.now() - begun) / 1000;
    try {
      task.outputs[system] = await run(task);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      task.outputs[system] = { error: reason, seconds: passed() };
    }
    const seconds = passed().toFixed(1);
    process.stderr.write(`eval: ${system}, ${index + 1} of ${tasks.length}: ${task.set} ${task.id}, ${seconds} s\n`);
  }
}

/**
 * Fills in the outputs; gives what was run.
 * @param {Task[]} tasks
 * @param {{ root: string | undefined, raw: boolean, tuned: boolean }} options `root` is the site's folder; `raw` runs the model
 * alone too, `tuned` Nutshell with the model's adapter, where it has one.
 */
export async function runBrowser(tasks, { root, raw, tuned }) {
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
    await runAll(tasks, NUTSHELL, ({ source, kind, length, query }) =>
      ask(first, 'summarize', { source, kind, length, context: query ?? '', tuned }),
    );
    await first.close();
    if (raw) {
      const second = await newPage();
      await ask(second, 'openRaw');
      await runAll(tasks, RAW, ({ source, kind }) => {
        const system = kind === 'headline' ? HEADLINE_PROMPT : PROMPT;
        return ask(second, 'raw', { system, user: source, tokens: RAW_TOKENS });
      });
    }
    const browser = await running.browser.version();
    return {
      ...opened,
      tuned: tuned && Boolean(opened.adapter),
      browser,
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
    };
  } finally {
    await running.close();
    await site.close();
  }
}
