/**
 * Front matter in YAML 1.2, as flat as its readers (Obsidian, Jekyll and others) want it: a key a line, strings in double
 * quotes only, so that no text can break out of its field.
 */

/** @typedef {string | number | boolean | null | string[]} Value A number that is no integer is written with two digits. */
/** @typedef {[key: string, value: Value]} Field */

/**
 * @param {Field[]} fields
 * @returns {string} with the lines of three hyphens around it
 */
export function frontMatter(fields) {
  return `---\n${fields.map(([key, value]) => line(key, value)).join('\n')}\n---\n`;
}

/**
 * @param {string} key
 * @param {Value} value
 */
function line(key, value) {
  if (!Array.isArray(value)) return `${key}: ${scalar(value)}`;
  return value.length === 0 ? `${key}: []` : [`${key}:`, ...value.map((item) => `  - ${scalar(item)}`)].join('\n');
}

/** @param {string | number | boolean | null} value */
function scalar(value) {
  if (typeof value === 'string') return yamlString(value);
  if (typeof value !== 'number') return String(value);
  if (!Number.isFinite(value)) return '.nan';
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

/**
 * A YAML double-quoted scalar (YAML 1.2, 7.3.1), which JSON's strings are but for a few characters that YAML
 * does not print: those are escaped too.
 * @param {string} value
 * @returns {string}
 */
export function yamlString(value) {
  // A lone half of a surrogate pair cannot be written as UTF-8.
  const whole = value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  return JSON.stringify(whole).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
