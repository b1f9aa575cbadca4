/**
 * The element in a page that wishes it no good. A page can read what it hosts, so this is about the rest: nothing of a note goes
 * anywhere that the page did not ask for, and neither its style sheets nor what it has put into the prototypes get into it.
 */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AppPage, BROWSERS, launch, Site, until } from './harness/index.js';
import { makeTinySite } from './harness/tiny-site.js';

/** @typedef {import('../../www/api/note-summarizer.js').NoteSummarizer} NoteSummarizer */

const SECRET = 'Xylographer';
const NOTE = `The ${SECRET} meets us at nine on Monday. Bring the signed form to room 12.\n\nThe ${SECRET} serves tea at four.`;

/** Listens wherever a page can without asking the element, and pollutes what scripts share. */
const HOSTILITY = `
  const heard = [];
  window.heard = heard;
  const hear = (where, what) => {
    try { heard.push(where + ' ' + (typeof what === 'string' ? what : JSON.stringify(what))); } catch { heard.push(where); }
  };
  for (const name of ['log', 'info', 'warn', 'error', 'debug', 'table']) {
    const own = console[name];
    console[name] = (...args) => { hear('console', args.map(String)); own.apply(console, args); };
  }
  const ownFetch = window.fetch;
  window.fetch = (...args) => { hear('fetch', [String(args[0]?.url ?? args[0]), String(args[1]?.body ?? '')]); return ownFetch(...args); };
  navigator.sendBeacon = (...args) => { hear('beacon', args); return true; };
  for (const name of ['open', 'send']) {
    const own = XMLHttpRequest.prototype[name];
    XMLHttpRequest.prototype[name] = function (...args) { hear('xhr', args.map(String)); return own.apply(this, args); };
  }
  const ownSet = Storage.prototype.setItem;
  Storage.prototype.setItem = function (...args) { hear('storage', args); return ownSet.apply(this, args); };
  for (const name of ['pushState', 'replaceState']) history[name] = (...args) => hear('history', args);
  for (const type of ['error', 'unhandledrejection', 'message']) {
    addEventListener(type, (event) => hear(type, String(event.message ?? event.reason ?? event.data)), true);
  }
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) hear('dom', [target.nodeName, ...[...addedNodes].map((it) => it.textContent)]);
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  new BroadcastChannel('nutshell').onmessage = ({ data }) => hear('channel', data);
  for (const type of ['summarystart', 'summaryprogress', 'summarycancel', 'summaryerror']) {
    addEventListener(type, ({ detail }) => hear(type, detail instanceof Error ? [detail.message, detail.stack] : detail));
  }
  for (const name of ['polluted', 'error', 'detail', 'options', 'trace', 'grounding', 'adapter', 'onText', 'origin', 'shards', 'code']) {
    Object.prototype[name] = 'of the host';
  }
  Array.prototype.last = function () { return this.at(-1); };
  String.prototype.nutshell = 'of the host';
`;

const STYLE = `
  * { color: red !important; }
  textarea, button, section, p { display: none !important; }
  textarea { background: url(/leak?all) }
  textarea[value*="${SECRET}"], [part~=note] { background: url(/leak?value) }
  note-summarizer { --note-summarizer-accent: url(/leak?accent); }
`;

/** @param {boolean} hostile */
const page = (hostile) => `<!doctype html><html lang="en"><title>Host</title>
  ${hostile ? `<style>${STYLE}</style><script>${HOSTILITY}</script>` : ''}
  <note-summarizer type="key-points"></note-summarizer>
  <script type="module" src="/api/note-summarizer.js"></script>`;

/** @type {import('./harness/tiny-site.js').TinySite} */
let tiny;
/** @type {Site} */
let site;
before(async () => {
  tiny = await makeTinySite();
  site = await Site.start({ root: tiny.root });
  site.intercept((request, response, next) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', site.url);
    if (pathname === '/host.html') {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(page(searchParams.has('hostile')));
    } else if (pathname === '/leak') response.writeHead(204).end();
    else next();
  });
});
after(async () => {
  await site?.close();
  await tiny?.remove();
});

for (const name of BROWSERS) {
  describe(`a hostile page around the element, ${name}`, { timeout: 200_000 }, () => {
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    before(async () => {
      running = await launch(name);
    });
    after(() => running?.close());

    /** @param {boolean} hostile */
    async function summarizeIn(hostile) {
      const tab = await running.browser.newPage();
      const app = new AppPage(tab, [/^console: .*The resource .* preload/]);
      await tab.goto(`${site.url}host.html${hostile ? '?hostile' : ''}`);
      await until('the element', () => tab.evaluate(() => document.querySelector('note-summarizer:defined') !== null));
      const told = await tab.evaluate(async (note) => {
        const element = /** @type {NoteSummarizer} */ (document.querySelector('note-summarizer'));
        element.note = note;
        const record = await element.summarize();
        const inner = /** @type {HTMLElement} */ (element.shadowRoot?.querySelector('textarea'));
        const { color, display } = getComputedStyle(inner);
        // And one that fails.
        const failure = await Object.assign(element, { note: `${note} `.repeat(20_000) })
          .summarize()
          .then(() => '', String);
        return {
          text: record?.text ?? '',
          color,
          display,
          failure,
          heard: /** @type {any} */ (globalThis).heard ?? [],
        };
      }, NOTE);
      return { app, tab, ...told };
    }

    test('nothing of a note is heard of it but through the element, and nothing gets into it', async () => {
      const kind = await summarizeIn(false);
      await kind.tab.close();
      site.log.length = 0;
      const hostile = await summarizeIn(true);
      assert.notEqual(kind.text, '');
      assert.equal(hostile.text, kind.text, 'the prototypes change nothing of a summary');
      assert.equal(hostile.display, kind.display, 'no style of the page hides what is in the element');
      assert.match(hostile.failure, /the limit is 1000000/);
      assert.ok(
        hostile.heard.some((/** @type {string} */ it) => it.startsWith('summaryprogress ')),
        'the page listens',
      );
      assert.deepEqual(
        hostile.heard.filter((/** @type {string} */ it) => it.includes(SECRET)),
        [],
      );
      assert.deepEqual(
        site.log.filter(({ path }) => path.includes(SECRET) || path.startsWith('/leak?value')),
        [],
      );
      assert.ok(site.log.every(({ method }) => method === 'GET'));
      hostile.app.check();
      await hostile.tab.close();
    });
  });
}
