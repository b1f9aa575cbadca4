/**
 * Every error code of Nutshell with its default message: what happened, and what to do. Imports nothing.
 * The engine's own errors arrive with a message that names the field or the note; these are for those that do not.
 */

export const ERROR_CODES = Object.freeze({
  'gguf-not-a-gguf': 'This file is not a GGUF model. Choose a file that ends in .gguf, or keep the built-in model.',
  'gguf-malformed': 'The model file contradicts itself and cannot be read. Download it again, or choose another one.',
  'gguf-truncated': 'The model file ends too early: a part of it is missing. Download it again.',
  'model-architecture': 'The model has an architecture that this engine does not know. Choose another model.',
  'model-unsupported': 'The model uses a feature that this engine does not have. Choose another model.',
  'model-memory': 'There is not enough memory for this model. Close other tabs, or choose a smaller model.',
  'adapter-unusable': 'The adapter cannot be used with this model. Choose one that was made for it.',
  'adapter-missing': 'No adapter is loaded. Load one, or let the model write alone.',
  'tokenizer-unsupported': "The model's tokenizer is of a kind that this engine does not know. Choose another model.",
  'note-empty': 'The note is empty. Write or paste some text first.',
  'note-too-long': 'The note is too long to be summarized in one go. Split it, and summarize the parts.',
  'context-overflow': "The text does not fit into the model's context. Shorten the context, or split the note.",
  'options-invalid': 'An option has a value that does not exist. Choose one of the listed values.',
  'engine-internal': 'The engine found a mistake of its own. Your note is safe; try again, or reload the page.',
  'engine-no-simd':
    'This browser has no WebAssembly SIMD, which the engine needs. Update the browser (Chrome 100, Firefox 114, Safari 16.4 or later).',
  'engine-crashed': 'The engine stopped unexpectedly. Your note is safe; try again, and the engine starts afresh.',
  'engine-load-failed': 'The engine could not be loaded from this site. Check the connection and reload the page.',
  'scorer-load-failed':
    'The check of the summaries could not be loaded from this site. Check the connection and reload the page.',
  'test-notes-missing': 'The test notes could not be loaded from this site. Check the connection and try again.',
  'model-missing': 'The model is not on this server. Tell whoever runs the site that its models folder is incomplete.',
  'model-network': 'The model could not be downloaded. Check the connection and try again: what has arrived is kept.',
  'model-corrupt': 'The model is damaged: its checksum is wrong. Try again later, or download the file again.',
  'model-wrong-file': 'This file cannot be read as a model. Choose it again, or choose another one.',
  'note-binary': 'This file is not text. Choose a text or markdown file.',
  'note-encoding': 'The encoding of this file is not known. Save it as UTF-8 and choose it again.',
  'note-too-large': 'This file is too large for a note. Split it, and choose one of the parts.',
  'note-damaged': 'This file is damaged and cannot be read. Save it again, or save what it says as text.',
  'note-locked': 'This file is protected by a password. Save a copy without one and choose that.',
  'note-no-text': 'There is no text in this file. If it is a scan, run text recognition (OCR) over it first.',
  'note-ends-browser':
    'The tab or the browser has ended each time while this note was worked on. Split it, or close what else needs memory.',
  'note-too-slow': 'This file takes too long to read. Save what it says as text and choose that.',
  'reader-not-loaded':
    'What reads such files could not be loaded. Check the connection, or update the browser, and choose the file again.',
  'files-too-many': 'These are too many files at once. Choose fewer.',
  'file-type': 'This kind of file is not supported. Choose a text, HTML, Word, PDF, e-mail or RTF file.',
  'folder-permission':
    'The browser may no longer use the folder. Allow it again, and the run goes on where it stopped.',
  'folder-gone': 'The folder is not there any more. Bring it back or plug the disk in again, and let the run go on.',
  'folder-full': 'There is no space left in the folder. Make room, and let the run go on.',
  'journal-failed':
    'The browser cannot keep its journal: there may be no space left. Make room, and let the run go on.',
  'file-unreadable': 'The file cannot be read. Look at it, and retry.',
  'seal-too-early': 'The page can be sealed once the model is in memory. Wait until it has loaded.',
  'page-sealed':
    'This page is sealed: it can load neither the engine nor a model. Reload the page, which ends the seal; your notes stay.',
  aborted: 'Cancelled.',
});

/** @typedef {keyof typeof ERROR_CODES} ErrorCode */
/** @typedef {{ code: string, message: string, detail: string }} ErrorInfo */

/** An error with a code of ERROR_CODES, a message for a person and a technical detail (which never quotes a note). */
export class NutshellError extends Error {
  /**
   * @param {string} code
   * @param {{ message?: string, detail?: string }} [more] `message` replaces the code's default one.
   */
  constructor(code, { message, detail = '' } = {}) {
    super(message || ERROR_CODES[/** @type {ErrorCode} */ (code)] || ERROR_CODES['engine-internal']);
    this.name = 'NutshellError';
    this.code = code;
    this.detail = detail;
  }
}

/**
 * The NutshellError that the web's interface has wrapped; any other error as it is.
 * @param {unknown} error
 * @returns {unknown}
 */
export function unwrapped(error) {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof NutshellError ? cause : error;
}

/**
 * The form in which an error crosses the worker's boundary.
 * @param {unknown} thrown
 * @returns {ErrorInfo}
 */
export function toErrorInfo(thrown) {
  const error = unwrapped(thrown);
  if (error instanceof Error) {
    const { code, message, detail } = /** @type {Error & { code?: unknown, detail?: unknown }} */ (error);
    if (typeof code === 'string') {
      return { code, message, detail: typeof detail === 'string' ? detail : '' };
    }
    return { code: 'engine-internal', message: ERROR_CODES['engine-internal'], detail: `${error.name}: ${message}` };
  }
  return { code: 'engine-internal', message: ERROR_CODES['engine-internal'], detail: typeof error };
}

/**
 * @param {ErrorInfo} info
 * @returns {NutshellError}
 */
export function fromErrorInfo({ code, message, detail }) {
  return new NutshellError(code, { message, detail });
}
