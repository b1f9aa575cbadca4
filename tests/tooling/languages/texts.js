/** The texts that the pages and their scripts show: what a catalogue has to have. */

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { OMITTED, RETOLD } from '../../../www/page/language/retold.js';

const WWW = new URL('../../../www/', import.meta.url);
/** @type {typeof import('../../../www/node_modules/typescript/lib/typescript.js')} */
const ts = createRequire(new URL('package.json', WWW))('typescript');

/** The functions of www/page/language/text.js, and which of their arguments is the text. */
const SHOWING = new Map([
  ['text', 0],
  ['plural', 2],
  ['phrases', 0],
]);

/**
 * The English texts that a script names, and calls whose text is no literal and no expression of literals.
 * @param {string} source
 * @returns {Set<string>}
 */
export function textsOfScript(source) {
  const file = ts.createSourceFile('x.js', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  /** @type {Set<string>} */
  const found = new Set();
  const collect = (/** @type {import('../../../www/node_modules/typescript/lib/typescript.js').Node} */ node) => {
    if (ts.isStringLiteralLike(node)) {
      const isKey = ts.isPropertyAssignment(node.parent) && node.parent.name === node;
      if (!isKey && node.text !== '') found.add(node.text);
    } else if (!ts.isCallExpression(node)) {
      ts.forEachChild(node, collect);
    }
  };
  const visit = (/** @type {import('../../../www/node_modules/typescript/lib/typescript.js').Node} */ node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const place = SHOWING.get(node.expression.text);
      if (place !== undefined && node.arguments[place]) collect(node.arguments[place]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** @returns {{ path: string, source: string }[]} all scripts of the page */
export function scripts() {
  const folder = fileURLToPath(new URL('page/', WWW));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js') && !/^language\/..\//.test(path))
    .map((path) => ({ path, source: readFileSync(`${folder}/${path}`, 'utf8') }));
}

/** What www/page/language/markup.js looks at. */
const ATTRIBUTE = /\s(?:aria-label|placeholder|title|alt)="([^"]*)"/g;

/**
 * The texts of a page of the site, as www/page/language/markup.js finds them in its document.
 * @param {string} html
 * @returns {Set<string>}
 */
export function textsOfMarkup(html) {
  const visible = html
    .replace(/<!--.*?-->/gs, '')
    .replace(/<!doctype[^>]*>/i, '')
    .replace(/<(script|style|noscript)\b.*?<\/\1>/gs, '')
    .replace(/<(\w+)[^>]*\stranslate="no"[^>]*>.*?<\/\1>/gs, '');
  const attributes = Array.from(visible.matchAll(ATTRIBUTE), ([, value]) => value);
  const texts = [...visible.split(/<[^>]*>/), ...attributes].map((each) => each.trim().replace(/\s+/g, ' '));
  return new Set(texts.filter((each) => /\p{L}/u.test(each)));
}

/** The pages of the site. */
export function pages() {
  return readdirSync(WWW)
    .filter((name) => name.endsWith('.html'))
    .map((name) => ({ name, html: readFileSync(new URL(name, WWW), 'utf8') }));
}

/**
 * The sentences that the page retells, and whether the engine, the worker or a reader of files still says them: the longest
 * part without placeholders stands in a source.
 */
export function retoldInSource() {
  const read = (/** @type {URL} */ folder, /** @type {RegExp} */ ending) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => ending.test(path))
      .map((path) => readFileSync(new URL(path, folder), 'utf8'));
  const sources = [
    ...read(new URL('../src/summarize/', WWW), /\.rs$/),
    ...['worker/', 'reading/', 'batch/'].flatMap((folder) => read(new URL(folder, WWW), /\.js$/)),
    readFileSync(new URL('page/decode-text.js', WWW), 'utf8'),
  ]
    .join('\n')
    // Long strings stand in pieces.
    .replace(/' \+\n\s*'/g, '');
  return [...RETOLD, ...OMITTED].map((sentence) => {
    const longest = sentence.split(/\{\w+\}/).reduce((a, b) => (b.length > a.length ? b : a));
    return { sentence, said: sources.includes(longest.replace(/[.,]? ?$/, '').replaceAll('\ufffd', '\\ufffd')) };
  });
}
