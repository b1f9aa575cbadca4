/** The web's Summarizer for browsers that have none. */

import { CreateMonitor } from './create-monitor.js';
import { Summarizer } from './summarizer.js';

/**
 * Makes `Summarizer` and `CreateMonitor` global, unless the browser has a Summarizer of its own.
 * @param {{ force?: boolean }} [options] `force`: in place of the browser's own, too.
 * @returns {boolean} Whether the global Summarizer is this one.
 */
export function install({ force = false } = {}) {
  for (const [name, value] of Object.entries({ Summarizer, CreateMonitor })) {
    if (force || !(name in globalThis)) {
      Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
    }
  }
  return Reflect.get(globalThis, 'Summarizer') === Summarizer;
}
