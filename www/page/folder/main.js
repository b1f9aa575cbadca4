/** Wires the page for folders: choose one, look at what there is to do, run, and all that can happen to a run. */

/** @import { KnownFolder } from '../../batch/journal-database.js' */
/** @import { Prepared } from '../../batch/session.js' */
/** @import { Brought } from './folder-input.js' */
/** @import { Place } from './places.js' */

import { engine } from '../../api/nutshell.js';
import { PageEngine } from '../../batch/engine-port.js';
import { DatabaseJournal, forgetFolder, knownFolders } from '../../batch/journal-database.js';
import { prepareRetry } from '../../batch/retry.js';
import { BatchSession } from '../../batch/session.js';
import { zipOf, zipPaths } from '../../batch/zip.js';
import { canHash } from '../../record/sha256.js';
import { clearErrors, showErrors, toldError } from '../alerts.js';
import { announce } from '../announcer.js';
import { watchDrops } from '../dropped-files.js';
import { byId, make } from '../elements.js';
import { formatMegabytes } from '../figures.js';
import { NOTE_EXTENSIONS } from '../file-kind.js';
import { language } from '../language/choice.js';
import { retold, retoldError } from '../language/retold.js';
import { plural, text } from '../language/text.js';
import { startOffline } from '../offline.js';
import { offerPrivacy } from '../privacy/privacy-dialog.js';
import { readNote } from '../read-note.js';
import { download } from '../save-markdown.js';
import { StatusLine } from '../status-line.js';
import { UpdateNotice } from '../update-notice.js';
import { confirmPress, rename } from './confirm-press.js';
import { droppedFolder, uploadedFolder } from './folder-input.js';
import { NoteDialog } from './note-dialog.js';
import { NoteTable } from './note-table.js';
import { dateOf, showPastRuns } from './past-runs.js';
import { allow, canPick, mayRead, pickFolder, placeOf, placeOfFiles, placeOfKnown, remember } from './places.js';
import { logLine } from './run-log.js';
import { RunView } from './run-view.js';
import { RunningBatch } from './running-batch.js';
import { SetupForm } from './setup-form.js';
import { alone, isElsewhere } from './tab-lock.js';

/** So many skipped files are listed. */
const SKIPPED_LISTED = 500;

const undoButton = byId('undo-run', HTMLButtonElement);
const folderFacts = byId('folder-facts', HTMLElement);
const status = new StatusLine();
const update = new UpdateNotice();
const table = new NoteTable(openNote);
const form = new SetupForm(
  () => act(start),
  () => act(look),
);
const view = new RunView({
  'go-on': () => act(goOn),
  pause: () => batch.pause(),
  stop: () => batch.stop(),
  retry: () => act(retry),
  'undo-run': () => confirmPress(undoButton, text('Really undo?'), () => act(undo)),
  zip: () => act(saveZip),
});
const batch = new RunningBatch(table, view, logLine, (error) => {
  if (error !== undefined) showErrors([toldError(error)]);
  act(rest);
});
const dialog = new NoteDialog(
  (version) => /** @type {BatchSession} */ (session).readVersion(version),
  (path, version) => act(() => restore(path, version)),
);
const pageEngine = new PageEngine();

/** @type {Place | null} */
let place = null;
/** @type {BatchSession | null} */
let session = null;
/** What a run would do now. @type {Prepared | null} */
let prepared = null;
/** How many things are asked for that are not over. */
let acting = 0;
/** The end of what is asked for so far. */
let tail = Promise.resolve();

/**
 * Does one thing after the other, and shows what goes wrong.
 * @param {() => Promise<void>} work
 * @returns {Promise<void>}
 */
function act(work) {
  acting += 1;
  form.setBusy(true);
  tail = tail
    .then(work)
    .catch((error) => showErrors([toldError(error)]))
    .finally(() => {
      acting -= 1;
      form.setBusy(acting > 0 || batch.active);
    });
  return tail;
}

// --- Folders ---------------------------------------------------------------------------------------------------------

async function choose() {
  if (!canPick()) {
    byId('folder-files', HTMLInputElement).click();
    return;
  }
  const handle = await pickFolder('read');
  if (handle) await bring({ handle });
}

