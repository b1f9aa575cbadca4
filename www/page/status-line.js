/** One quiet line about the engine, and the same in full below “Model”. */

/** @import { EngineStatus } from '../api/nutshell.js' */

import { byId, make } from './elements.js';
import { formatMegabytes, formatPlural, formatRate } from './figures.js';

/** @type {Record<string, string>} */
const VARIANTS = {
  'threads-relaxed': 'relaxed SIMD',
  'threads-simd128': 'SIMD',
  'single-relaxed': 'relaxed SIMD',
  'single-simd128': 'SIMD',
  slow: 'slow road',
};

const STORAGE = { device: 'kept on this device', memory: 'in memory only', page: 'inside this page', unknown: '' };

/** @type {Record<EngineStatus['state'], string>} */
const STATES = {
  idle: 'not loaded yet',
  downloading: 'downloading…',
  loading: 'loading…',
  ready: 'ready',
  working: 'working',
  failed: 'not loaded: see the message above',
};

export class StatusLine {
  #line = byId('status', HTMLElement);
  #facts = byId('model-facts', HTMLElement);
  #notice = byId('notice', HTMLElement);
  #shown = '';

  /** @param {EngineStatus} status */
  show(status) {
    // Status comes often while the engine works, and mostly says nothing new.
    const key = JSON.stringify(status);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#line.textContent = statusSentence(status);
    const rows = statusRows(status);
    this.#facts.replaceChildren(...rows.flatMap(([name, value]) => [make('dt', name), make('dd', value)]));
    if (this.#notice.textContent !== (status.notice ?? '')) this.#notice.textContent = status.notice ?? '';
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
    model?.sha256 ? `SHA-256 ${model.sha256.slice(0, 8)}…` : null,
    loaded ? null : STATES[state],
    variant && threads > 0 ? `${formatPlural(threads, 'thread', 'threads')}, ${VARIANTS[variant] ?? variant}` : null,
    memoryBytes > 0 ? `${formatMegabytes(memoryBytes)} memory` : null,
    speed.read > 0 ? `reads ${formatRate(speed.read)} tokens/s` : null,
    speed.write > 0 ? `writes ${formatRate(speed.write)} tokens/s` : null,
    STORAGE[status.storage],
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
    ['State', STATES[status.state]],
    ['Name', model?.name],
    ['Licence', model?.license],
    ['Size', model && formatMegabytes(model.bytes)],
    ['SHA-256', model?.sha256],
    ['Tuned by', model?.adapter && `${model.adapter.name}, SHA-256 ${model.adapter.sha256}`],
    ['From', model && (model.origin === 'file' ? 'a file that you opened' : 'this page')],
    ['Engine', variant && `${variant}, ${formatPlural(threads, 'thread', 'threads')}`],
    ['Memory', memoryBytes > 0 && formatMegabytes(memoryBytes)],
    ['Reading', speed.read > 0 && `${formatRate(speed.read)} tokens/s`],
    ['Writing', speed.write > 0 && `${formatRate(speed.write)} tokens/s`],
    ['Storage', STORAGE[storage]],
  ];
  return rows.flatMap(([name, value]) => (value ? [/** @type {[string, string]} */ ([name, value])] : []));
}
