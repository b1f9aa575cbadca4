/** The engine's loader, fed piece by piece. */

import { guarded, release } from './engine-calls.js';

/** Positions that the model's cache holds: a chunk of the note, the instruction and the summary fit in. */
const CONTEXT_TOKENS = 2048;

/** @typedef {import('./engine-module.js').EngineModule} EngineModule */
/** @typedef {import('./engine-module.js').WasmSession} WasmSession */

/** The engine's loader, made as soon as the engine is there. */
export class Feeder {
  #engineLoading;
  #fileBytes;
  #kernel;
  /** @type {import('./engine-module.js').WasmLoader | null} */
  #loader = null;

  /**
   * @param {Promise<EngineModule>} engineLoading
   * @param {number} fileBytes
   * @param {string | undefined} kernel
   */
  constructor(engineLoading, fileBytes, kernel) {
    this.#engineLoading = engineLoading;
    this.#fileBytes = fileBytes;
    this.#kernel = kernel;
  }

  /** @param {Uint8Array} piece The next bytes of the file. */
  async push(piece) {
    const engine = await this.#engineLoading;
    guarded(engine, () => this.#get(engine).push(piece));
  }

  /** @returns {Promise<WasmSession>} */
  async finish() {
    const engine = await this.#engineLoading;
    return guarded(engine, () => this.#get(engine).finish());
  }

  free() {
    if (this.#loader) {
      release(this.#loader);
      this.#loader = null;
    }
  }

  /** @param {EngineModule} engine */
  #get(engine) {
    if (!this.#loader) {
      const options = { threads: engine.threads, kernel: this.#kernel ?? 'auto', context: CONTEXT_TOKENS };
      this.#loader = new engine.glue.Loader(this.#fileBytes, JSON.stringify(options));
    }
    return this.#loader;
  }
}
