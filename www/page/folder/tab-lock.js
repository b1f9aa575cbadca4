/** One tab of this site works on folders at a time: two would write into each other's files. */

const NAME = 'nutshell-batch';

/**
 * Holds the lock while `work` goes on. A browser does not put a page to sleep that holds one.
 * @param {() => Promise<void>} work
 * @returns {Promise<boolean>} false where another tab has it, and nothing was done
 */
export async function alone(work) {
  return navigator.locks.request(NAME, { ifAvailable: true }, async (lock) => {
    if (lock === null) return false;
    await work();
    return true;
  });
}

/** Whether another tab has it; to be asked while this one has not. */
export async function isElsewhere() {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === NAME);
}
