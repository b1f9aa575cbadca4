/** A browser that is too old, and an engine that dies: the page says so, keeps the note, and starts afresh. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ISOLATION_HEADERS } from '../../www/tooling/headers.js';
import { BROWSERS, faults, launch, until } from './harness/index.js';
import { failToSummarize, tryAgain } from './harness/model-download.js';
import { makeTinySite, SHORT_NOTE, withScene } from './harness/tiny-site.js';

const { where } = faults;

/** What an old browser would answer. */
const NO_SIMD = 'export const [simd, relaxedSimd, threads] = [false, false, false].map((has) => async () => has);';

/** A thread that gets ready and then traps, as far as the others can tell. */
const TRAPPING_THREAD = `
  import { POOL } from '../shared/protocol.js';
  self.onmessage = () => {
    postMessage({ type: POOL.READY, asked: [] });
    setTimeout(() => postMessage({ type: POOL.FAILED, detail: 'RuntimeError: unreachable' }), 500);
  };`;

/** A thread whose script stops with an error. */
const BROKEN_THREAD = 'throw new Error("no threads today");';

/**
 * Another script, with the headers that an isolated page wants of its workers.
 * @param {string} body
 * @returns {import('./harness/site.js').Interceptor}
 */
function script(body) {
  return (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8', ...ISOLATION_HEADERS });
    response.end(body);
  };
}

/** The site's own files are compared with their checksums, so the service worker refuses a changed one. */
const REFUSED = /not the file of this version|ServiceWorker|service worker/i;

/** @type {import('./harness/tiny-site.js').TinySite} */
let tiny;
before(async () => {
  tiny = await makeTinySite();
});
after(() => tiny?.remove());

for (const name of BROWSERS) {
  describe(`faults of the engine in ${name}`, { timeout: 600_000 }, () => {
    /** @type {import('./harness/browsers.js').RunningBrowser} */
    let running;
    before(async () => {
      running = await launch(name);
    });
    after(() => running?.close());

    test('no SIMD', async () => {
      const intercept = where(/wasm-feature-detect\.js/, script(NO_SIMD));
      await withScene(running, tiny, { intercept, allow: [REFUSED] }, async ({ app, site }) => {
        const alert = await until('an alert', () => app.alert(), { timeout: 60_000 });
        assert.match(alert, /WebAssembly SIMD/);
        assert.match(alert, /Chrome|Firefox|Safari/);
        await app.write(SHORT_NOTE);
        assert.equal(await app.note(), SHORT_NOTE);
        assert.ok(!site.log.some(({ path }) => path.endsWith('.bin')), 'nothing is downloaded in vain');
      });
    });

    test('a thread that cannot start: one thread does the work', async () => {
      const intercept = where(/worker\/pool-thread\.js/, script(BROKEN_THREAD));
      await withScene(running, tiny, { intercept, allow: [REFUSED, /no threads today/] }, async ({ app }) => {
        await app.summarize(SHORT_NOTE, { timeout: 60_000 });
        assert.equal(await app.alert(), '');
        const { variant, threads } = await app.status();
        assert.match(variant ?? '', /^single-/);
        assert.equal(threads, 1);
      });
    });

    test('a thread that traps: said at once, the note stays, and the engine starts afresh', async () => {
      const intercept = where(/worker\/pool-thread\.js/, script(TRAPPING_THREAD));
      await withScene(running, tiny, { intercept, allow: [REFUSED] }, async ({ app, site }) => {
        const alert = await failToSummarize(app);
        assert.match(alert, /The engine stopped unexpectedly\. Your note is safe; try again/);
        assert.match(alert, /engine-crashed: RuntimeError: unreachable/);
        site.intercept(null);
        await tryAgain(app);
        assert.match((await app.status()).variant ?? '', /^threads-/);
      });
    });
  });
}
