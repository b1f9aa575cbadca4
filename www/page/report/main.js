/** Wires the report card: the test of this tab's engine on the project's own notes, and what follows from it. */

/** @import { Progress } from '../../api/nutshell.js' */
/** @import { Pass, Result } from './test-run.js' */
/** @import { Scope, TestItem } from './test-set.js' */

import { engine, Summarizer } from '../../api/nutshell.js';
import { Scorer } from '../../api/scorer.js';
import { clearErrors, hasErrors, showErrors, toldError } from '../alerts.js';
import { announce } from '../announcer.js';
import { byId } from '../elements.js';
import { formatDuration, formatPlural, formatTimeLeft } from '../figures.js';
import { startOffline } from '../offline.js';
import { progressLabel } from '../progress-view.js';
import { passTitle } from './note-words.js';
import { OutcomeView } from './outcome-view.js';
import { ResultsView } from './results-view.js';
import { StepsView } from './steps-view.js';
import { ASKED, BASE, runLines, runTest, SYSTEM } from './test-run.js';
import { chooseItems, loadTestSet } from './test-set.js';
import { TimeLeft } from './time-left.js';

const runButton = byId('run', HTMLButtonElement);
const cancelButton = byId('cancel', HTMLButtonElement);
const state = byId('state', HTMLElement);
const bar = byId('progress', HTMLProgressElement);
const toRule = byId('to-rule', HTMLAnchorElement);
const steps = byId('steps', HTMLElement);
const bothField = byId('both-field', HTMLElement);

const scorer = new Scorer();
const results = new ResultsView();
const outcome = new OutcomeView();

const SCOPES = { paths: 'the two notes step by step', quick: 'quick', all: 'the whole set' };

/** The test under way. @type {AbortController | null} */
let running = null;
/** What the test under way is about to say; null while the model is loaded. @type {(() => void) | null} */
let showTime = null;
/** The note under way is shown step by step. @type {StepsView | null} */
let shown = null;
/** A report is on the page. */
let reported = false;

function chosenScope() {
  const chosen = document.querySelector('input[name="scope"]:checked');
  return /** @type {Scope} */ (chosen instanceof HTMLInputElement ? chosen.value : 'quick');
}

async function run() {
  if (running) return;
  const controller = new AbortController();
  const scope = chosenScope();
  /** @type {Pass['system'][]} */
  const systems = !bothField.hidden && byId('both', HTMLInputElement).checked ? [SYSTEM, BASE] : [SYSTEM];
  running = controller;
  begin();
  /** @type {Result[]} */
  const done = [];
  /** @type {TestItem[]} */
  let items = [];
  /** @type {unknown} */
  let failure = null;
  const date = new Date();
  try {
    items = chooseItems(await loadTestSet(), scope);
    controller.signal.throwIfAborted();
    const passes = items.flatMap((item) => systems.map((system) => ({ item, system })));
    await test(passes, done, controller.signal);
  } catch (error) {
    if (!controller.signal.aborted) failure = error;
  }
  showTime = null;
  shown = null;
  const ended = controller.signal.aborted ? 'cancelled' : failure ? 'stopped by an error' : 'complete';
  try {
    const notes = done.filter(({ system }) => system === SYSTEM).length;
    if (notes > 0) await report(done, about({ date, scope, ended, of: items.length, notes, systems: systems.length }));
  } catch (error) {
    failure ??= error;
  }
  running = null;
  rest(done, ended, failure);
}

/** An empty page for a new test. */
function begin() {
  clearErrors();
  results.clear();
  outcome.clear();
  steps.hidden = true;
  reported = false;
  toRule.hidden = true;
  bar.hidden = false;
  bar.removeAttribute('value');
  say('Starting…');
  runButton.setAttribute('aria-disabled', 'true');
  cancelButton.hidden = false;
}

/**
 * @param {Pass[]} passes
 * @param {Result[]} done grows
 * @param {AbortSignal} signal
 */
