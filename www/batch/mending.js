/** Work that waits for a person where a person can mend what stops it: a full disk, a folder or a journal that is gone. */

/** @import { Gate } from './gate.js' */

import { NutshellError, toErrorInfo } from '../shared/errors.js';

/** @param {unknown} error */
export function isMendable(error) {
  return error instanceof NutshellError && /^(folder|journal)-/.test(error.code);
}

/**
 * Does it; what can be mended closes the gate, and once that is open again, it is done anew.
 * @template T
 * @param {() => Promise<T>} work
 * @param {Gate} gate
 * @param {AbortSignal} signal ends the waiting
 * @param {() => void} onClosed
 * @returns {Promise<T>}
 */
export async function untilMended(work, gate, signal, onClosed) {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isMendable(error)) throw error;
      gate.close(toErrorInfo(error));
      onClosed();
      await gate.pass(signal);
    }
  }
}
