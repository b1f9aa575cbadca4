/**
 * Command: `node icons.js`. Draws the PNG icons of the manifest from icon.svg, in Chromium; to be run when the drawing
 * changes. A maskable icon has its drawing in the inner four fifths, since systems cut the rest to a shape of theirs.
 */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';

const WWW = fileURLToPath(new URL('..', import.meta.url));
/** Background null: transparent. `part`: of the square that the drawing fills. */
const ICONS = [
  { file: 'icon-192.png', size: 192, part: 0.96, background: null },
  { file: 'icon-512.png', size: 512, part: 0.96, background: null },
  { file: 'maskable-512.png', size: 512, part: 0.66, background: '#f7f5f1' },
  { file: 'apple-touch-180.png', size: 180, part: 0.78, background: '#f7f5f1' },
];

const drawing = `data:image/svg+xml;base64,${(await readFile(join(WWW, 'icon.svg'))).toString('base64')}`;
const profile = await mkdtemp(join(tmpdir(), 'nutshell-icons-'));
const executablePath = process.env.NUTSHELL_CHROMIUM ?? '/usr/bin/chromium';
const browser = await puppeteer.launch({ executablePath, userDataDir: profile, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  for (const { file, size, part, background } of ICONS) {
    await page.setViewport({ width: size, height: size });
    const inner = Math.round(size * part);
    const style = `margin:0;display:grid;place-items:center;height:${size}px;background:${background ?? 'transparent'}`;
    await page.setContent(`<body style="${style}"><img width="${inner}" height="${inner}" src="${drawing}">`);
    const path = /** @type {`${string}.png`} */ (join(WWW, 'icons', file));
    await page.screenshot({ path, omitBackground: background === null });
  }
} finally {
  await browser.close();
  await rm(profile, { recursive: true, force: true });
}
