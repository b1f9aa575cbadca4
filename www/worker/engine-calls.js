/** Calls into the engine: an error that it throws is passed on, a trap means that it is dead. */

import { NutshellError } from '../shared/errors.js';

/** A trap: the whole worker has to go. */
export class FatalError extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    super('the engine is dead', { cause });
  }
}

/**
 * Runs a call into the engine; a trap becomes a FatalError.
 * @template T
 * @param {import('./engine-module.js').EngineModule} engine
 * @param {() => T} call
 * @returns {T}
 */
export function guarded(engine, call) {
  try {
    return call();
  } catch (thrown) {
    const { fatal, error } = judge(thrown, engine.memory);
    throw fatal ? new FatalError(error) : error;
  }
}

/**
 * @param {unknown} error
 * @param {WebAssembly.Memory} memory
 * @returns {{ fatal: boolean, error: unknown }}
 */
function judge(error, memory) {
  if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) {
    return { fatal: false, error };
  }
  const code = error instanceof RangeError || isExhausted(memory) ? 'model-memory' : 'engine-crashed';
  return { fatal: true, error: new NutshellError(code, { detail: `${error.name}: ${error.message}` }) };
}

/**
 * True where the engine's memory cannot grow by another 64 MiB, which makes a trap a failed allocation.
 * @param {WebAssembly.Memory} memory
 */
function isExhausted(memory) {
  try {
    memory.grow(1024);
    return false;
  } catch {
    return true;
  }
}

/**
 * Frees an object of the engine that may be gone already: finished, or dead with the engine.
 * @param {{ free(): void }} object
 */
export function release(object) {
  try {
    object.free();
  } catch {
    // Nothing left to free.
  }
}

/**
 * The error that a person gets to see for what was thrown.
 * @param {unknown} thrown
 * @returns {{ fatal: boolean, error: unknown }}
 */
export function unwrap(thrown) {
  if (thrown instanceof FatalError) {
    return { fatal: true, error: thrown.cause };
  }
  if (thrown instanceof DOMException && thrown.name === 'AbortError') {
    return { fatal: false, error: new NutshellError('aborted') };
  }
  return { fatal: false, error: thrown };
}