/** @param {Brought | null} brought */
async function bring(brought) {
  if (!brought || batch.active) return;
  const isHandle = 'handle' in brought;
  await take(await (isHandle ? placeOf(brought.handle, null) : placeOfFiles(brought.name, brought.files)));
}

/** @param {Place} next */
async function take(next) {
  clearErrors();
  place = next;
  const { known, source, target, within } = place;
  const endings = NOTE_EXTENSIONS;
  const journal = new DatabaseJournal(known.id);
  session = new BatchSession({ source, target, within, journal, engine: pageEngine, readNote, endings });
  if (known.options) form.options = known.options;
  byId('known-folders', HTMLElement).hidden = true;
  byId('setup', HTMLElement).hidden = false;
  byId('target-name', HTMLElement).textContent = place.targetName;
  byId('choose-target', HTMLElement).hidden = !place.saved;
  await look();
}

async function chooseTarget() {
  if (!place?.known.source || batch.active) return;
  const target = await pickFolder('readwrite');
  if (target) await take(await placeOf(place.known.source, target));
}

/** Looks at what there is to do, and shows it. */
async function look() {
  if (!session || !place || batch.active) return;
  folderFacts.textContent = text('{folder}: looking…', { folder: place.source.name });
  prepared = await session.look(form.options, { again: form.again });
  const { plan, skipped } = prepared.survey;
  const todo = plan.filter((note) => note.todo);
  const bytes = todo.reduce((sum, note) => sum + note.bytes, 0);
  const size = bytes >= 1e6 ? ` (${formatMegabytes(bytes)})` : '';
  folderFacts.textContent = plural(
    plan.length,
    '{folder}: {n} note, {todo} to summarize{size}, into {target}',
    '{folder}: {n} notes, {todo} to summarize{size}, into {target}',
    { folder: place.source.name, todo: todo.length, size, target: place.targetName },
  );
  byId('notes-card', HTMLElement).hidden = plan.length === 0;
  showSkipped(skipped);
  showPastRuns(session.history.runs);
  await table.show(plan, session.history.records);
  await rest();
}

/** @param {import('../../batch/select.js').Skipped[]} skipped */
function showSkipped(skipped) {
  byId('skipped', HTMLElement).hidden = skipped.length === 0;
  byId('skipped-title', HTMLElement).textContent = plural(skipped.length, '{n} file skipped', '{n} files skipped');
  const items = skipped.slice(0, SKIPPED_LISTED).map(({ path, reason }) => make('li', `${path}: ${retold(reason)}`));
  if (skipped.length > items.length) items.push(make('li', text('and {n} more', { n: skipped.length - items.length })));
  byId('skipped-list', HTMLElement).replaceChildren(...items);
}

async function showKnown() {
  const list = byId('known-folders', HTMLElement);
  const folders = (await knownFolders()).filter(({ source }) => source !== null).slice(0, 5);
  list.hidden = folders.length === 0;
  list.replaceChildren(
    ...folders.map((known) => {
      const item = make(
        'li',
        known.startAt ? text('{folder} (a run was planned)', { folder: known.name }) : known.name,
      );
      const button = make('button', text('Open again'), 'quiet');
      button.type = 'button';
      button.setAttribute('aria-label', text('Open {folder} again', { folder: known.name }));
      button.addEventListener('click', () => act(() => reopen(known)));
      item.append(button);
      return item;
    }),
  );
}

/** @param {KnownFolder} known */
async function reopen(known) {
  if (!(await mayRead(known)) && !(await allow(known))) return;
  await take(await placeOfKnown(known));
}

// --- Runs ------------------------------------------------------------------------------------------------------------

async function start() {
  if (!session || !place || batch.active) return;
  clearErrors();
  if (!(await allow(place.known))) return refuse();
  const { options, again, startAt } = form;
  place.known.options = options;
  place.known.startAt = startAt?.getTime() ?? null;
  await remember(place.known);
  const { known } = place;
  const own = session;
  form.settle();
  await launch(startAt, async () => {
    known.startAt = null;
    await remember(known);
    return own.prepare(options, { again });
  });
}

