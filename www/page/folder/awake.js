/** Keeps the device at work for a run, and notices what gets in its way: sleep, a clock that is set, the battery. */

import { ClockWatch } from '../../batch/schedule.js';
import { formatDuration } from '../figures.js';
import { text } from '../language/text.js';

const EVERY_MS = 5000;

/** @typedef {{ charging: boolean } & EventTarget} Battery */

export class Awake {
  #onLog;
  #onMains;
  /** @type {WakeLockSentinel | null} */
  #lock = null;
  #wanted = false;
  #timer = 0;
  /** @type {Battery | null} */
  #battery = null;
  #mainsOnly = false;
  #heard = () => this.#tellMains();

  /**
   * @param {(line: string) => void} onLog
   * @param {(plugged: boolean) => void} onMains told at the begin of a run that cares, and at each change
   */
  constructor(onLog, onMains) {
    this.#onLog = onLog;
    this.#onMains = onMains;
    // The browser takes the lock away when the page is hidden.
    document.addEventListener('visibilitychange', () => this.#ask());
  }

  /** @param {boolean} mainsOnly */
  async begin(mainsOnly) {
    this.#wanted = true;
    this.#mainsOnly = mainsOnly;
    const watch = new ClockWatch();
    clearInterval(this.#timer);
    this.#timer = window.setInterval(() => this.#look(watch), EVERY_MS);
    this.#look(watch);
    await this.#ask();
    if (!mainsOnly) return;
    /** @type {(() => Promise<Battery>) | undefined} */
    const getBattery = Reflect.get(navigator, 'getBattery');
    this.#battery = (await getBattery?.call(navigator).catch(() => null)) ?? null;
    this.#battery?.addEventListener('chargingchange', this.#heard);
    this.#tellMains();
  }

  end() {
    this.#wanted = false;
    clearInterval(this.#timer);
    this.#battery?.removeEventListener('chargingchange', this.#heard);
    this.#battery = null;
    this.#lock?.release().catch(() => {});
    this.#lock = null;
  }

  #tellMains() {
    if (this.#wanted && this.#mainsOnly && this.#battery) this.#onMains(this.#battery.charging);
  }

  async #ask() {
    if (!this.#wanted || document.visibilityState !== 'visible' || (this.#lock && !this.#lock.released)) return;
    try {
      this.#lock = (await navigator.wakeLock?.request('screen')) ?? null;
      if (!this.#wanted) this.end();
    } catch {
      // Refused, as on a low battery: the run goes on for as long as the device is awake.
    }
  }

  /** @param {ClockWatch} watch */
  #look(watch) {
    const seen = watch.look(Date.now(), performance.now(), EVERY_MS);
    if (!seen) return;
    const time = formatDuration(seen.ms);
    if (seen.what === 'back') this.#onLog(text('Somebody has set the clock back by {time}.', { time }));
    else
      this.#onLog(
        text('The device slept, or its clock was set ahead, or the tab was held up: {time} passed at once.', { time }),
      );
  }
}
