/** Times at which a run starts, and what the clock tells about the night. */

/**
 * The next moment at which the clock shows this time, today or tomorrow, in the local time of the device.
 * @param {string} time as “22:00”
 * @param {Date} now
 * @returns {Date | null} null where that is no time
 */
export function nextTime(time, now) {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(time.trim()) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return null;
  const next = new Date(now);
  next.setHours(Number(hours), Number(minutes), 0, 0);
  // By the calendar, since a day may have 23 hours.
  if (next <= now) next.setDate(next.getDate() + 1);
  return next;
}

/** Timers of a page that nobody sees may be a minute late. */
const LATE_MS = 70_000;

/**
 * What two clocks that are looked at regularly tell: time has passed at once, since the device was asleep or somebody has
 * set its clock ahead, which look the same where the steady clock stands still in sleep; or the clock was set back.
 */
export class ClockWatch {
  /** @type {{ wall: number, steady: number } | null} */
  #last = null;

  /**
   * @param {number} wall ms since 1970
   * @param {number} steady ms of a clock that nobody sets; it may stand still while the device sleeps
   * @param {number} every ms after which this is called again
   * @returns {{ what: 'jump' | 'back', ms: number } | null} `ms`: by so much, above 0
   */
  look(wall, steady, every) {
    const last = this.#last;
    this.#last = { wall, steady };
    if (!last) return null;
    const byWall = wall - last.wall;
    const bySteady = steady - last.steady;
    // A clock that is set moves against the steady one while the page works on.
    if (byWall < -1000) return { what: 'back', ms: -byWall };
    if (byWall > every + LATE_MS) return { what: 'jump', ms: byWall - every };
    if (bySteady > every + LATE_MS) return { what: 'back', ms: bySteady - byWall };
    return null;
  }
}
