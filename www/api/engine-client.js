/** The page's one engine: starts the worker when it is first needed, gives it work, replaces a worker that died. */

import { NutshellError } from '../shared/errors.js';
import { REQUEST, VARIANTS } from '../shared/protocol.js';
import { abortable } from './abortable.js';
import { isOwnPage } from './places.js';
import { Turns } from './turns.js';
import { WorkerLink } from './worker-link.js';

/** A worker that does not react to a cancellation for so long is replaced. */
const CANCEL_GRACE_MS = 20_000;

/** @typedef {import('../shared/protocol.js').OnText} OnText */
/** @typedef {import('./nutshell.js').EngineStatus} EngineStatus */
/** @typedef {import('./nutshell.js').Progress} Progress */
/** @typedef {import('./nutshell.js').Summary} Summary */
/** @typedef {import('../shared/protocol.js').SummaryOptions} SummaryOptions */

/**
 * How a request is carried out, and what hears of it.
 * @typedef {object} Manner
 * @property {boolean} unattended Nobody waits for it.
 * @property {OnText} [onText]
 * @property {(progress: Progress) => void} [onProgress]
 */

/**
 * A load under way, which several callers may wait for.
 * @typedef {object} Loading
 * @property {Promise<void>} promise
 * @property {number} waiters
 * @property {(reason: unknown) => void} cancel
 * @property {Promise<void> | null} successor The load that has taken this one's place.
 */

