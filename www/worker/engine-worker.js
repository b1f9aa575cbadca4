/** The engine's worker: one build of the engine, one model, summaries side by side. Entry point; see shared/protocol.js. */

import { NutshellError, toErrorInfo } from '../shared/errors.js';
import { REPLY, REQUEST } from '../shared/protocol.js';
import { reportRequests } from '../shared/requests.js';
import { askForSeal, takeNetworkAway } from '../shared/seal.js';
import { describe } from './catalog.js';
import { guarded, unwrap } from './engine-calls.js';
import { loadEngine } from './engine-module.js';
import { loadCatalogModel, loadOwnFile } from './load-model.js';
import { fetchCatalog, isKept } from './model-store.js';
import { checkMagic } from './own-file.js';
import { throttle } from './rate.js';
import { checkSeal } from './seal-check.js';
import { SummaryLoop } from './summary-loop.js';
import { detectFeatures, pickVariants } from './variant.js';

/** The page hears of progress so often at most. */
const PROGRESS_MS = 100;

/** @typedef {import('../shared/protocol.js').Request} Request */
/** @typedef {import('../shared/protocol.js').EngineOverrides} EngineOverrides */
/** @typedef {import('../shared/protocol.js').Progress} Progress */

const host = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** @typedef {{ engine: import('./engine-module.js').EngineModule, loop: SummaryLoop }} Running */
/** @type {(Running & import('./load-model.js').LoadedModel) | null} */
let loaded = null;
let speed = { read: 0, write: 0 };
/** However many summaries tell of themselves. */
const tellSpeed = throttle(sendStatus, PROGRESS_MS);
/** @type {Map<number, AbortController>} */
const running = new Map();

reportRequests((asked) => send({ type: REPLY.ASKED, asked }));

host.onmessage = (/** @type {MessageEvent<Request>} */ { data: request }) => {
  if (request.type === REQUEST.CANCEL) {
    running.get(request.id)?.abort();
  } else if (request.id) {
    answer(request);
  }
};

/** @param {import('../shared/protocol.js').Reply} reply */
function send(reply) {
  host.postMessage(reply);
}

/** @param {Partial<import('../shared/protocol.js').WorkerStatus>} patch */
function sendStatus(patch) {
  send({ type: REPLY.STATUS, patch });
}

/** @param {Exclude<Request, { type: 'cancel' }>} request */
async function answer(request) {
  const { id } = request;
  const controller = new AbortController();
  running.set(id, controller);
  try {
    send({ type: REPLY.RESULT, id, value: await perform(request, controller.signal) });
  } catch (thrown) {
    const { fatal, error } = unwrap(thrown);
    send({ type: REPLY.FAILURE, id, fatal, error: toErrorInfo(error) });
  } finally {
    running.delete(id);
  }
}

/**
 * @param {Exclude<Request, { type: 'cancel' }>} request
 * @param {AbortSignal} signal
 * @returns {Promise<unknown>}
 */
async function perform(request, signal) {
  switch (request.type) {
    case REQUEST.AVAILABILITY:
      return availability(signal);
    case REQUEST.LOAD:
      return load(request.id, request.overrides, null, signal);
    case REQUEST.OPEN:
      await checkMagic(request.file);
      return load(request.id, request.overrides, request.file, signal);
    case REQUEST.COUNT: {
      const { engine, session } = ready();
      return guarded(engine, () => session.count_tokens(request.text));
    }
    case REQUEST.SUMMARIZE:
      return summarize(request, signal);
    case REQUEST.GUARD:
      return askForSeal(new URL('../', import.meta.url));
    case REQUEST.SEAL:
      return takeNetworkAway();
    case REQUEST.CHECK_SEAL:
      return checkSeal();
  }
}

function ready() {
  if (!loaded) {
    throw new NutshellError('engine-internal', { detail: 'no model is loaded' });
  }
  return loaded;
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<import('../shared/protocol.js').Found>}
 */