async function test(passes, done, signal) {
  // Step by step goes what the page writes by default.
  const byStep = passes.filter(({ item, system }) => item.note.path && system === SYSTEM);
  const views = new Map(byStep.map(({ item }) => [item, new StepsView(item)]));
  const viewOf = (/** @type {Pass} */ { item, system }) => (system === SYSTEM ? views.get(item) : undefined);
  byId('steps-cards', HTMLElement).replaceChildren(...Array.from(views.values(), ({ element }) => element));
  steps.hidden = false;
  const time = new TimeLeft(passes.map(({ item }) => item.source.length));
  let ticking = 0;
  try {
    await runTest(
      passes,
      scorer,
      {
        onPass: (pass, index) => {
          const begun = performance.now();
          shown = viewOf(pass) ?? null;
          shown?.begin();
          showTime = () => {
            const { share, seconds } = time.at(performance.now() - begun);
            bar.value = share;
            const left = seconds === null ? '' : `, ${formatTimeLeft(seconds)}`;
            say(`Summary ${index + 1} of ${passes.length}: ${passTitle(pass)}${left}`);
          };
          showTime();
          ticking ||= window.setInterval(() => showTime?.(), 500);
        },
        onSentence: (sentence) => shown?.sentence(sentence),
        onResult: (result, ms) => {
          time.finished(ms);
          done.push(result);
          results.add(result);
          viewOf(result)?.finish(result);
        },
      },
      signal,
    );
  } finally {
    clearInterval(ticking);
    for (const [item, view] of views) if (!done.some((result) => result.item === item)) view.stop();
  }
}

/**
 * @param {Result[]} done
 * @param {Record<string, string | number>} described
 */
async function report(done, described) {
  const lines = runLines(described, done);
  outcome.show({ ...(await scorer.report(lines)), lines, about: described });
  reported = true;
  toRule.hidden = false;
}

/**
 * What was run, as the report says it.
 * @param {{ date: Date, scope: Scope, ended: string, of: number, notes: number, systems: number }} test
 */
function about({ date, scope, ended, of, notes, systems }) {
  const { model, variant, threads } = engine.status;
  return {
    date: date.toISOString(),
    test: `${SCOPES[scope]}, ${ended}: ${notes} of ${of} notes`,
    summaries: `${ASKED.type}, ${ASKED.length}`,
    model: model?.name ?? 'unknown',
    model_sha256: model?.sha256 ?? 'unknown',
    adapter: model?.adapter?.name ?? 'none',
    ...(model?.adapter ? { adapter_sha256: model.adapter.sha256 } : {}),
    ...(systems > 1 ? { compared: `${SYSTEM} is the model with its adapter, “${BASE}” the same without it` } : {}),
    engine: variant ?? 'unknown',
    threads,
    cores: navigator.hardwareConcurrency,
    browser: navigator.userAgent,
  };
}

/**
 * @param {Result[]} done
 * @param {string} ended
 * @param {unknown} failure
 */
function rest(done, ended, failure) {
  if (document.activeElement === cancelButton) runButton.focus();
  cancelButton.hidden = true;
  runButton.setAttribute('aria-disabled', 'false');
  bar.hidden = true;
  const seconds = done.reduce((sum, { output }) => sum + output.seconds, 0);
  const measured =
    done.length > 0
      ? `${formatPlural(done.length, 'summary', 'summaries')} in ${formatDuration(seconds * 1000)}`
      : 'nothing was measured';
  const how = ended === 'complete' ? 'Done' : ended === 'cancelled' ? 'Cancelled' : 'Stopped';
  say(`${how}: ${measured}.`);
  announce(`${how}: ${measured}`);
  if (failure) showErrors([toldError(failure)], run);
}

/** @param {string} sentence */
function say(sentence) {
  if (state.textContent !== sentence) state.textContent = sentence;
  bar.setAttribute('aria-valuetext', sentence);
}

engine.addEventListener('progress', (event) => {
  const progress = /** @type {CustomEvent<Progress>} */ (event).detail;
  if (!running) return;
  if (progress.phase === 'read' || progress.phase === 'write') {
    shown?.progress(progress);
  } else if (!showTime) {
    if (progress.total > 0) bar.value = Math.min(1, progress.done / progress.total);
    say(progressLabel(progress));
  }
});

engine.addEventListener('status', showChoice);

/** Both can be tested where the model has an adapter. */
function showChoice() {
  bothField.hidden = !engine.status.model?.adapter;
}

runButton.addEventListener('click', run);
cancelButton.addEventListener('click', () => running?.abort());
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') running?.abort();
});

// What the catalogue has is known before the model is loaded.
Summarizer.availability().then(showChoice);

startOffline({
  // The page of the summaries offers it.
  onUpdateReady: () => {},
  canReload: () => running === null && !reported && !hasErrors(),
});
