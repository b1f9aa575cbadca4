/** The engines of the benchmark's page, as seen from outside of the browser. */

import { until } from '../../../tests/browser/harness/poll.js';

const MINUTES = 60_000;

/** A tab with page.js in it; every question is polled, because one may take longer than the protocol waits. */
export class Tab {
  /** @param {import('puppeteer-core').Page} page */
  constructor(page) {
    this.page = page;
  }

  /**
   * @param {string} method One of `window.bench`.
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  async ask(method, ...args) {
    await this.page.evaluate(
      (name, given) => {
        const scope = /** @type {any} */ (window);
        scope.reply = null;
        Promise.resolve(scope.bench[name](...given)).then(
          (answer) => {
            scope.reply = { answer };
          },
          (error) => {
            scope.reply = { error: String(error) };
          },
        );
      },
      method,
      args,
    );
    const what = `${method}(${JSON.stringify(args[0])})`;
    // Seldom, so that looking costs the engine nothing.
    const wait = { timeout: 15 * MINUTES, every: 200 };
    const reply = await until(what, () => this.page.evaluate(() => /** @type {any} */ (window).reply), wait);
    if (reply.error) throw new Error(`${what}: ${reply.error}`);
    return reply.answer;
  }
}
