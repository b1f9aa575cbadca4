/** The page as a person meets it: everything is found by role and accessible name. */

import assert from 'node:assert/strict';
import { until } from './poll.js';

/** @import { ElementHandle, Page, Viewport } from '../../../www/node_modules/puppeteer-core/lib/types.js' */
/** @typedef {import('../../../www/api/nutshell.js').EngineStatus} EngineStatus */
/** @typedef {'key-points' | 'tldr' | 'teaser' | 'headline'} Kind */
/** @typedef {'short' | 'medium' | 'long'} Length */

/**
 * @typedef {object} OpenOptions
 * @property {RegExp[]} [allow] Console errors and page errors that this test provokes.
 * @property {Viewport} [viewport]
 * @property {'light' | 'dark'} [scheme] Chromium only; Firefox: preference layout.css.prefers-color-scheme.content-override.
 * @property {(page: Page) => Promise<unknown>} [before] Done before the page is loaded.
 */

/** What was seen of a summary while it was made. */
/**
 * @typedef {object} Watched
 * @property {number[]} lengths Of the text in the region, at each change.
 * @property {string[]} busy Values of aria-busy at each change.
 * @property {{ text: string, value: number | null }[]} progress Texts and values of the bar.
 */

export class AppPage {
  /** Unexpected errors so far. @type {string[]} */
  errors = [];
  /** Addresses of the main frame's navigations. @type {string[]} */
  navigations = [];
  /** Addresses that the browser asked for on behalf of this page. @type {string[]} */
  requests = [];
  /** @type {RegExp[]} */
  #allow;

  /**
   * @param {Page} page
   * @param {RegExp[]} allow
   */
  constructor(page, allow) {
    this.page = page;
    this.#allow = allow;
    page.on('console', (message) => {
      if (message.type() === 'error') this.#note(`console: ${message.text()} (${message.location().url ?? ''})`);
    });
    page.on('pageerror', (error) => this.#note(`page: ${error instanceof Error ? error.stack : error}`));
    page.on('error', (error) => this.#note(`crash: ${error.message}`));
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.navigations.push(frame.url());
    });
  }

  /**
   * @param {import('./browsers.js').RunningBrowser} running
   * @param {string} url
   * @param {OpenOptions} [options]
   * @returns {Promise<AppPage>}
   */
  static async open({ browser }, url, { allow = [], viewport, scheme, before } = {}) {
    const page = await browser.newPage();
    const app = new AppPage(page, allow);
    if (viewport) await page.setViewport(viewport);
    if (scheme) await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await before?.(page);
    await page.goto(url);
    await app.find('textbox', 'Note');
    return app;
  }

  /** @param {string} problem */
  #note(problem) {
    if (!this.#allow.some((pattern) => pattern.test(problem))) this.errors.push(problem);
  }

  /** @param {...RegExp} patterns Errors that are expected, also of those that have come already. */
  allow(...patterns) {
    this.#allow.push(...patterns);
    this.errors = this.errors.filter((problem) => !patterns.some((pattern) => pattern.test(problem)));
  }

  /** Fails if the page has reported an error that nobody expected. */
  check() {
    assert.deepEqual(this.errors, [], 'errors on the page');
  }

  /** Closes the page, then checks it. */
  async close() {
    await this.page.close();
    this.check();
  }

  /**
   * The element with this role and name, as soon as it is there.
   * @param {string} role
   * @param {string} name
   * @returns {Promise<ElementHandle<HTMLElement>>}
   */
  async find(role, name) {
    const found = await until(`${role} “${name}”`, () => this.look(role, name), { timeout: 30_000 });
    return found;
  }

  /**
   * The element with this role and name; null where there is none to see.
   * @param {string} role
   * @param {string} name
   * @returns {Promise<ElementHandle<HTMLElement> | null>}
   */
  async look(role, name) {
    try {
      const found = await this.page.$(`::-p-aria([name="${name}"][role="${role}"])`);
      return /** @type {ElementHandle<HTMLElement> | null} */ (found);
    } catch (error) {
      // The page reloads just now.
      if (/context|detached|destroyed|navigat|discarded|no such (frame|node|handle)/i.test(String(error))) return null;
      throw error;
    }
  }

  /**
   * Clicks as a person does: whoever misses, since the page moved under the pointer, clicks again.
   * @param {string} role
   * @param {string} name
   */
  async click(role, name) {
    // Looking waits for a tree of roles and a click for a painted element; a tab in the background may have neither.
    await this.page.bringToFront();
    await until(
      `a click on ${role} “${name}”`,
      async () => {
        const element = await this.look(role, name);
        return element !== null && (await this.#hit(element));
      },
      { timeout: 30_000 },
    );
  }

  /**
   * Whether a click at the element's place has come to the element.
   * @param {ElementHandle<HTMLElement>} element
   */
  async #hit(element) {
    const gone = /context|detached|destroyed|navigat|discarded|no such (frame|node|handle)/i;
    try {
      await element.evaluate((target) => {
        Reflect.set(target, 'hitByTest', false);
        target.addEventListener('click', () => Reflect.set(target, 'hitByTest', true), { capture: true, once: true });
      });
      await element.click();
    } catch (error) {
      // Hidden or replaced since it was found.
      if (/not clickable/.test(String(error)) || gone.test(String(error))) return false;
      throw error;
    }
    try {
      // Firefox may answer before the page has seen the click.
      const hit = () => element.evaluate((target) => Reflect.get(target, 'hitByTest') === true);
      return await until('the click', hit, { timeout: 3000, every: 10 });
    } catch (error) {
      // A page that goes away because of the click has been clicked.
      if (gone.test(String(error))) return true;
      if (/not within/.test(String(error))) return false;
      throw error;
    }
  }

