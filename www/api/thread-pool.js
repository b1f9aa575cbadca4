/**
 * The engine's threads: workers that the page starts for the engine's worker. A worker that starts its own can hang in
 * Firefox: it waits until the page's thread knows the new one, on a condition that the new one waits on too, and only
 * one of them is woken.
 */

import { POOL } from '../shared/protocol.js';
import { requestLog } from './request-log.js';
import { startThread } from './workers.js';

export class ThreadPool {
  #owner;
  #onDead;
  /** @type {Worker[]} */
  #threads = [];

  /**
   * Serves the worker that owns the engine, when it asks for threads.
   * @param {Worker} owner
   * @param {(detail: string) => void} onDead A thread that worked has failed.
   */
  constructor(owner, onDead) {
    this.#owner = owner;
    this.#onDead = onDead;
    owner.addEventListener('message', ({ data }) => {
      if (data?.type === POOL.START) this.#start(data);
      else if (data?.type === POOL.END) this.end();
    });
  }

  /** Ends all threads at once. */
  end() {
    for (const thread of this.#threads) {
      thread.onmessage = thread.onerror = null;
      thread.terminate();
    }
    this.#threads = [];
  }

  /** @param {import('../shared/protocol.js').PoolStart} request */
  #start({ threads, init }) {
    this.end();
    let waiting = threads;
    const fail = (/** @type {string} */ detail) => {
      this.end();
      if (waiting > 0) {
        this.#owner.postMessage({ type: POOL.FAILED, detail });
      } else {
        this.#onDead(detail);
      }
    };
    for (let index = 0; index < threads; index += 1) {
      const thread = startThread(index);
      this.#threads.push(thread);
      thread.onmessage = ({ data }) => {
        if (data.type === POOL.FAILED) {
          fail(data.detail);
        } else if (data.type === POOL.READY) {
          requestLog.add('thread', data.asked);
          waiting -= 1;
          if (waiting === 0) this.#owner.postMessage({ type: POOL.READY });
        }
      };
      thread.onerror = (event) => {
        event.preventDefault();
        fail(event.message || 'worker/pool-thread.js');
      };
      thread.postMessage({ type: POOL.INIT, init });
    }
  }
}
