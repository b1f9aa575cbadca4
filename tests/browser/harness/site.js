/**
 * The built site on a port of its own (so on an origin of its own, with empty storage), behind a server that logs every
 * request, can be stopped and started again on the same port, and can answer wrongly on demand.
 */

import { createServer, request as forward } from 'node:http';
import { startServer } from '../../../www/tooling/server.js';
import { DIST, needDist } from './files.js';

/** @typedef {import('node:http').IncomingMessage} Incoming */
/** @typedef {import('node:http').ServerResponse} Outgoing */
/** @typedef {{ method: string, path: string, range: string | null, status: number }} Logged */
/** What changes an answer on its way; see faults.js. @typedef {(answer: Incoming, response: Outgoing) => void} Relay */
/**
 * Decides what becomes of a request: `next()` passes it on; `next(relay)` lets `relay` write the answer; not calling it
 * leaves the answer to the interceptor.
 * @typedef {(request: Incoming, response: Outgoing, next: (relay?: Relay) => void) => void} Interceptor
 */

/**
 * @typedef {object} SiteOptions
 * @property {string} [root] Folder to serve; default: dist/.
 * @property {boolean} [isolation] Send the isolation headers; default true.
 * @property {string} [base] Path that the site lies under, with a slash at both ends.
 */

export class Site {
  /** Every request that came in, in order. @type {Logged[]} */
  log = [];
  #inner;
  #base;
  #port = 0;
  /** @type {import('node:http').Server | null} */
  #server = null;
  /** @type {Interceptor | null} */
  #interceptor = null;

  /**
   * @param {import('../../../www/tooling/server.js').RunningServer} inner
   * @param {string} base
   */
  constructor(inner, base) {
    this.#inner = inner;
    this.#base = base;
  }

  /**
   * @param {SiteOptions} [options]
   * @returns {Promise<Site>}
   */
  static async start({ root = DIST, isolation = true, base = '/' } = {}) {
    if (root === DIST) await needDist();
    const site = new Site(await startServer({ root, port: 0, isolation, base }), base);
    await site.start();
    return site;
  }

  /** The page's address. */
  get url() {
    return `${this.origin}${this.#base}`;
  }

  get origin() {
    return `http://localhost:${this.#port}`;
  }

  /** Listens again after `stop`, on the same port. */
  async start() {
    const server = createServer((request, response) => this.#answer(request, response));
    await new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', () => resolve(undefined));
    });
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the test server has no port');
    this.#port = address.port;
    this.#server = server;
  }

  /** Nobody answers on the port any more, and open connections break. */
  async stop() {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    await new Promise((resolve) => {
      server.close(() => resolve(undefined));
      server.closeAllConnections();
    });
  }

  async close() {
    await this.stop();
    await this.#inner.close();
  }

  /** @param {Interceptor | null} interceptor Asked for each request from now on; null: none. */
  intercept(interceptor) {
    this.#interceptor = interceptor;
  }

  /**
   * @param {Incoming} request
   * @param {Outgoing} response
   */
  #answer(request, response) {
    const { method = '', url = '', headers } = request;
    /** @type {Logged} */
    const entry = { method, path: url, range: headers.range ?? null, status: 0 };
    this.log.push(entry);
    response.on('close', () => {
      entry.status = response.headersSent ? response.statusCode : 0;
    });
    const next = (/** @type {Relay} */ relay = passOn) => {
      const inner = forward({ host: '127.0.0.1', port: this.#inner.port, method, path: url, headers }, (answer) => {
        relay(answer, response);
      });
      inner.on('error', () => response.destroy());
      response.on('close', () => inner.destroy());
      inner.end();
    };
    if (this.#interceptor) this.#interceptor(request, response, next);
    else next();
  }
}

/** The answer as it is. @type {Relay} */
export function passOn(answer, response) {
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(response);
}
