/**
 * The Summarizer API against its own text (Writing Assistance APIs, draft of April 2026): the checks in conformance/ run in
 * one page with the tiny model.
 */

import assert from 'node:assert/strict';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { BROWSERS, launch, Site, until } from './harness/index.js';
import { makeTinySite } from './harness/tiny-site.js';

/** @typedef {import('./conformance/checks.js').Outcome} Outcome */

const CHECKS = new URL('conformance/', import.meta.url);
const PAGE = '<!doctype html><html lang="en"><title>Checks</title><link rel="icon" href="../icon.svg">';

const MAIN = `import * as api from '../api/nutshell.js';
import { run } from './checks.js';
import { INTERFACE } from './interface.js';
import { CREATION } from './creation.js';
import { MONITOR } from './monitor.js';
import { SUMMARIES } from './summaries.js';

const groups = { INTERFACE, CREATION, MONITOR, SUMMARIES };
let summarizer;

async function frame(query) {
  const element = document.createElement('iframe');
  element.src = 'frame.html?' + query;
  const ready = new Promise((resolve) => addEventListener('message', resolve, { once: true }));
  document.body.append(element);
  await ready;
  const home = element.contentWindow;
  return { api: home.nutshell, home, remove: () => element.remove() };
}

globalThis.check = async (group) => {
  summarizer ??= await api.Summarizer.create();
  return run(groups[group], { api, summarizer, frame });
};
`;

/** A document with an API of its own; its address says where the model is, and what global there is. */
const FRAME = `import * as api from '../api/nutshell.js';
const query = new URLSearchParams(location.search);
const modelUrl = query.get('modelUrl');
if (modelUrl) api.configure({ modelUrl });
if (query.has('taken')) globalThis.Summarizer = class {};
if (query.has('free')) for (const name of ['Summarizer', 'CreateMonitor']) delete globalThis[name];
globalThis.nutshell = api;
parent.postMessage('ready', location.origin);
`;

/** @type {import('./harness/tiny-site.js').TinySite} */
let tiny;
before(async () => {
  tiny = await makeTinySite();
  const folder = join(tiny.root, 'checks');
  await mkdir(folder);
  for (const file of await readdir(CHECKS)) await copyFile(new URL(file, CHECKS), join(folder, file));
  await writeFile(join(folder, 'index.html'), `${PAGE}<script type="module" src="main.js"></script><body></body>`);
  await writeFile(join(folder, 'frame.html'), `${PAGE}<script type="module" src="frame.js"></script>`);
  await writeFile(join(folder, 'main.js'), MAIN);
  await writeFile(join(folder, 'frame.js'), FRAME);
  await addModels(folder);
});
after(() => tiny?.remove());

/** Nutshell's own pages may have no frames. @type {import('./harness/site.js').Relay} */
function withFrames(answer, response) {
  const policy = `${answer.headers['content-security-policy']}; frame-src 'self'`;
  response.writeHead(answer.statusCode ?? 502, { ...answer.headers, 'content-security-policy': policy });
  answer.pipe(response);
}

/**
 * The same model in places of their own, each as if it were new to the browser; the one in damaged/ has a flipped bit.
 * @param {string} folder
 */
async function addModels(folder) {
  for (const name of ['other', 'third', 'damaged']) {
    const models = join(folder, name);
    await mkdir(join(models, 'tiny'), { recursive: true });
    for (const { path } of tiny.entry.shards) {
      const bytes = await readFile(join(tiny.root, 'models', path));
      if (name === 'damaged') bytes[100] ^= 1;
      await writeFile(join(models, path), bytes);
    }
    await copyFile(join(tiny.root, 'models', 'catalog.json'), join(models, 'catalog.json'));
  }
}

for (const name of BROWSERS) {
  describe(`the Summarizer API's text in ${name}`, { timeout: 300_000 }, () => {
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    /** @type {Site} */
    let site;
    /** @type {import("./harness/index.js").AppPage["page"]} */
    let page;
    let count = 0;
    before(async () => {
      running = await launch(name);
      site = await Site.start({ root: tiny.root });
      site.intercept(({ url }, _, next) => next(url?.startsWith('/checks/index.html') ? withFrames : undefined));
      page = await running.browser.newPage();
      await page.goto(`${site.url}checks/index.html`);
      await until('the script has run', () => page.evaluate(() => 'check' in globalThis));
    });
    after(async () => {
      await running?.close();
      await site?.close();
    });

    for (const group of ['INTERFACE', 'CREATION', 'MONITOR', 'SUMMARIES']) {
      test(group.toLowerCase(), async () => {
        const outcomes = await page.evaluate(
          async (which) => /** @type {Promise<Outcome[]>} */ (Reflect.get(globalThis, 'check')(which)),
          group,
        );
        assert.deepEqual(
          outcomes.filter(({ problem }) => problem !== null),
          [],
        );
        count += outcomes.length;
      });
    }

    test('all of them have run', () => assert.ok(count >= 80, `${count} checks`));
  });
}
