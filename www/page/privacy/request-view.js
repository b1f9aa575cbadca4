/** The live list of requests, with a plain total above it. */

import { requestLog } from '../../api/request-log.js';
import { PROBE_PATH, SEAL_PATH } from '../../shared/seal.js';
import { make } from '../elements.js';
import { formatPlural } from '../figures.js';

/** The list shows the last ones; the total counts all. */
const LISTED = 500;
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
    this.list.setAttribute('aria-label', 'Requests since this page was opened');
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
    const parts = [
      `${formatPlural(real.length, 'request', 'requests')} since this page was opened, `,
      others.length === 0 ? `all to this address: ${ROOT.origin}` : `${others.length} of them not to ${ROOT.origin}!`,
    ];
    const since = this.#sealedAt;
    if (since !== null) {
      // What a sealed page gets comes from this device: sw.js sees to that, and where there is none nothing is let through.
      const later = real.filter(({ at }) => at > since).length;
      const these = later === 0 ? '' : ` ${formatPlural(later, 'script was', 'scripts were')} taken from this device.`;
      parts.push(`. None has left this device since it was sealed.${these}`);
    }
    const sentence = parts.join('').replace(/([^.])$/, '$1.');
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
  const what = isProbe(entry) ? 'not let through' : afterSeal ? 'from this device' : size(bytes);
  line.append(
    make('span', `${((at - begun) / 1000).toFixed(1)} s`, 'when'),
    make('span', by, 'who'),
    make('span', path, origin === ROOT.origin ? 'what' : 'what bad'),
    make('span', what, 'much'),
  );
  return line;
}

/** @param {number} bytes */
function size(bytes) {
  if (bytes <= 0) return '';
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
