/** One headless Chromium with the page of a headless run in it. Nothing but this process can reach it. */

import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';

/** @import { Answer } from './bridge.js' */
/** @import { Request, Told } from './page/driver.js' */

/** The page's folder, and where it is served, so that it finds the site's modules where it finds them on the disk. */
export const PAGE = Object.freeze({
  root: fileURLToPath(new URL('page', import.meta.url)),
  base: '/tooling/batch/page/',
});
/** It may take so long to close by itself, in ms. */
const CLOSING = 5000;

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // No request leaves this machine, not even the browser's own.
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost',
];

/** @typedef {object} TabOptions
 * @property {string} executable
 * @property {string} profile A folder that is emptied before.
 * @property {string} url The page's address.
 * @property {(name: string, ...given: any[]) => Promise<Answer>} call
 * @property {(told: Told) => void} onTold
 */

export class Tab {
  /** Resolves with what ended it when the browser or the page is gone. @type {Promise<string>} */
  gone;
  #browser;
  #page;

  /**
   * @param {import('puppeteer-core').Browser} browser
   * @param {import('puppeteer-core').Page} page
   */
  constructor(browser, page) {
    this.#browser = browser;
    this.#page = page;
    this.gone = new Promise((resolve) => {
      browser.once('disconnected', () => resolve('the browser has ended'));
      page.once('close', () => resolve('the page was closed'));
      // A page whose process has died, as for want of memory.
      page.once('error', (error) => resolve(error.message));
    });
  }

  /**
   * @param {TabOptions} options
   * @returns {Promise<Tab>}
   * @throws {Error} where Chromium does not start
   */
  static async open({ executable, profile, url, call, onTold }) {
    await rm(profile, { recursive: true, force: true });
    await mkdir(profile, { recursive: true });
    // Chromium refuses its sandbox to root.
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const browser = await puppeteer
      .launch({
        executablePath: executable,
        headless: true,
        // By a pipe: there is no port on which somebody else could read notes, and it ends with this process.
        pipe: true,
        userDataDir: profile,
        args: [...FLAGS, ...sandbox],
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
        protocolTimeout: 0,
      })
      .catch((error) => {
        throw new Error(`Chromium (${executable}) does not start: ${error.message}`);
      });
    try {
      const [page = await browser.newPage()] = await browser.pages();
      const tab = new Tab(browser, page);
      await page.exposeFunction('headlessCall', call);
      await page.exposeFunction('headlessTell', onTold);
      await page.goto(url);
      return tab;
    } catch (error) {
      await close(browser);
      throw error;
    }
  }

  /** @param {Request} request */
  async start(request) {
    await this.#page.evaluate((given) => Reflect.get(window, 'headless').start(given), request);
  }

  /** @param {'stop' | 'resume'} what */
  async tell(what) {
    await this.#page.evaluate((name) => Reflect.get(window, 'headless')[name](), what).catch(() => {});
  }

  /** Ends the browser, by force where it does not hear. */
  async close() {
    await close(this.#browser);
  }
}

/** @param {import('puppeteer-core').Browser} browser */
async function close(browser) {
  const child = browser.process();
  const timer = setTimeout(() => child?.kill('SIGKILL'), CLOSING);
  await browser.close().catch(() => child?.kill('SIGKILL'));
  clearTimeout(timer);
}
