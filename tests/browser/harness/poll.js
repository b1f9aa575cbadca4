/** Waiting for a condition, asked from here: the page's policy forbids the evaluated strings that puppeteer waits with. */

/**
 * The first truthy value of `look`.
 * @template T
 * @param {string | (() => Promise<string>)} what Named when it does not come.
 * @param {() => T | Promise<T>} look
 * @param {{ timeout?: number, every?: number }} [options] ms
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, look, { timeout = 60_000, every = 50 } = {}) {
  const end = performance.now() + timeout;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (performance.now() > end) {
      throw new Error(`${typeof what === 'string' ? what : await what()}: not within ${timeout / 1000} s`);
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
