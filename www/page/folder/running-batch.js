/** The run that this tab works on: its waiting for the hour, its progress, its pauses, and what is said of it. */

/** @import { Progress } from '../../api/nutshell.js' */
/** @import { Run } from '../../batch/history.js' */
/** @import { NoteRecord } from '../../batch/note-record.js' */
/** @import { BatchRun, NoteChange } from '../../batch/run.js' */
/** @import { BatchSession, Prepared } from '../../batch/session.js' */
/** @import { NoteTable } from './note-table.js' */
/** @import { RunView } from './run-view.js' */

import { engine } from '../../api/nutshell.js';
import { Eta } from '../../batch/eta.js';
import { Gate } from '../../batch/gate.js';
import { untilMended } from '../../batch/mending.js';
import { Pace } from '../../batch/pace.js';
import { announce } from '../announcer.js';
import { formatDuration } from '../figures.js';
import { retold, retoldError } from '../language/retold.js';
import { dates, phrases, plural, text } from '../language/text.js';
import { progressLabel } from '../progress-view.js';
import { Awake } from './awake.js';
import { progressSentence } from './run-view.js';
import { alone } from './tab-lock.js';

/** So many notes are worked on at once: more would bring little, and a cut would cost more. */
const SIDE_BY_SIDE = 8;

/** The line and the bar are drawn so often, in ms. */
const DRAWN_EVERY = 500;

/** @type {Intl.DateTimeFormatOptions} */
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** How a run ended. @type {Record<string, string>} */
const ENDED = phrases({ done: 'Done.', stopped: 'Stopped.', undone: 'The last run is undone.' });

const PAUSED = { code: 'paused', message: phrases('by you.'), detail: '' };
const ON_BATTERY = { code: 'on-battery', message: phrases('the device is not plugged in.'), detail: '' };

export class RunningBatch {
  #table;
  #view;
  #log;
  #onEnd;
  #awake;
  /** @type {BatchRun | null} */
  #run = null;
  /** Ends the waiting for the hour, or for what is needed before the begin. @type {AbortController | null} */
  #waiting = null;
  /** Closed while a folder is waited for before the begin. */
  #entrance = new Gate();
  #active = false;
  /** @type {Eta} */
  #eta = new Eta([]);
  #pace = new Pace();
  /** How far the model is on its way. */
  #loading = '';
  #todo = 0;
  /** Records of the run under way. @type {Map<string, NoteRecord>} */
  #records = new Map();

