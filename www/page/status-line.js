/** One quiet line about the engine, and the same in full below “Model”. */

/** @import { EngineStatus } from '../api/nutshell.js' */

import { byId, make } from './elements.js';
import { formatMegabytes, formatRate } from './figures.js';
import { retold } from './language/retold.js';
import { apart, phrases, plural, text } from './language/text.js';

/** @type {Record<string, string>} */
const VARIANTS = phrases({
  'threads-relaxed': 'relaxed SIMD',
  'threads-simd128': 'SIMD',
  'single-relaxed': 'relaxed SIMD',
  'single-simd128': 'SIMD',
  slow: 'slow road',
});

const STORAGE = phrases({
  device: 'kept on this device',
  memory: 'in memory only',
  page: 'inside this page',
  unknown: '',
});

/** @type {Record<EngineStatus['state'], string>} */
const STATES = phrases({
  idle: 'not loaded yet',
  downloading: 'downloading…',
  loading: 'loading…',
  ready: 'ready',
  working: 'working',
  failed: 'not loaded: see the message above',
});

export class StatusLine {
  #line = byId('status', HTMLElement);
  #facts = byId('model-facts', HTMLElement);
  #notice = byId('notice', HTMLElement);
  #shown = '';

  /**
   * @param {EngineStatus} status
   * @param {boolean} [anew] also where it is the same
   */
  show(status, anew = false) {
    // Status comes often while the engine works, and mostly says nothing new.
    const key = JSON.stringify(status);
    if (key === this.#shown && !anew) return;
    this.#shown = key;
    this.#line.textContent = statusSentence(status);
    const rows = statusRows(status);
    this.#facts.replaceChildren(...rows.flatMap(([name, value]) => [make('dt', name), make('dd', value)]));
    const notice = retold(status.notice ?? '');
    if (this.#notice.textContent !== notice) this.#notice.textContent = notice;
  }
}

/**
 * @param {EngineStatus} status
 * @returns {string}
 */
export function statusSentence(status) {
  const { model, state, variant, threads, memoryBytes, speed } = status;
  const loaded = state === 'ready' || state === 'working';
  const parts = [
    model ? model.name : null,
    model?.license,
    model?.sha256 ? apart(`SHA-256 ${model.sha256.slice(0, 8)}…`) : null,
    loaded ? null : text(STATES[state]),
    variant && threads > 0
      ? text('{label}, {left}', { label: threadsText(threads), left: text(VARIANTS[variant] ?? variant) })
      : null,
    memoryBytes > 0 ? text('{size} memory', { size: formatMegabytes(memoryBytes) }) : null,
    speed.read > 0 ? text('reads {rate} tokens/s', { rate: formatRate(speed.read) }) : null,
    speed.write > 0 ? text('writes {rate} tokens/s', { rate: formatRate(speed.write) }) : null,
    text(STORAGE[status.storage]),
  ];
  return parts.filter(Boolean).join(' · ');
}

/**
 * @param {EngineStatus} status
 * @returns {[string, string][]}
 */
function statusRows(status) {
  const { model, variant, threads, memoryBytes, speed, storage } = status;
  /** @type {[string, string | null | false | undefined][]} */
  const rows = [
    [text('State'), text(STATES[status.state])],
    [text('Name'), model?.name],
    [text('Licence'), model?.license],
    [text('Size'), model && formatMegabytes(model.bytes)],
    ['SHA-256', model?.sha256],
    [text('Tuned by'), model?.adapter && `${model.adapter.name}, SHA-256 ${model.adapter.sha256}`],
    [text('From'), model && (model.origin === 'file' ? text('a file that you opened') : text('this page'))],
    [text('Engine'), variant && `${variant}, ${threadsText(threads)}`],
    [text('Memory'), memoryBytes > 0 && formatMegabytes(memoryBytes)],
    [text('Reading'), speed.read > 0 && text('{rate} tokens/s', { rate: formatRate(speed.read) })],
    [text('Writing'), speed.write > 0 && text('{rate} tokens/s', { rate: formatRate(speed.write) })],
    [text('Storage'), text(STORAGE[storage])],
  ];
  return rows.flatMap(([name, value]) => (value ? [/** @type {[string, string]} */ ([name, value])] : []));
}

/** @param {number} count */
function threadsText(count) {
  return plural(count, '{n} thread', '{n} threads');
}
