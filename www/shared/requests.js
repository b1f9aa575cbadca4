/** The requests that one thread of the page has made, by the browser's own record of them (W3C Resource Timing). Imports nothing. */

/**
 * @typedef {object} Asked
 * @property {string} url
 * @property {string} kind What asked, as the browser names it: 'script', 'fetch', 'img', …
 * @property {number} at ms since 1970.
 * @property {number} bytes Of the answer's body as it came; 0 where the browser does not say.
 */

/**
 * Tells of the requests so far, and of each that follows.
 * @param {(asked: Asked[]) => void} tell
 */
export function reportRequests(tell) {
  const observer = new PerformanceObserver((list) => tell(list.getEntries().map(plain)));
  observer.observe({ type: 'resource', buffered: true });
}

/** Those so far, for a thread that will not come back to its event loop. @returns {Asked[]} */
export function requestsSoFar() {
  return performance.getEntriesByType('resource').map(plain);
}

/**
 * @param {PerformanceEntry} entry
 * @returns {Asked}
 */
export function plain(entry) {
  const { name, initiatorType, startTime, encodedBodySize } = /** @type {PerformanceResourceTiming} */ (entry);
  return { url: name, kind: initiatorType, at: performance.timeOrigin + startTime, bytes: encodedBodySize ?? 0 };
}
