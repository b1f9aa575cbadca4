/**
 * The messages between the page and the engine's worker. Imports nothing.
 *
 * The page sends requests with an id; several summaries may be under way, everything else comes one at a time. The worker
 * answers each with exactly one `result` or `failure` of that id, and sends `status`, `progress`, `text` and `choices` in between.
 * Whatever the worker keeps is
 * lost with it; the page keeps the notes.
 */

/** Names of what the page sends. */
export const REQUEST = Object.freeze({
  /** Is the catalogue's model here? */
  AVAILABILITY: 'availability',
  /** Load the catalogue's model. */
  LOAD: 'load',
  /** Load a file that the person chose. */
  OPEN: 'open',
  /** Count the tokens of a text. */
  COUNT: 'count',
  /** Summarize a note. */
  SUMMARIZE: 'summarize',
  /** Have the service worker refuse from now on what the worker asks for. */
  GUARD: 'guard',
  /** Give up the network for good. */
  SEAL: 'seal',
  /** Try each way to the network. */
  CHECK_SEAL: 'check-seal',
  /** End the request with this id. */
  CANCEL: 'cancel',
});

/** Names of what the worker sends. */
export const REPLY = Object.freeze({
  RESULT: 'result',
  FAILURE: 'failure',
  STATUS: 'status',
  PROGRESS: 'progress',
  TEXT: 'text',
  /** Only for lessons: what tokens were chosen from. */
  CHOICES: 'choices',
  /** Requests that the worker has made. */
  ASKED: 'asked',
  /** A part of the kept model was damaged. */
  DAMAGE: 'damage',
});

/** Names of the messages that start the engine's threads, between worker, page and threads. */
export const POOL = Object.freeze({
  /** Worker to page: start so many threads with this. */
  START: 'pool-start',
  /** Page to thread: what it runs. */
  INIT: 'pool-init',
  /** Thread to page, and page to worker once all are: it waits for work. */
  READY: 'pool-ready',
  /** Thread to page, and page to worker: there will be no pool. */
  FAILED: 'pool-failed',
  /** Worker to page: the pool is not wanted any more. */
  END: 'pool-end',
});

/**
 * What a thread runs. The page only passes it on.
 * @typedef {object} PoolInit
 * @property {WebAssembly.Module} module
 * @property {WebAssembly.Memory} memory The engine's, shared.
 * @property {string} glue Address of the build's JavaScript.
 * @property {number} receiver Where in memory the thread finds its work.
 */
/** @typedef {{ type: 'pool-start', threads: number, init: PoolInit }} PoolStart */

/** Names of what the page asks the scorer's worker, which answers each with one ScorerReply. */
export const SCORER = Object.freeze({
  /** Compare a summary with what is known of its note. */
  SCORE: 'score',
  /** The report over a whole run. */
  REPORT: 'report',
});

/**
 * `note`, `summary`: JSON; `source`: the note's text; `lines`: JSON, one object a line.
 * @typedef {{ type: 'score', id: number, note: string, source: string, summary: string }
 *   | { type: 'report', id: number, lines: string }} ScorerRequest
 */
/** @typedef {{ id: number, json: string } | { id: number, error: { code: string, message: string, detail: string } }} ScorerReply */

/** The builds of the engine, the fastest first; `slow` is for other architectures than the fast road's. */
export const VARIANTS = Object.freeze([
  'threads-relaxed',
  'threads-simd128',
  'single-relaxed',
  'single-simd128',
  'slow',
]);

/**
 * What replaces the automatic choice of the engine's build, in tests and comparisons.
 * @typedef {object} EngineOverrides
 * @property {string} [variant] One of VARIANTS.
 * @property {number} [threads] At least 1.
 * @property {string} [kernel] 'auto' | 'scalar' | 'simd128' | 'relaxed-i16' | 'relaxed-i32'.
 */

/**
 * @typedef {object} SummaryOptions
 * @property {'key-points' | 'tldr' | 'teaser' | 'headline'} type
 * @property {'short' | 'medium' | 'long'} length
 * @property {'markdown' | 'plain-text'} format
 * @property {string} context About this note only.
 * @property {string} sharedContext About all notes of this summarizer.
 * @property {boolean} tuned Whether the model's adapter takes part, where it has one.
 */

/**
 * What only a lesson asks for: each choice of a token is told, and grounding can be off. Nothing of the API gives it.
 * @typedef {{ grounding: boolean }} LessonOptions
 */

/** @typedef {{ type: 'availability', id: number }} AvailabilityRequest */
/** @typedef {{ type: 'load', id: number, overrides: EngineOverrides }} LoadRequest */
/** @typedef {{ type: 'open', id: number, file: File, overrides: EngineOverrides }} OpenRequest */
/** @typedef {{ type: 'count', id: number, text: string }} CountRequest */
/**
 * `unattended`: nobody waits for it, so others go first.
 * @typedef {{
 *   type: 'summarize', id: number, note: string, options: SummaryOptions, unattended: boolean, lesson?: LessonOptions,
 * }} SummarizeRequest
 */
/** @typedef {{ type: 'guard', id: number }} GuardRequest */
/** @typedef {{ type: 'seal', id: number }} SealRequest */
/** @typedef {{ type: 'check-seal', id: number }} CheckSealRequest */
/** @typedef {{ type: 'cancel', id: number }} CancelRequest */
/**
 * @typedef {AvailabilityRequest | LoadRequest | OpenRequest | CountRequest | SummarizeRequest | GuardRequest | SealRequest
 *   | CheckSealRequest | CancelRequest} Request
 */

