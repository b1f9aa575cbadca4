/** Real browsers: Chromium and Firefox of this machine, headless, each with a profile folder. */

import { access, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @import { Browser } from '../../../www/node_modules/puppeteer-core/lib/types.js' */

/** @type {{ launch(options: object): Promise<Browser> }} */
const puppeteer = createRequire(new URL('../../../www/package.json', import.meta.url))('puppeteer-core');

/** @typedef {'chromium' | 'firefox'} BrowserName */
/** @type {readonly BrowserName[]} */
export const BROWSERS = Object.freeze(/** @type {const} */ (['chromium', 'firefox']));

const EXECUTABLES = {
  chromium: process.env.NUTSHELL_CHROMIUM ?? '/usr/bin/chromium',
  firefox: process.env.NUTSHELL_FIREFOX ?? '/usr/bin/firefox-esr',
};

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Looking for a proxy on the network would be a request of the browser's own.
  '--no-proxy-server',
];

/**
 * @typedef {object} LaunchOptions
 * @property {string} [profile] Folder of a profile that outlives this browser; default: a new one that goes with it.
 * @property {string[]} [args] More command-line flags.
 * @property {Record<string, unknown>} [prefs] More preferences, Firefox only.
 * @property {string} [extension] Folder of an extension to load, Chromium only.
 * @property {string} [proxy] `host:port` of an HTTP proxy for everything but this machine.
 */

/**
 * @typedef {object} RunningBrowser
 * @property {BrowserName} name
 * @property {Browser} browser
 * @property {string} downloads Folder that downloads go to.
 * @property {() => Promise<void>} close
 */

/**
 * @param {BrowserName} name
 * @param {LaunchOptions} [options]
 * @returns {Promise<RunningBrowser>}
 */
export async function launch(name, { profile, args = [], prefs = {}, extension, proxy } = {}) {
  const executablePath = EXECUTABLES[name];
  await access(executablePath).catch(() => {
    throw new Error(`there is no ${executablePath}; ./build.sh test browser installs it, or names what does`);
  });
  const scratch = await mkdtemp(join(tmpdir(), 'nutshell-browser-'));
  const downloads = join(scratch, 'downloads');
  await mkdir(downloads);
  const options = name === 'firefox' ? firefoxOptions({ args, prefs, proxy, downloads }) : chromiumOptions(args, proxy);
  try {
    const browser = await puppeteer.launch({
      browser: name === 'firefox' ? 'firefox' : 'chrome',
      executablePath,
      headless: true,
      userDataDir: profile ?? join(scratch, 'profile'),
      defaultViewport: { width: 1280, height: 800 },
      // One step of a test may be slow on a busy machine; the tests have their own limits.
      protocolTimeout: 60_000,
      timeout: 120_000,
      ...(extension && { pipe: true, enableExtensions: [extension] }),
      ...options,
    });
    if (name === 'chromium') await downloadTo(browser, downloads);
    const close = async () => {
      await browser.close();
      await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    };
    return { name, browser, downloads, close };
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    throw error;
  }
}

/**
 * @param {string[]} args
 * @param {string | undefined} proxy
 */
function chromiumOptions(args, proxy) {
  const flags = proxy
    ? [...CHROMIUM_FLAGS.filter((flag) => flag !== '--no-proxy-server'), `--proxy-server=http://${proxy}`]
    : CHROMIUM_FLAGS;
  return { args: [...flags, ...args] };
}

/** @param {{ args: string[], prefs: object, proxy: string | undefined, downloads: string }} options */
function firefoxOptions({ args, prefs, proxy, downloads }) {
  const [host, port] = (proxy ?? ':').split(':');
  const through = proxy
    ? { 'network.proxy.type': 1, 'network.proxy.http': host, 'network.proxy.http_port': Number(port) }
    : { 'network.proxy.type': 0 };
  const secure = proxy ? { 'network.proxy.ssl': host, 'network.proxy.ssl_port': Number(port) } : {};
  return {
    args,
    extraPrefsFirefox: {
      ...through,
      ...secure,
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.useDownloadDir': true,
      'browser.download.always_ask_before_handling_new_types': false,
      ...prefs,
    },
  };
}

/**
 * @param {Browser} browser
 * @param {string} downloadPath
 */
async function downloadTo(browser, downloadPath) {
  const session = await browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath });
}
