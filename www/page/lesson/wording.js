/** How tokens, rules and choices are put into words. */

/** @import { Candidate } from '../../shared/protocol.js' */
/** @import { Moment } from './recording.js' */

/** Why a token was turned away, by the engine's name of the rule. @type {Record<string, string>} */
const RULES = {
  address: 'address: the note does not have it',
  control: 'a mark that steers the model, not text',
  day: 'day: the note does not have it',
  ending: 'end: the sentence is not finished',
  form: 'form: not how a summary is written',
  label: 'label: the note does not have it',
  name: 'name: the note does not have it',
  number: 'number: the note does not have it',
  repetition: 'repetition: it has said so before',
  tried: 'tried before, in vain',
};

/** Why an answer ends. @type {Record<string, string>} */
const ENDS = {
  endofturn: 'The model ends its answer here.',
  sentences: 'It shows that the sentence before it is complete. No more are wanted about this part.',
  length: 'The answer is as long as it may be; the unfinished sentence is dropped.',
  loop: 'The answer goes round in circles and is ended.',
  ungrounded: 'Every way to go on is forbidden or unlikely: the sentence is given up.',
};

/** @param {string} rule */
export function ruleText(rule) {
  return RULES[rule] ?? rule;
}

/**
 * A token as it is shown: what cannot be seen gets a sign.
 * @param {string | null} text
 */
export function tokenText(text) {
  if (text === null) return 'end of the answer';
  if (text === '') return 'a part of a character';
  return text.replaceAll(' ', '␣').replaceAll('\n', '↵').replaceAll('\t', '⇥');
}

/**
 * A token as it is spoken.
 * @param {string | null} text
 */
export function spokenToken(text) {
  if (text === null || text.trim() !== '') return text === null ? tokenText(null) : `“${text.trim()}”`;
  return text === '' ? tokenText('') : 'a space';
}

/**
 * @param {number} share from 0 to 1
 */
export function formatShare(share) {
  const percent = share * 100;
  if (percent < 0.1) return 'under 0.1%';
  return `${percent < 10 ? percent.toFixed(1) : Math.min(percent, 99.9).toFixed(percent < 99 ? 0 : 1)}%`;
}

/**
 * What happens at a choice, in a sentence or two.
 * @param {Moment} moment
 */
export function momentSentence({ candidates, chosen, kept, finish }) {
  const taken = chosen === null ? null : candidates[chosen];
  const away = candidates.filter(({ forbidden }) => forbidden !== null).length;
  const turned = away === 0 ? '' : ` ${away === 1 ? 'One was' : `${away} were`} turned away.`;
  if (taken === null) {
    const how = finish ? ENDS[finish] : 'Nothing likely may be written: the sentence is begun anew with another word.';
    return `${how ?? ''}${turned}`;
  }
  const what = `Chosen: ${spokenToken(taken.text)}, ${formatShare(taken.probability)}.`;
  const dropped = kept !== null && finish === 'endofturn' ? ' The unfinished sentence is dropped.' : '';
  return `${what}${turned}${finish ? ` ${ENDS[finish] ?? ''}` : ''}${dropped}`;
}

/**
 * What is to say of a candidate.
 * @param {Candidate} candidate
 * @param {boolean} chosen
 */
export function fateText({ forbidden }, chosen) {
  return chosen ? 'chosen' : forbidden ? ruleText(forbidden) : '';
}
