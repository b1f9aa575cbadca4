/** What a worker gets from the site that it came with. Apart, since the page in one file has no site to ask. */

/**
 * @param {string} path A script's path in the site.
 * @returns {Promise<any>} its exports
 */
export function siteScript(path) {
  return import(address(path));
}

/**
 * @param {string} path A file's path in the site.
 * @param {AbortSignal} signal
 * @returns {Promise<Response>}
 */
export function siteFile(path, signal) {
  return fetch(address(path), { signal });
}

/** @param {string} path */
function address(path) {
  return new URL(`../${path}`, import.meta.url).href;
}
