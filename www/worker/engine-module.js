/** One build of the engine: its JavaScript and wasm files loaded, its threads started. */

import { NutshellError } from '../shared/errors.js';
import { POOL } from '../shared/protocol.js';
import { siteFile, siteScript } from './site.js';

/** A pool that has not started by then never will: a thread failed without telling. */
const POOL_TIMEOUT_MS = 20_000;

/** @typedef {{ free(): void, push(bytes: Uint8Array): void, finish(): WasmSession }} WasmLoader */
/**
 * @typedef {object} WasmSession
 * @property {() => string} info
 * @property {(text: string) => number} count_tokens
 * @property {(note: string, options: string) => number} start The job's number.
 * @property {(budgetMs: number) => string} step
 * @property {(job: number) => void} cancel
 * @property {(bytes: Uint8Array) => string} [load_adapter] What it is, as JSON; the slow engine takes none.
 * @property {() => void} [drop_adapter]
 * @property {() => void} free
 */
/** @typedef {{ update(bytes: Uint8Array): void, hex(): string, free(): void }} WasmHasher */
/**
 * @typedef {object} WasmGlue What every build exports.
 * @property {(options: { module_or_path: WebAssembly.Module }) => Promise<{ memory: WebAssembly.Memory }>} default
 * @property {(threads: number) => Promise<void>} [initThreadPool]
 * @property {(bytes: Uint8Array) => string} sha256
 * @property {() => string} build_info
 * @property {new (fileBytes: number, options: string) => WasmLoader} Loader
 * @property {new () => WasmHasher} Hasher
 */

/**
 * @typedef {object} EngineModule
 * @property {WasmGlue} glue
 * @property {WebAssembly.Memory} memory
 * @property {string} variant
 * @property {number} threads
 * @property {string} version
 */

/**
 * The first of `choices` that works.
 * @param {import('./variant.js').Choice[]} choices
 * @param {AbortSignal} signal
 * @returns {Promise<EngineModule>}
 */
export async function loadEngine(choices, signal) {
  /** @type {unknown} */
  let failure = new NutshellError('engine-load-failed', { detail: 'no build to try' });
  for (const choice of choices) {
    try {
      return await loadVariant(choice, signal);
    } catch (error) {
      signal.throwIfAborted();
      failure = error;
    }
  }
  throw failure;
}

/**
 * @param {import('./variant.js').Choice} choice
 * @param {AbortSignal} signal
 * @returns {Promise<EngineModule>}
 */
async function loadVariant({ variant, threads }, signal) {
  try {
    const [glue, module] = await Promise.all([
      /** @type {Promise<WasmGlue>} */ (siteScript(`engine/${variant}/nutshell.js`)),
      compile(`engine/${variant}/nutshell_bg.wasm`, signal),
    ]);
    const { memory } = await glue.default({ module_or_path: module });
    if (glue.initThreadPool && threads > 1) {
      // This worker is the first of the threads.
      await withTimeout(glue.initThreadPool(threads - 1), POOL_TIMEOUT_MS).catch((error) => {
        // What starts late must not disturb the build that is tried next.
        self.postMessage({ type: POOL.END });
        throw error;
      });
    }
    const { version } = /** @type {{ version: string }} */ (JSON.parse(glue.build_info()));
    return { glue, memory, variant, threads, version };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof NutshellError) {
      throw error;
    }
    // Browsers say so when the address space or the memory for the engine's heap cannot be had.
    const code = error instanceof RangeError ? 'model-memory' : 'engine-load-failed';
    throw new NutshellError(code, { detail: `engine/${variant}: ${error}` });
  }
}

/**
 * @param {string} path
 * @param {AbortSignal} signal
 * @returns {Promise<WebAssembly.Module>}
 */
async function compile(path, signal) {
  const response = await siteFile(path, signal);
  if (!response.ok) {
    throw new Error(`nutshell_bg.wasm: HTTP ${response.status}`);
  }
  const streamable = response.headers.get('Content-Type')?.startsWith('application/wasm');
  return streamable ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {number} ms
 * @returns {Promise<T>}
 */
async function withTimeout(promise, ms) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the threads did not start within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([promise, /** @type {Promise<never>} */ (late)]);
  } finally {
    clearTimeout(timer);
  }
}
