/** A witness: the proxy through which a browser would have to go for anything beyond this machine. It lets nothing out. */

import { createServer } from 'node:http';

/** @typedef {{ address: string, asked: string[], close: () => Promise<void> }} Outside `asked`: hosts, in order. */

/** @returns {Promise<Outside>} */
export async function watchOutside() {
  /** @type {string[]} */
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(502);
    response.end();
  });
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.on('error', () => {});
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the witness has no port');
  return {
    address: `127.0.0.1:${address.port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}
