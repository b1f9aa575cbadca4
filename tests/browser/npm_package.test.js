/** The npm package in sites of others: what is in it, the element in a page without a bundler, the API in a Vite project. */

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { inspect } from './harness/axe.js';
import { AppPage, BROWSERS, launch, ROOT, Site, until } from './harness/index.js';
import { NpmPackage } from './harness/npm-package.js';

/** @typedef {import('../../www/api/note-summarizer.js').NoteSummarizer} NoteSummarizer */
/** @typedef {Window & { told: { type: string, detail: any }[], violations: string[] }} Told */

/** @type {NpmPackage} */
let made;
before(async () => {
  made = await NpmPackage.pack();
});
after(() => made?.remove());

const ENGINES = ['threads-relaxed', 'threads-simd128', 'single-relaxed', 'single-simd128', 'slow'];
/** What may be in the package. */
const PARTS = [
  /^(package\.json|README\.md|LICENSE-(MIT|APACHE)|licenses\.txt|models\/catalog\.json)$/,
  /^(api|shared|worker)\/[a-z-]+\.js$/,
  /^api\/(nutshell|note-summarizer)\.d\.ts$/,
  /^engine\/[a-z0-9-]+\/(nutshell\.js|nutshell_bg\.wasm|snippets\/.+\.js)$/,
  /^vendor\/wasm-feature-detect\.js$/,
  /^tooling\/(npm\/copy|shards|site-model)\.js$/,
];

test('the package has what a page needs, and nothing else', async () => {
  const files = await made.files();
  const paths = files.map(({ path }) => path);
  assert.deepEqual(
    paths.filter((path) => !PARTS.some((part) => part.test(path))),
    [],
  );
  assert.deepEqual(
    paths.filter((path) => /scorer|tests?\/|\.map$|\.gguf$|\.bin$/.test(path)),
    [],
  );
  for (const engine of ENGINES) assert.ok(paths.includes(`engine/${engine}/nutshell_bg.wasm`), engine);
  const needed = ['api/nutshell.js', 'api/note-summarizer.js', 'worker/engine-worker.js', 'worker/pool-thread.js'];
  for (const path of needed) assert.ok(paths.includes(path), path);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  assert.ok(bytes < 20e6, `${bytes} bytes without the model`);
});

