/**
 * The worker that reads one document: hostile files keep no page busy, and the page closes it when their time is up.
 * The libraries come from this site, the first time that such a file does.
 */

/** @import { DocumentKind, ReadReply, ReadRequest, Reading } from './reading.js' */

import { NutshellError, toErrorInfo } from '../shared/errors.js';
import { REPLY } from '../shared/protocol.js';
import { reportRequests } from '../shared/requests.js';
import { askForSeal, takeNetworkAway } from '../shared/seal.js';
import { readDocx } from './docx.js';
import { readEmail } from './email.js';
import { CHARACTER_MAPS, library } from './libraries.js';
import { readPdf } from './pdf.js';
import { readRtf } from './rtf.js';

/** @type {Record<DocumentKind, (bytes: Uint8Array) => Promise<Reading>>} */
const READERS = {
  docx: async (bytes) => {
    const [fflate] = await Promise.all([load('fflate.js'), load('mammoth.js')]);
    return readDocx(bytes, { fflate, mammoth: Reflect.get(globalThis, 'mammoth') });
  },
  email: async (bytes) => readEmail(bytes, { postalMime: (await load('postal-mime/postal-mime.js')).default }),
  pdf: async (bytes) => {
    const [pdfjs, worker] = await Promise.all([load('pdfjs/pdf.js'), load('pdfjs/pdf.worker.js')]);
    // pdf.js then works in this worker instead of starting another.
    Reflect.set(globalThis, 'pdfjsWorker', worker);
    return readPdf(bytes, { pdfjs, maps: CHARACTER_MAPS });
  },
  rtf: async (bytes) => readRtf(bytes),
};

reportRequests((asked) => globalThis.postMessage({ type: REPLY.ASKED, asked }));

globalThis.addEventListener('message', async ({ data }) => {
  const { kind, bytes, sealed } = /** @type {ReadRequest} */ (data);
  /** @type {ReadReply} */
  let reply;
  try {
    // A sealed page's reader gets no more of the network than the page: libraries come from this device, or not at all.
    if (sealed) {
      await askForSeal(new URL('../', import.meta.url));
      takeNetworkAway();
    }
    reply = { ok: true, reading: await READERS[kind](bytes) };
  } catch (error) {
    reply = { ok: false, error: toErrorInfo(asDamage(error)) };
  }
  globalThis.postMessage(reply);
});

/**
 * @param {string} path below vendor/
 * @returns {Promise<any>}
 */
async function load(path) {
  try {
    return await library(path);
  } catch (cause) {
    throw new NutshellError('reader-not-loaded', {
      message:
        'cannot be read now: what reads such files could not be loaded. Check the connection, or update the browser.',
      detail: `vendor/${path}: ${cause}`,
    });
  }
}

/**
 * What a library throws at a file that nobody foresaw is a fault of the file, as far as can be told.
 * @param {unknown} error
 */
function asDamage(error) {
  if (error instanceof NutshellError) return error;
  return new NutshellError('note-damaged', {
    message: 'is damaged, or of a form that cannot be read here. Save it again, or save what it says as .txt.',
    detail: String(error),
  });
}
