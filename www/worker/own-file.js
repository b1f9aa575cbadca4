/** A GGUF file that the person chose, read in pieces; it never leaves the tab. */

import { NutshellError } from '../shared/errors.js';

const PIECE_BYTES = 1 << 20;
const MAGIC = 'GGUF';

/**
 * Says at once when the file is no GGUF at all.
 * @param {File} file
 */
export async function checkMagic(file) {
  const start = await readPiece(file, 0, MAGIC.length);
  if (String.fromCharCode(...start) !== MAGIC) {
    throw new NutshellError('gguf-not-a-gguf', {
      message: `"${file.name}" is not a GGUF model. Choose a file that ends in .gguf, or keep the built-in model.`,
      detail: `${file.size} bytes; the first four are not "GGUF"`,
    });
  }
}

/**
 * The file's pieces in order; the next one is read while the engine works on the last.
 * @param {File} file
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>}
 */
export async function* filePieces(file, signal) {
  let next = readPiece(file, 0, PIECE_BYTES);
  for (let start = 0; start < file.size; start += PIECE_BYTES) {
    signal.throwIfAborted();
    const piece = await next;
    next = readPiece(file, start + PIECE_BYTES, PIECE_BYTES);
    next.catch(() => {});
    yield piece;
  }
}

/**
 * @param {File} file
 * @param {number} start
 * @param {number} bytes
 */
async function readPiece(file, start, bytes) {
  try {
    return new Uint8Array(await file.slice(start, start + bytes).arrayBuffer());
  } catch (error) {
    throw new NutshellError('model-wrong-file', {
      message:
        `"${file.name}" cannot be read: it may have been moved, changed or locked since it was chosen. ` +
        'Choose it again.',
      detail: error instanceof Error ? error.name : '',
    });
  }
}

/**
 * What a catalogue model of the same size means: the same file, or a damaged copy of it.
 * @param {File} file
 * @param {string} sha256 The file's.
 * @param {import('./catalog.js').Model} twin
 */
export function checkTwin(file, sha256, twin) {
  if (sha256 !== twin.sha256) {
    throw new NutshellError('model-corrupt', {
      message:
        `"${file.name}" looks like a damaged copy of ${twin.name}: the size is right, the checksum is not. ` +
        'Download the file again, or keep the built-in model.',
      detail: `SHA-256 ${sha256}, ${twin.sha256} expected`,
    });
  }
}
