/** Wires the lesson: a note is summarized once, every choice is recorded, and a class goes through them. */

/** @import { SummaryType } from '../../api/nutshell.js' */
/** @import { Progress } from '../../shared/protocol.js' */
/** @import { Run } from './results-view.js' */

import { clearErrors, showErrors, toldError } from '../alerts.js';
import { announce } from '../announcer.js';
import { byId } from '../elements.js';
import { formatCount, formatPlural } from '../figures.js';
import { startOffline } from '../offline.js';
import { ProgressView } from '../progress-view.js';
import { refuseTextSize } from '../read-note.js';
import { LessonEngine } from './lesson-engine.js';
import { LESSON_NOTE } from './lesson-note.js';
import { Player } from './player.js';
import { MOST_CHOICES, Recording } from './recording.js';
import { MOST_RUNS, ResultsView } from './results-view.js';
import { StageView } from './stage-view.js';
import { momentSentence } from './wording.js';

const note = byId('note', HTMLTextAreaElement);
const kind = byId('kind', HTMLSelectElement);
const threads = byId('threads', HTMLSelectElement);
const grounding = byId('grounding', HTMLSelectElement);
const tuned = byId('tuned', HTMLSelectElement);
const recordButton = byId('record', HTMLButtonElement);
const cancelButton = byId('cancel', HTMLButtonElement);
const playButton = byId('play', HTMLButtonElement);
const pace = byId('pace', HTMLSelectElement);
const slider = byId('slider', HTMLInputElement);
const stage = byId('stage', HTMLElement);

const engine = new LessonEngine();
const player = new Player();
const progress = new ProgressView();
const stageView = new StageView((choice) => goTo(choice));
const results = new ResultsView(show);

/** The last one first. @type {Run[]} */
let runs = [];
/** @type {Run | null} */
let shown = null;
/** What is on the stage: the recording that is shown, or the one that is being made. @type {Recording | null} */
let recording = null;
let made = 0;
/** @type {AbortController | null} */
let running = null;

// --- Recording -------------------------------------------------------------------------------------------------------

async function record() {
  if (running) return;
  clearErrors();
  const text = note.value;
  if (text.trim() === '') {
    showErrors([
      { code: 'note-empty', message: 'There is no note yet. Type or paste one, or take the sample.', detail: '' },
    ]);
    note.focus();
    return;
  }
  const tooLarge = refuseTextSize('The note', text);
  if (tooLarge) {
    showErrors([tooLarge]);
    return;
  }
  const controller = new AbortController();
  running = controller;
  const own = new Recording();
  recording = own;
  shown = null;
  player.open(0, 0);
  progress.begin();
  showControls();
  const setup = {
    type: /** @type {SummaryType} */ (kind.value),
    alone: threads.value === '1',
    grounding: grounding.value === 'on',
    tuned: tuned.value === 'yes',
  };
  try {
    const made = await engine.record(text, setup, {
      onChoices: (choices) => {
        own.add(choices);
        drawLive();
      },
      onProgress: (now) => drawProgress(now),
      signal: controller.signal,
    });
    running = null;
    keep({ note: text, record: made, recording: own });
  } catch (error) {
    running = null;
    recording = null;
    if (!controller.signal.aborted) showErrors([toldError(error)], record);
    announce(controller.signal.aborted ? 'Cancelled' : 'Stopped');
  }
  progress.rest(restSentence());
  showControls();
}

/** @param {Omit<Run, 'number'>} run */
function keep(run) {
  made += 1;
  shown = { ...run, number: made };
  runs = [shown, ...runs].slice(0, MOST_RUNS);
  show(shown);
  const count = formatPlural(run.recording.length, 'token', 'tokens');
  announce(run.recording.length > 0 ? `Recorded ${count}. Go through them.` : 'The note was quoted without the model.');
}

/** @param {Run} run */
function show(run) {
  shown = run;
  recording = run.recording;
  player.open(recording.length, 0);
  results.show(runs, shown);
  progress.rest(restSentence());
  showControls();
  if (recording.length > 0) stage.scrollIntoView({ block: 'nearest' });
}

function restSentence() {
  if (!shown) return 'Nothing recorded yet';
  const { recording: own, record: made } = shown;
  if (own.length === 0) return 'The model was not asked about this note';
  const away = own.forbidden;
  const forbidden = made.provenance.grounding ? `, ${formatCount(away)} of them with candidates turned away` : '';
  const left =
    own.left > 0 ? `; the first ${formatCount(MOST_CHOICES)} are kept, ${formatCount(own.left)} more are not` : '';
  const { grounding: grounded, adapter } = made.provenance;
  const how = `${adapter ? 'tuned' : 'base'} model, grounding ${grounded ? 'on' : 'off'}`;
  return `Recording ${shown.number}, ${how}: ${formatPlural(own.length, 'choice', 'choices')}${forbidden}${left}`;
}

