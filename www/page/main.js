/** Wires the page: notes on the left, their summaries on the right, the engine below. */

/** @import { Progress, SummaryLength, SummaryType } from '../api/nutshell.js' */
/** @import { Held } from './evidence-view.js' */
/** @import { Note } from './note-shelf.js' */

import { engine, Summarizer } from '../api/nutshell.js';
import { addFiles } from './added-files.js';
import { clearErrors, hasErrors, showErrors, toldError } from './alerts.js';
import { announce } from './announcer.js';
import { Comparison } from './comparison.js';
import { acceptDrops } from './dropped-files.js';
import { byId } from './elements.js';
import { EngineRun } from './engine-run.js';
import { formatDuration, formatMegabytes } from './figures.js';
import { offerInstall } from './install-offer.js';
import { keepNotes, restoreNotes } from './kept-notes.js';
import { language } from './language/choice.js';
import { retoldError } from './language/retold.js';
import { phrases, plural, text } from './language/text.js';
import { NoteInput } from './note-input.js';
import { NoteList } from './note-list.js';
import { NoteShelf, noteTitle } from './note-shelf.js';
import { startOffline } from './offline.js';
import { offerPrivacy } from './privacy/privacy-dialog.js';
import { ProgressView } from './progress-view.js';
import { refuseTextSize } from './read-note.js';
import { SAMPLE_NOTE } from './sample-note.js';
import { StatusLine } from './status-line.js';
import { SummaryView } from './summary-view.js';
import { UpdateNotice } from './update-notice.js';

const summarizeButton = byId('summarize', HTMLButtonElement);
const cancelButton = byId('cancel', HTMLButtonElement);
const kind = byId('kind', HTMLSelectElement);
const length = byId('length', HTMLSelectElement);
const tuned = byId('tuned', HTMLInputElement);

const run = new EngineRun();
const shelf = new NoteShelf();
restoreNotes(shelf);
// Typed before this script was here: on a slow line, or while a page from a disk is being read.
const early = byId('note', HTMLTextAreaElement).value;
if (early.trim() !== '' && shelf.room > 0) shelf.add([{ name: null, text: early }]);
const input = new NoteInput(shelf, notesChanged, (error) => showErrors([retoldError(error)]));
const list = new NoteList(shelf, () => input.flush());
const summary = new SummaryView(heldNow);
const comparison = new Comparison(run);
const progress = new ProgressView();
const status = new StatusLine();
const update = new UpdateNotice();

/** So many files of a dropped folder are listed, to say how many are too many. */
const LISTED = 10_000;

/** Said of the download before the engine has looked into its catalogue. */
const USUAL_SIZE = phrases('about 100\u00a0MB');

/** The note whose summary is in the right-hand card. @type {Note | null} */
let shown = null;
/** How the last summary ended, where it did not end well; said until another is begun or looked at. */
let ending = '';
/** Whether the model is here, before it is loaded; null: not known yet. @type {boolean | null} */
let onDevice = null;
/** The person has cancelled the download: it goes on when a summary is asked for, not before. */
let declined = false;
/** A summary was asked for and is not made yet: trying again means that. */
let asked = false;
/** Sets of files that are being read. */
let adding = 0;

// --- Notes -----------------------------------------------------------------------------------------------------------

/** @param {File[]} files */
async function add(files) {
  if (files.length === 0) return;
  input.flush();
  clearErrors();
  adding += 1;
  const { added, errors } = await addFiles(shelf, files, () => input.flush()).finally(() => {
    adding -= 1;
  });
  if (errors.length > 0) showErrors(errors);
  if (added > 0) announce(plural(added, '{n} note added', '{n} notes added'));
}

function notesChanged() {
  keepNotes(shelf);
  list.show();
  summary.noteChanged();
  rest();
  if (shelf.current.text.trim() !== '') prepare();
}

shelf.addEventListener('change', () => {
  keepNotes(shelf);
  if (!run.busy && shelf.current !== shown) showSummaryOf(shelf.current);
  else summary.noteChanged();
  rest();
  if (shelf.current.text.trim() !== '') prepare();
});

/** @param {Note} note */
function showSummaryOf(note) {
  shown = note;
  ending = '';
  comparison.close();
  if (note.summary) summary.show({ made: note.summary, name: note.name, title: noteTitle(note) });
  else summary.clear();
}

/**
 * What the textbox holds, seen from the summary that is shown.
 * @param {string} of the text that was summarized
 * @returns {Held}
 */
