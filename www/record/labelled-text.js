/** A summary as text to take away: what was quoted from the note is labelled as that, here as on the page. */

/** @import { Summary, SummarySentence } from '../api/nutshell.js' */

/**
 * A piece of a summary's text, as it is streamed: one sentence with the mark and the white space before it.
 * @typedef {{ text: string, sentence: SummarySentence }} Piece
 */

/** Stands behind each sentence in the note's own words. */
export const QUOTED_LABEL = '(quoted)';

/**
 * The pieces that a finished summary was written in.
 * @param {Summary} record
 * @returns {Piece[]}
 */
export function pieces({ text, sentences }) {
  let at = 0;
  return sentences.map((sentence) => {
    const start = at;
    at = text.indexOf(sentence.text, at) + sentence.text.length;
    return { text: text.slice(start, at), sentence };
  });
}

/**
 * @param {Piece[]} written
 * @returns {string}
 */
export function labelledText(written) {
  return written
    .map(({ text, sentence }) => (sentence.origin === 'quoted' ? `${text} ${QUOTED_LABEL}` : text))
    .join('')
    .trim();
}
