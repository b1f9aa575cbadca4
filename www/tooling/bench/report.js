/** The benchmark's figures as markdown. */

/**
 * @typedef {object} Rates Medians; a spread is (most - least) / median.
 * @property {number} tokens Of the prompt.
 * @property {number} read Tokens per second.
 * @property {number} readSpread
 * @property {number} write Tokens per second.
 * @property {number} writeSpread
 * @property {number} firstTokenMs
 * @property {number} firstTokenSpread
 * @property {number} totalMs
 * @property {number} totalSpread
 * @property {number} loadMs
 * @property {number} loadSpread
 * @property {number} memory Bytes at most: of wasm memory, or of a native process; 0: unknown.
 * @property {number} threads
 */
/** @typedef {{ tokens: number, write: number, writeSpread: number }} BatchRates All sequences together. */
/** @typedef {{ hourly: number, spread: number, memory: number }} NoteRates */
/** @typedef {{ giga: number, spread: number }} Rate 10^9 units of work per second. */
/**
 * @typedef {object} Roofline As the engine's `roofline` gives it.
 * @property {[string, Rate][]} multiply_adds By the form of the instructions; the largest is the limit.
 * @property {Rate} reads Bytes.
 * @property {Rate} prefill Multiply-adds.
 * @property {Rate} decode Bytes.
 * @property {Rate} head Bytes.
 */
/** @typedef {{ bytes: number, gzip: number, brotli: number }} Sizes */
/**
 * @typedef {object} Report What was not run is empty.
 * @property {{ cpu: string, cores: number, load: number, browser: string }} machine `load` is the share of the cores that
 * others took before the run.
 * @property {string | null} commit
 * @property {number} threads
 * @property {number} rounds
 * @property {string | null} native llama-cpp-python's version, where it is installed.
 * @property {string} install What brings it.
 * @property {Record<string, Rates>} main
 * @property {Record<string, Rates>} byThreads
 * @property {Record<string, Rates>} byLength
 * @property {Record<string, BatchRates>} batches By the number of sequences.
 * @property {Record<string, Record<string, NoteRates>>} notes By kind, by how many at a time.
 * @property {Record<string, { without: Rates, with: Rates }>} byAdapter By the length of the prompt.
 * @property {Record<string, Roofline>} rooflines By the build.
 * @property {Record<string, { quiet: Rates, busy: Rates }>} contended
 * @property {Record<string, Rates>} byContext
 * @property {Record<string, Sizes>} sizes Of the WebAssembly files.
 */
/** @typedef {{ read: number, write: number, all: number }} Ratios How many times as fast. */

/** The engines that ratios are to. */
export const PEERS = Object.freeze({
  wllama: 'wllama 3.8.1',
  native: 'llama.cpp, native',
  nativeFastest: 'llama.cpp, native, Q4_0',
});

/**
 * @param {number[]} values At least one.
 * @returns {number}
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Each engine against each peer that was run.
 * @param {Record<string, Rates>} main
 * @returns {Record<string, Record<string, Ratios>>}
 */
export function ratios(main) {
  const peers = Object.values(PEERS).filter((name) => main[name]);
  const against = (/** @type {Rates} */ rates, /** @type {Rates} */ peer) => ({
    read: rates.read / peer.read,
    write: rates.write / peer.write,
    all: peer.totalMs / rates.totalMs,
  });
  return Object.fromEntries(
    Object.entries(main).map(([name, rates]) => [
      name,
      Object.fromEntries(peers.map((peer) => [peer, against(rates, main[peer])])),
    ]),
  );
}

/** @param {number} value */
const figure = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
/** @param {number} share */
const percent = (share) => `${(share * 100).toFixed(0)}%`;
/** @param {number} spread (Most - least) / median. */
const about = (spread) => ` ± ${percent(spread / 2)}`;
/** @param {number} ms @param {number} spread */
const seconds = (ms, spread) => `${(ms / 1000).toFixed(2)}${about(spread)}`;
/** @param {number} bytes */
const megabytes = (bytes) => (bytes ? figure(bytes / 1e6) : '?');
/** @param {(string | number)[]} cells */
const row = (...cells) => `| ${cells.join(' | ')} |`;

