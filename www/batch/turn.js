/**
 * Long work in parts, between which the page can draw and listen. The parts are not set apart by timers, which browsers hold
 * back for up to a minute in a page that nobody sees.
 */

/** So many items are worked on in one part. */
const AT_ONCE = 100;

/** Resolves when what waits already has had its turn. @returns {Promise<void>} */
export function nextTurn() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/**
 * @template T, R
 * @param {T[]} items
 * @param {(item: T) => R} work
 * @returns {Promise<R[]>} in the order of the items
 */
export async function inTurns(items, work) {
  /** @type {R[]} */
  const results = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    if (at > 0) await nextTurn();
    for (const item of items.slice(at, at + AT_ONCE)) results.push(work(item));
  }
  return results;
}