  /**
   * @param {NoteTable} table
   * @param {RunView} view
   * @param {(line: string) => void} log
   * @param {(error: unknown) => void} onEnd `error`: what ended it before its end, else undefined
   */
  constructor(table, view, log, onEnd) {
    this.#table = table;
    this.#view = view;
    this.#log = log;
    this.#onEnd = onEnd;
    this.#awake = new Awake(log, (plugged) => {
      if (plugged) this.#run?.resume((code) => code === ON_BATTERY.code);
      else this.#run?.pause(ON_BATTERY);
    });
  }

  /** A run is under way, or waits for its hour. */
  get active() {
    return this.#active;
  }

  /** @param {string} path */
  recordOf(path) {
    return this.#records.get(path);
  }

  /** @param {string} path */
  outputOf(path) {
    return this.#records.get(path)?.output ?? null;
  }

  pause() {
    this.#run?.pause(PAUSED);
  }

  goOn() {
    this.#entrance.open();
    this.#run?.resume((code) => code !== ON_BATTERY.code);
  }

  stop() {
    this.#waiting?.abort();
    this.#run?.stop();
  }

  /**
   * Works on a run until it ends.
   * @param {BatchSession} session
   * @param {Date | null} startAt
   * @param {() => Promise<Prepared | null>} prepare called when the time has come
   * @returns {Promise<boolean>} false where another tab is at work; else as soon as this one is
   */
  launch(session, startAt, prepare) {
    return new Promise((resolve) => {
      const work = async () => {
        this.#active = true;
        resolve(true);
        try {
          await this.#work(session, startAt, prepare);
        } finally {
          this.#active = false;
          this.#run = null;
          this.#awake.end();
        }
      };
      alone(work).then(
        (free) => (free ? this.#onEnd(undefined) : resolve(false)),
        (error) => {
          resolve(true);
          this.#onEnd(error);
        },
      );
    });
  }

  /**
   * @param {BatchSession} session
   * @param {Date | null} startAt
   * @param {() => Promise<Prepared | null>} prepare
   */
  async #work(session, startAt, prepare) {
    if (startAt && !(await this.#wait(startAt))) return;
    const prepared = await this.#look(prepare);
    if (!prepared) return;
    const { plan, isListOld } = prepared.survey;
    const todo = plan.filter((note) => note.todo);
    await this.#table.show(plan, session.history.records);
    const goesOn = prepared.earlier !== null;
    if (todo.length === 0 && !goesOn && !isListOld) {
      this.#log(text('There is nothing to do: every note has its summary.'));
      return;
    }
    this.#records.clear();
    this.#todo = todo.length;
    this.#eta = new Eta(todo);
    this.#pace = new Pace();
    const events = {
      onNote: (/** @type {NoteChange} */ change) => this.#noteChanged(change),
      onState: () => this.#draw(),
      onLog: (/** @type {string} */ line) => this.#log(retold(line)),
    };
    const run = session.run(prepared, { sideBySide: SIDE_BY_SIDE, events });
    this.#run = run;
    const what = goesOn
      ? plural(todo.length, 'Going on with {n} note.', 'Going on with {n} notes.')
      : plural(todo.length, 'Beginning {n} note.', 'Beginning {n} notes.');
    const upToDate = text('Every note has its summary; the list of them is brought up to date.');
    this.#log(todo.length > 0 || goesOn ? what : upToDate);
    const drawing = window.setInterval(() => this.#draw(), DRAWN_EVERY);
    // The model may have to be downloaded first.
    const onProgress = (/** @type {Event} */ event) => {
      const { detail } = /** @type {CustomEvent<Progress>} */ (event);
      this.#loading = detail.phase === 'download' || detail.phase === 'load' ? progressLabel(detail) : '';
    };
    engine.addEventListener('progress', onProgress);
    const begun = performance.now();
    try {
      await this.#awake.begin(prepared.options.mainsOnly);
      await run.work(startAt?.getTime() ?? null, goesOn);
    } finally {
      clearInterval(drawing);
      engine.removeEventListener('progress', onProgress);
    }
    const took = formatDuration(performance.now() - begun);
    const how = run.state === 'done' ? text('Done') : text('Stopped');
    const { done, failed } = run;
    this.#log(text('{how}: {done} summarized, {failed} failed, in {took}.', { how, done, failed, took }));
    announce(`${how}: ${countsText(done, failed)}`);
  }

  /**
   * @param {Date} startAt
   * @returns {Promise<boolean>} false where the person did not want to wait
   */
  async #wait(startAt) {
    const waiting = new AbortController();
    this.#waiting = waiting;
    await this.#awake.begin(false);
    const time = dates(CLOCK).format(startAt);
    this.#log(text('Waiting until {time}.', { time }));
    this.#view.show(text('Starts at {time}: leave this tab open and the device on.', { time }), ['stop']);
    // A long timer would stand still while the device sleeps.
    while (Date.now() < startAt.getTime() && !waiting.signal.aborted) {
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, Math.min(startAt.getTime() - Date.now(), 5000));
        waiting.signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true });
      });
    }
    this.#waiting = null;
    if (waiting.signal.aborted) this.#log(text('Not started.'));
    return !waiting.signal.aborted;
  }

  /**
   * Looks at the folder; one that is gone or full is waited for.
   * @param {() => Promise<Prepared | null>} prepare
   * @returns {Promise<Prepared | null>} null where there is nothing to do, or the person did not want to wait
   */
  async #look(prepare) {
    const waiting = new AbortController();
    this.#waiting = waiting;
    const look = () => {
      this.#view.show(text('Looking at the folder…'), []);
      return prepare();
    };
    try {
      return await untilMended(look, async (reason) => {
        const line = pausedText(reason);
        this.#entrance.close(reason);
        this.#log(line);
        this.#view.show(line, ['go-on', 'stop']);
        await this.#entrance.pass(waiting.signal);
      });
    } catch (error) {
      if (!waiting.signal.aborted) throw error;
      this.#log(text('Not started.'));
      return null;
    } finally {
      this.#entrance.open();
      this.#waiting = null;
    }
  }

  /** @param {NoteChange} change */
  #noteChanged(change) {
    const { path } = change;
    this.#eta.tick(performance.now(), this.#isWorking);
    switch (change.status) {
      case 'working':
        this.#eta.work(path, change.share, change.text);
        this.#table.working(path, change.share);
        break;
      case 'waiting':
        this.#eta.putBack(path);
        this.#table.waiting(path);
        break;
      default:
        this.#records.set(path, change.record);
        this.#table.ended(path, change.record);
        this.#watchPace(this.#eta.end(path, change.status === 'done'), change.record);
        this.#draw();
    }
  }

  /**
   * @param {number} bytes of the note's text
   * @param {NoteRecord} record
   */
  #watchPace(bytes, { status, seconds }) {
    if (status !== 'done') return;
    const seen = this.#pace.record(bytes, seconds);
    if (seen === 'slower')
      this.#log(text('Notes take twice the time they took before: the device is busy, hot, or saves power.'));
    if (seen === 'recovered') this.#log(text('Notes take as long as they did before again.'));
  }

  get #isWorking() {
    return this.#run?.gate.isOpen ?? false;
  }

  #draw() {
    const run = this.#run;
    if (run?.state !== 'running') return;
    this.#eta.tick(performance.now(), this.#isWorking);
    const { done, failed } = run;
    const figures = { done, failed, all: this.#todo, left: this.#eta.left(), hours: this.#eta.active / 3600 };
    const sentence = progressSentence(figures);
    const [reason] = run.gate.reasons;
    const share = this.#todo > 0 ? (done + failed) / this.#todo : 1;
    if (reason) {
      const byItself = reason.code === ON_BATTERY.code;
      this.#view.show(pausedText(reason), byItself ? ['stop'] : ['go-on', 'stop'], share);
    } else {
      this.#view.show(text('Working. Leave this tab open.'), ['pause', 'stop'], share);
    }
    const isLoading = engine.status.state === 'downloading' || engine.status.state === 'loading';
    this.#view.tell(isLoading && this.#loading ? this.#loading : sentence);
  }

  /**
   * What is said of the last run while nothing runs.
   * @param {Run} last
   * @param {Run | null} unfinished
   * @returns {string}
   */
  sentence(last, unfinished) {
    const failed = [...last.records.values()].filter(({ failure }) => failure).length;
    this.#view.tell(countsText(last.records.size - failed, failed));
    if (unfinished?.state === 'undoing') return text('Undoing the last run was cut off: it can go on.');
    if (unfinished) return text('The last run was cut off: it can go on where it stopped.');
    if (last.what.kind === 'restore') return text('An earlier version was brought back.');
    return text(ENDED[String(last.state)] ?? '');
  }
}

/**
 * @param {number} done
 * @param {number} failed
 */
function countsText(done, failed) {
  return plural(done, '{n} note summarized, {failed} failed', '{n} notes summarized, {failed} failed', { failed });
}

/** @param {import('../../shared/errors.js').ErrorInfo} reason */
function pausedText(reason) {
  return text('Paused: {reason}', { reason: text(retoldError(reason).message) });
}
