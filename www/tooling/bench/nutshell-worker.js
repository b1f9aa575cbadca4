/** One build of the engine in a worker: opens the model, then runs what it is asked for. */

const PIECE = 1 << 20;

/** @type {{ session: any, memory: WebAssembly.Memory }} */
let open;

/** @param {{ variant: string, threads: number, kernel?: string, context: number }} options */
async function load({ variant, threads, kernel = 'auto', context }) {
  const bytes = new Uint8Array(await (await fetch('/model.gguf')).arrayBuffer());
  const start = performance.now();
  const engine = await import(`/engine/${variant}/nutshell.js`);
  const { memory } = await engine.default();
  if (threads > 1) await engine.initThreadPool(threads - 1);
  const loader = new engine.Loader(bytes.length, JSON.stringify({ threads, kernel, context }));
  for (let from = 0; from < bytes.length; from += PIECE) loader.push(bytes.subarray(from, from + PIECE));
  open = { session: loader.finish(), memory };
  return { loadMs: performance.now() - start, threads: JSON.parse(open.session.info()).threads ?? 1 };
}

/** @param {{ system: string, user: string, count: number }} prompt */
function run({ system, user, count }) {
  const start = performance.now();
  const { read, read_ms: readMs, write_ms: writeMs, written } = JSON.parse(open.session.measure(system, user, count));
  return { read, readMs, written: written.length, writeMs, totalMs: performance.now() - start };
}

self.onmessage = async ({ data }) => {
  if (data.type) return; // The pool's own messages.
  try {
    let answer;
    if (data.open) answer = await load(data.open);
    else if (data.run) answer = run(data.run);
    else if (data.count !== undefined) answer = open.session.count_tokens(data.count);
    else answer = open.memory.buffer.byteLength;
    self.postMessage({ answer });
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? `${error.message}` : JSON.stringify(error) });
  }
};
