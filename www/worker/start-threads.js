/** Takes the place of wasm-bindgen-rayon's own script in the engine's builds: here it is the page that starts workers. */

import { POOL } from '../shared/protocol.js';

const host = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** @typedef {{ numThreads(): number, receiver(): number, mainJS(): string, build(): void }} PoolBuilder */

/**
 * Resolves when rayon's pool runs.
 * @param {WebAssembly.Module} module
 * @param {WebAssembly.Memory} memory
 * @param {PoolBuilder} builder
 * @returns {Promise<void>}
 */
export async function startWorkers(module, memory, builder) {
  const init = { module, memory, glue: builder.mainJS(), receiver: builder.receiver() };
  host.postMessage({ type: POOL.START, threads: builder.numThreads(), init });
  await /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const listen = (/** @type {MessageEvent<{ type: string, detail?: string }>} */ { data }) => {
        if (data.type !== POOL.READY && data.type !== POOL.FAILED) return;
        host.removeEventListener('message', listen);
        if (data.type === POOL.READY) resolve();
        else reject(new Error(`a thread did not start: ${data.detail}`));
      };
      host.addEventListener('message', listen);
    })
  );
  builder.build();
}
