/** The languages that a caller names beforehand (Writing Assistance APIs, "Language tags" and "Language availability"). */

/** What the catalogue's model reads and writes. Other notes are quoted. */
const SUPPORTED = 'en';

/**
 * @typedef {object} Languages
 * @property {readonly string[] | null} expectedInputLanguages
 * @property {readonly string[] | null} expectedContextLanguages
 * @property {string | null} outputLanguage
 */

/**
 * A language tag in its canonical form. Throws a RangeError for what is none.
 * @param {string} tag
 * @returns {string}
 */
export function canonicalTag(tag) {
  return Intl.getCanonicalLocales([tag])[0];
}

/**
 * Tags in canonical form, each once; null where there are none.
 * @param {string[] | undefined} tags
 * @returns {readonly string[] | null}
 */
export function canonicalTags(tags) {
  const list = [...new Set(tags?.map(canonicalTag))];
  return list.length > 0 ? Object.freeze(list) : null;
}

/**
 * The first of the languages that is not supported; null where all are.
 * @param {Languages} languages
 * @returns {string | null}
 */
export function unsupported({ expectedInputLanguages, expectedContextLanguages, outputLanguage }) {
  const all = [...(expectedInputLanguages ?? []), ...(expectedContextLanguages ?? []), outputLanguage ?? SUPPORTED];
  return all.find((tag) => new Intl.Locale(tag).language !== SUPPORTED) ?? null;
}
