/** How the page writes figures. */

import { numbers, text } from './language/text.js';

const WHOLE = { maximumFractionDigits: 0 };
const TENTHS = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** @param {number} value */
export function formatCount(value) {
  return numbers(WHOLE).format(value);
}

/**
 * A count of things, in English.
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export function formatPlural(count, one, many) {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** @param {number} value */
export function formatTenths(value) {
  return numbers(TENTHS).format(value);
}

/**
 * Bytes in decimal megabytes, as browsers show downloads.
 * @param {number} bytes
 */
export function formatMegabytes(bytes) {
  return bytes >= 1e10
    ? text('{n}\u00a0GB', { n: formatTenths(bytes / 1e9) })
    : text('{n}\u00a0MB', { n: bytes / 1e6 });
}

/**
 * Time to go, no finer than one can rely on.
 * @param {number} seconds
 */
export function formatTimeLeft(seconds) {
  if (seconds < 1.5) return text('about {n}\u00a0s left', { n: 1 });
  if (seconds < 90) return text('about {n}\u00a0s left', { n: seconds < 20 ? seconds : Math.round(seconds / 5) * 5 });
  if (seconds < 90 * 60) return text('about {n}\u00a0min left', { n: seconds / 60 });
  return text('about {n}\u00a0h left', { n: seconds / 3600 });
}

/**
 * Time that was taken.
 * @param {number} ms
 */
export function formatDuration(ms) {
  const seconds = ms / 1000;
  if (seconds < 10) return text('{n} s', { n: formatTenths(seconds) });
  if (seconds < 120) return text('{n} s', { n: seconds });
  return text('{minutes} min {seconds} s', { minutes: Math.floor(seconds / 60), seconds: Math.round(seconds) % 60 });
}

/**
 * Tokens per second.
 * @param {number} rate
 */
export function formatRate(rate) {
  return rate < 10 ? formatTenths(rate) : formatCount(rate);
}