/**
 * A section: a line of words and a table, or nothing where there are no rows.
 * @param {string} title
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 */
function section(title, head, rows) {
  if (rows.length === 0) return [];
  return [title, '', row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells)), ''];
}

/** @param {Report} report */
function engines({ main, threads, rounds, native, install }) {
  const entries = Object.entries(main);
  const compared = Object.entries(ratios(main));
  const peers = Object.keys(compared[0]?.[1] ?? {});
  const missing = `Native llama.cpp is left out, since llama-cpp-python is not installed. This brings it: ${install}`;
  return [
    ...section(
      `${threads} threads, medians of ${rounds} rounds, the engines in turn after a warm-up:`,
      ['engine', 'threads', 'prompt', 'read tok/s', 'write tok/s', 'first token s', 'all s', 'load s', 'memory MB'],
      entries.map(([name, rates]) => [
        name,
        rates.threads,
        rates.tokens,
        figure(rates.read) + about(rates.readSpread),
        figure(rates.write) + about(rates.writeSpread),
        seconds(rates.firstTokenMs, rates.firstTokenSpread),
        seconds(rates.totalMs, rates.totalSpread),
        seconds(rates.loadMs, rates.loadSpread),
        megabytes(rates.memory),
      ]),
    ),
    ...(entries.length > 0 && !native ? [missing, ''] : []),
    ...section(
      'How many times as fast as each peer, read / write / all:',
      ['engine', ...peers.map((peer) => `to ${peer}`)],
      peers.length === 0
        ? []
        : compared.map(([name, against]) => [
            name,
            ...Object.values(against).map(({ read, write, all }) =>
              [read, write, all].map((x) => x.toFixed(2)).join(' / '),
            ),
          ]),
    ),
  ];
}

/** @param {Report} report */
function threadCounts({ byThreads }) {
  const [one] = Object.values(byThreads);
  return section(
    'By threads:',
    ['threads', 'read tok/s', 'write tok/s', 'read, to one', 'write, to one'],
    Object.entries(byThreads).map(([count, rates]) => [
      count,
      figure(rates.read) + about(rates.readSpread),
      figure(rates.write) + about(rates.writeSpread),
      (rates.read / one.read).toFixed(2),
      (rates.write / one.write).toFixed(2),
    ]),
  );
}

/** @param {Report} report */
function promptLengths({ byLength }) {
  const base = byLength[700];
  return section(
    'By length of the prompt, at a context of 8,192:',
    ['prompt', 'tokens', 'read tok/s', 'write tok/s', 'read, to 700', 'memory MB'],
    Object.entries(byLength).map(([length, rates]) => [
      length,
      rates.tokens,
      figure(rates.read) + about(rates.readSpread),
      figure(rates.write) + about(rates.writeSpread),
      base ? (rates.read / base.read).toFixed(2) : '',
      megabytes(rates.memory),
    ]),
  );
}

/** @param {Report} report */
function batchSizes({ batches }) {
  const one = batches[1];
  return section(
    'Sequences side by side, prompts of about 200 tokens:',
    ['sequences', 'write tok/s, all', 'each', 'to one'],
    Object.entries(batches).map(([count, { write, writeSpread }]) => [
      count,
      figure(write) + about(writeSpread),
      figure(write / Number(count)),
      one ? (write / one.write).toFixed(2) : '',
    ]),
  );
}

/** @param {Report} report */
function notesAtOnce({ notes }) {
  return section(
    "The project's own notes, so many at a time:",
    ['summaries', 'at a time', 'notes/hour', 'to one after another', 'memory MB'],
    Object.entries(notes).flatMap(([kind, byCount]) =>
      Object.entries(byCount).map(([count, { hourly, spread, memory }]) => [
        kind,
        count,
        figure(hourly) + about(spread),
        (hourly / byCount[1].hourly).toFixed(2),
        megabytes(memory),
      ]),
    ),
  );
}

