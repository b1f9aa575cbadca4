/** The benchmark's figures as markdown. */

/**
 * @typedef {object} Rates Medians; a spread is (most - least) / median.
 * @property {number} tokens Of the prompt.
 * @property {number} read Tokens per second.
 * @property {number} readSpread
 * @property {number} write Tokens per second.
 * @property {number} writeSpread
 * @property {number} firstTokenMs
 * @property {number} totalMs
 * @property {number} loadMs
 * @property {number} memory Bytes; 0: unknown.
 * @property {number} threads
 */
/**
 * @typedef {object} Report
 * @property {{ cpu: string, cores: number, browser: string }} machine
 * @property {number} threads
 * @property {number} rounds
 * @property {Record<string, Rates>} main
 * @property {Record<string, Rates>} byThreads
 * @property {Record<string, Rates>} byLength
 * @property {Record<string, Rates>} contended
 */

/** The peer that ratios are of. */
const PEER = 'wllama 3.8.1';

/**
 * @param {number[]} values At least one.
 * @returns {number}
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {number} value */
const figure = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
/** @param {number} ms */
const seconds = (ms) => (ms / 1000).toFixed(2);
/** @param {number} share */
const percent = (share) => `${(share * 100).toFixed(0)}%`;
/** @param {(string | number)[]} cells */
const row = (...cells) => `| ${cells.join(' | ')} |`;

/**
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 */
const lines = (head, rows) => [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells)), ''];

/**
 * @param {Report} report
 * @returns {string}
 */
export function table({ machine, threads, rounds, main, byThreads, byLength, contended }) {
  const peer = main[PEER];
  const text = [
    `${machine.browser}, ${machine.cpu}, ${machine.cores} cores; ${threads} threads, medians of ${rounds} rounds.`,
    '',
    ...lines(
      [
        'engine',
        'threads',
        'prompt',
        'read tok/s',
        'write tok/s',
        'first token s',
        'all s',
        'load s',
        'memory MB',
      ].concat(peer ? ['read x', 'write x', 'all x'] : []),
      Object.entries(main).map(([name, rates]) => [
        name,
        rates.threads,
        rates.tokens,
        `${figure(rates.read)} ± ${percent(rates.readSpread / 2)}`,
        `${figure(rates.write)} ± ${percent(rates.writeSpread / 2)}`,
        seconds(rates.firstTokenMs),
        seconds(rates.totalMs),
        seconds(rates.loadMs),
        rates.memory ? figure(rates.memory / 1e6) : '?',
        ...(peer
          ? [rates.read / peer.read, rates.write / peer.write, peer.totalMs / rates.totalMs].map((x) => x.toFixed(1))
          : []),
      ]),
    ),
  ];
  if (Object.keys(byThreads).length > 0) {
    const [one] = Object.values(byThreads);
    text.push(
      ...lines(
        ['threads', 'read tok/s', 'write tok/s', 'read, to one', 'write, to one'],
        Object.entries(byThreads).map(([count, rates]) => [
          count,
          figure(rates.read),
          figure(rates.write),
          (rates.read / one.read).toFixed(2),
          (rates.write / one.write).toFixed(2),
        ]),
      ),
    );
  }
  if (Object.keys(byLength).length > 0) {
    text.push(
      ...lines(
        ['prompt', 'tokens', 'read tok/s', 'write tok/s', 'memory MB'],
        Object.entries(byLength).map(([length, rates]) => [
          length,
          rates.tokens,
          figure(rates.read),
          figure(rates.write),
          figure(rates.memory / 1e6),
        ]),
      ),
    );
  }
  if (Object.keys(contended).length > 0) {
    text.push(
      'One busy process a core:',
      '',
      ...lines(
        ['engine', 'read tok/s', 'of quiet', 'write tok/s', 'of quiet'],
        Object.entries(contended).map(([name, rates]) => [
          name,
          figure(rates.read),
          percent(rates.read / main[name].read),
          figure(rates.write),
          percent(rates.write / main[name].write),
        ]),
      ),
    );
  }
  return text.join('\n').trimEnd();
}
