/** What kind of note a file is: by the end of its name, and by its first bytes, which a wrong name does not hide. */

/** @import { DocumentKind } from '../reading/reading.js' */

/** @typedef {'text' | 'html' | DocumentKind} FileKind */

/** How many bytes decide what kind of file this is. */
export const SNIFF_BYTES = 4096;

/** @type {Readonly<Record<string, FileKind>>} */
const KINDS = Object.freeze({
  '.txt': 'text',
  '.md': 'text',
  '.markdown': 'text',
  '.html': 'html',
  '.htm': 'html',
  '.docx': 'docx',
  '.pdf': 'pdf',
  '.eml': 'email',
  '.rtf': 'rtf',
});

/** What the file chooser offers and a drop accepts. */
export const NOTE_EXTENSIONS = Object.keys(KINDS);

/** What a document begins with, whatever it is called. @type {ReadonlyArray<[string, DocumentKind]>} */
const BEGINNINGS = [
  ['%PDF-', 'pdf'],
  ['{\\rtf', 'rtf'],
];

/**
 * `letters`: a text may begin so too, but not go on with control characters as such a file does.
 * `docx`: a Word document begins so, one with a password included.
 * @type {ReadonlyArray<{ kind: string, letters?: boolean, docx?: boolean, offset?: number, bytes: number[] }>}
 */
const SIGNATURES = [
  { kind: 'a ZIP archive (a Word or OpenDocument file is one too)', docx: true, bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: 'an empty ZIP archive', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { kind: 'an old Office document', docx: true, bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { kind: 'a PNG picture', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { kind: 'a JPEG picture', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'a GIF picture', letters: true, bytes: [0x47, 0x49, 0x46, 0x38] },
  { kind: 'a RIFF file (WebP, WAV or AVI)', letters: true, bytes: [0x52, 0x49, 0x46, 0x46] },
  { kind: 'a photo or video', letters: true, offset: 4, bytes: [0x66, 0x74, 0x79, 0x70] },
  { kind: 'a GZIP archive', bytes: [0x1f, 0x8b, 0x08] },
  { kind: 'a 7-Zip archive', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { kind: 'a model (GGUF); open it under “Model” below', bytes: [0x47, 0x47, 0x55, 0x46] },
  { kind: 'a WebAssembly module', bytes: [0x00, 0x61, 0x73, 0x6d] },
  { kind: 'a program', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { kind: 'a database', bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66] },
  { kind: 'an MP3 recording', letters: true, bytes: [0x49, 0x44, 0x33] },
  { kind: 'an Ogg recording', letters: true, bytes: [0x4f, 0x67, 0x67, 0x53] },
];

/**
 * @param {string} name
 * @param {Uint8Array} head the file's first bytes
 * @returns {{ kind: FileKind } | { code: string, told: string }} what is told goes on after the file's name
 */
export function fileKind(name, head) {
  const lower = name.toLowerCase();
  const extension = NOTE_EXTENSIONS.find((each) => lower.endsWith(each));
  const named = extension && KINDS[extension];
  for (const { kind, letters = false, docx = false, offset = 0, bytes } of SIGNATURES) {
    if (docx && named === 'docx') continue;
    if (bytes.every((byte, i) => head[offset + i] === byte) && !(letters && head.every((byte) => byte > 8))) {
      return { code: 'note-binary', told: `is ${kind}, not text. Save what it says as .txt or .md and choose that.` };
    }
  }
  if (!named) {
    const told =
      'is not a .txt, .md, .html, .docx, .pdf, .eml or .rtf file. Save it as one of these, or paste its text.';
    return { code: 'file-type', told };
  }
  const start = String.fromCharCode(...head.subarray(0, 5));
  return { kind: BEGINNINGS.find(([beginning]) => start.startsWith(beginning))?.[1] ?? named };
}