async function availability(signal) {
  try {
    const { simd } = await detectFeatures();
    if (!simd) {
      return { availability: 'unavailable', model: null };
    }
    const [model] = (await fetchCatalog(signal)).models;
    return { availability: (await isKept(model)) ? 'available' : 'downloadable', model: describe(model) };
  } catch (error) {
    signal.throwIfAborted();
    // A connection can come back; a site without a model stays without one.
    const passing = error instanceof NutshellError && error.code === 'model-network';
    return { availability: passing ? 'downloadable' : 'unavailable', model: null };
  }
}

/**
 * @param {number} id
 * @param {EngineOverrides} overrides
 * @param {File | null} file
 * @param {AbortSignal} signal
 */
async function load(id, overrides, file, signal) {
  sendStatus({ state: 'loading', notice: null });
  const tell = throttle(
    (/** @type {Progress} */ progress) => send({ type: REPLY.PROGRESS, id, progress }),
    PROGRESS_MS,
  );
  const choices = pickVariants(await detectFeatures(), navigator.hardwareConcurrency, overrides);
  const engineLoading = loadEngine(choices, signal).then((engine) => {
    const { variant, threads, memory } = engine;
    sendStatus({ variant, threads, memoryBytes: memory.buffer.byteLength });
    return engine;
  });
  // A failing engine must not wait for the end of the model's download.
  /** @type {Promise<never>} */
  const failed = new Promise((_, reject) => {
    engineLoading.catch(reject);
  });
  const onDamage = (/** @type {import('../shared/protocol.js').Damage} */ damage) =>
    send({ type: REPLY.DAMAGE, damage });
  const context = { signal, kernel: overrides.kernel, onStatus: sendStatus, onProgress: tell, onDamage };
  const loading = file ? loadOwnFile(engineLoading, file, context) : loadCatalogModel(engineLoading, context);
  const { session, model } = await Promise.race([loading, failed]);
  const engine = await engineLoading;
  loaded = { engine, session, model, loop: new SummaryLoop(engine, session) };
  const { sequences } = /** @type {{ sequences: number }} */ (JSON.parse(session.info()));
  sendStatus({ state: 'ready', model, concurrency: sequences, memoryBytes: engine.memory.buffer.byteLength });
}

/**
 * @param {import('../shared/protocol.js').SummarizeRequest} request
 * @param {AbortSignal} signal
 * @returns {Promise<import('../shared/protocol.js').SummaryRecord>}
 */
async function summarize({ id, note, options, unattended, lesson }, signal) {
  const { engine, loop, model } = ready();
  const tell = throttle((/** @type {{ progress: Progress, now: typeof speed }} */ { progress, now }) => {
    send({ type: REPLY.PROGRESS, id, progress });
    tellSpeed({ speed: now, memoryBytes: engine.memory.buffer.byteLength });
  }, PROGRESS_MS);
  if (loop.idle) {
    sendStatus({ state: 'working', speed: { read: 0, write: 0 } });
  }
  try {
    const adapter = options.tuned ? model.adapter : null;
    const result = await loop.summarize(
      note,
      { ...options, tuned: adapter !== null },
      {
        unattended,
        signal,
        before: speed,
        lesson,
        onText: (text, sentence) => send({ type: REPLY.TEXT, id, text, sentence }),
        onChoices: (choices) => send({ type: REPLY.CHOICES, id, choices }),
        onProgress: (progress, now, last) => tell({ progress, now }, last),
      },
    );
    speed = result.speed;
    sendStatus({ speed });
    const { summary, readMs, writeMs, totalMs } = result;
    const { tokens_read: tokensRead, tokens_total: tokensTotal, chunks } = summary.coverage;
    const { type, length, format } = options;
    return {
      text: summary.text,
      sentences: summary.sentences,
      dropped: summary.dropped,
      type,
      length,
      format,
      coverage: { tokensRead, tokensTotal, chunks },
      timings: { readTokens: summary.read_tokens, readMs, writtenTokens: summary.written_tokens, writeMs, totalMs },
      provenance: {
        model: model.name,
        sha256: model.sha256,
        adapter,
        engine: engine.version,
        variant: engine.variant,
        threads: engine.threads,
        grounding: lesson?.grounding ?? true,
      },
      warnings: summary.warnings,
    };
  } finally {
    const state = loop.idle ? 'ready' : 'working';
    sendStatus({ state, memoryBytes: engine.memory.buffer.byteLength });
  }
}
