/** The development server: static files on loopback, with the headers that isolate the page. */

import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { ISOLATION_HEADERS, SECURITY_HEADERS } from './headers.js';

/** Only this machine can reach it. */
const HOST = '127.0.0.1';
/** Ports tried after the wanted one, when that is taken. */
const SPARE_PORTS = 20;

/**
 * @typedef {object} ServerOptions
 * @property {string} root Folder to serve.
 * @property {number} port First port to try; 0 for any.
 * @property {boolean} [isolation] Send the isolation headers; default true.
 * @property {string} [base] Path that the folder appears under, with a slash at both ends; default `/`.
 * @property {{ root: string, base: string }} [beside] Another folder, and the path that it appears under.
 */

/** @typedef {{ url: string, port: number, close: () => Promise<void> }} RunningServer */

/**
 * The next port if this one is taken.
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<number>} the port that it listens on
 */
async function listen(server, port) {
  for (let candidate = port; ; candidate += 1) {
    try {
      await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(candidate, HOST, () => {
          server.off('error', reject);
          resolve(undefined);
        });
      });
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : candidate;
    } catch (error) {
      const taken = /** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE';
      if (!taken || candidate >= Math.min(port + SPARE_PORTS, 65535)) {
        throw error;
      }
    }
  }
}

/**
 * Serves a folder until `close` is called.
 * @param {ServerOptions} options
 * @returns {Promise<RunningServer>}
 * @throws {Error} if the folder has no `index.html`, the base is not a path, or no port is free
 */
export async function startServer({ root, port, isolation = true, base = '/', beside }) {
  if (!existsSync(join(root, 'index.html'))) {
    throw new Error(`${root} has no index.html; run ./build.sh dist first`);
  }
  if (!/^\/([\w.~-]+\/)*$/.test(base)) {
    throw new Error(`the base ${JSON.stringify(base)} is not a path such as /notes/, with a slash at both ends`);
  }
  const headers = { ...SECURITY_HEADERS, ...(isolation ? ISOLATION_HEADERS : {}) };
  const serve = (/** @type {string} */ folder) =>
    sirv(folder, { dev: true, etag: true, dotfiles: false, extensions: [] });
  const files = serve(root);
  const otherFiles = beside && serve(beside.root);

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) {
      response.setHeader(name, value);
    }
    response.setHeader('Accept-Ranges', 'bytes');
    const notFound = () => {
      response.statusCode = 404;
      response.setHeader('Content-Type', 'text/plain; charset=utf-8');
      response.end('Not found\n');
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.statusCode = 405;
      response.setHeader('Allow', 'GET, HEAD');
      response.end();
      return;
    }
    const path = request.url ?? '/';
    if (beside && path.startsWith(beside.base)) {
      request.url = path.slice(beside.base.length - 1);
      otherFiles?.(request, response, notFound);
      return;
    }
    if (!path.startsWith(base)) {
      notFound();
      return;
    }
    const inner = path.slice(base.length - 1);
    request.url = inner === '/' || inner.startsWith('/?') ? `/index.html${inner.slice(1)}` : inner;
    files(request, response, notFound);
  });
  const actual = await listen(server, port);
  return {
    url: `http://localhost:${actual}${base}`,
    port: actual,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
