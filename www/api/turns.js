/**
 * Whose turn it is at the engine. Some work shares it, up to a limit in each of two lanes; some wants it alone. Turns come in
 * the order in which they were asked for, but the lanes do not wait for each other.
 */

import { abortable } from './abortable.js';

/** @typedef {'foreground' | 'background' | 'alone'} Lane */
/** @typedef {{ lane: Lane, begin: () => void }} Turn */

export class Turns {
  #limit = 1;
  /** @type {Set<Turn>} */
  #waiting = new Set();
  /** @type {Set<Turn>} */
  #active = new Set();

  /** Turns of a lane at a time. */
  set limit(/** @type {number} */ limit) {
    if (limit !== this.#limit) {
      this.#limit = limit;
      this.#advance();
    }
  }

  /**
   * Runs `task` when its turn has come. The turn lasts until the task and what it holds are over, even if the caller has
   * stopped waiting.
   * @template T
   * @param {Lane} lane
   * @param {AbortSignal | undefined} signal
   * @param {(hold: (work: Promise<unknown>) => void) => Promise<T>} task
   * @returns {Promise<T>}
   */
  take(lane, signal, task) {
    /** @type {Promise<unknown>} */
    let held = Promise.resolve();
    /** @type {Turn} */
    const turn = { lane, begin: () => {} };
    /** @type {Promise<void>} */
    const begun = new Promise((resolve) => {
      turn.begin = resolve;
    });
    const result = abortable(begun, signal).then(() =>
      task((work) => {
        held = work.catch(() => {});
      }),
    );
    const end = () => {
      this.#waiting.delete(turn);
      this.#active.delete(turn);
      this.#advance();
    };
    result.then(
      () => held.then(end),
      () => held.then(end),
    );
    this.#waiting.add(turn);
    this.#advance();
    return result;
  }

  /** Begins every turn that may begin now. */
  #advance() {
    for (const turn of this.#waiting) {
      const active = [...this.#active];
      if (turn.lane === 'alone' ? active.length > 0 : active.some(({ lane }) => lane === 'alone')) return;
      if (active.filter(({ lane }) => lane === turn.lane).length < this.#limit || turn.lane === 'alone') {
        this.#waiting.delete(turn);
        this.#active.add(turn);
        turn.begin();
      }
    }
  }
}
