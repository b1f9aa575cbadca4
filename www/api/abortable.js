/** Waiting that an AbortSignal can end. */

/**
 * Settles as `promise` does, or rejects with the signal's reason as soon as it is aborted. `onAbort` is then called once.
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal | undefined} signal
 * @param {() => void} [onAbort]
 * @returns {Promise<T>}
 */
export function abortable(promise, signal, onAbort) {
  if (!signal) {
    return promise;
  }
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason);
      onAbort?.();
    };
    if (signal.aborted) {
      abort();
      promise.catch(() => {});
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/**
 * A controller that is aborted together with any of the signals; `unlink` once it is of no more use.
 * @param {Array<AbortSignal | undefined>} signals
 * @returns {{ controller: AbortController, unlink: () => void }}
 */
export function linkedController(signals) {
  const controller = new AbortController();
  /** @type {Array<() => void>} */
  const unlinkers = [];
  for (const signal of signals) {
    if (signal?.aborted) {
      controller.abort(signal.reason);
    } else if (signal) {
      const abort = () => controller.abort(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      unlinkers.push(() => signal.removeEventListener('abort', abort));
    }
  }
  return { controller, unlink: () => unlinkers.forEach((unlink) => void unlink()) };
}