async function goOn() {
  if (batch.active) {
    if (place && !(await allow(place.known))) return refuse();
    clearErrors();
    batch.goOn();
    return;
  }
  if (!session || !place) return;
  clearErrors();
  if (!(await allow(place.known))) return refuse();
  const own = session;
  if (own.unfinished?.state === 'undoing') return undo();
  await launch(null, () => own.prepareToGoOn());
}

async function retry() {
  if (!session || !place || batch.active) return;
  if (!(await allow(place.known))) return refuse();
  const own = session;
  // As they were asked for: the form may say something else by now.
  const options = own.history.runs.findLast(({ what }) => what.options)?.what.options ?? form.options;
  await launch(null, () => prepareRetry(own, options));
}

/**
 * @param {Date | null} startAt
 * @param {() => Promise<Prepared | null>} prepare
 */
async function launch(startAt, prepare) {
  if (!session || !place) return;
  if (!(await batch.launch(session, startAt, prepare))) refuseElsewhere();
}

/**
 * Changes something while no other tab works on a folder, and looks.
 * @param {() => Promise<void>} work
 */
async function change(work) {
  if (await alone(work)) await look();
  else refuseElsewhere();
}

function refuseElsewhere() {
  const message = text('Another tab of this page works on a folder. Wait for it, or close it.');
  showErrors([{ code: 'batch-elsewhere', message, detail: '' }]);
}

/** Takes the journal of the folder away, with all versions; files of the person's own stay as they are. */
async function forget() {
  if (!place || batch.active) return;
  clearErrors();
  const { known, target, saved, source } = place;
  await change(async () => {
    if (!saved) for await (const { path } of target.list(() => true)) await target.remove(path);
    await forgetFolder(known.id);
    const folder = source.name;
    logLine(
      saved
        ? text('The runs of {folder} are forgotten; its files are as they were.', { folder })
        : text('The runs of {folder} are forgotten.', { folder }),
    );
  });
}

function refuse() {
  const message = text(
    'Without your permission, nothing can be read or written. Press the button again to be asked again.',
  );
  showErrors([{ code: 'folder-permission', message, detail: '' }]);
}

async function undo() {
  if (!session || !place || batch.active) return;
  if (!(await allow(place.known))) return refuse();
  clearErrors();
  const own = session;
  const meant = own.undoable?.id;
  await change(async () => {
    await own.refresh();
    if (own.undoable?.id !== meant) {
      logLine(
        text('Nothing was undone: another tab has changed this folder meanwhile. What it has done is shown now.'),
      );
      return;
    }
    const counts = { removed: 0, restored: 0 };
    const run = await own.undo(({ how }) => {
      if (how === 'removed' || how === 'restored') counts[how] += 1;
    });
    const undone = plural(
      counts.removed,
      'Undone: {n} file removed, {restored} brought back.',
      'Undone: {n} files removed, {restored} brought back.',
      { restored: counts.restored },
    );
    const kept =
      run && run.kept.length > 0 ? text('Kept, as edited since: {files}.', { files: run.kept.join(', ') }) : '';
    logLine(kept ? `${undone} ${kept}` : undone);
    announce(text('The run is undone'));
  });
}

/**
 * @param {string} path of a note
 * @param {import('../../batch/history.js').Version} version
 */
async function restore(path, version) {
  const output = session?.history.outputs.get(path);
  if (!session || !place || !output || batch.active) return;
  if (!(await allow(place.known))) return refuse();
  clearErrors();
  const own = session;
  await change(async () => {
    const where = await own.restore(output, version);
    logLine(text('{file}: an earlier version was brought back.', { file: where }));
    announce(text('The earlier version is back'));
  });
}

async function saveZip() {
  if (!session || !place || batch.active) return;
  // The notes may have been changed by a run since they were looked at.
  await look();
  const { target, source } = place;
  const paths = await zipPaths(target, prepared?.survey.plan ?? [], session.history);
  if (paths.length === 0) {
    logLine(text('There is nothing to save: these notes have no summaries yet.'));
    return;
  }
  const name = `${source.name} summaries.zip`;
  download({ name, content: await zipOf(target, paths), type: 'application/zip' });
  announce(text('Saved as {name}', { name }));
}

