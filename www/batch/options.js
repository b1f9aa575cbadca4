/** What a person chooses for a run. */

/** @import { SummaryLength, SummaryType } from '../api/nutshell.js' */

/**
 * @typedef {object} RunOptions
 * @property {SummaryType} type
 * @property {SummaryLength} length
 * @property {string[]} include Patterns, see patterns.js; none means all.
 * @property {string[]} exclude
 * @property {number} maxBytes Larger files are skipped.
 * @property {boolean} mainsOnly Work only while the device is plugged in, where the browser can tell.
 */

/** @type {Readonly<RunOptions>} */
export const DEFAULT_OPTIONS = Object.freeze({
  type: 'key-points',
  length: 'medium',
  include: [],
  exclude: [],
  maxBytes: 20_000_000,
  mainsOnly: false,
});