describe('a page without a bundler', { timeout: 300_000 }, () => {
  /** @type {Site} */
  let site;
  before(async () => {
    // Not isolated, as most hosts are.
    site = await Site.start({ root: await made.unbundled('plain'), isolation: false });
  });
  after(() => site?.close());

  for (const name of BROWSERS) {
    test(`the element in ${name}, under a strict policy`, async () => {
      const running = await launch(name);
      site.log.length = 0;
      try {
        const page = await running.browser.newPage();
        const app = new AppPage(page, []);
        await page.evaluateOnNewDocument(() => {
          const told = /** @type {Told['told']} */ ([]);
          const violations = /** @type {string[]} */ ([]);
          Object.assign(globalThis, { told, violations });
          for (const type of ['start', 'progress', '', 'error', 'cancel', 'evidence']) {
            addEventListener(`summary${type}`, (event) => {
              told.push({ type: event.type, detail: /** @type {CustomEvent} */ (event).detail });
            });
          }
          addEventListener('change', () => told.push({ type: 'change', detail: null }));
          document.addEventListener('securitypolicyviolation', (event) =>
            violations.push(`${event.violatedDirective} ${event.blockedURI}`),
          );
        });
        await page.goto(site.url);
        const element = () => page.$('note-summarizer');
        /** @type {<T>(use: (element: NoteSummarizer) => T) => Promise<Awaited<T>>} */
        const ask = async (use) => {
          const found = await until('the element', element);
          return /** @type {any} */ (found.evaluate(/** @type {any} */ (use)));
        };
        await until('the element is defined', () => ask((it) => it.matches(':defined')));
        const asked = site.log.filter(({ path }) => /\/(engine|worker|models)\//.test(path));
        assert.deepEqual(asked, [], 'nothing is asked for before a summary is');

        // Required, and empty.
        assert.equal(await ask((it) => it.checkValidity()), false);
        assert.equal(await ask((it) => it.form?.checkValidity()), false);
        const keep = await until('the button Keep', () => app.look('button', 'Keep'));
        await keep.click();
        assert.equal(await page.evaluate(() => document.querySelector('#kept')?.childElementCount), 0);

        // Firefox finds no roles in a shadow tree.
        const button = await (await until('the element', element)).evaluateHandle(
          (it) => /** @type {HTMLElement} */ (it.shadowRoot?.querySelector('[part~=summarize]')),
        );
        await button.click();
        await until('a summary', () => ask((it) => it.value !== ''));
        const { value, record, shown } = await ask((it) => ({
          value: it.value,
          record: it.record,
          shown: it.shadowRoot?.querySelector('[part~=summary]')?.textContent ?? '',
        }));
        assert.equal(value, record?.text);
        for (const { text } of record?.sentences ?? []) assert.ok(shown.includes(text), `${text} in ${shown}`);
        assert.match(record?.provenance.variant ?? '', /^single-/);
        const told = await page.evaluate(() => /** @type {Told} */ (/** @type {unknown} */ (globalThis)).told);
        const types = told.map(({ type }) => type).filter((type) => type !== 'summaryprogress');
        assert.deepEqual(types, ['summarystart', 'summary', 'change']);
        assert.ok(told.some(({ type, detail }) => type === 'summaryprogress' && detail.phase === 'download'));

        // The form sends it.
        assert.equal(await ask((it) => it.checkValidity()), true);
        assert.equal(await ask((it) => new FormData(it.form ?? undefined).get('summary')), value);
        await keep.click();
        assert.equal(await page.evaluate(() => document.querySelector('#kept')?.textContent), value);

        // What a sentence rests on.
        const evidence = record?.sentences[0].evidence[0];
        await ask((it) => {
          const sentence = it.shadowRoot?.querySelector('[part~=sentence]');
          if (sentence instanceof HTMLElement) sentence.focus();
        });
        await page.keyboard.press('Enter');
        const selection = await page.evaluate(() => {
          const { selectionStart, selectionEnd } = /** @type {HTMLTextAreaElement} */ (document.activeElement);
          return [selectionStart, selectionEnd];
        });
        assert.deepEqual(selection, [evidence?.start, evidence?.end]);
        await mkdir(join(ROOT, '.cache', 'screenshots'), { recursive: true });
        const path = /** @type {`${string}.png`} */ (join(ROOT, '.cache', 'screenshots', `element-${name}.png`));
        await page.screenshot({ path });

        // Cancelling, resetting, disabling.
        const afterCancel = await ask(async (it) => {
          const running = it.summarize();
          const busy = it.busy;
          it.cancel();
          return [busy, await running, it.busy, it.value];
        });
        assert.deepEqual(afterCancel, [true, null, false, '']);
        assert.deepEqual(
          await ask((it) => {
            it.value = 'As it was.';
            const before = new FormData(it.form ?? undefined).get('summary');
            it.form?.reset();
            return [before, it.value, it.note.startsWith('The allotment society')];
          }),
          ['As it was.', '', true],
        );
        const disabled = await ask((it) => {
          const button = /** @type {HTMLButtonElement} */ (it.shadowRoot?.querySelector('[part~=summarize]'));
          const fieldset = document.createElement('fieldset');
          it.before(fieldset);
          fieldset.append(it);
          const states = [button.disabled];
          fieldset.disabled = true;
          states.push(button.disabled);
          fieldset.disabled = false;
          it.disabled = true;
          states.push(button.disabled, new FormData(it.form ?? undefined).has('summary'));
          it.disabled = false;
          return [...states, button.disabled];
        });
        assert.deepEqual(disabled, [false, true, true, false, false]);

        // Without `for` it has a textbox of its own; an empty one is an error that says what to do.
        const own = await ask(async (it) => {
          it.removeAttribute('for');
          it.type = /** @type {any} */ ('poem');
          const none = await it.summarize();
          const said = it.shadowRoot?.querySelector('[role=alert]')?.textContent;
          it.note = 'Tea is at four. Bring the signed form to room 12.';
          it.format = 'plain-text';
          return [it.type, none, said, (await it.summarize())?.text];
        });
        assert.deepEqual(own.slice(0, 3), ['key-points', null, 'Write or paste some text first.']);
        assert.match(String(own[3]), /room 12/);

        const violations = await page.evaluate(
          () => /** @type {Told} */ (/** @type {unknown} */ (globalThis)).violations,
        );
        assert.deepEqual(violations, []);
        app.check();
        if (name === 'chromium') await inspect(page, 'the element with a summary');
      } finally {
        await running.close();
      }
    });
  }
});

describe('a Vite project', { timeout: 300_000 }, () => {
  /** @type {Site} */
  let site;
  before(async () => {
    site = await Site.start({ root: await made.viteSite() });
  });
  after(() => site?.close());

  for (const name of BROWSERS) {
    test(`the API in ${name}, with threads`, async () => {
      const running = await launch(name);
      site.log.length = 0;
      try {
        const page = await running.browser.newPage();
        const app = new AppPage(page, []);
        await page.goto(site.url);
        const box = await app.find('textbox', 'Text');
        await box.type('Tea is at four. Bring the signed form to room 12.');
        const before = site.log.filter(({ path }) => path.includes('/nutshell/'));
        assert.deepEqual(before, [], 'nothing is asked for before a summary is');
        await app.click('button', 'Summarize');
        const text = await until('a summary', () =>
          page.evaluate(() => document.querySelector('#go:enabled') && document.querySelector('#summary')?.textContent),
        );
        assert.match(text, /room 12/);
        assert.ok(site.log.some(({ path }) => path.startsWith('/nutshell/engine/threads-')));
        app.check();
      } finally {
        await running.close();
      }
    });
  }
});

test('a browser extension, in Chromium', { timeout: 120_000 }, async () => {
  const running = await launch('chromium', { extension: await made.unbundled('extension') });
  try {
    const started = await running.browser.waitForTarget((target) => target.type() === 'service_worker');
    const worker = await started.worker();
    // As the menu does with what was selected.
    await worker?.evaluate(async () => {
      const { storage } = /** @type {any} */ (Reflect.get(globalThis, 'chrome'));
      await storage.session.set({ note: 'Tea is at four. Bring the signed form to room 12.' });
    });
    const page = await running.browser.newPage();
    const app = new AppPage(page, []);
    await page.goto(new URL('panel.html', started.url()).href);
    const record = await until('a summary', () =>
      page.evaluate(() => /** @type {NoteSummarizer | null} */ (document.querySelector('note-summarizer'))?.record),
    );
    assert.match(record.text, /room 12/);
    assert.match(record.provenance.variant, /^threads-/);
    app.check();
  } finally {
    await running.close();
  }
});