/** How one way to the network ended. @typedef {{ way: string, refused: boolean, outcome: string }} Tried */

/**
 * A part of the model that was damaged where it is kept: found, then fetched again or not to be had.
 * @typedef {{ shard: number, of: number, bytes: number, state: 'found' | 'mended' | 'unreachable' }} Damage `shard`: from 1.
 */

/**
 * Work under way; see Progress in api/nutshell.d.ts.
 * @typedef {object} Progress
 * @property {'download' | 'load' | 'read' | 'write'} phase
 * @property {number} done
 * @property {number} total
 * @property {'bytes' | 'tokens'} unit
 * @property {number} rate Units per second, 0 until measured.
 * @property {number | null} eta Seconds until the whole job is done, null until measured.
 */

/** What makes a model one for notes. @typedef {{ name: string, sha256: string }} AdapterStatus */

/**
 * @typedef {object} ModelStatus
 * @property {string} id
 * @property {string} name
 * @property {string} license
 * @property {string} sha256
 * @property {number} bytes
 * @property {AdapterStatus | null} adapter
 * @property {'catalog' | 'file'} origin
 */

/**
 * What the worker knows of the engine's state; see EngineStatus in api/nutshell.d.ts.
 * @typedef {object} WorkerStatus
 * @property {'downloading' | 'loading' | 'ready' | 'working'} state
 * @property {string | null} variant
 * @property {number} threads
 * @property {number} memoryBytes
 * @property {ModelStatus | null} model
 * @property {{ read: number, write: number }} speed
 * @property {number} concurrency
 * @property {'unknown' | 'device' | 'memory' | 'page'} storage
 * @property {string | null} notice
 */

/**
 * A sentence of a summary and the passages of the note that it rests on; see SummarySentence in api/nutshell.d.ts.
 * `ungrounded` comes only to lessons: the model wrote it, and nobody looked it up in the note.
 * @typedef {object} Sentence
 * @property {string} text
 * @property {'written' | 'quoted' | 'ungrounded'} origin
 * @property {{ start: number, end: number, score: number }[]} evidence
 */

/**
 * What is called with each piece of a summary's text, and what the piece says.
 * @typedef {(text: string, sentence: Sentence) => void} OnText
 */

/**
 * A token that the model could have gone on with. No text: it ends the answer, or steers the model in another way.
 * `forbidden` is the rule that turned it away: 'address' | 'control' | 'day' | 'ending' | 'form' | 'label' | 'name' |
 * 'number' | 'repetition' | 'tried'.
 * @typedef {{ text: string | null, probability: number, forbidden: string | null }} Candidate
 */
/**
 * One choice of a token, for lessons.
 * @typedef {object} Choice
 * @property {number} part Which part of the note the model writes about, from 0.
 * @property {object} step
 * @property {Candidate[]} step.candidates The likeliest first.
 * @property {number | null} step.chosen Index of the one that was taken.
 * @property {number | null} step.kept Where a sentence is taken back: how many tokens of the answer stay.
 * @property {string | null} step.finish Why the answer ends, where it does: 'endofturn' | 'sentences' | 'length' | 'loop' |
 * 'ungrounded'.
 */

/**
 * What wrote a summary.
 * @typedef {object} Provenance
 * @property {string} model
 * @property {string} sha256
 * @property {AdapterStatus | null} adapter
 * @property {string} engine
 * @property {string} variant
 * @property {number} threads
 * @property {boolean} grounding
 */

/**
 * A finished summary; see Summary in api/nutshell.d.ts.
 * @typedef {object} SummaryRecord
 * @property {string} text
 * @property {Sentence[]} sentences
 * @property {number} dropped
 * @property {'key-points' | 'tldr' | 'teaser' | 'headline'} type
 * @property {'short' | 'medium' | 'long'} length
 * @property {'markdown' | 'plain-text'} format
 * @property {{ tokensRead: number, tokensTotal: number, chunks: number }} coverage
 * @property {{ readTokens: number, readMs: number, writtenTokens: number, writeMs: number, totalMs: number }} timings
 * @property {Provenance} provenance
 * @property {string[]} warnings
 */

/**
 * @typedef {object} Found
 * @property {'unavailable' | 'downloadable' | 'available'} availability
 * @property {ModelStatus | null} model The catalogue's, where it can be read.
 */

/**
 * The value depends on the request: Found for availability, nothing for load and open, a number for count, a SummaryRecord
 * for summarize, for guard whether the service worker does so, Tried[] for check-seal.
 * @typedef {{ type: 'result', id: number, value: unknown }} ResultReply
 */
/**
 * `fatal`: the worker is of no more use and wants to be replaced.
 * @typedef {{
 *   type: 'failure', id: number, fatal: boolean, error: { code: string, message: string, detail: string },
 * }} FailureReply
 */
/** @typedef {{ type: 'status', patch: Partial<WorkerStatus> }} StatusReply */
/** @typedef {{ type: 'progress', id: number, progress: Progress }} ProgressReply */
/** @typedef {{ type: 'text', id: number, text: string, sentence: Sentence }} TextReply */
/** @typedef {{ type: 'choices', id: number, choices: Choice[] }} ChoicesReply */
/** @typedef {{ type: 'asked', asked: import('./requests.js').Asked[] }} AskedReply */
/** @typedef {{ type: 'damage', damage: Damage }} DamageReply */
/**
 * @typedef {ResultReply | FailureReply | StatusReply | ProgressReply | TextReply | ChoicesReply | AskedReply
 *   | DamageReply} Reply
 */
