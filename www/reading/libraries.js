/** Where the libraries that read documents come from. Apart, since the page in one file has them inside. */

/**
 * @param {string} path below vendor/
 * @returns {Promise<any>} its exports
 */
export function library(path) {
  return import(address(path));
}

/** Has pdf.js fetch what says which letters Asian codes are. */
export const CHARACTER_MAPS = Object.freeze({ cMapUrl: address('pdfjs/cmaps/'), useWorkerFetch: true });

/** @param {string} path below vendor/ */
function address(path) {
  return new URL(`../vendor/${path}`, import.meta.url).href;
}
