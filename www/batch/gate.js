/** A gate that work waits at while there is any reason to. */

/** @import { ErrorInfo } from '../shared/errors.js' */

/** Why nothing is begun: `message` is for a person. @typedef {ErrorInfo} Reason */

export class Gate {
  /** @type {Map<string, Reason>} */
  #reasons = new Map();
  /** @type {Set<() => void>} */
  #waiting = new Set();

  /** The reasons by their code, the oldest first. */
  get reasons() {
    return [...this.#reasons.values()];
  }

  get isOpen() {
    return this.#reasons.size === 0;
  }

  /** @param {Reason} reason */
  close(reason) {
    this.#reasons.set(reason.code, reason);
  }

  /**
   * Takes reasons away.
   * @param {(code: string) => boolean} [which] all, if not given
   */
  open(which = () => true) {
    for (const code of [...this.#reasons.keys()].filter(which)) this.#reasons.delete(code);
    if (!this.isOpen) return;
    for (const go of this.#waiting) go();
    this.#waiting.clear();
  }

  /**
   * Resolves while the gate is open.
   * @param {AbortSignal} signal
   * @returns {Promise<void>}
   */
  async pass(signal) {
    while (!this.isOpen) {
      signal.throwIfAborted();
      await new Promise((resolve, reject) => {
        const go = () => {
          signal.removeEventListener('abort', end);
          resolve(undefined);
        };
        const end = () => {
          this.#waiting.delete(go);
          reject(signal.reason);
        };
        this.#waiting.add(go);
        signal.addEventListener('abort', end, { once: true });
      });
    }
    signal.throwIfAborted();
  }
}
