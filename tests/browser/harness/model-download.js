/** Faults on the model's way into the tab, and what the page makes of them. */

import assert from 'node:assert/strict';
import { where } from './faults.js';
import { until } from './poll.js';
import { SHORT_NOTE, TINY_NAME } from './tiny-site.js';

/** @import { AppPage, Site } from './index.js' */
/** @typedef {import('./site.js').Interceptor} Interceptor */
/** @typedef {import('./site.js').Relay} Relay */

/**
 * The interceptor for the first request that it would be asked for, then nothing more.
 * @param {RegExp} path
 * @param {Interceptor} interceptor
 * @returns {Interceptor}
 */
export function once(path, interceptor) {
  let done = false;
  return where(path, (request, response, next) => {
    if (done) {
      next();
    } else {
      done = true;
      interceptor(request, response, next);
    }
  });
}

/**
 * Sends the beginning of the body, leaves time for it to arrive, and then calls `then`.
 * @param {number} bytes
 * @param {(response: import('node:http').ServerResponse) => void} then
 * @returns {Relay}
 */
export function beginning(bytes, then) {
  return (answer, response) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    let left = bytes;
    answer.on('data', (/** @type {Buffer} */ chunk) => {
      if (left <= 0) return;
      response.write(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) setTimeout(then, 300, response);
    });
  };
}

/** @type {(bytes: number) => Relay} */
export const brokenAfter = (bytes) => beginning(bytes, (response) => response.destroy());

/**
 * @param {Site} site
 * @param {RegExp} path
 */
export function requests(site, path) {
  return site.log.filter((entry) => path.test(entry.path));
}

/**
 * Asks for a summary that cannot be had; the alert says why.
 * @param {AppPage} app
 * @returns {Promise<string>}
 */
export async function failToSummarize(app) {
  await app.write(SHORT_NOTE);
  // By key: the fault may show by itself just now, and its alert moves the button away from under a click.
  await app.page.keyboard.down('Control');
  await app.page.keyboard.press('Enter');
  await app.page.keyboard.up('Control');
  const alert = await until('an alert', () => app.alert(), { timeout: 60_000 });
  assert.equal(await app.note(), SHORT_NOTE, 'the note is still there');
  assert.equal(await app.busy(), false, 'nothing seems to run any more');
  return alert;
}

/**
 * Now the same works: with the button in the alert, or with a new attempt.
 * @param {AppPage} app
 */
export async function tryAgain(app) {
  await app.click('button', 'Try again');
  await app.waitForSummary(60_000);
  assert.equal(await app.alert(), '', 'the alert is gone');
  assert.equal(await app.note(), SHORT_NOTE);
  const { model, state } = await app.status();
  assert.deepEqual([model?.name, state], [TINY_NAME, 'ready']);
}

/** @param {AppPage} app */
export async function summarize(app) {
  await app.summarize(SHORT_NOTE, { timeout: 60_000 });
  assert.equal(await app.note(), SHORT_NOTE);
}

/**
 * What is in the browser's caches of models.
 * @param {AppPage} app
 * @returns {Promise<{ path: string, bytes: number, sha256: string }[]>} in the order of the paths
 */
export function keptShards(app) {
  return app.page.evaluate(async () => {
    const kept = [];
    for (const name of (await caches.keys()).filter((each) => each.startsWith('nutshell-model-'))) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const path = new URL(request.url).pathname.replace('/models/', '');
        if (!path.endsWith('.bin')) continue;
        const bytes = await (await cache.match(request))?.arrayBuffer();
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes ?? new ArrayBuffer(0)));
        const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
        kept.push({ path, bytes: bytes?.byteLength ?? 0, sha256 });
      }
    }
    return kept.sort((a, b) => (a.path < b.path ? -1 : 1));
  });
}

/** @param {AppPage} app */
export function notice(app) {
  return app.page.evaluate(() => document.getElementById('notice')?.textContent ?? '');
}
