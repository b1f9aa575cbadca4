/**
 * The configuration file of a headless run: YAML with one block, `cpu_only_batch`. Whatever is not known or has no meaning is
 * an error that names its line.
 */

import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { nextTime } from '../../batch/schedule.js';

/** @import { Document, Node, Pair, YAMLMap } from 'yaml' */

const BLOCK = 'cpu_only_batch';

export const KINDS = Object.freeze(['key-points', 'tldr', 'teaser', 'headline']);
export const LENGTHS = Object.freeze(['short', 'medium', 'long']);
/** The most notes that are worked on side by side. */
export const MOST_JOBS = 16;

/**
 * What a file may say; a key that it does not have is undefined.
 * @typedef {object} Config
 * @property {string} [input_folder] Absolute.
 * @property {string} [output_folder] Absolute.
 * @property {string} [task]
 * @property {string} [model] Absolute; undefined: the built-in one.
 * @property {string} [schedule] `now`, `overnight` or `HH:MM`
 * @property {string} [output]
 * @property {string} [user_expectation]
 * @property {string} [kind]
 * @property {string} [length]
 * @property {number} [jobs]
 * @property {string[]} [include]
 * @property {string[]} [exclude]
 * @property {number} [max_size_mb]
 */

/** Every mistake of a file, each with its line. */
export class ConfigError extends Error {
  /** @param {string[]} lines */
  constructor(lines) {
    super(lines.join('\n'));
    this.name = 'ConfigError';
  }
}

/** Of a list, the item at `at` is not right. */
class WrongItem extends Error {
  /**
   * @param {string} message
   * @param {number} at
   */
  constructor(message, at) {
    super(message);
    this.at = at;
  }
}

/** The value as it is used, or an error that says, after the key, what it must be. @typedef {(value: unknown, folder: string) => unknown} Check */

/** @type {Readonly<Record<keyof Config, Check>>} */
const CHECKS = Object.freeze({
  input_folder: path,
  output_folder: path,
  task: oneOf(['summarize_each_note']),
  model: (value, folder) => (value === 'tiny_quantized' ? undefined : modelFile(value, folder)),
  schedule,
  output: oneOf(['local_markdown']),
  user_expectation: oneOf(['slow_but_private']),
  kind: oneOf(KINDS),
  length: oneOf(LENGTHS),
  jobs: (value) => number(value, 1, MOST_JOBS, true),
  include: patterns,
  exclude: patterns,
  max_size_mb: (value) => number(value, 0.001, 1000, false),
});

/**
 * @param {string} text
 * @param {string} file its path, for messages; paths in it are relative to its folder
 * @returns {Config}
 * @throws {ConfigError}
 */
export function parseConfig(text, file) {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  /** @type {{ line: number, message: string }[]} */
  const wrong = [];
  const complain = (/** @type {number} */ offset, /** @type {string} */ message) => {
    wrong.push({ line: Math.max(1, lines.linePos(offset).line), message });
  };
  for (const { pos, code, message } of [...document.errors, ...document.warnings]) {
    complain(pos[0], code === 'MULTIPLE_DOCS' ? 'a second document begins here; there may be only one.' : message);
  }
  const config = wrong.length === 0 ? readBlock(document, resolve(file), complain) : {};
  if (wrong.length === 0) return config;
  wrong.sort((a, b) => a.line - b.line);
  throw new ConfigError(wrong.map(({ line, message }) => `${file}:${line}: ${message}`));
}

/**
 * @param {Document} document
 * @param {string} file
 * @param {(offset: number, message: string) => void} complain
 * @returns {Config}
 */
function readBlock(document, file, complain) {
  const top = document.contents;
  if (!isMap(top)) {
    complain(start(top), `“${BLOCK}:” is missing.`);
    return {};
  }
  for (const pair of top.items) if (keyOf(pair) !== BLOCK) complain(start(pair.key), unknown(pair, [BLOCK]));
  const block = top.get(BLOCK, true);
  if (!isMap(block)) {
    complain(start(block ?? top), `“${BLOCK}:” must be followed by indented lines of “key: value”.`);
    return {};
  }
  return readPairs(block, document, file, complain);
}

