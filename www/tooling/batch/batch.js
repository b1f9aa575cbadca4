/**
 * Command: `node batch.js --site DIR --scratch DIR [--from DIR] [--check] [OPTION...] [IN [OUT]]`; see settings.js.
 *
 * Summarizes the notes of a folder with the built site in headless Chromium. Ends with 0 when every note has its summary, with
 * 3 if some have failed, 130 if it was interrupted, 1 if it could not be done. `--check` only looks at what was given, and
 * prints the path of the model if it is not the built-in one. `--undo` takes the last run back, without a browser; it ends
 * with 1 where there is none.
 */

/** @import { Outcome } from './headless-run.js' */
/** @import { Places } from './places.js' */
/** @import { Settings } from './settings.js' */

import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { formatCount, formatDuration, formatMegabytes, formatPlural } from '../../page/figures.js';
import { printable } from '../../record/printable.js';
import { startServer } from '../server.js';
import { HeadlessRun } from './headless-run.js';
import { earlierPlaces, hold, openPlaces } from './places.js';
import { Progress } from './progress.js';
import { beginning, readSettings } from './settings.js';
import { PAGE } from './tab.js';
import { undoLast } from './undo.js';

const CHROMIUM = process.env.NUTSHELL_CHROMIUM ?? '/usr/bin/chromium';
const EXIT = Object.freeze({ done: 0, error: 1, failed: 3, interrupted: 130 });
/** An interrupted run may take so long to end in good order, in ms. */
const STOPPING = 15_000;

/**
 * @param {Settings} settings
 * @param {Places} places
 * @param {Progress} progress
 * @returns {Promise<Outcome>}
 */
async function run(settings, places, progress) {
  const server = await startServer({ root: settings.site, port: 0, beside: PAGE });
  const headless = new HeadlessRun({
    settings,
    places,
    progress,
    url: new URL(`${PAGE.base}index.html`, server.url).href,
    executable: CHROMIUM,
    profile: join(settings.scratch, 'profile'),
    startAt: beginning(settings.schedule, new Date()),
  });
  let asked = false;
  const stop = () => {
    // Who asks twice, or waits too long, does not want to wait.
    const kill = () => headless.kill().finally(() => process.exit(EXIT.interrupted));
    if (asked) kill();
    else setTimeout(kill, STOPPING).unref();
    asked = true;
    headless.stop();
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, stop);
  try {
    return await headless.work();
  } finally {
    await server.close();
  }
}

/** @param {Outcome} outcome */
function exitCode({ end, interrupted, error }) {
  if (interrupted) return EXIT.interrupted;
  if (error !== null || end === null) return EXIT.error;
  return end.failures.length > 0 ? EXIT.failed : EXIT.done;
}

/**
 * @param {Outcome} outcome
 * @param {Places} places
 * @param {Progress} progress
 */
function sentence({ end, interrupted, error }, { target }, { done, failed, seconds }) {
  const rate = done > 2 ? `, ${formatCount((done * 3600) / seconds)} notes an hour` : '';
  const memory = end?.peakMemory ? `; the engine had ${formatMegabytes(end.peakMemory)} at most` : '';
  const counts = `${done} summarized, ${failed} failed, in ${formatDuration(seconds * 1000)}${rate}${memory}.`;
  if (error !== null) return `Ended before its end: ${error} So far ${counts} Run it again to go on.`;
  if (interrupted) return `Interrupted: ${counts} Run it again to go on.`;
  return done + failed === 0 ? '' : `Done: ${counts} The list is ${join(target, 'index.md')}`;
}

/**
 * @param {Outcome} outcome
 * @param {Settings} settings
 * @param {Places} places
 * @param {Progress} progress
 */
function report({ end, interrupted, error }, settings, { source, target }, { done, failed, seconds }) {
  return {
    state: error !== null ? 'error' : interrupted ? 'interrupted' : 'done',
    error,
    input: source,
    output: target,
    kind: settings.options.type,
    length: settings.options.length,
    model: end?.model.name ?? null,
    model_sha256: end?.model.sha256 ?? null,
    summarized: done,
    failed,
    seconds: Math.round(seconds * 100) / 100,
    notes_per_hour: done > 0 ? Math.round((done * 3600) / seconds) : null,
    peak_memory_bytes: end?.peakMemory || null,
    notes: end?.notes ?? null,
    skipped: end?.skipped ?? null,
    failures: end?.failures ?? [],
  };
}

/**
 * Takes the last run back.
 * @param {Settings} settings
 */
async function undo({ output, json }) {
  const places = await earlierPlaces(output);
  const release = places && (await hold(places));
  const progress = new Progress(json ? process.stderr : process.stdout);
  try {
    const undone = places && (await undoLast(places, (line) => progress.log(line)));
    if (!undone) throw new Error(`there is nothing to undo in ${output}.`);
    const { begun, removed, restored, kept } = undone;
    const files = formatPlural(removed.length, 'file', 'files');
    progress.log(`Undone: ${files} removed, ${restored.length} brought back, ${kept.length} kept.`);
    if (json) console.log(JSON.stringify({ state: 'undone', output, begun, removed, restored, kept }, null, 2));
    return EXIT.done;
  } finally {
    progress.end();
    release?.();
  }
}

async function main() {
  const settings = await readSettings(process.argv.slice(2));
  if (settings.undo) return undo(settings);
  const places = await openPlaces(settings.input, settings.output);
  if (settings.check) {
    if (settings.model) console.log(settings.model);
    return EXIT.done;
  }
  await access(CHROMIUM).catch(() => {
    throw new Error(
      `there is no ${CHROMIUM}. Install it (Debian: sudo apt-get install chromium), then run this again.`,
    );
  });
  const release = await hold(places);
  const progress = new Progress(settings.json ? process.stderr : process.stdout);
  try {
    const outcome = await run(settings, places, progress);
    progress.end();
    const line = sentence(outcome, places, progress);
    if (line) progress.log(line);
    if (settings.json) console.log(JSON.stringify(report(outcome, settings, places, progress), null, 2));
    return exitCode(outcome);
  } finally {
    progress.end();
    await rm(settings.scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    release();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const lines = (error instanceof Error ? error.message : String(error)).split('\n');
  for (const line of lines) console.error(`batch: ${printable(line)}`);
  process.exitCode = EXIT.error;
}
