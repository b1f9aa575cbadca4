/** Stands in for reading/libraries.js in the page in one file: the libraries are in the worker's bundle. */

import { siteFile, siteScript } from './site.js';

/**
 * @param {string} path below vendor/
 * @returns {Promise<any>} its exports
 */
export async function library(path) {
  const exports = await siteScript(`vendor/${path}`);
  // As a script of its own it gives itself this name; a bundle keeps names apart.
  if (path === 'mammoth.js') Reflect.set(globalThis, 'mammoth', exports.default);
  return exports;
}

/** Has pdf.js ask this page for what says which letters Asian codes are. */
export const CHARACTER_MAPS = Object.freeze({
  cMapUrl: 'vendor/pdfjs/cmaps/',
  useWorkerFetch: false,
  BinaryDataFactory: class {
    /** @param {{ filename: string }} wanted */
    async fetch({ filename }) {
      return new Uint8Array(await (await siteFile(`vendor/pdfjs/cmaps/${filename}`)).arrayBuffer());
    }
  },
});
