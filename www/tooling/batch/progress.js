/** Tells of a run: a bar on a terminal, plain lines elsewhere. */

/** @import { NoteChange } from '../../batch/run.js' */

import { Eta } from '../../batch/eta.js';
import { Pace } from '../../batch/pace.js';
import { ClockWatch } from '../../batch/schedule.js';
import { formatDuration, formatPlural } from '../../page/figures.js';
import { progressSentence } from '../../page/folder/run-view.js';
import { printable } from '../../record/printable.js';

/** The bar is drawn and the clock is looked at so often, in ms. */
const EVERY = 500;
const BAR = 24;

/** @typedef {{ write: (text: string) => unknown, isTTY?: boolean, columns?: number }} Stream */

export class Progress {
  paused = false;
  /** Notes of this run, over all browsers that it took. */
  done = 0;
  failed = 0;
  #all = 0;
  /** @type {number | null} */
  #begun = null;
  #stream;
  #eta = new Eta([]);
  #pace = new Pace();
  #watch = new ClockWatch();
  #timer;
  /** A bar is on the screen. */
  #drawn = false;

  /** @param {Stream} stream */
  constructor(stream) {
    this.#stream = stream;
    this.#timer = setInterval(() => this.#look(), EVERY);
    this.#timer.unref();
  }

  /** Notes that are over. */
  get ended() {
    return this.done + this.failed;
  }

  /** @param {{ todo: { path: string, bytes: number }[], notes: number, goesOn: boolean }} plan */
  plan({ todo, notes, goesOn }) {
    // A second plan comes from a browser in place of one that died: what that one had done without telling is no more to do,
    // and what failed in it is to be tried again.
    if (this.#begun === null) this.#all = todo.length;
    this.done = this.#all - todo.length;
    this.failed = 0;
    this.#begun ??= performance.now();
    this.#eta = new Eta(todo);
    if (todo.length === 0) {
      this.log(`Nothing to do: ${notes === 0 ? 'there are no notes' : 'every note has its summary'}.`);
      return;
    }
    const some = formatPlural(todo.length, 'note', 'notes');
    this.log(`${goesOn ? 'Going on with' : 'Beginning'} ${some} of ${notes}.`);
  }

  /** @param {NoteChange} change */
  note(change) {
    const { path } = change;
    this.#tick();
    if (change.status === 'working') {
      this.#eta.work(path, change.share, change.text);
    } else if (change.status === 'waiting') {
      this.#eta.putBack(path);
    } else {
      const bytes = this.#eta.end(path, change.status === 'done');
      this[change.status] += 1;
      if (change.status === 'done') {
        const { seconds } = change.record;
        if (!this.#stream.isTTY) this.log(`${this.ended} of ${this.#all}: ${path}: done in ${seconds.toFixed(1)} s`);
        this.#watchPace(bytes, seconds);
      }
    }
    this.#draw();
  }

  /** @param {string} line */
  log(line) {
    const now = new Date();
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'));
    this.#clear();
    this.#stream.write(`${day.join('-')} ${now.toTimeString().slice(0, 8)} ${printable(line)}\n`);
    this.#draw();
  }

  /** Nothing is drawn any more. */
  end() {
    clearInterval(this.#timer);
    this.#clear();
    this.#all = 0;
  }

  /** Seconds since the first plan. */
  get seconds() {
    return this.#begun === null ? 0 : (performance.now() - this.#begun) / 1000;
  }

  /**
   * @param {number} bytes
   * @param {number} seconds
   */
  #watchPace(bytes, seconds) {
    const seen = this.#pace.record(bytes, seconds);
    if (seen === 'slower')
      this.log('Notes take twice the time they took before: the machine is busy, hot, or saves power.');
    if (seen === 'recovered') this.log('Notes take as long as they did before again.');
  }

  #look() {
    const seen = this.#watch.look(Date.now(), performance.now(), EVERY);
    if (seen) {
      const time = formatDuration(seen.ms);
      if (seen.what === 'back') this.log(`Somebody has set the clock back by ${time}.`);
      else this.log(`The machine slept, or its clock was set ahead, or this was held up: ${time} passed at once.`);
    }
    this.#draw();
  }

  #tick() {
    this.#eta.tick(performance.now(), this.#all > 0 && !this.paused);
  }

  #draw() {
    if (!this.#stream.isTTY || this.#all === 0) return;
    this.#tick();
    const { done, failed } = this;
    const share = this.ended / this.#all;
    const bar = '#'.repeat(Math.round(share * BAR)).padEnd(BAR, '-');
    const figures = { done, failed, all: this.#all, left: this.#eta.left(), hours: this.#eta.active / 3600 };
    const line = `[${bar}] ${progressSentence(figures)}${this.paused ? ' · paused' : ''}`;
    this.#stream.write(`\r\u001b[K${line.slice(0, (this.#stream.columns ?? 80) - 1)}`);
    this.#drawn = true;
  }

  #clear() {
    if (this.#drawn) this.#stream.write('\r\u001b[K');
    this.#drawn = false;
  }
}
