/** What the page says of a test note and of what became of it. */

/** @import { NoteScore, TestNote } from '../../api/scorer.js' */
/** @import { Pass } from './test-run.js' */

import { formatPlural } from '../figures.js';
import { BASE } from './test-run.js';

/** @param {TestNote} note */
export function noteTitle({ name }) {
  return name.replaceAll('_', ' ');
}

/** @param {Pass} pass */
export function passTitle({ item, system }) {
  return system === BASE ? `${noteTitle(item.note)} (${BASE})` : noteTitle(item.note);
}

/** @param {TestNote} note */
export function expectedSentence({ expect, reason }) {
  if (expect === 'summarize') return 'It is of the sort that the tool is for, so it should be summarized.';
  switch (reason) {
    case 'short':
      return 'It is hardly longer than a summary, so it should be quoted.';
    case 'list':
      return 'It is a list, so its items should be quoted.';
    case 'language':
      return 'The model was trained on English and this is not, so it should be quoted and not rewritten.';
    case 'code':
      return 'It is code for the most part, so it should be quoted.';
    default:
      return 'There is nothing to tell, so it should be quoted or refused.';
  }
}

/** @param {NoteScore} score */
export function didSentence({ written, quoted, error }) {
  if (error !== null) return 'refused';
  if (written > 0 && quoted > 0) return `${written} written, ${quoted} quoted`;
  if (written > 0) return `${written} written`;
  return quoted > 0 ? `${quoted} quoted` : 'nothing';
}

/** @param {NoteScore} score */
export function verdictSentence({ failures, met, written, error }) {
  if (failures.length > 0) return formatPlural(failures.length, 'thing is wrong', 'things are wrong');
  if (error !== null && met) return 'As it should be: it was refused.';
  return written > 0 ? 'Nothing is wrong with the summary.' : 'As it should be: it was quoted and not rewritten.';
}
