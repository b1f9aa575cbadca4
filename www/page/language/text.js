/**
 * The texts of the interface in its language. The key of a text is its English: code and pages hold that, and a catalogue
 * has the same text in another language, where it has it. Placeholders stand in braces. No document is touched here.
 */

/**
 * One text, or one for each plural category of the language (Unicode CLDR, "Language Plural Rules").
 * @typedef {string | Partial<Record<Intl.LDMLPluralRule, string>>} Entry
 * @typedef {Readonly<Record<string, Entry>>} Catalogue
 * @typedef {Readonly<Record<string, string | number>>} Values numbers are written as the language writes them
 */

const PLACEHOLDER = /\{(\w+)\}/g;

/** @type {Catalogue} */
let catalogue = {};
let locale = 'en';
let rightToLeft = false;
let rules = new Intl.PluralRules(locale);
/** Formats of the language, made when they are needed. @type {Map<string, Intl.NumberFormat | Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * Sets the language of all texts from now on.
 * @param {string} tag of its figures, dates and plurals
 * @param {Catalogue} texts
 * @param {'ltr' | 'rtl'} [direction]
 */
export function speak(tag, texts, direction = 'ltr') {
  catalogue = texts;
  locale = tag;
  rightToLeft = direction === 'rtl';
  rules = new Intl.PluralRules(tag);
  formats.clear();
}

/**
 * @param {string} english
 * @param {Values} [values]
 * @returns {string}
 */
export function text(english, values = {}) {
  const entry = own(english) ?? english;
  return filled(typeof entry === 'string' ? entry : (entry.other ?? english), values);
}

/**
 * The text that a number calls for; `{n}` stands for that.
 * @param {number} n
 * @param {string} one
 * @param {string} many the key
 * @param {Values} [values]
 * @returns {string}
 */
export function plural(n, one, many, values = {}) {
  const entry = own(many) ?? { one, other: many };
  const chosen = typeof entry === 'string' ? entry : (entry[rules.select(n)] ?? entry.other ?? many);
  return filled(chosen, { n, ...values });
}

/**
 * Names texts that are shown elsewhere, by `text`, so that the test of the catalogues finds them.
 * @template T
 * @param {T} texts a text, or a list or table of some
 * @returns {T}
 */
export function phrases(texts) {
  return texts;
}

/** Whether the interface speaks another language than what comes from the engine. */
export function isForeign() {
  return locale !== 'en';
}

/**
 * @param {Intl.NumberFormatOptions} options
 * @returns {Intl.NumberFormat}
 */
export function numbers(options) {
  return format(Intl.NumberFormat, options);
}

/**
 * @param {Intl.DateTimeFormatOptions} options
 * @returns {Intl.DateTimeFormat}
 */
export function dates(options) {
  return format(Intl.DateTimeFormat, options);
}

/**
 * @template {Intl.NumberFormat | Intl.DateTimeFormat} F
 * @template O
 * @param {new (locale: string, options: O) => F} Format
 * @param {O} options
 * @returns {F}
 */
function format(Format, options) {
  const key = Format.name + JSON.stringify(options);
  const made = formats.get(key) ?? new Format(locale, options);
  formats.set(key, made);
  return /** @type {F} */ (made);
}

/**
 * A name or a passage, which may run the other way than the text around it (Unicode, UAX 9: isolates).
 * @param {string} words
 * @returns {string}
 */
export function apart(words) {
  return rightToLeft ? `\u2068${words}\u2069` : words;
}

/** @param {string} english */
function own(english) {
  return Object.hasOwn(catalogue, english) ? catalogue[english] : undefined;
}

/**
 * @param {string} template
 * @param {Values} values
 */
function filled(template, values) {
  return template.replace(PLACEHOLDER, (whole, name) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? numbers({ maximumFractionDigits: 0 }).format(value) : apart(value);
  });
}
