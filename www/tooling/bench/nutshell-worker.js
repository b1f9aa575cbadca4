/** One build of the engine in a worker: opens the model, then runs what it is asked for. */

const PIECE = 1 << 20;

/** @type {{ session: any, memory: WebAssembly.Memory, adapted: boolean }} */
let open;

/**
 * `adapted`: with the adapter of the site's model.
 * @param {{ variant: string, threads: number, kernel?: string, context: number, sequences?: number, adapted?: boolean }} options
 */
async function load({ variant, threads, kernel = 'auto', context, sequences = 1, adapted = false }) {
  const bytes = new Uint8Array(await (await fetch('/model.gguf')).arrayBuffer());
  const start = performance.now();
  const engine = await import(`/engine/${variant}/nutshell.js`);
  const { memory } = await engine.default();
  if (threads > 1) await engine.initThreadPool(threads - 1);
  const settings = { threads, kernel, context, sequences, positions: context * sequences };
  const loader = new engine.Loader(bytes.length, JSON.stringify(settings));
  for (let from = 0; from < bytes.length; from += PIECE) loader.push(bytes.subarray(from, from + PIECE));
  open = { session: loader.finish(), memory, adapted };
  if (adapted) open.session.load_adapter(await siteAdapter());
  return { loadMs: performance.now() - start, threads: JSON.parse(open.session.info()).threads ?? 1 };
}

/** The adapter of the site's model: its last shard. */
async function siteAdapter() {
  const { models } = await (await fetch('/models/catalog.json')).json();
  if (!models[0].adapter) throw new Error("the site's model has no adapter");
  const { path } = models[0].shards.at(-1);
  return new Uint8Array(await (await fetch(`/models/${path}`)).arrayBuffer());
}

/** @param {{ system: string, user: string, count: number }} prompt */
function run({ system, user, count }) {
  const start = performance.now();
  const taken = JSON.parse(open.session.measure(system, user, count, open.adapted));
  const { read, read_ms: readMs, write_ms: writeMs, written } = taken;
  return { read, readMs, written: written.length, writeMs, totalMs: performance.now() - start };
}

/** @param {{ system: string, user: string, count: number, sequences: number }} prompt */
function batch({ system, user, count, sequences }) {
  const start = performance.now();
  const taken = JSON.parse(open.session.measure_batch(system, user, count, sequences, open.adapted));
  const totalMs = performance.now() - start;
  const texts = new Set(taken.written.map((/** @type {number[]} */ tokens) => tokens.join()));
  if (texts.size !== 1) throw new Error('the sequences of a batch did not write the same');
  return {
    read: taken.read,
    readMs: taken.read_ms,
    written: taken.written.flat().length,
    writeMs: taken.write_ms,
    totalMs,
  };
}

self.onmessage = async ({ data }) => {
  if (data.type) return; // The pool's own messages.
  try {
    let answer;
    if (data.open) answer = await load(data.open);
    else if (data.run) answer = run(data.run);
    else if (data.batch) answer = batch(data.batch);
    else if (data.roofline) answer = JSON.parse(open.session.roofline());
    else if (data.count !== undefined) answer = open.session.count_tokens(data.count);
    else answer = open.memory.buffer.byteLength;
    self.postMessage({ answer });
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? `${error.message}` : JSON.stringify(error) });
  }
};
