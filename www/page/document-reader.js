/** Has a document read in a worker of its own, which is closed afterwards, and when the time is up. */

/** @import { DocumentKind, ReadReply, ReadRequest } from '../reading/reading.js' */

import { engine } from '../api/nutshell.js';
import { requestLog } from '../api/request-log.js';
import { REPLY } from '../shared/protocol.js';
import { startReadingWorker } from './reading-worker.js';

/** The most that one document may take. Real ones take a second or two. */
const LIMIT_MS = 60_000;

let reading = 0;

/** Whether a document is being read just now. */
export function isReading() {
  return reading > 0;
}

/**
 * @param {DocumentKind} kind
 * @param {Uint8Array<ArrayBuffer>} bytes given away
 * @returns {Promise<ReadReply>} the message of an error goes on after the file's name
 */
export function readDocument(kind, bytes) {
  reading += 1;
  const worker = startReadingWorker();
  return new Promise((/** @type {(reply: ReadReply) => void} */ resolve) => {
    const timer = setTimeout(() => done(tooSlow()), LIMIT_MS);
    const done = (/** @type {ReadReply} */ reply) => {
      clearTimeout(timer);
      worker.terminate();
      reading -= 1;
      resolve(reply);
    };
    worker.addEventListener('message', ({ data }) => {
      // pdf.js greets whoever started the worker that it is in.
      if (data?.type === REPLY.ASKED) requestLog.add('reader', data.asked);
      else if (typeof data?.ok === 'boolean') done(data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      // Where the script itself cannot be loaded, the event has no message.
      done(event.message ? stopped(event.message) : notLoaded());
    });
    /** @type {ReadRequest} */
    const request = { kind, bytes, sealed: engine.sealed };
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
  const message = engine.sealed
    ? 'cannot be read while this page is sealed: what reads such files is not on this device. Reload the page first.'
    : 'cannot be read now: what reads such files could not be loaded. Check the connection, or update the browser.';
  return { ok: false, error: { code: 'reader-not-loaded', message, detail: 'reading/reading-worker.js' } };
}
