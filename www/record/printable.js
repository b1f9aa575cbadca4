/** Text from names and notes that is shown among other text. */

/**
 * Without what would steer a terminal or turn the writing round; the soft hyphen and the two joiners, which words and emoji
 * are made with, do neither.
 * @param {string} text
 */
export function printable(text) {
  return text.replace(/(?!\u00ad|\u200c|\u200d)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd');
}