/**
 * @param {YAMLMap} block
 * @param {Document} document
 * @param {string} file
 * @param {(offset: number, message: string) => void} complain
 */
function readPairs(block, document, file, complain) {
  /** @type {Record<string, unknown>} */
  const config = {};
  for (const pair of block.items) {
    const key = keyOf(pair);
    if (!Object.hasOwn(CHECKS, key)) {
      complain(start(pair.key), unknown(pair, Object.keys(CHECKS)));
      continue;
    }
    try {
      const value = /** @type {Node | null} */ (pair.value)?.toJS(document);
      config[key] = CHECKS[/** @type {keyof Config} */ (key)](value, dirname(file));
    } catch (error) {
      // A value that is not right, or an alias of nothing.
      const item = error instanceof WrongItem && isSeq(pair.value) ? pair.value.items[error.at] : pair.key;
      complain(start(item), `“${key}” ${error instanceof Error ? error.message : error}`);
    }
  }
  return /** @type {Config} */ (config);
}

/** @param {Pair} pair */
function keyOf({ key }) {
  return isScalar(key) ? String(key.value) : String(key);
}

/** @param {unknown} node @returns {number} */
function start(node) {
  return /** @type {Node | null | undefined} */ (node)?.range?.[0] ?? 0;
}

/**
 * @param {Pair} pair
 * @param {string[]} known
 */
function unknown(pair, known) {
  return `there is no “${keyOf(pair)}”; known: ${known.join(', ')}.`;
}

/** @param {readonly string[]} values @returns {Check} */
function oneOf(values) {
  return (value) => {
    if (values.includes(/** @type {string} */ (value))) return value;
    throw new Error(`must be ${listed(values)}, not ${shown(value)}.`);
  };
}

/** @type {Check} */
function path(value, folder) {
  if (typeof value === 'string' && value !== '' && !value.includes('\0')) return place(folder, value);
  throw new Error(`must be the path of a folder, not ${shown(value)}.`);
}

/**
 * @param {string} folder
 * @param {string} path may begin with the home folder, as in a shell
 */
function place(folder, path) {
  return resolve(
    folder,
    path.replace(/^~(?=\/|$)/, () => homedir()),
  );
}

/** @type {Check} */
function modelFile(value, folder) {
  if (typeof value === 'string' && value.endsWith('.gguf')) return place(folder, value);
  throw new Error(`must be tiny_quantized or a file that ends in .gguf, not ${shown(value)}.`);
}

/** @type {Check} */
function schedule(value) {
  if (value === 'now' || value === 'overnight') return value;
  if (typeof value === 'string' && nextTime(value, new Date())) return value;
  throw new Error(`must be now, overnight or a time such as 22:00, not ${shown(value)}.`);
}

/**
 * @param {unknown} value
 * @param {number} least
 * @param {number} most
 * @param {boolean} whole
 */
function number(value, least, most, whole) {
  const fits = typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value));
  if (fits) return value;
  throw new Error(`must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}, not ${shown(value)}.`);
}

/** @type {Check} */
function patterns(value) {
  const list = Array.isArray(value) ? value : [value];
  const wrong = list.findIndex((each) => typeof each !== 'string' || each === '');
  if (wrong < 0) return list;
  throw new WrongItem(`must be a pattern such as "*.md" or a list of them, not ${shown(list[wrong])}.`, wrong);
}

/** @param {readonly string[]} values */
function listed(values) {
  return values.length === 1 ? values[0] : `${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}`;
}

/** @param {unknown} value */
function shown(value) {
  return value === null || value === undefined ? 'nothing' : JSON.stringify(value);
}
