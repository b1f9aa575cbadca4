/** One engine worker: requests go in, each gets its one answer. */

import { fromErrorInfo, NutshellError } from '../shared/errors.js';
import { REPLY, REQUEST } from '../shared/protocol.js';
import { engineAddress } from './places.js';
import { requestLog } from './request-log.js';
import { ThreadPool } from './thread-pool.js';
import { startEngineWorker } from './workers.js';

/** @typedef {import('../shared/protocol.js').Reply} Reply */
/** @typedef {import('../shared/protocol.js').Progress} Progress */
/** @typedef {Partial<import('../shared/protocol.js').WorkerStatus>} StatusPatch */

/**
 * @typedef {object} RequestHandlers
 * @property {(progress: Progress) => void} [onProgress]
 * @property {import('../shared/protocol.js').OnText} [onText]
 * @property {(choices: import('../shared/protocol.js').Choice[]) => void} [onChoices]
 */
/**
 * @typedef {RequestHandlers & { resolve: (value: unknown) => void, reject: (reason: unknown) => void }} Pending
 */

/** A request without its id, which the link gives. @typedef {{ type: string, [field: string]: unknown }} Message */

export class WorkerLink {
  #worker;
  #pool;
  #onDead;
  /** @type {Map<number, Pending>} */
  #pending = new Map();
  #lastId = 0;
  #heard = false;
  #over = false;

  /**
   * @param {object} events
   * @param {(patch: StatusPatch) => void} events.onStatus
   * @param {(damage: import('../shared/protocol.js').Damage) => void} [events.onDamage]
   * @param {(error: NutshellError) => void} events.onDead The worker is gone, and not because of `dispose`.
   */
  constructor({ onStatus, onDamage = () => {}, onDead }) {
    this.#onDead = onDead;
    this.#worker = startEngineWorker();
    // A thread that fails leaves the others waiting for it.
    this.#pool = new ThreadPool(this.#worker, (detail) => this.#die(new NutshellError('engine-crashed', { detail })));
    this.#worker.onmessage = ({ data }) => this.#receive(/** @type {Reply} */ (data), onStatus, onDamage);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      // A worker whose script cannot be fetched or parsed has never said anything.
      const code = this.#heard ? 'engine-crashed' : 'engine-load-failed';
      this.#die(new NutshellError(code, { detail: event.message || engineAddress().href }));
    };
  }

  /**
   * @param {Message} message
   * @param {RequestHandlers} [handlers]
   * @returns {{ id: number, answer: Promise<unknown> }}
   */
  request(message, handlers = {}) {
    this.#lastId += 1;
    const id = this.#lastId;
    /** @type {Promise<unknown>} */
    const answer = new Promise((resolve, reject) => {
      if (this.#over) {
        reject(new NutshellError('engine-crashed'));
        return;
      }
      this.#pending.set(id, { ...handlers, resolve, reject });
      this.#worker.postMessage({ ...message, id });
    });
    return { id, answer };
  }

  /**
   * Asks the worker to end a request, which it then answers with a failure `aborted`.
   * @param {number} id
   */
  cancel(id) {
    if (!this.#over) {
      this.#worker.postMessage({ type: REQUEST.CANCEL, id });
    }
  }

  /**
   * Ends the worker at once; requests without an answer are rejected with `reason`.
   * @param {unknown} reason
   */
  dispose(reason) {
    if (this.#over) {
      return;
    }
    this.#over = true;
    this.#worker.terminate();
    this.#pool.end();
    for (const { reject } of this.#pending.values()) {
      reject(reason);
    }
    this.#pending.clear();
  }

  /**
   * @param {Reply} reply
   * @param {(patch: StatusPatch) => void} onStatus
   * @param {(damage: import('../shared/protocol.js').Damage) => void} onDamage
   */
  #receive(reply, onStatus, onDamage) {
    this.#heard = true;
    if (reply.type === REPLY.ASKED) requestLog.add('engine', reply.asked);
    if (this.#over) {
      return;
    }
    if (reply.type === REPLY.STATUS) {
      onStatus(reply.patch);
      return;
    }
    if (reply.type === REPLY.DAMAGE) onDamage(reply.damage);
    if (!('id' in reply)) return;
    const pending = this.#pending.get(reply.id);
    if (!pending) {
      return;
    }
    switch (reply.type) {
      case REPLY.PROGRESS:
        pending.onProgress?.(reply.progress);
        break;
      case REPLY.TEXT:
        pending.onText?.(reply.text, reply.sentence);
        break;
      case REPLY.CHOICES:
        pending.onChoices?.(reply.choices);
        break;
      case REPLY.RESULT:
        this.#pending.delete(reply.id);
        pending.resolve(reply.value);
        break;
      case REPLY.FAILURE: {
        this.#pending.delete(reply.id);
        const error = fromErrorInfo(reply.error);
        pending.reject(error);
        if (reply.fatal) {
          this.#die(error);
        }
        break;
      }
    }
  }

  /** @param {NutshellError} error */
  #die(error) {
    if (!this.#over) {
      this.dispose(error);
      this.#onDead(error);
    }
  }
}
