/** A headless run from its hour to its end: browsers that die are replaced, pauses end by themselves or end the run. */

/** @import { End, Told } from './page/driver.js' */
/** @import { Places } from './places.js' */
/** @import { Progress } from './progress.js' */
/** @import { Settings } from './settings.js' */

import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bridge } from './bridge.js';
import { DiskFolder } from './disk-folder.js';
import { DiskJournal } from './disk-journal.js';
import { Tab } from './tab.js';

/** So many browsers in a row may die without having ended a note. */
const DEATHS = 3;
/** A pause is looked at again after this time, in ms; each time after twice of it, up to the longest, */
const FIRST_LOOK = 5000;
const LONGEST_LOOK = 300_000;
/** and for so long in all. */
const PATIENCE = 3_600_000;
/** The hour is looked for so often, in ms: a long timer would stand still while the machine sleeps. */
const CLOCK = 5000;
/** What can be mended while the run waits. */
const MENDABLE = /^(folder|journal)-/;

/**
 * @typedef {object} Outcome
 * @property {End | null} end What the page has told at last; null where it did not come to that.
 * @property {boolean} interrupted
 * @property {string | null} error What has ended the run before its end.
 */

/**
 * @typedef {object} Setting
 * @property {Settings} settings
 * @property {Places} places
 * @property {string} url Of the driver's page.
 * @property {string} executable
 * @property {string} profile
 * @property {Date | null} startAt
 * @property {Progress} progress
 */

export class HeadlessRun {
  #setting;
  #interrupted = new AbortController();
  /** @type {Tab | null} */
  #tab = null;
  /** Why it is ended before its end. @type {string | null} */
  #error = null;
  /** @type {{ since: number, looks: number, timer: NodeJS.Timeout | null } | null} */
  #pause = null;

  /** @param {Setting} setting */
  constructor(setting) {
    this.#setting = setting;
  }

  /** Ends the run before its end, in good order. */
  stop() {
    this.#interrupted.abort();
    this.#tab?.tell('stop');
  }

  /** Ends it at once: the next run finds what this one leaves half done. */
  async kill() {
    await this.#tab?.close();
  }

  /** @returns {Promise<Outcome>} */
  async work() {
    const { startAt } = this.#setting;
    if (startAt) await this.#wait(startAt);
    const end = this.#interrupted.signal.aborted ? null : await this.#lives();
    clearTimeout(this.#pause?.timer ?? undefined);
    return { end, interrupted: this.#interrupted.signal.aborted, error: this.#error };
  }

  /** @param {Date} startAt */
  async #wait(startAt) {
    const { signal } = this.#interrupted;
    this.#setting.progress.log(`Waiting until ${startAt.toTimeString().slice(0, 5)}.`);
    while (!signal.aborted && Date.now() < startAt.getTime()) {
      const left = startAt.getTime() - Date.now();
      await sleep(Math.min(left, CLOCK), undefined, { signal }).catch(() => {});
    }
  }

  /** @returns {Promise<End | null>} null: the run has come to no end */
  async #lives() {
    const { settings, places, progress } = this.#setting;
    const source = new DiskFolder(places.source);
    const target = new DiskFolder(places.target);
    const journal = new DiskJournal(places.own);
    // A disk that is gone just now is waited for below, and what is left half written is for the next run to clear away.
    await journal.tidy().catch(() => {});
    const { call, settled } = bridge({ source, target, journal });
    for (let deaths = 0; ; ) {
      const before = progress.ended;
      // After a browser that has ended no note, they come one by one, so that only one of them can be to blame.
      const last = await this.#life(call, deaths === 0 ? settings.jobs : 1);
      // What a dead page has asked for is over before the next one looks at the folder.
      await settled();
      if (typeof last !== 'string') return last;
      if (this.#interrupted.signal.aborted || this.#error) return null;
      deaths = progress.ended > before ? 0 : deaths + 1;
      if (deaths === DEATHS) {
        this.#error = `the browser has died ${deaths} times (${last}). What is done is kept; look at the machine's memory.`;
        return null;
      }
      progress.log(`The browser has died (${last}); going on with another one.`);
    }
  }

  /**
   * @param {import('./bridge.js').Call} call
   * @param {number} sideBySide
   * @returns {Promise<End | null | string>} null: it could not begin; a text: what the browser died of
   */
  async #life(call, sideBySide) {
    const { settings, places, url, executable, profile, startAt } = this.#setting;
    /** @type {(end: End | null) => void} */
    let finish = () => {};
    const ended = new Promise((/** @type {(end: End | null) => void} */ resolve) => {
      finish = resolve;
    });
    const onTold = (/** @type {Told} */ told) => this.#hear(told, finish);
    const request = {
      sourceName: basename(places.source),
      targetName: basename(places.target),
      within: places.within,
      options: settings.options,
      sideBySide,
      startAt: startAt?.getTime() ?? null,
    };
    try {
      const tab = await Tab.open({ executable, profile, url, call, onTold });
      this.#tab = tab;
      try {
        await tab.start(request);
        if (this.#interrupted.signal.aborted) await tab.tell('stop');
        return await Promise.race([ended, tab.gone]);
      } finally {
        this.#tab = null;
        await tab.close();
      }
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /**
   * @param {Told} told
   * @param {(end: End | null) => void} finish
   */
  #hear(told, finish) {
    const { progress } = this.#setting;
    switch (told.type) {
      case 'plan':
        progress.plan(told);
        break;
      case 'note':
        progress.note(told.change);
        if (told.change.status === 'done') this.#pause = null;
        break;
      case 'log':
        progress.log(told.line);
        break;
      case 'gate':
        progress.paused = told.reasons.length > 0;
        if (told.reasons.length > 0) this.#lookAgain(told.reasons[0]);
        break;
      case 'ended':
        finish(told.end);
        break;
      case 'broken':
        // Of a pause that took too long, the reason is known.
        if (!this.#interrupted.signal.aborted) this.#error ??= told.error.message;
        finish(null);
        break;
    }
  }

  /** @param {import('../../shared/errors.js').ErrorInfo} reason of a pause */
  #lookAgain({ code, message }) {
    this.#pause ??= { since: Date.now(), looks: 0, timer: null };
    const { since, looks } = this.#pause;
    if (!MENDABLE.test(code) || Date.now() - since > PATIENCE) {
      this.#error = message;
      this.#tab?.tell('stop');
      return;
    }
    clearTimeout(this.#pause.timer ?? undefined);
    this.#pause.timer = setTimeout(() => this.#tab?.tell('resume'), Math.min(FIRST_LOOK * 2 ** looks, LONGEST_LOOK));
    this.#pause.looks += 1;
  }
}
