/** What a summary is for. */
export type SummaryType = 'key-points' | 'tldr' | 'teaser' | 'headline';
/** How much of it. */
export type SummaryLength = 'short' | 'medium' | 'long';
/** How it is marked up. */
export type SummaryFormat = 'markdown' | 'plain-text';
/** As in the web's Summarizer API. */
export type Availability = 'unavailable' | 'downloadable' | 'downloading' | 'available';

/** What to weigh more. All values give the same summary here. */
export type PerformancePreference = 'auto' | 'speed' | 'capability';

export interface SummarizerCoreOptions {
  type?: SummaryType;
  length?: SummaryLength;
  format?: SummaryFormat;
  preference?: PerformancePreference;
  /** BCP 47 language tags. With these three, only English is supported; without them, other notes are quoted. */
  expectedInputLanguages?: Iterable<string>;
  expectedContextLanguages?: Iterable<string>;
  outputLanguage?: string;
}

/** Dispatches `downloadprogress` (a ProgressEvent whose `loaded` runs from 0 to 1, `total` 1). */
export declare class CreateMonitor extends EventTarget {
  private constructor();
  ondownloadprogress: ((event: ProgressEvent) => void) | null;
  addEventListener(
    type: 'downloadprogress',
    listener: (event: ProgressEvent) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

export interface SummarizerCreateOptions extends SummarizerCoreOptions {
  signal?: AbortSignal;
  monitor?: (monitor: CreateMonitor) => void;
  /** Background on all texts, of at most 128 tokens. It is never an instruction. */
  sharedContext?: string;
}

export interface SummarizeOptions {
  signal?: AbortSignal;
  /** Background on this text. It is never an instruction. */
  context?: string;
  /**
   * Beyond the web's interface. `background`: nobody waits for this one. It rests while another one is being made, its first
   * words come later, and the engine dispatches no `progress` for it. The summary is the same.
   */
  priority?: 'user-visible' | 'background';
  /**
   * Beyond the web's interface: whether the model writes with its adapter, which was trained for notes. Default: true. Where
   * the model has none, it makes no difference. Changing it reloads nothing.
   */
  tuned?: boolean;
  /** Beyond the web's interface: the progress of this call alone. */
  onProgress?: (progress: Progress) => void;
}

/** Work under way. `total` is real: bytes of the download, tokens to read, tokens to write at most. */
export interface Progress {
  phase: 'download' | 'load' | 'read' | 'write';
  done: number;
  total: number;
  unit: 'bytes' | 'tokens';
  /** Measured units per second in this phase, of the time that went to this work; 0 until something was measured. */
  rate: number;
  /** Seconds until the whole job is done, from measured speed; null until something was measured. */
  eta: number | null;
}

/** What was trained on top of a model, so that it summarizes notes. */
export interface Adapter {
  name: string;
  sha256: string;
}

/** Which model is loaded, or will be. */
export interface ModelStatus {
  id: string;
  name: string;
  license: string;
  sha256: string;
  bytes: number;
  /** What tunes it for notes, where it has that. */
  adapter: Adapter | null;
  origin: 'catalog' | 'file';
}

/** Everything that the page's status line shows. */
export interface EngineStatus {
  state: 'idle' | 'downloading' | 'loading' | 'ready' | 'working' | 'failed';
  /** 'threads-relaxed' | 'threads-simd128' | 'single-relaxed' | 'single-simd128' | 'slow'; null before one is chosen. */
  variant: string | null;
  threads: number;
  memoryBytes: number;
  /** Before it is loaded: the one that will be, as soon as that is known. */
  model: ModelStatus | null;
  /** Tokens per second of the last or a running summary, of the time that went to it. */
  speed: { read: number; write: number };
  /**
   * Summaries that are made side by side at most; 1 until a model is loaded. Further calls wait for their turn, those in the
   * background in a queue of their own.
   */
  concurrency: number;
  /**
   * Where the model is kept: on this device for offline use, only in memory (with the reason in `notice`), or in the
   * page's own file.
   */
  storage: 'unknown' | 'device' | 'memory' | 'page';
  /** A sentence for the person, or null: storage full, private window, repaired download, … */
  notice: string | null;
}

/** A sentence of a summary, or another of its points. */
export interface SummarySentence {
  /** As it is in the summary's text, without list marks. */
  text: string;
  /** The model's own wording, or the note's; `ungrounded`, only in a lesson: the model's, without grounding. */
  origin: 'written' | 'quoted' | 'ungrounded';
  /**
   * The passages of the note that it rests on, the best first; at least one. `start` and `end` are indices into the note's
   * string; `score` is the share of the sentence's content words that the passage has.
   */
  evidence: { start: number; end: number; score: number }[];
}

/** What a finished summary says of itself. */
export interface Summary {
  text: string;
  sentences: SummarySentence[];
  /** Sentences that the model wrote and the note does not support: they are not shown. */
  dropped: number;
  type: SummaryType;
  length: SummaryLength;
  format: SummaryFormat;
  /** All of the note's tokens were weighed; those in the `chunks` with the sentences that say most, the model read. */
  coverage: { tokensRead: number; tokensTotal: number; chunks: number };
  /**
   * `totalMs` is from the beginning to the end. `readMs` and `writeMs` are the engine's time that went to this summary: what
   * is read and written in one step shares the step's time by tokens, so that those of all summaries add up to no more than
   * the time that passed.
   */
  timings: { readTokens: number; readMs: number; writtenTokens: number; writeMs: number; totalMs: number };
  /** `grounding`: the model could only write what the note has. Never false but in a lesson. */
  provenance: {
    model: string;
    sha256: string;
    /** What made it a model for notes, where that took part. */
    adapter: Adapter | null;
    engine: string;
    variant: string;
    threads: number;
    grounding: boolean;
  };
  warnings: string[];
}

/** An error that crossed the worker's boundary whole. `code` is one of shared/errors.js. */
export interface NutshellErrorInfo {
  code: string;
  message: string;
  detail: string;
}

/**
 * The one engine of this page: one worker, one model. Dispatches `status`, `progress` and `damage` (CustomEvents; the last one
 * tells of a part of the kept model that was damaged). Of several summaries
 * that somebody waits for, the progress is that of the one that was asked for first.
 */
export interface Engine extends EventTarget {
  readonly status: EngineStatus;
  /** Downloads and loads the catalogue's model, if no model is loaded. */
  load(options?: { signal?: AbortSignal }): Promise<void>;
  /** Loads a GGUF that the person chose, in place of the model that is loaded; that one stays if this fails. */
  open(file: File, options?: { signal?: AbortSignal }): Promise<void>;
  /** The model's tokens of a text; loads the model, if none is loaded. */
  countTokens(text: string, options?: { signal?: AbortSignal }): Promise<number>;
  /** The loaded engine gives up the network for good. `guarded`: the service worker refuses what it asks for, too. */
  seal(): Promise<{ guarded: boolean }>;
  readonly sealed: boolean;
  /** Has the engine try each way to the network. */
  checkSeal(): Promise<{ way: string; refused: boolean; outcome: string }[]>;
}

export declare const engine: Engine;

export declare class NutshellError extends Error {
  readonly code: string;
  readonly detail: string;
}

/** Where the files of the package are served. Addresses start from the page's. */
export interface Places {
  /** The folder that has api/, engine/, shared/, vendor/ and worker/ in it; default: where the API's module comes from. */
  base?: string | URL;
  /** The folder of the model's catalog.json and shards; default: models/ in `base`. */
  modelUrl?: string | URL;
}

/** Says where the files are, where they are not beside the API's module. To be called before anything else. */
export declare function configure(places: Places): void;

/**
 * Makes `Summarizer` and `CreateMonitor` global, unless the browser has a Summarizer of its own (`force`: even then). Whether
 * the global Summarizer is this one.
 */
export declare function install(options?: { force?: boolean }): boolean;

/** The web's interface, with its errors: DOMExceptions, whose `cause` is the NutshellError where there is one. */
export declare class Summarizer {
  private constructor();
  static availability(options?: SummarizerCoreOptions): Promise<Availability>;
  static create(options?: SummarizerCreateOptions): Promise<Summarizer>;
  readonly type: SummaryType;
  readonly length: SummaryLength;
  readonly format: SummaryFormat;
  readonly preference: PerformancePreference;
  readonly sharedContext: string;
  readonly expectedInputLanguages: readonly string[] | null;
  readonly expectedContextLanguages: readonly string[] | null;
  readonly outputLanguage: string | null;
  /** +Infinity: a long text is read in chunks. */
  readonly inputQuota: number;
  /** 0, as there is no quota; `engine.countTokens` counts. */
  measureInputUsage(input: string, options?: SummarizeOptions): Promise<number>;
  summarize(input: string, options?: SummarizeOptions): Promise<string>;
  /** Chunks of text as they are written. */
  summarizeStreaming(input: string, options?: SummarizeOptions): ReadableStream<string>;
  /** Beyond the web's interface: the stream's pieces and what they say go to `onText`, the whole record comes back. */
  summarizeWithRecord(
    input: string,
    options?: SummarizeOptions & { onText?: (piece: string, sentence: SummarySentence) => void },
  ): Promise<Summary>;
  destroy(): void;
}
