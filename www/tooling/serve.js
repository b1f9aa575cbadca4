/** Command: `node serve.js --root DIR [--port N] [--base /PATH/] [--no-isolation] [--open]`. */

import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { startServer } from './server.js';

/**
 * Opens the address in the person's browser, where the desktop knows one.
 * @param {string} url
 */
function openBrowser(url) {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => console.error(`serve: ${opener} is not there; open ${url} yourself`));
  child.unref();
}

try {
  const { values } = parseArgs({
    options: {
      root: { type: 'string' },
      port: { type: 'string', default: '8080' },
      base: { type: 'string', default: '/' },
      'no-isolation': { type: 'boolean', default: false },
      open: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65535) {
    throw new Error(`--port takes a number from 0 to 65535, not ${values.port}`);
  }
  if (values.root === undefined) {
    throw new Error('--root DIR is missing');
  }
  const server = await startServer({
    root: values.root,
    port,
    base: values.base,
    isolation: !values['no-isolation'],
  });
  if (port !== 0 && server.port !== port) {
    console.error(`serve: port ${port} is taken`);
  }
  console.log(`Nutshell is at ${server.url}`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => server.close().then(() => process.exit(0)));
  }
  if (values.open) {
    openBrowser(server.url);
  }
} catch (error) {
  console.error(`serve: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
