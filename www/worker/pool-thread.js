/** One of the engine's threads: takes part in the pool of the engine's worker until it is ended. Entry point. */

import { POOL } from '../shared/protocol.js';
import { requestsSoFar } from '../shared/requests.js';

const host = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));

host.onmessage = async (/** @type {MessageEvent<{ init: import('../shared/protocol.js').PoolInit }>} */ { data }) => {
  const { module, memory, glue, receiver } = data.init;
  try {
    const engine = await import(glue);
    await engine.default({ module_or_path: module, memory });
    host.postMessage({ type: POOL.READY, asked: requestsSoFar() });
    // Returns only by a trap: the thread works for as long as it lives.
    engine.wbg_rayon_start_worker(receiver);
  } catch (error) {
    host.postMessage({ type: POOL.FAILED, detail: `${error}` });
  }
};