// --- While it is recorded --------------------------------------------------------------------------------------------

/** Drawing takes from the engine what a core can do, and faster nobody can read. */
const LIVE_MS = 300;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let live;

/** Shows the newest choice, now and then. */
function drawLive() {
  if (live !== undefined) return;
  live = setTimeout(() => {
    live = undefined;
    // Meant for the recording before this one, where nothing has come yet.
    if (!running || !recording || recording.length === 0) return;
    stageView.show(recording, recording.newest);
    stage.hidden = false;
  }, LIVE_MS);
}

/** @type {Progress | null} */
let drawn = null;

/** @param {Progress} now */
function drawProgress(now) {
  if (drawn === null) {
    requestAnimationFrame(() => {
      if (drawn && running) progress.show(drawn);
      drawn = null;
    });
  }
  drawn = now;
}

// --- Going through it ------------------------------------------------------------------------------------------------

player.addEventListener('change', () => {
  if (running || !recording || recording.length === 0) return;
  stageView.show(recording, player.at);
  showControls();
  // By itself it goes too fast to be read out: only what is out of the ordinary is.
  const moment = recording.moment(player.at);
  if (player.playing && moment.chosen !== null && moment.finish === null) return;
  announce(`Token ${player.at + 1}. ${momentSentence(moment)}`);
});

function showControls() {
  const busy = running !== null;
  const ready = !busy && recording !== null && recording.length > 0;
  if (!busy) stage.hidden = !ready;
  byId('transport', HTMLElement).hidden = !ready;
  // Known with the first recording.
  byId('tuned-field', HTMLElement).hidden = !engine.status.model?.adapter;
  recordButton.setAttribute('aria-disabled', String(busy));
  if (!busy && document.activeElement === cancelButton) recordButton.focus();
  cancelButton.hidden = !busy;
  playButton.textContent = player.playing ? 'Pause' : 'Play';
  slider.max = String(Math.max(1, player.length));
  slider.value = String(player.at + 1);
  slider.setAttribute('aria-valuetext', `Token ${player.at + 1} of ${player.length}`);
  const next = recording?.nextForbidden(player.at) ?? null;
  byId('next-forbidden', HTMLButtonElement).setAttribute('aria-disabled', String(next === null));
  for (const [id, at] of /** @type {const} */ ([
    ['back', player.at === 0],
    ['next', player.atEnd],
  ])) {
    byId(id, HTMLButtonElement).setAttribute('aria-disabled', String(at));
  }
}

/** @param {number} at */
function goTo(at) {
  if (running) return;
  player.pause();
  player.go(at);
}

/** @type {Record<string, () => void>} */
const KEYS = {
  ArrowRight: () => goTo(player.at + 1),
  ArrowLeft: () => goTo(player.at - 1),
  Home: () => goTo(0),
  End: () => goTo(player.length - 1),
};

document.addEventListener('keydown', (event) => {
  const { key, target, ctrlKey, altKey, metaKey } = event;
  if (key === 'Enter' && (ctrlKey || metaKey)) {
    event.preventDefault();
    record();
  } else if (key === 'Escape' && running) {
    running.abort();
  } else if (Object.hasOwn(KEYS, key) && !(ctrlKey || altKey || metaKey) && recording && !running) {
    // In a field the arrows move within it.
    if (target instanceof HTMLElement && target.matches('textarea, select, input')) return;
    event.preventDefault();
    KEYS[key]();
  }
});

slider.addEventListener('input', () => goTo(Number(slider.value) - 1));
byId('next', HTMLButtonElement).addEventListener('click', () => goTo(player.at + 1));
byId('back', HTMLButtonElement).addEventListener('click', () => goTo(player.at - 1));
byId('next-forbidden', HTMLButtonElement).addEventListener('click', () => {
  const next = recording?.nextForbidden(player.at) ?? null;
  if (next !== null) goTo(next);
});
playButton.addEventListener('click', () => (player.playing ? player.pause() : player.play()));
pace.addEventListener('change', () => player.setPace(Number(pace.value)));
recordButton.addEventListener('click', record);
cancelButton.addEventListener('click', () => running?.abort());
byId('sample', HTMLButtonElement).addEventListener('click', () => {
  note.value = LESSON_NOTE;
  recordButton.focus({ preventScroll: true });
});

// --- Begin -----------------------------------------------------------------------------------------------------------

if (note.value === '') note.value = LESSON_NOTE;
progress.rest(restSentence());
showControls();

startOffline({
  onUpdateReady: () => {},
  canReload: () => running === null && runs.length === 0 && note.value === LESSON_NOTE,
});
