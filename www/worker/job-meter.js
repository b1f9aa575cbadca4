/** What one summary took of the engine's time, how fast that was, and how long the rest will take. */

/** Until writing was measured: how much slower than reading it is, seen on the machines tried. */
const WRITE_GUESS = 4;

/** @typedef {import('./summary-loop.js').EngineEvent} EngineEvent */
/** @typedef {{ read: number, write: number }} Speed Tokens per second of the engine's time. */

export class JobMeter {
  /** The engine's time that went to this summary: a step's time belongs to all whose tokens are in it. */
  readMs = 0;
  writeMs = 0;
  #before;
  #begun = performance.now();
  #read = { done: 0, cached: 0, total: 0 };
  #write = { done: 0, total: 0 };
  #phase = /** @type {'read' | 'write'} */ ('read');

  /** @param {Speed} before The speed of the last summary; zeros when there was none. */
  constructor(before) {
    this.#before = before;
  }

  /**
   * @param {EngineEvent[]} events This summary's, of one step.
   * @returns {{ reading: number, writing: number }} The step's tokens.
   */
  take(events) {
    const readBefore = this.#computed;
    const writtenBefore = this.#write.done;
    for (const event of events) {
      if (event.kind === 'read') {
        this.#read = event;
        this.#phase = 'read';
      } else if (event.kind === 'write') {
        this.#write = event;
        this.#phase = 'write';
      } else if (event.kind === 'done') {
        this.#write.done = event.summary.written_tokens;
      }
    }
    return {
      reading: Math.max(0, this.#computed - readBefore),
      writing: Math.max(0, this.#write.done - writtenBefore),
    };
  }

  /** Since it was begun. */
  get totalMs() {
    return performance.now() - this.#begun;
  }

  /** Prompt tokens that took time. */
  get #computed() {
    return this.#read.done - this.#read.cached;
  }

  /** @returns {Speed} */
  get speed() {
    return {
      read: this.readMs > 0 ? (this.#computed * 1000) / this.readMs : 0,
      write: this.writeMs > 0 ? (this.#write.done * 1000) / this.writeMs : 0,
    };
  }

  /** @returns {import('../shared/protocol.js').Progress} */
  progress() {
    const { read, write } = this.speed;
    const writing = write || this.#before.write || read / WRITE_GUESS;
    // Of what is still to come, about as much will be cached as of what came.
    const toCompute = this.#read.done > 0 ? this.#computed / this.#read.done : 1;
    const restRead = Math.max(0, this.#read.total - this.#read.done) * toCompute;
    const restWrite = Math.max(0, this.#write.total - this.#write.done);
    // Of the time to come, this summary will get about the share that it had of the time so far.
    const share = (this.readMs + this.writeMs) / this.totalMs;
    const eta = read > 0 && writing > 0 ? (restRead / read + restWrite / writing) / share : null;
    const { done, total } = this.#phase === 'read' ? this.#read : this.#write;
    return { phase: this.#phase, done, total, unit: 'tokens', rate: this.#phase === 'read' ? read : write, eta };
  }
}

/**
 * Shares the time of a step out: to each summary for its tokens, to reading and writing.
 * @param {number} ms
 * @param {{ meter: JobMeter, reading: number, writing: number }[]} parts
 * @returns {boolean} false where nobody had a token
 */
export function shareOut(ms, parts) {
  const sum = (/** @type {'reading' | 'writing'} */ what) => parts.reduce((total, part) => total + part[what], 0);
  const [reading, writing] = [sum('reading'), sum('writing')];
  if (reading + writing === 0) return false;
  // A token that is written along with what is read takes about as long as one of that.
  const each = ms / (reading + writing);
  for (const part of parts) {
    part.meter.readMs += part.reading * each;
    part.meter.writeMs += part.writing * each;
  }
  return true;
}
