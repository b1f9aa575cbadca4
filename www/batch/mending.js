/** Work that waits for a person where a person can mend what stops it: a full disk, a folder or a journal that is gone. */

/** @import { ErrorInfo } from '../shared/errors.js' */

import { NutshellError, toErrorInfo } from '../shared/errors.js';

/** @param {unknown} error */
function isMendable(error) {
  return error instanceof NutshellError && /^(folder|journal)-/.test(error.code);
}

/**
 * Does it; what can be mended is waited for, and then it is done anew.
 * @template T
 * @param {() => Promise<T>} work
 * @param {(reason: ErrorInfo) => Promise<void>} wait until it is mended, or rejects where nobody waits any more
 * @param {(error: unknown) => boolean} [mendable]
 * @returns {Promise<T>}
 */
export async function untilMended(work, wait, mendable = isMendable) {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!mendable(error)) throw error;
      await wait(toErrorInfo(error));
    }
  }
}
