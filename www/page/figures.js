/** How the page writes figures. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** @param {number} value */
export function formatCount(value) {
  return whole.format(value);
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export function formatPlural(count, one, many) {
  return `${whole.format(count)} ${count === 1 ? one : many}`;
}

/**
 * Bytes in decimal megabytes, as browsers show downloads.
 * @param {number} bytes
 */
export function formatMegabytes(bytes) {
  return bytes >= 1e10 ? `${(bytes / 1e9).toFixed(1)}\u00a0GB` : `${whole.format(bytes / 1e6)}\u00a0MB`;
}

/**
 * Time to go, no finer than one can rely on.
 * @param {number} seconds
 */
export function formatTimeLeft(seconds) {
  if (seconds < 1.5) return 'about 1\u00a0s left';
  if (seconds < 90) return `about ${whole.format(seconds < 20 ? seconds : Math.round(seconds / 5) * 5)}\u00a0s left`;
  if (seconds < 90 * 60) return `about ${whole.format(seconds / 60)}\u00a0min left`;
  return `about ${whole.format(seconds / 3600)}\u00a0h left`;
}

/**
 * Time that was taken.
 * @param {number} ms
 */
export function formatDuration(ms) {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${whole.format(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${whole.format(Math.round(seconds) % 60)} s`;
}

/**
 * Tokens per second.
 * @param {number} rate
 */
export function formatRate(rate) {
  return rate < 10 ? rate.toFixed(1) : whole.format(rate);
}
