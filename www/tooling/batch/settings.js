/** What a headless run is to do, from the command line and the configuration file; the command line comes first. */

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_OPTIONS } from '../../batch/options.js';
import { nextTime } from '../../batch/schedule.js';
import { KINDS, LENGTHS, MOST_JOBS, parseConfig } from './config.js';

/** @import { RunOptions } from '../../batch/options.js' */
/** @import { Config } from './config.js' */

/** Where the summaries go if nothing is said, inside the folder of the notes; as on the page. */
const SUMMARIES = 'summaries';
/** Notes that are worked on side by side; as on the page. */
const JOBS = 8;
/** What “overnight” means, by the clock of this machine. */
const NIGHT = Object.freeze({ begins: 22, ends: 6 });

/**
 * @typedef {object} Settings Paths are absolute.
 * @property {string} site The built site.
 * @property {string} scratch A folder of this run's own.
 * @property {boolean} check Only look at what was given.
 * @property {string} input
 * @property {string} output
 * @property {string | null} model null: the built-in one.
 * @property {string} schedule `now`, `overnight` or `HH:MM`
 * @property {RunOptions} options
 * @property {number} jobs
 * @property {boolean} json
 * @property {boolean} undo Take the last run back, and do nothing else.
 */

/**
 * @param {string[]} words of the command line; relative paths start from `--from`
 * @returns {Promise<Settings>}
 * @throws {Error} that says which word, or which line of which file, is wrong
 */
export async function readSettings(words) {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      site: { type: 'string', default: 'dist' },
      scratch: { type: 'string', default: '.cache/batch' },
      from: { type: 'string', default: '.' },
      check: { type: 'boolean', default: false },
      config: { type: 'string' },
      at: { type: 'string' },
      kind: { type: 'string' },
      length: { type: 'string' },
      model: { type: 'string' },
      jobs: { type: 'string' },
      json: { type: 'boolean', default: false },
      undo: { type: 'boolean', default: false },
    },
  });
  const { from } = values;
  const config = values.config === undefined ? {} : await readConfig(resolve(from, values.config), values.config);
  const [input = config.input_folder, output] = positionals.map((path) => resolve(from, path));
  if (positionals.length > 2) throw new Error(`two folders, IN and OUT, are enough; “${positionals[2]}” is one more.`);
  if (!input) throw new Error('which folder? Name it: ./build.sh batch IN OUT, or input_folder in the --config file.');
  // A folder of summaries in the file belongs to the folder of notes beside it.
  const beside = positionals.length === 0 ? config.output_folder : undefined;
  return {
    site: resolve(values.site),
    scratch: resolve(values.scratch),
    check: values.check,
    input,
    output: output ?? beside ?? join(input, SUMMARIES),
    model: values.model === undefined ? (config.model ?? null) : resolve(from, values.model),
    schedule: time('--at', values.at) ?? config.schedule ?? 'now',
    options: optionsOf(values, config),
    jobs: jobs(values.jobs) ?? config.jobs ?? JOBS,
    json: values.json,
    undo: values.undo,
  };
}

/**
 * @param {{ kind?: string, length?: string }} values
 * @param {Config} config
 * @returns {RunOptions}
 */
function optionsOf(values, config) {
  const kind = among('--kind', values.kind, KINDS) ?? config.kind ?? DEFAULT_OPTIONS.type;
  const length = among('--length', values.length, LENGTHS) ?? config.length ?? DEFAULT_OPTIONS.length;
  const { max_size_mb: megabytes, include = [], exclude = [] } = config;
  return {
    ...DEFAULT_OPTIONS,
    type: /** @type {RunOptions['type']} */ (kind),
    length: /** @type {RunOptions['length']} */ (length),
    include,
    exclude,
    maxBytes: megabytes === undefined ? DEFAULT_OPTIONS.maxBytes : Math.round(megabytes * 1e6),
  };
}

/**
 * When a run begins.
 * @param {string} schedule
 * @param {Date} now
 * @returns {Date | null} null: at once
 */
export function beginning(schedule, now) {
  if (schedule === 'now') return null;
  if (schedule !== 'overnight') return nextTime(schedule, now);
  const hour = now.getHours();
  return hour >= NIGHT.begins || hour < NIGHT.ends ? null : nextTime(`${NIGHT.begins}:00`, now);
}

/**
 * @param {string} file
 * @param {string} name as it was given
 */
async function readConfig(file, name) {
  const text = await readFile(file, 'utf8').catch((error) => {
    throw new Error(`--config: ${name} cannot be read (${error.code}).`);
  });
  return parseConfig(text, file);
}

/**
 * @param {string} option
 * @param {string | undefined} value
 * @param {readonly string[]} values
 */
function among(option, value, values) {
  if (value === undefined || values.includes(value)) return value;
  throw new Error(`${option} takes ${values.join(', ')}; not “${value}”.`);
}

/**
 * @param {string} option
 * @param {string | undefined} value
 */
function time(option, value) {
  if (value === undefined || nextTime(value, new Date())) return value;
  throw new Error(`${option} takes a time of the day such as 22:00, not “${value}”.`);
}

/** @param {string | undefined} value */
function jobs(value) {
  if (value === undefined) return undefined;
  const count = Number(value);
  if (/^\d+$/.test(value) && count >= 1 && count <= MOST_JOBS) return count;
  throw new Error(`--jobs takes a number from 1 to ${MOST_JOBS}, not “${value}”.`);
}
