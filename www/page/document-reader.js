/** Has a document read in a worker of its own, which is closed afterwards, and when the time is up. */

/** @import { DocumentKind, ReadReply, ReadRequest } from '../reading/reading.js' */

import { startReadingWorker } from './reading-worker.js';

/** The most that one document may take. Real ones take a second or two. */
const LIMIT_MS = 60_000;

/**
 * @param {DocumentKind} kind
 * @param {Uint8Array<ArrayBuffer>} bytes given away
 * @returns {Promise<ReadReply>} the message of an error goes on after the file's name
 */
export function readDocument(kind, bytes) {
  const worker = startReadingWorker();
  return new Promise((/** @type {(reply: ReadReply) => void} */ resolve) => {
    const timer = setTimeout(() => done(tooSlow()), LIMIT_MS);
    const done = (/** @type {ReadReply} */ reply) => {
      clearTimeout(timer);
      worker.terminate();
      resolve(reply);
    };
    worker.addEventListener('message', ({ data }) => {
      // pdf.js greets whoever started the worker that it is in.
      if (typeof data?.ok === 'boolean') done(data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      // Where the script itself cannot be loaded, the event has no message.
      done(event.message ? stopped(event.message) : notLoaded());
    });
    /** @type {ReadRequest} */
    const request = { kind, bytes };
    worker.postMessage(request, [bytes.buffer]);
  });
}

/** @returns {ReadReply} */
function tooSlow() {
  const message = `takes longer than ${LIMIT_MS / 1000} seconds to read. Save what it says as .txt and choose that.`;
  return { ok: false, error: { code: 'note-too-slow', message, detail: '' } };
}

/**
 * @param {string} detail
 * @returns {ReadReply}
 */
function stopped(detail) {
  const message = 'is damaged, or of a form that cannot be read here. Save it again, or save what it says as .txt.';
  return { ok: false, error: { code: 'note-damaged', message, detail } };
}

/** @returns {ReadReply} */
function notLoaded() {
  const message =
    'cannot be read now: what reads such files could not be loaded. Check the connection, or update the browser.';
  return { ok: false, error: { code: 'reader-not-loaded', message, detail: 'reading/reading-worker.js' } };
}
