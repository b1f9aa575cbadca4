/**
 * An e-mail (RFC 5322, MIME) as a person reads it: who wrote to whom, when and about what, then the text. Mails that are
 * passed on inside it follow in the same form. What is attached is named and not read.
 */

/** @import { Part, Reading } from './reading.js' */

import { NutshellError } from '../shared/errors.js';

/** Mails inside mails are read so deep. */
const DEEPEST = 4;

/** So many attachments are named. */
const NAMED = 5;

/** @typedef {{ name: string, address?: string, group?: { name: string, address: string }[] }} Address */
/** @typedef {{ filename: string | null, mimeType: string, related?: boolean, content: ArrayBuffer | Uint8Array | string }} Attachment */
/**
 * @typedef {object} Email
 * @property {{ key: string, value: string }[]} headers
 * @property {Address} [from]
 * @property {Address[]} [to]
 * @property {Address[]} [cc]
 * @property {string} [subject]
 * @property {string} [text]
 * @property {string} [html]
 * @property {Attachment[]} attachments
 */
/**
 * The part of postal-mime that is used.
 * @typedef {{ parse: (bytes: ArrayBuffer | Uint8Array | string, options: { forceRfc822Attachments: true }) => Promise<Email> }} PostalMime
 */

/**
 * @param {Uint8Array} bytes
 * @param {{ postalMime: PostalMime }} libraries
 * @returns {Promise<Reading>}
 * @throws {NutshellError} whose message goes on after the file's name
 */
export async function readEmail(bytes, { postalMime }) {
  /** @type {string[]} */
  const attached = [];
  /** @type {Part[]} */
  const parts = [];
  await readMessage(bytes, 0);
  return { parts, notice: attachmentNotice(attached) };

  /**
   * @param {ArrayBuffer | Uint8Array | string} message
   * @param {number} depth
   */
  async function readMessage(message, depth) {
    const email = await parse(message, postalMime);
    parts.push({ text: fields(email) });
    if (email.text?.trim()) parts.push({ text: email.text.replace(/\r\n?/g, '\n').trim() });
    else if (email.html) parts.push({ html: email.html });
    for (const { filename, mimeType, related, content } of email.attachments) {
      if (mimeType === 'message/rfc822' && depth < DEEPEST) {
        parts.push({ text: '---------- Forwarded message ----------' });
        await readMessage(content, depth + 1);
      } else if (!related) {
        // A picture within the text has no name that says anything.
        attached.push(oneLine(filename ?? mimeType));
      }
    }
  }
}

/**
 * @param {ArrayBuffer | Uint8Array | string} message
 * @param {PostalMime} postalMime
 */
async function parse(message, postalMime) {
  /** @type {Email} */
  let email;
  try {
    email = await postalMime.parse(message, { forceRfc822Attachments: true });
  } catch (cause) {
    throw new NutshellError('note-damaged', {
      message: 'is damaged: it cannot be read as an e-mail. Save the mail again, or copy its text.',
      detail: String(cause),
    });
  }
  if (!email.from && !email.to && email.subject === undefined) {
    throw new NutshellError('note-damaged', {
      message: 'is no e-mail: it names no sender, no receiver and no subject. Save it as .txt if it is a text.',
    });
  }
  return email;
}

/**
 * The fields that people read, one a line.
 * @param {Email} email
 */
function fields({ headers, from, to, cc, subject }) {
  // As it is written: the library turns it into Greenwich's time.
  const date = headers.find(({ key }) => key === 'date')?.value;
  const rows = [
    ['From', from && addresses([from])],
    ['To', to && addresses(to)],
    ['Cc', cc && addresses(cc)],
    ['Date', date],
    ['Subject', subject],
  ];
  return rows
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${oneLine(value ?? '')}`)
    .join('\n');
}

/**
 * @param {Address[]} list
 * @returns {string}
 */
function addresses(list) {
  return list
    .map(({ name, address, group }) => {
      if (group) return `${name}: ${addresses(group)}`;
      return name && address ? `${name} <${address}>` : name || address;
    })
    .join(', ');
}

/** @param {string[]} names */
function attachmentNotice(names) {
  if (names.length === 0) return null;
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return `Attached and not read: ${names.slice(0, NAMED).join(', ')}${more}.`;
}

/** @param {string} text */
function oneLine(text) {
  return text.replace(/\s+/g, ' ').trim();
}