function heldNow(of) {
  input.flush();
  if (shown !== shelf.current) return 'other';
  return shelf.current.text === of ? 'same' : 'changed';
}

// --- The engine ------------------------------------------------------------------------------------------------------

/**
 * Gets the model ready in the background. A page that was only opened downloads nothing: the first text is what shows
 * that a summary is wanted, and who saves data waits until it is asked for.
 */
function prepare() {
  const connection = /** @type {{ saveData?: boolean } | undefined} */ (Reflect.get(navigator, 'connection'));
  if (declined || engine.status.state !== 'idle' || (connection?.saveData && !onDevice)) return;
  load();
}

async function load() {
  try {
    await run.load();
  } catch (error) {
    showErrors([toldError(error)], asked ? summarize : load);
  }
}

async function summarize() {
  if (run.busy) return;
  input.flush();
  clearErrors();
  const note = shelf.current;
  const { text: of } = note;
  if (of.trim() === '') {
    const message = text('There is no note yet. Type or paste one, or choose a file.');
    showErrors([{ code: 'note-empty', message, detail: '' }]);
    input.focus();
    return;
  }
  const tooLarge = refuseTextSize(noteTitle(note), of);
  if (tooLarge) {
    showErrors([retoldError(tooLarge, noteTitle(note))]);
    return;
  }
  shown = note;
  ending = '';
  asked = true;
  comparison.close();
  summary.begin(of);
  progress.begin();
  const options = {
    type: /** @type {SummaryType} */ (kind.value),
    length: /** @type {SummaryLength} */ (length.value),
    tuned: tuned.checked,
  };
  try {
    const record = await run.summarize(of, options, (piece) => summary.append(piece));
    asked = false;
    if (record) {
      const made = { record, of, date: new Date() };
      summary.show({ made, name: note.name, title: noteTitle(note) });
      shelf.setSummary(note, made);
      announce(text('The summary is done'));
    } else {
      stopped(phrases('Cancelled'));
    }
  } catch (error) {
    stopped(phrases('Stopped'));
    showErrors([toldError(error)], () => {
      if (shelf.notes.includes(note)) shelf.select(note.id);
      summarize();
    });
  }
  rest();
}

/** @param {string} how */
function stopped(how) {
  const made = shown?.summary;
  // Nothing was written in place of the summary that there was.
  if (shown && made && made.of === shown.text && summary.isEmpty) showSummaryOf(shown);
  else summary.stop();
  ending = how;
  announce(text(how));
}

/** @param {File} file */
async function openModel(file) {
  clearErrors();
  progress.begin();
  try {
    if (await run.open(file)) announce(text('The model is loaded'));
  } catch (error) {
    showErrors([toldError(error)]);
  }
  rest();
}

/** Says what there is to say while nothing runs. */
function rest() {
  comparison.offer(summary.made, engine.status.model);
  if (!run.active) progress.rest(restSentence());
}

function restSentence() {
  if (ending) return text(ending);
  const made = shown?.summary;
  if (made) {
    const took = formatDuration(made.record.timings.totalMs);
    const changed = shown === shelf.current && made.of !== shelf.current.text;
    return changed ? text('Done in {took}; the note has changed since', { took }) : text('Done in {took}', { took });
  }
  const { state, model } = engine.status;
  if (state === 'ready') return text('Ready');
  if (state === 'failed') return text('The model is not loaded');
  if (onDevice === null) return text('Looking for the model…');
  if (onDevice) return text('The model is on this device');
  const size = model ? formatMegabytes(model.bytes) : text(USUAL_SIZE);
  return text('The model ({size}) is downloaded once, when there is a note', { size });
}

// --- What the engine tells -------------------------------------------------------------------------------------------

/** The last progress that has not been drawn yet. @type {Progress | null} */
let drawn = null;

engine.addEventListener('progress', (event) => {
  if (drawn === null) requestAnimationFrame(drawProgress);
  drawn = /** @type {CustomEvent<Progress>} */ (event).detail;
});

function drawProgress() {
  if (drawn && run.active) progress.show(drawn);
  drawn = null;
}

engine.addEventListener('status', () => {
  status.show(engine.status);
  byId('tuned-field', HTMLElement).hidden = !engine.status.model?.adapter;
  rest();
});

