/** Bundles the site's scripts for the page in one file: what they get from the site is replaced by what is in the page. */

import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const SINGLE = fileURLToPath(new URL('../../single/', import.meta.url));

/** Modules of the site, and what stands in for them, below www/single/. @type {Readonly<Record<string, string>>} */
const REPLACED = Object.freeze({
  'api/workers.js': 'page/workers.js',
  'page/reading-worker.js': 'page/workers.js',
  'worker/site.js': 'worker/site.js',
  'worker/model-store.js': 'worker/model-store.js',
  'reading/libraries.js': 'worker/libraries.js',
});

/** Which scripts a worker asks for by name. @type {Readonly<Record<string, string[]>>} */
const SCRIPTS = Object.freeze({
  'page/main.js': [],
  'worker/engine-worker.js': [
    'engine/single-relaxed/nutshell.js',
    'engine/single-simd128/nutshell.js',
    'engine/slow/nutshell.js',
    'vendor/wasm-feature-detect.js',
  ],
  'reading/reading-worker.js': [
    'vendor/fflate.js',
    'vendor/mammoth.js',
    'vendor/postal-mime/postal-mime.js',
    'vendor/pdfjs/pdf.js',
    'vendor/pdfjs/pdf.worker.js',
  ],
});

/** The scripts that the page in one file has: entry points of the site. */
export const ENTRIES = Object.freeze(Object.keys(SCRIPTS));

/**
 * One classic script of an entry point and all that it needs.
 * @param {string} site The folder dist/.
 * @param {string} entry Path in the site.
 * @returns {Promise<string>}
 */
export async function bundle(site, entry) {
  const { outputFiles } = await build({
    entryPoints: [join(site, entry)],
    bundle: true,
    preserveSymlinks: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'inline',
    // Addresses that no browser fetches: what still asked for one would fail, and be seen.
    define: { 'import.meta.url': JSON.stringify(`nutshell:/${entry}`) },
    logLevel: 'error',
    plugins: [{ name: 'page in one file', setup: (setup) => replace(setup, site, entry) }],
  });
  return forInline(outputFiles[0].text);
}

/**
 * @param {import('esbuild').PluginBuild} setup
 * @param {string} site
 * @param {string} entry
 */
function replace(setup, site, entry) {
  setup.onResolve({ filter: /^\.{1,2}\// }, ({ path, importer }) => {
    const target = resolve(dirname(importer), path);
    if (target === join(SINGLE, 'worker', 'scripts.js')) return { path: target, namespace: 'scripts' };
    const inSingle = relative(SINGLE, target);
    if (!inSingle.startsWith('..')) return { path: target };
    // From www/single/, `../../` is the site.
    const fromSingle = !relative(SINGLE, importer).startsWith('..');
    const inSite = relative(fromSingle ? join(SINGLE, '..') : site, target);
    const replacement = REPLACED[inSite.split(sep).join('/')];
    return { path: replacement ? join(SINGLE, replacement) : join(site, inSite) };
  });
  setup.onLoad({ filter: /.*/, namespace: 'scripts' }, () => {
    const rows = SCRIPTS[entry].map(
      (path) => `${JSON.stringify(path)}: () => import(${JSON.stringify(join(site, path))})`,
    );
    return { contents: `export const SCRIPTS = {\n${rows.join(',\n')}\n};`, resolveDir: site };
  });
}

/**
 * The same script without what would end or confuse the element that it stands in (HTML, 4.12.1.3): such text is only in
 * strings, expressions and comments, where the escape means the same.
 * @param {string} script
 */
function forInline(script) {
  return script.replace(/<(?=!--|\/?script)/gi, '\\x3C');
}
