/** One of the engine's threads: takes part in the pool of the engine's worker until it is ended. Entry point. */

import { POOL } from '../shared/protocol.js';

const host = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));

host.onmessage = async (/** @type {MessageEvent<{ init: import('../shared/protocol.js').PoolInit }>} */ { data }) => {
  const { module, memory, glue, receiver } = data.init;
  let engine;
  try {
    engine = await import(glue);
    await engine.default({ module_or_path: module, memory });
  } catch (error) {
    host.postMessage({ type: POOL.FAILED, detail: `${error}` });
    return;
  }
  host.postMessage({ type: POOL.READY });
  // Works for as long as the thread lives.
  engine.wbg_rayon_start_worker(receiver);
};
