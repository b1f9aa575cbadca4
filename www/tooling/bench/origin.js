/** The benchmark's own origin: the site, this folder, the peer and the model. */

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { ISOLATION_HEADERS } from '../headers.js';

const HERE = dirname(fileURLToPath(import.meta.url));

/**
 * Not by server.js: the peer starts its workers from blobs, which the site's content security policy forbids.
 * @param {{ site: string, peer: string, model: string }} folders The built site, wllama's modules, the model's file.
 */
export async function serve({ site, peer, model }) {
  const setHeaders = (/** @type {import('node:http').ServerResponse} */ response) => {
    for (const [name, value] of Object.entries(ISOLATION_HEADERS)) response.setHeader(name, value);
  };
  const folders = new Map([
    ['/bench/', sirv(HERE, { dev: true, setHeaders })],
    ['/wllama/', sirv(peer, { dev: true, setHeaders })],
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