class EngineClient extends EventTarget {
  /** @type {EngineStatus} */
  #status = Object.freeze({
    state: 'idle',
    variant: null,
    threads: 0,
    memoryBytes: 0,
    model: null,
    speed: { read: 0, write: 0 },
    concurrency: 1,
    storage: 'unknown',
    notice: null,
  });
  /** The worker that holds a loaded model. @type {WorkerLink | null} */
  #link = null;
  /** The person's own model; null: the catalogue's. @type {File | null} */
  #file = null;
  /** @type {Loading | null} */
  #loading = null;
  #turns = new Turns();
  #sealed = false;
  /** Calls that somebody waits for, in the order in which they began. @type {Set<object>} */
  #awaited = new Set();

  /** @returns {EngineStatus} */
  get status() {
    return this.#status;
  }

  /**
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {Promise<void>}
   */
  async load({ signal } = {}) {
    signal?.throwIfAborted();
    await this.#ensureLoaded(signal);
  }

  /**
   * @param {File} file
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {Promise<void>}
   */
  open(file, { signal } = {}) {
    return this.#turns.take('alone', signal, async () => {
      const attempt = this.#startLoading(file);
      const replaced = this.#loading;
      if (replaced) {
        // Whoever waits for the catalogue's model gets this one, or, should this fail, the catalogue's after all.
        const successor = attempt.promise.catch(async () => void (await this.#ensureLoaded(undefined)));
        successor.catch(() => {});
        replaced.successor = successor;
        replaced.cancel(new NutshellError('aborted'));
      }
      await abortable(attempt.promise, signal, () => attempt.cancel(signal?.reason));
    });
  }

  /** The loaded engine gives up the network for good: no other model can take its place. */
  get sealed() {
    return this.#sealed;
  }

  /**
   * @returns {Promise<{ guarded: boolean }>} whether the service worker refuses what the engine asks for
   */
  async seal() {
    if (!this.#link || this.#loading || this.#sealed) {
      throw new NutshellError('seal-too-early');
    }
    const controlled = Boolean(globalThis.navigator?.serviceWorker?.controller);
    if (controlled && !(await this.#ask({ type: REQUEST.GUARD }))) {
      // It was started before there was a service worker, which knows only workers that come after it.
      await this.#turns.take('alone', undefined, () => this.#startLoading(this.#file).promise);
    }
    const guarded = controlled && /** @type {boolean} */ (await this.#ask({ type: REQUEST.GUARD }));
    // From here, so that no other worker can be started meanwhile.
    this.#sealed = true;
    await this.#ask({ type: REQUEST.SEAL });
    return { guarded };
  }

  /**
   * Has the engine's worker try each way to the network.
   * @returns {Promise<import('../shared/protocol.js').Tried[]>}
   */
  async checkSeal() {
    return /** @type {import('../shared/protocol.js').Tried[]} */ (await this.#ask({ type: REQUEST.CHECK_SEAL }));
  }

  /**
   * One request to the loaded worker, at once.
   * @param {import('./worker-link.js').Message} message
   * @returns {Promise<unknown>}
   */
  async #ask(message) {
    if (!this.#link) {
      throw new NutshellError('engine-crashed');
    }
    return this.#link.request(message).answer;
  }

  /**
   * Whether the catalogue's model is here already.
   * @returns {Promise<import('./nutshell.js').Availability>}
   */
  async availability() {
    if (this.#link || this.#status.state === 'loading') {
      return 'available';
    }
    if (this.#loading) {
      return 'downloading';
    }
    const link = new WorkerLink({ onStatus: () => {}, onDead: () => {} });
    try {
      const { answer } = link.request({ type: REQUEST.AVAILABILITY });
      const found = /** @type {import('../shared/protocol.js').Found} */ (await answer);
      if (!this.#link && !this.#loading && found.model) {
        this.#setStatus({ model: found.model, storage: found.availability === 'available' ? 'device' : 'unknown' });
      }
      return found.availability;
    } catch {
      return 'unavailable';
    } finally {
      link.dispose(new NutshellError('aborted'));
    }
  }

  /**
   * @param {string} text
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {Promise<number>}
   */
  async countTokens(text, { signal } = {}) {
    return /** @type {number} */ (await this.#run({ type: REQUEST.COUNT, text }, { unattended: false }, signal));
  }

  /**
   * @param {string} note
   * @param {SummaryOptions} options
   * @param {Manner} manner
   * @param {AbortSignal | undefined} signal
   * @returns {Promise<Summary>}
   */
  async summarize(note, options, manner, signal) {
    const message = { type: REQUEST.SUMMARIZE, note, options, unattended: manner.unattended };
    return /** @type {Summary} */ (await this.#run(message, manner, signal));
  }

  /**
   * One request to the loaded worker, when its turn has come.
   * @param {import('./worker-link.js').Message} message
   * @param {Manner} manner
   * @param {AbortSignal | undefined} signal
   * @returns {Promise<unknown>}
   */
  #run(message, { unattended, onText, onProgress }, signal) {
    return this.#turns.take(unattended ? 'background' : 'foreground', signal, async (hold) => {
      const link = await this.#ensureLoaded(signal);
      signal?.throwIfAborted();
      const { id, answer } = link.request(message, {
        onText: (text, sentence) => signal?.aborted || onText?.(text, sentence),
        onProgress: (progress) => {
          if (signal?.aborted) return;
          onProgress?.(progress);
          if (this.#awaited.values().next().value === answer) this.#tell(progress);
        },
      });
      if (!unattended) this.#awaited.add(answer);
      hold(answer.finally(() => this.#awaited.delete(answer)));
      return abortable(answer, signal, () => {
        link.cancel(id);
        const timer = setTimeout(() => this.#bury(link, new NutshellError('engine-crashed')), CANCEL_GRACE_MS);
        answer.catch(() => {}).finally(() => clearTimeout(timer));
      });
    });
  }

  /**
   * @param {AbortSignal | undefined} signal
   * @returns {Promise<WorkerLink>}
   */
  async #ensureLoaded(signal) {
    if (!this.#link) {
      this.#loading ??= this.#startShared();
      const loading = this.#loading;
      loading.waiters += 1;
      await abortable(loading.promise, signal, () => {
        loading.waiters -= 1;
        if (loading.waiters === 0) {
          this.#forget(loading);
          loading.cancel(signal?.reason);
        }
      });
    }
    if (!this.#link) {
      throw new NutshellError('engine-crashed');
    }
    return this.#link;
  }

  /** @returns {Loading} */
  #startShared() {
    const attempt = this.#startLoading(this.#file);
    /** @type {Loading} */
    const loading = { promise: attempt.promise, cancel: attempt.cancel, waiters: 0, successor: null };
    loading.promise = attempt.promise
      .catch((error) => {
        if (!loading.successor) {
          throw error;
        }
        this.#forget(loading);
        return loading.successor;
      })
      .finally(() => this.#forget(loading));
    loading.promise.catch(() => {});
    return loading;
  }

  /** @param {Loading} loading */
  #forget(loading) {
    if (this.#loading === loading) {
      this.#loading = null;
    }
  }

  /**
   * Loads a model in a worker of its own. It takes the place of the one before only when it is ready.
   * @param {File | null} file
   * @returns {{ promise: Promise<void>, cancel: (reason: unknown) => void }}
   */
  #startLoading(file) {
    const before = this.#status;
    const overrides = readOverrides();
    /** @type {WorkerLink | null} */
    let link = null;
    /** @type {{ reason: unknown } | null} */
    let cancelled = null;

    const attempt = async (/** @type {string | undefined} */ variant) => {
      if (cancelled) {
        throw cancelled.reason;
      }
      if (this.#sealed) {
        throw new NutshellError('page-sealed');
      }
      const own = new WorkerLink({
        onStatus: (patch) => own === link && this.#setStatus(patch),
        onDamage: (detail) => this.dispatchEvent(new CustomEvent('damage', { detail })),
        onDead: (error) => this.#bury(own, error),
      });
      link = own;
      const settings = { overrides: { ...overrides, variant } };
      const message = file ? { type: REQUEST.OPEN, file, ...settings } : { type: REQUEST.LOAD, ...settings };
      const { answer } = own.request(message, { onProgress: (progress) => this.#tell(progress) });
      try {
        await answer;
      } catch (error) {
        own.dispose(error);
        throw error;
      }
      this.#link?.dispose(new NutshellError('aborted'));
      this.#link = own;
      this.#file = file;
    };

    const promise = attempt(overrides.variant)
      .catch((error) => {
        const foreign = error instanceof NutshellError && error.code === 'model-architecture';
        if (foreign && overrides.variant === undefined) {
          return attempt('slow');
        }
        throw error;
      })
      .catch((error) => {
        link = null;
        this.#setStatus(this.#link ? before : { ...before, state: cancelled ? 'idle' : 'failed' });
        throw error;
      });
    promise.then(() => !file && this.#askToPersist()).catch(() => {});
    return {
      promise,
      cancel: (reason) => {
        cancelled = { reason };
        link?.dispose(reason);
      },
    };
  }

  /**
   * A worker has died, or must: the next request starts another one.
   * @param {WorkerLink} link
   * @param {NutshellError} error
   */
  #bury(link, error) {
    link.dispose(error);
    if (link === this.#link) {
      this.#link = null;
      this.#setStatus({ state: 'failed', memoryBytes: 0, notice: null });
    }
  }

  /** Without this, a browser short of room may delete the model. */
  #askToPersist() {
    if (this.#status.storage === 'device') {
      navigator.storage?.persist?.().catch(() => {});
    }
  }

  /** @param {Partial<EngineStatus>} patch */
  #setStatus(patch) {
    this.#status = Object.freeze({ ...this.#status, ...patch });
    this.#turns.limit = this.#status.concurrency;
    this.dispatchEvent(new CustomEvent('status', { detail: this.#status }));
  }

  /** @param {Progress} progress */
  #tell(progress) {
    this.dispatchEvent(new CustomEvent('progress', { detail: progress }));
  }
}

/** The page's one engine. */
export const engine = new EngineClient();

/**
 * `?variant=`, `?threads=` and `?kernel=` of the page's address, for tests and comparisons. On other sites' pages they
 * may mean anything.
 * @returns {import('../shared/protocol.js').EngineOverrides}
 */
function readOverrides() {
  const query = new URLSearchParams(isOwnPage() ? location.search : '');
  const variant = query.get('variant');
  const threads = Number(query.get('threads'));
  const kernel = query.get('kernel');
  return {
    ...(variant !== null && VARIANTS.includes(variant) ? { variant } : {}),
    ...(Number.isInteger(threads) && threads > 0 ? { threads } : {}),
    ...(kernel !== null && /^(auto|scalar|simd128|relaxed-i16|relaxed-i32)$/.test(kernel) ? { kernel } : {}),
  };
}