/** Says what there is to say while nothing runs. */
async function rest() {
  update.setBusy(batch.active);
  if (!session || batch.active) return;
  await session.refresh();
  showPastRuns(session.history.runs);
  const { unfinished, undoable, history } = session;
  const last = history.runs.at(-1);
  if (!last) {
    view.hide();
    return;
  }
  const isThere = (/** @type {string} */ path) => history.listed?.has(path) ?? true;
  const failed = [...history.records.values()].some(({ failure, source }) => failure && isThere(source));
  const summaries = history.outputs.size > 0;
  if (undoable)
    rename(
      undoButton,
      undoable === last ? text('Undo this run') : text('Undo the run of {date}', { date: dateOf(undoable) }),
    );
  const sentence = batch.sentence(last, unfinished);
  const elsewhere = unfinished !== null && (await isElsewhere());
  view.show(elsewhere ? text('Not ended yet: another tab of this page works on a folder.') : sentence, [
    ...(unfinished ? /** @type {const} */ (['go-on']) : []),
    ...(failed && !unfinished ? /** @type {const} */ (['retry']) : []),
    ...(undoable ? /** @type {const} */ (['undo-run']) : []),
    ...(summaries && place && !place.saved ? /** @type {const} */ (['zip']) : []),
  ]);
}

// --- One note --------------------------------------------------------------------------------------------------------

/** @param {string} path */
async function openNote(path) {
  if (!session) return;
  try {
    const { history } = session;
    const output = batch.outputOf(path) ?? history.outputs.get(path) ?? null;
    const [read, summary] = await Promise.all([session.readNote(path), output && session.readText(output)]);
    const missing = batch.recordOf(path)?.failure?.reason ?? history.records.get(path)?.failure?.reason;
    dialog.open({
      path,
      note: read.ok ? read.text : retoldError(read.error, path).message,
      summary: summary || null,
      missing: missing ?? text('There is no summary yet.'),
      versions: (output && history.versions.get(output)) || [],
    });
  } catch (error) {
    showErrors([toldError(error)]);
  }
}

// --- What the person does --------------------------------------------------------------------------------------------

byId('choose-folder', HTMLButtonElement).addEventListener('click', () => act(choose));
byId('choose-target', HTMLButtonElement).addEventListener('click', () => act(chooseTarget));
const forgetButton = byId('forget', HTMLButtonElement);
forgetButton.addEventListener('click', () => {
  if (!batch.active) confirmPress(forgetButton, text('Really forget?'), () => act(forget));
});
byId('folder-files', HTMLInputElement).addEventListener('change', ({ target }) => {
  const input = /** @type {HTMLInputElement} */ (target);
  const brought = uploadedFolder(input.files ?? new FileList());
  input.value = '';
  act(() => bring(brought));
});
watchDrops(
  async (transfer) => {
    const brought = await droppedFolder(transfer);
    await act(() => bring(brought));
  },
  (error) => showErrors([toldError(error)]),
);
addEventListener('beforeunload', (event) => {
  // Nothing is lost, but the night may be.
  if (batch.active) event.preventDefault();
});

engine.addEventListener('status', () => status.show(engine.status));
status.show(engine.status);
language.addEventListener('change', () => {
  status.show(engine.status, true);
  form.relabel();
  if (!batch.active) act(place ? look : showKnown);
});
language.start();
// A run goes on for a night: it may have to start its engine anew, which a sealed page cannot.
offerPrivacy({ unsaved: () => 0, seal: false });
startOffline({
  onUpdateReady: (/** @type {() => void} */ apply) => update.offer(apply, () => true),
  canReload: () => place === null,
});

if (canHash()) act(showKnown);
else {
  const message = text('This page works on folders only where it comes over https, or from this machine.');
  showErrors([{ code: 'page-insecure', message, detail: '' }]);
  byId('choose-folder', HTMLButtonElement).setAttribute('aria-disabled', 'true');
}
