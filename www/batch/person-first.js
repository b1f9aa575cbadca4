/**
 * Between the tabs of this site, a note that a person waits for comes before those of a folder: the run begins no other note
 * while one is being summarized on the page for single notes.
 */

const NAME = 'nutshell-person';

/**
 * @template T
 * @param {() => Promise<T>} work that a person waits for
 * @returns {Promise<T>}
 */
export function asPerson(work) {
  // Without locks (a page that came over plain http) there are no runs either.
  return navigator.locks ? navigator.locks.request(NAME, { mode: 'shared' }, work) : work();
}

/**
 * Resolves when no person waits.
 * @param {AbortSignal} signal
 */
export async function afterPersons(signal) {
  await navigator.locks?.request(NAME, { signal }, () => {});
}
