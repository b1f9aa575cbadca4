/** Damage to the text files that a run keeps: cut off, edited, or with values of JSON that make no sense. */

/** Reproducible pseudo-random numbers: mulberry32 (Tommy Ettinger, 2017). */
export class Random {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = (seed * 0x9e3779b9) >>> 0;
  }

  /** @param {number} end a number below it */
  below(end) {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let z = this.#state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return Math.floor((((z ^ (z >>> 14)) >>> 0) / 4294967296) * end);
  }

  /**
   * @template T
   * @param {readonly T[]} choices
   * @returns {T}
   */
  pick(choices) {
    return choices[this.below(choices.length)];
  }
}

const VALUES = [
  null,
  true,
  0,
  -1,
  1e300,
  '',
  'a',
  'done',
  '..',
  '../outside.txt',
  '/outside.txt',
  'a.txt',
  'mine.summary.md',
  'mine.txt',
  'a.summary.md',
  'index.md',
  'run.json',
  'deep',
  '__proto__',
  'constructor',
  '\u0000',
  'x'.repeat(5000),
  '\u202e',
  [],
  {},
  ['..'],
  { source: 1 },
  'f'.repeat(64),
];

/**
 * Another value somewhere in a value of JSON, or one less or one more.
 * @param {unknown} value
 * @param {Random} random
 * @returns {unknown}
 */
export function twisted(value, random) {
  if (typeof value !== 'object' || value === null || random.below(6) === 0) return random.pick(VALUES);
  const keys = Object.keys(value);
  if (keys.length === 0) return [random.pick(VALUES)];
  const key = random.pick(keys);
  const copy = /** @type {Record<string, unknown>} */ (Array.isArray(value) ? [...value] : { ...value });
  if (random.below(4) === 0) {
    if (Array.isArray(copy)) copy.splice(Number(key), 1);
    else delete copy[key];
  } else copy[key] = random.below(3) === 0 ? copy[random.pick(keys)] : twisted(copy[key], random);
  return copy;
}

/**
 * The text cut off at its end.
 * @param {string} text
 * @param {Random} random
 */
export function cutOff(text, random) {
  return text.slice(0, random.below(text.length + 1));
}

/**
 * The text with a stretch of it gone, twice there, or replaced by something else.
 * @param {string} text
 * @param {Random} random
 */
export function scrambled(text, random) {
  const [start, length] = [random.below(text.length + 1), random.below(60)];
  const piece = text.slice(start, start + length);
  const instead = random.pick([
    '',
    piece + piece,
    '"',
    '\n',
    '\u0000',
    '{}',
    '..',
    '\ud800',
    String(random.below(1e9)),
  ]);
  return text.slice(0, start) + instead + text.slice(start + length);
}

/**
 * Lines of JSON with one of them damaged, gone, twice there or elsewhere.
 * @param {string} text
 * @param {Random} random
 */
export function linesDamaged(text, random) {
  const lines = text.split('\n').filter(Boolean);
  if (lines.length === 0) return text;
  const [at, other] = [random.below(lines.length), random.below(lines.length)];
  const how = random.below(5);
  if (how === 0) lines.splice(at, 1);
  else if (how === 1) lines.splice(other, 0, lines[at]);
  else if (how === 2) [lines[at], lines[other]] = [lines[other], lines[at]];
  else lines[at] = jsonDamaged(lines[at], random);
  return `${lines.join('\n')}\n`;
}

/**
 * JSON with a value in it that makes no sense; what is no JSON any more is scrambled further.
 * @param {string} text
 * @param {Random} random
 */
export function jsonDamaged(text, random) {
  try {
    return JSON.stringify(twisted(JSON.parse(text), random));
  } catch {
    return scrambled(text, random);
  }
}
