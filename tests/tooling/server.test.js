import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startServer } from '../../www/tooling/server.js';

/** @type {string} */
let root;
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'nutshell-server-'));
  await writeFile(join(root, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(
    join(root, 'engine.wasm'),
    Uint8Array.from({ length: 1000 }, (_, i) => i & 255),
  );
});
after(() => rm(root, { recursive: true }));

/**
 * Runs `use` with a server of the test folder.
 * @param {Partial<import('../../www/tooling/server.js').ServerOptions>} options
 * @param {(server: import('../../www/tooling/server.js').RunningServer) => Promise<void>} use
 */
async function withServer(options, use) {
  const server = await startServer({ root, port: 0, ...options });
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

/**
 * The status of a path that is sent exactly as written, which fetch does not do.
 * @param {number} port
 * @param {string} path
 * @returns {Promise<number | undefined>}
 */
function rawStatus(port, path) {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

test('the page is isolated and strict unless the isolation is turned off', async () => {
  await withServer({}, async ({ url }) => {
    const { headers } = await fetch(url);
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
    assert.equal(headers.get('cross-origin-embedder-policy'), 'require-corp');
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
  });
  await withServer({ isolation: false }, async ({ url }) => {
    const { headers } = await fetch(url);
    assert.equal(headers.get('cross-origin-embedder-policy'), null);
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
  });
});

test('WebAssembly has its type, can be asked for in ranges, and is checked again each time', async () => {
  await withServer({}, async ({ url }) => {
    const whole = await fetch(`${url}engine.wasm`);
    assert.equal(whole.headers.get('content-type'), 'application/wasm');
    assert.equal(whole.headers.get('cache-control'), 'no-cache');
    assert.equal(whole.headers.get('accept-ranges'), 'bytes');
    assert.equal((await whole.arrayBuffer()).byteLength, 1000);
    const etag = whole.headers.get('etag') ?? '';
    assert.equal((await fetch(`${url}engine.wasm`, { headers: { 'If-None-Match': etag } })).status, 304);

    const rest = await fetch(`${url}engine.wasm`, { headers: { Range: 'bytes=300-' } });
    assert.equal(rest.status, 206);
    assert.equal(rest.headers.get('content-range'), 'bytes 300-999/1000');
    const bytes = new Uint8Array(await rest.arrayBuffer());
    assert.equal(bytes.length, 700);
    assert.equal(bytes[0], 300 & 255);
    assert.equal((await fetch(`${url}engine.wasm`, { headers: { Range: 'bytes=1000-' } })).status, 416);
  });
});

test('nothing outside the folder is served, and nothing is written', async () => {
  await withServer({}, async ({ url, port }) => {
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/missing.js']) {
      assert.equal(await rawStatus(port, path), 404, path);
    }
    assert.equal((await fetch(url, { method: 'POST', body: 'x' })).status, 405);
  });
});

test('a base path shows the folder below it only', async () => {
  await withServer({ base: '/some/path/' }, async ({ url, port }) => {
    assert.match(url, /\/some\/path\/$/);
    assert.match(await (await fetch(url)).text(), /<title>page/);
    assert.match(await (await fetch(`${url}?sample`)).text(), /<title>page/);
    assert.equal((await fetch(`${url}engine.wasm`)).status, 200);
    assert.equal(await rawStatus(port, '/'), 404);
  });
  await assert.rejects(startServer({ root, port: 0, base: 'path' }), /not a path such as/);
});

test('the next free port is taken, on this machine only', async () => {
  await withServer({}, async (first) => {
    await withServer({ port: first.port }, async (second) => {
      assert.ok(second.port > first.port);
      assert.equal((await fetch(second.url)).status, 200);
    });
  });
});

test('a folder without a page is refused', async () => {
  await assert.rejects(startServer({ root: join(root, 'nothing'), port: 0 }), /has no index\.html/);
});
