/** The live list of requests, with a plain total above it. */

import { requestLog } from '../../api/request-log.js';
import { PROBE_PATH, SEAL_PATH } from '../../shared/seal.js';
import { make } from '../elements.js';
import { formatTenths } from '../figures.js';
import { phrases, plural, text } from '../language/text.js';

/** The list shows the last ones; the total counts all. */
const LISTED = 500;
/** Who asks. */
phrases(['page', 'engine', 'thread', 'reader', 'scorer', 'service worker']);
/** Where the page lies. */
const ROOT = new URL('../../', import.meta.url);

/** @typedef {(typeof requestLog.requests)[number]} Entry */

export class RequestView {
  total = make('p', '', 'total');
  list = make('ol', '', 'requests');
  /** ms since 1970. @type {number | null} */
  #sealedAt = null;
  #drawn = -1;

  constructor() {
    this.total.setAttribute('role', 'status');
    this.list.tabIndex = 0;
    this.relabel();
  }

  relabel() {
    this.list.setAttribute('aria-label', text('Requests since this page was opened'));
    this.#drawn = -1;
  }

  /** From now on there should be none. */
  sealed() {
    this.#sealedAt = Date.now();
    this.show(true);
  }

  /** @param {boolean} [anew] */
  show(anew = false) {
    const all = requestLog.requests;
    if (all.length === this.#drawn && !anew) return;
    this.#drawn = all.length;
    const real = all.filter((entry) => !isProbe(entry));
    const others = real.filter(({ url }) => new URL(url).origin !== ROOT.origin);
    const here = ROOT.origin;
    const parts = [
      others.length === 0
        ? plural(
            real.length,
            '{n} request since this page was opened, all to this address: {here}.',
            '{n} requests since this page was opened, all to this address: {here}.',
            { here },
          )
        : plural(
            real.length,
            '{n} request since this page was opened, {others} of them not to {here}!',
            '{n} requests since this page was opened, {others} of them not to {here}!',
            { here, others: others.length },
          ),
    ];
    const since = this.#sealedAt;
    if (since !== null) {
      // What a sealed page gets comes from this device: sw.js sees to that, and where there is none nothing is let through.
      const later = real.filter(({ at }) => at > since).length;
      parts.push(text('None has left this device since it was sealed.'));
      if (later > 0)
        parts.push(plural(later, '{n} script was taken from this device.', '{n} scripts were taken from this device.'));
    }
    const sentence = parts.join(' ');
    if (this.total.textContent !== sentence) this.total.textContent = sentence;
    this.total.classList.toggle('bad', others.length > 0);
    const begun = performance.timeOrigin;
    const sorted = [...all].sort((a, b) => b.at - a.at).slice(0, LISTED);
    this.list.replaceChildren(...sorted.map((entry) => item(entry, begun, since !== null && entry.at > since)));
  }
}

/** @param {Entry} entry */
function isProbe({ url }) {
  return url.includes(PROBE_PATH) || url.endsWith(SEAL_PATH);
}

/**
 * @param {Entry} entry
 * @param {number} begun ms since 1970
 * @param {boolean} afterSeal
 */
function item(entry, begun, afterSeal) {
  const { url, by, at, bytes } = entry;
  const line = make('li');
  const { origin, pathname, href } = new URL(url);
  const own = href.startsWith(ROOT.href);
  const path = own ? pathname.slice(ROOT.pathname.length) || './' : href;
  const what = isProbe(entry) ? text('not let through') : afterSeal ? text('from this device') : size(bytes);
  line.append(
    make('span', text('{n} s', { n: formatTenths((at - begun) / 1000) }), 'when'),
    make('span', text(by), 'who'),
    make('span', path, origin === ROOT.origin ? 'what' : 'what bad'),
    make('span', what, 'much'),
  );
  return line;
}

/** @param {number} bytes */
function size(bytes) {
  if (bytes <= 0) return '';
  return bytes < 1e6
    ? text('{n} KB', { n: Math.max(1, Math.round(bytes / 1e3)) })
    : text('{n} MB', { n: formatTenths(bytes / 1e6) });
}
