/** The download of one shard: resumed by range where it breaks, retried with growing pauses. */

import { NutshellError } from '../shared/errors.js';

const PAUSES_MS = [500, 1000, 2000, 4000, 8000];
/** Without a network, each pause lasts until it is back, or this long. */
const OFFLINE_MS = 60_000;
/** A connection that brings nothing for so long is given up and opened again. */
const STALL_MS = 30_000;

/**
 * @typedef {object} DownloadContext
 * @property {AbortSignal} signal
 * @property {RequestCache} cache
 * @property {(received: number) => void} onBytes Bytes of this shard so far; falls back to 0 when it starts over.
 * @property {(waiting: boolean) => void} onWait The network is away; it is back.
 */

/**
 * The shard's bytes, exactly as many as stated, not yet verified.
 * Throws model-missing, model-corrupt (wrong size) or model-network.
 * @param {string} address
 * @param {import('./catalog.js').Shard} shard
 * @param {DownloadContext} context
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function downloadShard(address, shard, context) {
  const { signal, onWait } = context;
  const bytes = new Uint8Array(shard.bytes);
  let received = 0;
  for (let attempt = 0; ; attempt += 1) {
    const before = received;
    let problem = 'the connection ended early';
    try {
      await receive(address, shard, bytes, received, context, (count) => {
        received = count;
        context.onBytes(count);
      });
      if (received === shard.bytes) {
        return bytes;
      }
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof NutshellError) {
        throw error;
      }
      problem = String(error);
    }
    if (received > before) {
      attempt = 0;
    }
    if (attempt >= PAUSES_MS.length) {
      throw new NutshellError('model-network', { detail: `${shard.path}: ${problem}` });
    }
    onWait(true);
    await pause(PAUSES_MS[attempt], signal);
    onWait(false);
  }
}

/**
 * One request: the rest of the shard from `start`, written into `bytes`.
 * @param {string} address
 * @param {import('./catalog.js').Shard} shard
 * @param {Uint8Array} bytes
 * @param {number} start
 * @param {DownloadContext} context
 * @param {(received: number) => void} onReceived
 */
async function receive(address, shard, bytes, start, { signal, cache }, onReceived) {
  const stall = new AbortController();
  const restart = () => setTimeout(() => stall.abort(new Error('the connection brings nothing')), STALL_MS);
  let timer = restart();
  const stop = () => stall.abort(signal.reason);
  signal.addEventListener('abort', stop);
  try {
    signal.throwIfAborted();
    const response = await fetch(address, {
      signal: stall.signal,
      // A part of a file must not come from, or go into, the browser's own cache.
      cache: start > 0 ? 'no-store' : cache,
      headers: start > 0 ? { Range: `bytes=${start}-` } : {},
    });
    let position = checkAnswer(response, shard, start);
    if (position !== start) {
      onReceived(position);
    }
    const reader = response.body?.getReader();
    if (!reader) {
      throw new Error('the answer has no body');
    }
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      clearTimeout(timer);
      timer = restart();
      if (position + value.byteLength > shard.bytes) {
        stall.abort();
        throw wrongSize(shard, 'it is longer than that');
      }
      bytes.set(value, position);
      position += value.byteLength;
      onReceived(position);
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/**
 * Where in the shard the answer's body begins.
 * @param {Response} response
 * @param {import('./catalog.js').Shard} shard
 * @param {number} start What was asked for.
 * @returns {number}
 */
function checkAnswer(response, shard, start) {
  const { status, headers } = response;
  if (status === 416) {
    throw wrongSize(shard, `it ends at ${start} bytes or before`);
  }
  if (status === 408 || status === 429 || status >= 500) {
    throw new Error(`HTTP ${status}`);
  }
  if (!response.ok || response.type === 'opaque') {
    throw new NutshellError('model-missing', { detail: `models/${shard.path}: HTTP ${status}` });
  }
  if (headers.get('Content-Type')?.startsWith('text/html')) {
    throw new NutshellError('model-missing', {
      message:
        'The server answered with a web page instead of the model. It may want a login, or the model is not there: ' +
        'check the connection, or tell whoever runs the site.',
      detail: `models/${shard.path}: text/html`,
    });
  }
  if (status === 206) {
    const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('Content-Range') ?? '');
    if (!range || Number(range[1]) !== start) {
      throw new Error(`the server sent another range than bytes=${start}-`);
    }
    if (range[2] !== '*' && Number(range[2]) !== shard.bytes) {
      throw wrongSize(shard, `the server has ${range[2]}`);
    }
    return start;
  }
  const length = headers.get('Content-Length');
  // With a content encoding, the length is that of the compressed form.
  if (length !== null && !headers.has('Content-Encoding') && Number(length) !== shard.bytes) {
    throw wrongSize(shard, `the server has ${length}`);
  }
  return 0;
}

/**
 * @param {import('./catalog.js').Shard} shard
 * @param {string} found
 */
function wrongSize(shard, found) {
  return new NutshellError('model-corrupt', {
    message:
      `The model on this server is damaged: its part ${shard.path} has the wrong size (a truncated copy?). ` +
      'Tell whoever runs the site, and try again later.',
    detail: `${shard.path}: ${shard.bytes} bytes expected, ${found}`,
  });
}

/**
 * Waits `ms`, or without a network until it is back.
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const offline = navigator.onLine === false;
    const timer = setTimeout(finish, offline ? OFFLINE_MS : ms);
    if (offline) {
      self.addEventListener('online', finish);
    }
    signal.addEventListener('abort', finish);
    function finish() {
      clearTimeout(timer);
      self.removeEventListener('online', finish);
      signal.removeEventListener('abort', finish);
      if (signal.aborted) {
        reject(signal.reason);
      } else {
        resolve();
      }
    }
  });
}
