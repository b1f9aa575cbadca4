/**
 * By hand: `node tests/browser/hosts.js [HOST...] [BROWSER]`. Serves the site below /some/path/ with the web servers that this machine
 * has, as they come, and says whether the page has threads, after how many reloads, and whether it then works without the
 * server. What it prints is the "tested" column of docs/HOSTING.md.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppPage, BROWSERS, launch, until } from './harness/index.js';
import { makeTinySite, SHORT_NOTE } from './harness/tiny-site.js';

/** @typedef {{ scratch: string, root: string, port: number }} Place */

/** @type {(place: Place, headers: string) => string} */
const nginxConfig = ({ scratch, root, port }, headers) => `user root;
pid ${scratch}/nginx.pid;
error_log ${scratch}/nginx.log;
events {}
http {
  include /etc/nginx/mime.types;
  access_log off;
  server { listen 127.0.0.1:${port}; root ${root}; ${headers} }
}
`;

const APACHE_MODULES = ['mpm_event', 'authz_core', 'mime', 'dir', 'headers']
  .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  .join('\n');

/** @type {(place: Place, override: string) => string} */
const apacheConfig = ({ scratch, root, port }, override) => `ServerName localhost
Listen 127.0.0.1:${port}
PidFile ${scratch}/apache.pid
ErrorLog ${scratch}/apache.log
${APACHE_MODULES}
TypesConfig /etc/mime.types
DocumentRoot ${root}
<Directory ${root}>
  AllowOverride ${override}
  Require all granted
</Directory>
`;

/**
 * Each writes what its server needs and gives the command.
 * @type {Record<string, (place: Place) => Promise<string[]>>}
 */
const HOSTS = {
  python: async ({ root, port }) => [
    'python3',
    '-m',
    'http.server',
    String(port),
    '--bind',
    '127.0.0.1',
    '--directory',
    root,
  ],
  nginx: async (place) => nginx(place, ''),
  'nginx with two headers': async (place) =>
    nginx(
      place,
      'add_header Cross-Origin-Opener-Policy same-origin; add_header Cross-Origin-Embedder-Policy require-corp;',
    ),
  'apache without .htaccess': async (place) => apache(place, 'None'),
  'apache with .htaccess': async (place) => apache(place, 'All'),
};

/**
 * @param {Place} place
 * @param {string} headers
 */
async function nginx(place, headers) {
  const config = join(place.scratch, 'nginx.conf');
  await writeFile(config, nginxConfig(place, headers));
  return ['/usr/sbin/nginx', '-c', config, '-g', 'daemon off;'];
}

/**
 * @param {Place} place
 * @param {string} override
 */
async function apache(place, override) {
  const config = join(place.scratch, 'apache.conf');
  await writeFile(config, apacheConfig(place, override));
  return ['/usr/sbin/apache2', '-f', config, '-D', 'FOREGROUND'];
}

/** A port that nobody has just now. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  return port;
}

/** In the page: how many documents this tab has had. */
function countDocument() {
  // Not the empty page that a tab begins with.
  if (location.protocol !== 'http:') return;
  sessionStorage.setItem('documents', String(Number(sessionStorage.getItem('documents')) + 1));
}

/**
 * What becomes of the page on one host in one browser.
 * @param {import('./harness/browsers.js').BrowserName} name
 * @param {string} url
 * @param {() => Promise<void>} stop Ends the server.
 */
async function look(name, url, stop) {
  const running = await launch(name);
  try {
    const app = await AppPage.open(running, url, { before: (page) => page.evaluateOnNewDocument(countDocument) });
    const isolated = () =>
      app.page.evaluate(() => globalThis.crossOriginIsolated && document.readyState === 'complete').catch(() => false);
    await until('threads', isolated, { timeout: 20_000 });
    const reloads = (await app.page.evaluate(() => Number(sessionStorage.getItem('documents')))) - 1;
    await app.summarize(SHORT_NOTE);
    const { Engine: engine, Storage: storage } = await app.facts();
    // The service worker keeps the files in the background.
    await until('all files', () =>
      app.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state === 'activated'),
    );
    await stop();
    await app.page.goto(url);
    const offline = (await app.summarize(SHORT_NOTE)).length > 0;
    await app.close();
    return { reloads, engine, storage, offline };
  } finally {
    await running.close();
  }
}

const wanted = process.argv.slice(2).filter((name) => name in HOSTS);
const browsers = BROWSERS.filter(
  (name) => !BROWSERS.some((each) => process.argv.includes(each)) || process.argv.includes(name),
);
const tiny = await makeTinySite();
const scratch = await mkdtemp(join(tmpdir(), 'nutshell-hosts-'));
try {
  await chmod(scratch, 0o755);
  const root = join(scratch, 'root');
  await mkdir(join(root, 'some'), { recursive: true });
  await cp(tiny.root, join(root, 'some', 'path'), { recursive: true, dereference: true });
  await chmod(join(root, 'some', 'path'), 0o755);
  for (const [host, prepare] of Object.entries(HOSTS)) {
    if (wanted.length > 0 && !wanted.includes(host)) continue;
    for (const name of browsers) {
      // A port, and so an origin, that the browser has nothing of.
      const port = await freePort();
      const [command, ...options] = await prepare({ scratch, root, port });
      const server = spawn(command, options, { stdio: 'ignore' });
      const ended = once(server, 'exit');
      const url = `http://localhost:${port}/some/path/`;
      try {
        await until(`an answer of ${host}`, () =>
          fetch(url).then(
            ({ ok }) => ok,
            () => false,
          ),
        );
        const stop = async () => {
          server.kill();
          await ended;
        };
        console.log(host, name, JSON.stringify(await look(name, url, stop)));
      } catch (error) {
        console.log(host, name, 'FAILED', String(error));
        process.exitCode = 1;
      } finally {
        server.kill();
        await ended;
      }
    }
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
  await tiny.remove();
}
