/** Things that go wrong with an answer on its way: relays for `next` of Site.intercept. */

import { passOn } from './site.js';

/** @typedef {import('./site.js').Relay} Relay */
/** @typedef {import('./site.js').Interceptor} Interceptor */

/**
 * An interceptor for the requests whose path matches; all others pass.
 * @param {RegExp} path
 * @param {Interceptor} interceptor
 * @returns {Interceptor}
 */
export function where(path, interceptor) {
  return (request, response, next) => {
    if (path.test(request.url ?? '')) interceptor(request, response, next);
    else next();
  };
}

/** @type {Interceptor} */
export function notFound(_request, response) {
  response.writeHead(404, { 'Content-Type': 'text/plain' });
  response.end('Not found\n');
}

/**
 * Another answer altogether.
 * @param {string} body
 * @param {string} type
 * @returns {Interceptor}
 */
export function instead(body, type) {
  return (_request, response) => {
    response.writeHead(200, { 'Content-Type': type });
    response.end(body);
  };
}

/**
 * The connection breaks after so many bytes of the body, although more were promised.
 * @param {number} bytes
 * @returns {Relay}
 */
export function cutAfter(bytes) {
  return (answer, response) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    let left = bytes;
    answer.on('data', (/** @type {Buffer} */ chunk) => {
      if (left <= 0) return;
      const part = chunk.subarray(0, left);
      left -= part.length;
      response.write(part, () => {
        if (left <= 0) response.destroy();
      });
    });
    answer.on('end', () => left > 0 && response.end());
  };
}

/**
 * One bit of the body is wrong.
 * @param {number} offset of the byte in the answer's body
 * @returns {Relay}
 */
export function flipBit(offset) {
  return (answer, response) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    let position = 0;
    answer.on('data', (/** @type {Buffer} */ chunk) => {
      const at = offset - position;
      if (at >= 0 && at < chunk.length) chunk[at] ^= 1;
      position += chunk.length;
      if (!response.write(chunk)) {
        answer.pause();
        response.once('drain', () => answer.resume());
      }
    });
    answer.on('end', () => response.end());
  };
}

/**
 * The answer comes at no more than so many bytes a second.
 * @param {number} bytesPerSecond
 * @returns {Relay}
 */
export function throttled(bytesPerSecond) {
  return (answer, response) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on('data', (/** @type {Buffer} */ chunk) => {
      answer.pause();
      response.write(chunk);
      setTimeout(() => answer.resume(), (chunk.length / bytesPerSecond) * 1000);
    });
    answer.on('end', () => response.end());
  };
}

/**
 * The whole answer comes later.
 * @param {number} ms
 * @returns {Relay}
 */
export function delayed(ms) {
  return (answer, response) => {
    answer.pause();
    setTimeout(() => passOn(answer, response), ms);
  };
}