  /**
   * Puts a note into the textbox, as pasting would.
   * @param {string} text
   */
  async write(text) {
    const box = await this.find('textbox', 'Note');
    await box.evaluate((element, value) => {
      const area = /** @type {HTMLTextAreaElement} */ (element);
      area.focus();
      area.value = value;
      area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
    }, text);
  }

  /** What the textbox holds. */
  async note() {
    const box = await this.find('textbox', 'Note');
    return box.evaluate((element) => /** @type {HTMLTextAreaElement} */ (element).value);
  }

  /** Pastes the clipboard into what has the focus. */
  async paste() {
    const { keyboard } = this.page;
    await keyboard.down('Control');
    // Chromium without a window knows no shortcuts of the desktop, so the command is named.
    await keyboard.press('v', { commands: ['Paste'] });
    await keyboard.up('Control');
  }

  /**
   * @param {{ kind?: Kind, length?: Length }} options
   */
  async choose({ kind, length }) {
    if (kind) await (await this.find('combobox', 'Kind')).select(kind);
    if (length) await (await this.find('combobox', 'Length')).select(length);
  }

  /**
   * What the page says of the engine, name by name; opens the disclosure that it is in.
   * @returns {Promise<Record<string, string>>}
   */
  facts() {
    return this.page.evaluate(() => {
      const disclosure = document.querySelector('footer details');
      if (disclosure instanceof HTMLDetailsElement) disclosure.open = true;
      const names = Array.from(document.querySelectorAll('footer dt'));
      return Object.fromEntries(names.map((dt) => [dt.textContent, dt.nextElementSibling?.textContent ?? '']));
    });
  }

  /** The one line about the engine. */
  async line() {
    return this.page.evaluate(() => document.querySelector('footer summary')?.textContent ?? '');
  }

  /**
   * The engine's status, from the API that the page itself uses.
   * @returns {Promise<EngineStatus>}
   */
  status() {
    return this.page.evaluate(async () => {
      const { engine } = await import(new URL('api/nutshell.js', document.baseURI).href);
      return engine.status;
    });
  }

  /** Waits until the model is loaded and nothing runs. */
  async waitForReady(timeout = 180_000) {
    await until(
      async () => `the model is ready (the page says: ${await this.state()})`,
      async () => {
        const alert = await this.alert();
        if (alert) throw new Error(`instead of a loaded model there is an alert: ${alert}`);
        const status = await this.status().catch(() => null);
        return status?.state === 'ready';
      },
      { timeout, every: 100 },
    );
  }

  /** What the page says of its work, for messages. */
  async state() {
    return this.page
      .evaluate(() => {
        const texts = ['#state', '#status', '#notice'].map((id) => document.querySelector(id)?.textContent);
        return texts.filter(Boolean).join(' | ');
      })
      .catch((error) => String(error));
  }

  /** The alert's text; empty where there is none. */
  async alert() {
    return this.page
      .evaluate(() => document.querySelector('[role="alert"]')?.textContent?.trim() ?? '')
      .catch(() => '');
  }

  /** The text of the summary's region. */
  async summary() {
    const region = await this.find('region', 'Summary');
    return region.evaluate((element) => element.innerText);
  }

  async busy() {
    const region = await this.find('region', 'Summary');
    return (await region.evaluate((element) => element.getAttribute('aria-busy'))) === 'true';
  }

  /** Records from now on how the summary comes about, until `watched`. */
  async watch() {
    const region = await this.find('region', 'Summary');
    await region.evaluate((element) => {
      /** @type {Watched} */
      const seen = { lengths: [], busy: [], progress: [] };
      const look = () => {
        const length = element.textContent?.length ?? 0;
        if (length !== seen.lengths.at(-1)) seen.lengths.push(length);
        const busy = element.getAttribute('aria-busy') ?? '';
        if (busy !== seen.busy.at(-1)) seen.busy.push(busy);
        const bar = /** @type {HTMLProgressElement | null} */ (
          document.querySelector('progress, [role="progressbar"]')
        );
        if (!bar || bar.hidden) return;
        const text = bar.getAttribute('aria-valuetext') ?? '';
        const value = bar.position < 0 ? null : bar.position;
        const last = seen.progress.at(-1);
        if (last?.text !== text || last?.value !== value) seen.progress.push({ text, value });
      };
      look();
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      Reflect.set(globalThis, 'watchedByTest', { seen, observer });
    });
  }

  /** @returns {Promise<Watched>} */
  watched() {
    return this.page.evaluate(() => {
      const { seen, observer } = Reflect.get(globalThis, 'watchedByTest');
      observer.disconnect();
      return seen;
    });
  }

  /** Whether there is a finished summary to save. On a phone's screen the button is called by one word. */
  async canSave() {
    const wide = await this.look('button', 'Save as markdown');
    return (wide ?? (await this.look('button', 'Save'))) !== null;
  }

  /**
   * The finished summary's text.
   * @param {number} [timeout] ms
   */
  async waitForSummary(timeout = 180_000) {
    await until(
      async () => `the summary is done (the page says: ${await this.state()})`,
      async () => {
        const alert = await this.alert();
        if (alert) throw new Error(`instead of a summary there is an alert: ${alert}`);
        return !(await this.busy()) && (await this.canSave());
      },
      { timeout, every: 100 },
    );
    return this.summary();
  }

  /**
   * Writes the note, chooses, presses Summarize and waits.
   * @param {string} text
   * @param {{ kind?: Kind, length?: Length, timeout?: number }} [options]
   * @returns {Promise<string>}
   */
  async summarize(text, { kind, length, timeout } = {}) {
    await this.write(text);
    await this.choose({ kind, length });
    await this.click('button', 'Summarize');
    return this.waitForSummary(timeout);
  }
}
