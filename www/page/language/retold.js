/**
 * What comes in English from below the page (the engine, the worker, what reads files), told in the language of the
 * interface. What is kept in files stays as it came.
 */

/** @import { ErrorInfo } from '../../shared/errors.js' */

import { ERROR_CODES } from '../../shared/errors.js';
import { isForeign, phrases, text } from './text.js';

/** The engine's warnings, the worker's notices, and how a file was read. */
export const RETOLD = phrases([
  'The note is code for the most part, so its sentences are quoted.',
  'The note is not in English, the one language that this model writes, so its sentences are quoted.',
  'The note is a list, so its items are quoted.',
  'The note is a list, so its items are quoted, {shown} of {items}.',
  'The note is so short that it is shown as it is.',
  'Grounding was off: the model wrote what it liked, and nothing of it was looked up in the note.',
  'Left out, as no part of the text: {names}.',
  'Read as Windows-1252, because it is not UTF-8.',
  'Read as {encoding}; the file does not say so itself.',
  '{n} damaged characters are shown as \ufffd.',
  'The file ends too early: what followed is missing.',
  'Another tab is downloading the model; this one waits and shares it.',
  'The connection is gone. The download goes on where it was as soon as it is back.',
  'A part of the stored model was damaged; it has been downloaded again.',
  'A part of the stored model is damaged, and there is no connection. It is downloaded again, alone, as soon as the connection is back.',
  'There is no room to keep the model on this device: it works from memory, and is downloaded again next time.',
  'This browser keeps no files for this page (a private window, or an insecure address): the model works from memory, and is downloaded again next time.',
]);
/** What the engine leaves out of a note, as it names that. */
export const OMITTED = phrases([
  'front matter',
  'HTML comments',
  'scripts, styles and drawings',
  "technical fields of a mail's header",
  'a legal notice below a mail',
]);

/**
 * A sentence of the engine or the worker; one that is not known stays as it is.
 * @param {string} english
 * @returns {string}
 */
export function retold(english) {
  if (!isForeign()) return english;
  for (const template of RETOLD) {
    const names = Array.from(template.matchAll(/\{(\w+)\}/g), ([, name]) => name);
    const found = pattern(template).exec(english);
    if (!found) continue;
    const values = names.map((name, at) => [
      name,
      found[at + 1]
        .split('; ')
        .map((each) => text(each))
        .join('; '),
    ]);
    return text(template, Object.fromEntries(values));
  }
  return text(english);
}

/**
 * An error from below: in another language what its code says, with the English, which names more, as its detail.
 * @param {ErrorInfo} error
 * @param {string} [name] of the file or note that it is about
 * @returns {ErrorInfo}
 */
export function retoldError(error, name) {
  const { code, message, detail } = error;
  if (!isForeign() || !Object.hasOwn(ERROR_CODES, code)) return error;
  const english = ERROR_CODES[/** @type {keyof typeof ERROR_CODES} */ (code)];
  const told = text(english);
  return {
    code,
    message: name === undefined ? told : text('“{name}”: {message}', { name, message: told }),
    detail: [message === english ? '' : message, detail].filter(Boolean).join(' '),
  };
}

/** @param {string} template */
function pattern(template) {
  const parts = template.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.+)')}$`);
}