/** @param {Report} report */
function adapterCost({ byAdapter }) {
  const slower = (/** @type {number} */ without, /** @type {number} */ adapted) => percent(without / adapted - 1);
  return section(
    'With the adapter:',
    ['tokens', 'read tok/s', 'without', 'slower', 'write tok/s', 'without', 'slower'],
    Object.values(byAdapter).map(({ without, with: adapted }) => [
      without.tokens,
      figure(adapted.read) + about(adapted.readSpread),
      figure(without.read) + about(without.readSpread),
      slower(without.read, adapted.read),
      figure(adapted.write) + about(adapted.writeSpread),
      figure(without.write) + about(without.writeSpread),
      slower(without.write, adapted.write),
    ]),
  );
}

/** @param {Report} report */
function rooflineShares({ rooflines }) {
  const rows = Object.entries(rooflines).flatMap(([build, roofline]) => {
    const most = Math.max(...roofline.multiply_adds.map(([, rate]) => rate.giga));
    const kernel = (
      /** @type {string} */ name,
      /** @type {Rate} */ rate,
      /** @type {string} */ unit,
      /** @type {number} */ limit,
    ) => [build, name, `${figure(rate.giga)} ${unit}${about(rate.spread)}`, percent(rate.giga / limit)];
    return [
      ...roofline.multiply_adds.map(([form, rate]) => kernel(`limit: ${form}`, rate, 'GMAC/s', most)),
      kernel('limit: reading the weights', roofline.reads, 'GB/s', roofline.reads.giga),
      kernel('kernels: layers, 64 rows', roofline.prefill, 'GMAC/s', most),
      kernel('kernels: layers, one row', roofline.decode, 'GB/s', roofline.reads.giga),
      kernel('kernels: head, one row', roofline.head, 'GB/s', roofline.reads.giga),
    ];
  });
  return section('The limits of the machine, and what the kernels reach:', ['build', 'what', 'rate', 'share'], rows);
}

/** @param {Report} report */
function contention({ contended }) {
  return section(
    'One busy process a core:',
    ['engine', 'read tok/s', 'of quiet', 'write tok/s', 'of quiet'],
    Object.entries(contended).map(([name, { quiet, busy }]) => [
      name,
      figure(busy.read) + about(busy.readSpread),
      percent(busy.read / quiet.read),
      figure(busy.write) + about(busy.writeSpread),
      percent(busy.write / quiet.write),
    ]),
  );
}

/** @param {Report} report */
function contexts({ byContext }) {
  return section(
    'Memory by context:',
    ['context', 'memory MB', 'load s'],
    Object.entries(byContext).map(([context, rates]) => [
      context,
      megabytes(rates.memory),
      seconds(rates.loadMs, rates.loadSpread),
    ]),
  );
}

/** @param {Report} report */
function fileSizes({ sizes }) {
  const kilobytes = (/** @type {number} */ bytes) => figure(bytes / 1e3);
  return section(
    'WebAssembly files, kB:',
    ['file', 'plain', 'gzip -9', 'brotli'],
    Object.entries(sizes).map(([name, { bytes, gzip, brotli }]) => [
      name,
      kilobytes(bytes),
      kilobytes(gzip),
      kilobytes(brotli),
    ]),
  );
}

const SECTIONS = [
  engines,
  threadCounts,
  promptLengths,
  batchSizes,
  notesAtOnce,
  adapterCost,
  rooflineShares,
  contention,
  contexts,
  fileSizes,
];

/**
 * @param {Report} report
 * @returns {string}
 */
export function table(report) {
  const { cpu, cores, load, browser } = report.machine;
  const native = report.native ? ` llama-cpp-python ${report.native}.` : '';
  const title = `${browser}, ${cpu}, ${cores} cores, ${percent(load)} taken by others; commit ${report.commit ?? 'unknown'}.${native}`;
  const spread = 'A ± is half of (most - least), over the median.';
  return [title, spread, '', ...SECTIONS.flatMap((write) => write(report))].join('\n').trimEnd();
}