run.addEventListener('change', () => {
  const { active, busy } = run;
  if (!active && document.activeElement === cancelButton) summarizeButton.focus();
  cancelButton.hidden = !active;
  summarizeButton.setAttribute('aria-disabled', String(busy));
  byId('open-model', HTMLButtonElement).setAttribute('aria-disabled', String(busy));
  update.setBusy(busy);
  rest();
});

// --- What the person does --------------------------------------------------------------------------------------------

summarizeButton.addEventListener('click', summarize);
cancelButton.addEventListener('click', cancel);

document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
    event.preventDefault();
    summarize();
  } else if (event.key === 'Escape' && run.active) {
    cancel();
  } else if (event.key === 'Escape' && summary.isPinned) {
    summary.unpin();
  }
});

function cancel() {
  declined = true;
  run.cancel();
}

/**
 * @param {string} button
 * @param {string} chooser
 * @param {(files: File[]) => void} onFiles
 */
function chooseWith(button, chooser, onFiles) {
  const files = byId(chooser, HTMLInputElement);
  byId(button, HTMLButtonElement).addEventListener('click', () => files.click());
  files.addEventListener('change', () => {
    const chosen = Array.from(files.files ?? []);
    // The same file can be chosen again.
    files.value = '';
    onFiles(chosen);
  });
}

chooseWith('choose', 'files', add);
chooseWith('open-model', 'model-file', ([file]) => {
  if (file && !run.busy) openModel(file);
});
acceptDrops(LISTED, add, (error) => {
  const message = text('A dropped folder cannot be read. Choose its files instead; nothing was changed.');
  showErrors([{ code: 'folder-unreadable', message, detail: String(error) }]);
});

document.addEventListener('paste', (event) => {
  const files = Array.from(event.clipboardData?.files ?? []);
  const pasted = event.clipboardData?.getData('text/plain') ?? '';
  const field = event.target instanceof HTMLTextAreaElement;
  // A copied passage may come with a picture of itself: then its text is meant.
  if (files.length > 0 && pasted === '') {
    event.preventDefault();
    add(files);
  } else if (!field && pasted.trim() !== '') {
    event.preventDefault();
    input.flush();
    const message = text('There is no room for another note. Remove one first; nothing was changed.');
    const full = shelf.room === 0 ? { code: 'files-too-many', message, detail: '' } : null;
    const tooLarge = refuseTextSize('The pasted text', pasted);
    const refused = tooLarge ? retoldError(tooLarge) : full;
    if (refused) showErrors([refused]);
    else shelf.add([{ name: null, text: pasted }]);
  }
});

byId('sample', HTMLButtonElement).addEventListener('click', () => {
  input.flush();
  shelf.add([SAMPLE_NOTE]);
  summarizeButton.focus({ preventScroll: true });
});

byId('new-note', HTMLButtonElement).addEventListener('click', () => {
  input.flush();
  if (shelf.room > 0) shelf.add([{ name: null, text: '' }]);
  input.focus();
});

addEventListener('pagehide', () => {
  input.flush();
  keepNotes(shelf);
});

// --- Begin -----------------------------------------------------------------------------------------------------------

// What only a site can offer is not in the page in one file.
if (document.getElementById('install')) {
  offerInstall();
  offerPrivacy({ unsaved: () => shelf.notes.filter((note) => note.summary !== null).length, seal: true });
}
showSummaryOf(shelf.current);
status.show(engine.status);
rest();
language.addEventListener('change', () => {
  status.show(engine.status, true);
  input.show();
  list.show();
  summary.relabel();
  progress.relabel(restSentence());
});
language.start();

startOffline({
  onUpdateReady: (/** @type {() => void} */ apply) =>
    update.offer(apply, () => {
      input.flush();
      return keepNotes(shelf);
    }),
  // A reload keeps the notes and what has been downloaded, but would take a summary away.
  canReload: () => {
    input.flush();
    const calm = !run.busy && adding === 0 && ending === '' && !hasErrors() && !engine.sealed;
    return keepNotes(shelf) && calm && shelf.notes.every((note) => note.summary === null);
  },
});

begin();

async function begin() {
  const availability = await Summarizer.availability();
  onDevice = availability === 'available';
  rest();
  if (availability === 'unavailable') {
    // Only the attempt says why; better now than after a note has been written.
    load();
  } else if (onDevice) {
    const whenIdle = window.requestIdleCallback ?? ((/** @type {() => void} */ then) => setTimeout(then, 200));
    whenIdle(prepare);
  } else if (shelf.current.text.trim() !== '') {
    prepare();
  }
}
