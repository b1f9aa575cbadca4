/**
 * The page for folders as a person meets it, with folders in the browser's own storage in place of those of the disk: the
 * handles are the browser's real ones, and the chooser, which a page cannot answer by itself, gives the one that is named.
 */

import { AppPage } from './app-page.js';
import { until } from './poll.js';

/** @typedef {import('./browsers.js').RunningBrowser} RunningBrowser */
/** @typedef {Record<string, string>} Files Texts by path. */

export class FolderPage extends AppPage {
  /**
   * @param {RunningBrowser} running
   * @param {string} url of the site
   * @param {{ allow?: RegExp[], picker?: boolean, search?: string }} [options] `picker`: false for a browser that has none;
   *   `search`: of the page's address
   * @returns {Promise<FolderPage>}
   */
  static async start({ browser }, url, { allow = [], picker = true, search = '' } = {}) {
    const page = await browser.newPage();
    const app = new FolderPage(page, allow);
    await page.evaluateOnNewDocument((/** @type {boolean} */ has) => {
      if (!has) {
        Reflect.deleteProperty(globalThis, 'showDirectoryPicker');
        return;
      }
      const pick = async () => {
        const root = await navigator.storage.getDirectory();
        return root.getDirectoryHandle(Reflect.get(globalThis, 'pickedByTest') ?? 'notes', { create: true });
      };
      Object.defineProperty(globalThis, 'showDirectoryPicker', { value: pick, configurable: true });
    }, picker);
    await page.goto(new URL(`folder.html${search}`, url).href);
    await app.find('button', 'Choose a folder');
    return app;
  }

  /**
   * Puts files into a folder of the browser's own storage, in place of what is there.
   * @param {string} folder
   * @param {Files} files
   */
  put(folder, files) {
    return this.page.evaluate(
      async (name, all) => {
        const top = await (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
        for (const [path, text] of Object.entries(all)) {
          let parent = top;
          const parts = path.split('/');
          for (const part of parts.slice(0, -1)) parent = await parent.getDirectoryHandle(part, { create: true });
          const handle = await parent.getFileHandle(parts[parts.length - 1], { create: true });
          const stream = await handle.createWritable();
          await stream.write(text);
          await stream.close();
        }
      },
      folder,
      files,
    );
  }

  /**
   * Every file below a folder of the browser's own storage.
   * @param {string} folder
   * @returns {Promise<Files>}
   */
  files(folder) {
    return this.page.evaluate(async (path) => {
      /** @type {Files} */
      const found = {};
      const collect = async (/** @type {FileSystemDirectoryHandle} */ parent, /** @type {string} */ prefix) => {
        for await (const child of parent.values()) {
          if (child.kind === 'directory') {
            await collect(/** @type {FileSystemDirectoryHandle} */ (child), `${prefix}${child.name}/`);
          } else {
            const file = await /** @type {FileSystemFileHandle} */ (child).getFile();
            found[prefix + child.name] = await file.text();
          }
        }
      };
      let top = await navigator.storage.getDirectory();
      for (const part of path.split('/')) top = await top.getDirectoryHandle(part, { create: true });
      await collect(top, '');
      return found;
    }, folder);
  }

  /** What the page says of the run. */
  async runState() {
    return this.page.evaluate(() => document.getElementById('run-state')?.textContent ?? '').catch(() => '');
  }

  /** What the page says of the folder. */
  folderFacts() {
    return this.page.evaluate(() => document.getElementById('folder-facts')?.textContent ?? '');
  }

  /** What the page says of the notes in the table. */
  tableFacts() {
    return this.page.evaluate(() => document.getElementById('notes-facts')?.textContent ?? '');
  }

  /** The log's lines, the last one first. @returns {Promise<string[]>} */
  log() {
    return this.page.evaluate(() =>
      Array.from(document.querySelectorAll('#log-lines li'), (each) => each.textContent ?? ''),
    );
  }

  /** Status and headline of the notes in the table. @returns {Promise<Record<string, string[]>>} */
  rows() {
    return this.page.evaluate(() =>
      Object.fromEntries(
        Array.from(document.querySelectorAll('#note-rows .note-row'), (row) => {
          const [name, ...others] = Array.from(row.children, (cell) => cell.textContent ?? '');
          return [name, others];
        }),
      ),
    );
  }

  /**
   * How many notes of the table have this status.
   * @param {'waiting' | 'working' | 'done' | 'kept' | 'failed'} status
   */
  countRows(status) {
    return this.page.evaluate((each) => document.querySelectorAll(`#note-rows [data-status="${each}"]`).length, status);
  }

  /** Chooses the folder, and waits until the page has looked into it. */
  async choose() {
    await this.click('button', 'Choose a folder');
    await until('the notes are looked at', async () => /to summarize/.test(await this.folderFacts()));
  }

  /**
   * Waits until the page says of the run what is expected.
   * @param {RegExp} state
   * @param {number} [timeout] ms
   */
  async waitForRun(state, timeout = 120_000) {
    await until(
      async () => `the run is ${state} (the page says: ${await this.runState()}; ${(await this.log()).join(' | ')})`,
      async () => {
        const alert = await this.alert();
        if (alert) throw new Error(`an alert: ${alert}`);
        return state.test(await this.runState());
      },
      { timeout, every: 50 },
    );
  }

  /** Starts a run and waits until it is done. */
  async runAll() {
    const ended = async () => (await this.log()).filter((line) => /^[\d:]+(Done|There is nothing)/.test(line)).length;
    const before = await ended();
    await this.click('button', 'Start');
    await until('the run has begun and ended', async () => (await ended()) > before || (await this.alert()) !== '', {
      timeout: 120_000,
    });
    await this.waitForRun(/^Done\./);
  }
}
