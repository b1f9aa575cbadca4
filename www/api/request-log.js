/** The requests of this page since it was opened: its own and those that its workers tell of. */

import { plain, reportRequests } from '../shared/requests.js';

/** @typedef {import('../shared/requests.js').Asked} Asked */
/** @typedef {'page' | 'engine' | 'thread' | 'reader' | 'scorer' | 'service worker'} Asker */

/** Dispatches `change`. */
export class RequestLog extends EventTarget {
  /** In the order in which they became known. @type {(Asked & { by: Asker })[]} */
  requests = [];
  #watching = false;

  /** Takes note of the page's own requests too, from its beginning. */
  watchPage() {
    if (this.#watching) return;
    this.#watching = true;
    this.add('page', performance.getEntriesByType('navigation').map(plain));
    reportRequests((asked) => this.add('page', asked));
    navigator.serviceWorker?.addEventListener('message', ({ data }) => {
      if (data?.type === 'asked') this.add('service worker', data.asked);
    });
    // What has been told before somebody listened is told now.
    navigator.serviceWorker?.startMessages();
  }

  /**
   * @param {Asker} by
   * @param {Asked[]} asked
   */
  add(by, asked) {
    this.requests.push(...asked.map((each) => ({ ...each, by })));
    if (asked.length > 0) this.dispatchEvent(new Event('change'));
  }
}

export const requestLog = new RequestLog();
