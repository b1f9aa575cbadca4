/** The site's first page as the page in one file: styles, pictures and script inside, nothing to fetch. */

import { createHash } from 'node:crypto';

/** What the page says of itself. */
export const ABOUT =
  'This page is one file with all that it needs: it works from a disk, without a network, and with one ' +
  'thread. Folders of notes, the lesson and the report card need the site.';

/**
 * @param {object} parts
 * @param {string} parts.page The text of index.html.
 * @param {(path: string) => string} parts.read The text of a file that the page names.
 * @param {string} parts.script
 * @returns {{ before: string, script: string, after: string }} `script` is its element; files go before or behind it
 */
export function singlePage({ page, read, script }) {
  const style = (/** @type {string} */ path) => read(path);
  /** @type {string[]} */
  const styles = [];
  const picture = (/** @type {string} */ path) =>
    `data:image/svg+xml;base64,${Buffer.from(read(path)).toString('base64')}`;
  const inline = page
    .replace(/<!-- only on a site -->.*?<!-- end -->/gs, '')
    .replace(/\s*<link rel="(?:manifest|apple-touch-icon)"[^>]*>/g, '')
    .replace(/<link rel="stylesheet" href="([^"]+)">/g, (_, path) => {
      styles.push(style(path));
      return `<style>${styles.at(-1)}</style>`;
    })
    .replace(
      /(<link rel="icon" href=|<img [^>]*src=)"([^"]+\.svg)"/g,
      (_, start, path) => `${start}"${picture(path)}"`,
    );
  const closed = once(inline, '</footer>', `<p class="facts">${ABOUT}</p>\n</footer>`);
  const withoutScript = once(closed, /\s*<script type="module" src="page\/main\.js"><\/script>/, '');
  const whole = withoutScript.replace(
    /(?<=<meta http-equiv="Content-Security-Policy" content=)"([^"]*)"/,
    (_, policy) => `"${contentSecurityPolicy(policy, script, styles)}"`,
  );
  if (whole === withoutScript) throw new Error('index.html has no content security policy');
  const left = /\s(?:src|srcset|href)="(?!data:|#)[^"]*"/.exec(whole);
  if (left) throw new Error(`index.html still names a file of the site:${left[0]}`);
  const [before, after] = whole.split('</body>');
  if (after === undefined) throw new Error('index.html has no </body>');
  return { before, script: `<script>${script}</script>\n`, after: `</body>${after}` };
}

/**
 * No connection to anything, not even to the disk; only this script and these styles; Trusted Types as on the site.
 * @param {string} site The policy of the site's page.
 * @param {string} script
 * @param {string[]} styles
 */
function contentSecurityPolicy(site, script, styles) {
  const kept = site.split(/;\s*/).filter((directive) => /^(require-)?trusted-types/.test(directive));
  const types = kept.map((directive) => directive.replace(/^trusted-types.*/, '$& nutshell-files'));
  return [
    "default-src 'none'",
    `script-src ${hashSource(script)} 'wasm-unsafe-eval'`,
    'worker-src blob:',
    "connect-src 'none'",
    `style-src ${styles.map(hashSource).join(' ')}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    ...types,
  ].join('; ');
}

/** @param {string} text */
function hashSource(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * Replaces what has to be there, and only once.
 * @param {string} text
 * @param {string | RegExp} what
 * @param {string} by
 */
function once(text, what, by) {
  const parts = text.split(what);
  if (parts.length !== 2) throw new Error(`index.html has ${parts.length - 1} times ${what}, not once`);
  return parts.join(by);
}
