#!/usr/bin/env node
/**
 * Command: `nutshell-summarizer DIR [--model FILE | --models FOLDER]`. Copies what a page needs at run time into a folder that
 * a site serves, with the model: cut from a GGUF file, or as another site of Nutshell has it.
 */

import { access, cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { addModel } from '../site-model.js';

const PACKAGE = new URL('../../', import.meta.url);
const USAGE = 'Usage: nutshell-summarizer DIR [--model FILE.gguf | --models FOLDER]';
/** What pages ask for. */
const SERVED = ['api', 'engine', 'shared', 'vendor', 'worker', 'licenses.txt'];

/**
 * @param {string} folder
 * @param {{ model?: string, models?: string }} from
 */
async function copy(folder, { model, models }) {
  if (models !== undefined) {
    await access(join(models, 'catalog.json')).catch(() => {
      throw new Error(`--models: there is no ${join(models, 'catalog.json')}`);
    });
  }
  await mkdir(folder, { recursive: true });
  for (const name of SERVED) {
    const filter = (/** @type {string} */ path) => !path.endsWith('.d.ts');
    await cp(fileURLToPath(new URL(name, PACKAGE)), join(folder, name), { recursive: true, filter });
  }
  const target = join(folder, 'models');
  if (models !== undefined) {
    await cp(models, target, { recursive: true });
  } else if (model !== undefined) {
    const { name, bytes, shards } = await addModel(model, target, new URL('models/catalog.json', PACKAGE));
    console.log(`${name}: ${bytes} bytes in ${shards.length} shards`);
  } else if ('shards' in (await shippedModel())) {
    await cp(fileURLToPath(new URL('models', PACKAGE)), target, { recursive: true });
  } else {
    console.log(`The model belongs into ${target}: --model FILE or --models FOLDER puts it there.`);
  }
}

/** The first entry of the package's own catalogue, which has shards where the model came along. */
async function shippedModel() {
  const { models } = JSON.parse(await readFile(new URL('models/catalog.json', PACKAGE), 'utf8'));
  return models[0];
}

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { model: { type: 'string' }, models: { type: 'string' } },
  });
  if (positionals.length !== 1 || (values.model !== undefined && values.models !== undefined)) throw new Error(USAGE);
  await copy(positionals[0], values);
} catch (error) {
  console.error(`nutshell-summarizer: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
