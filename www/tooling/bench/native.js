/** llama.cpp outside of the browser, where Python's llama-cpp-python is installed. */

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { chat } from './prompt.js';

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), 'llama_native.py');

/** What brings it, built for this very machine. */
export const INSTALL = "CMAKE_ARGS='-DGGML_NATIVE=ON' python3 -m pip install llama-cpp-python";

/** Its version, or null where it is not installed. */
export function nativeVersion() {
  const { status, stdout } = spawnSync('python3', ['-c', 'import llama_cpp; print(llama_cpp.__version__)'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : null;
}

/**
 * The model with its layers in Q4_0, llama.cpp's fastest type; made once and kept by the hash of what it is made from.
 * @param {string} model
 * @param {string} folder Where it is kept.
 */
export async function requantized(model, folder) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(model), hash);
  const path = join(folder, `${hash.digest('hex')}.Q4_0.gguf`);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) return path;
  await mkdir(folder, { recursive: true });
  const { status, stderr } = spawnSync('python3', [SCRIPT, 'quantize', model, path], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the model can't be requantized: ${stderr.trim().split('\n').at(-1)}`);
  return path;
}

/** @import { Run } from './page.js' */

/** Processes that each hold one model, and wait for the next question. */
export class NativeEngines {
  constructor() {
    /** @type {Map<string, { child: import('node:child_process').ChildProcess, memory: number, next: () => Promise<any> }>} */
    this.engines = new Map();
  }

  /**
   * As `window.bench` of page.js.
   * @param {string} method
   * @param {string} name
   * @param {...any} args
   * @returns {Promise<any>}
   */
  async ask(method, name, ...args) {
    if (method === 'open') return this.#open(name, args[0]);
    const engine = this.engines.get(name);
    if (!engine) throw new Error(`native engine ${name} is not open`);
    if (method === 'memory') return engine.memory;
    if (method === 'close') return void engine.child.stdin?.end();
    const [system, user, count] = args;
    engine.child.stdin?.write(`${JSON.stringify({ prompt: chat(system, user), count })}\n`);
    const { memory, ...run } = await engine.next();
    engine.memory = memory;
    return /** @type {Run} */ (run);
  }

  /**
   * @param {string} name
   * @param {{ file: string, threads: number, context: number }} options
   */
  async #open(name, { file, threads, context }) {
    this.engines.get(name)?.child.stdin?.end();
    const words = [SCRIPT, 'run', file, '--threads', String(threads), '--context', String(context)];
    const child = spawn('python3', words, { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async () => {
      const { value, done } = await lines.next();
      if (done) throw new Error(`llama.cpp ended while it ran ${name}`);
      return JSON.parse(value);
    };
    this.engines.set(name, { child, memory: 0, next });
    return next();
  }

  /** Ends what still runs. */
  close() {
    for (const { child } of this.engines.values()) child.kill();
  }
}
