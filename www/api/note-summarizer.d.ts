import type { Progress, Summary, SummaryFormat, SummaryLength, SummarySentence, SummaryType } from './nutshell.js';

export interface NoteSummarizerEventMap {
  /** Work begins. */
  summarystart: CustomEvent<null>;
  summaryprogress: CustomEvent<Progress>;
  /** The summary is there; a `change` event follows. */
  summary: CustomEvent<Summary>;
  /** It could not be made: a NutshellError, where its code says more. */
  summaryerror: CustomEvent<unknown>;
  summarycancel: CustomEvent<null>;
  /** A sentence was chosen; unless it is cancelled, what the sentence rests on is selected in the textbox. */
  summaryevidence: CustomEvent<SummarySentence>;
}

/** <note-summarizer>: form-associated; its value is the summary. */
export declare class NoteSummarizer extends HTMLElement {
  static readonly formAssociated: true;
  /** Attributes of the same names; what they do not know is the first value. */
  type: SummaryType;
  length: SummaryLength;
  format: SummaryFormat;
  name: string;
  disabled: boolean;
  required: boolean;
  /** Attribute `for`: the id of the element that has the text; without it, the element has a textbox of its own. */
  htmlFor: string;
  /** Attribute `shared-context`. */
  sharedContext: string;
  /** The text. */
  note: string;
  /** The summary. */
  value: string;
  readonly record: Summary | null;
  readonly busy: boolean;
  readonly form: HTMLFormElement | null;
  readonly labels: NodeList;
  readonly validity: ValidityState;
  readonly validationMessage: string;
  readonly willValidate: boolean;
  checkValidity(): boolean;
  reportValidity(): boolean;
  /** null where there is no text, or it was cancelled. */
  summarize(): Promise<Summary | null>;
  cancel(): void;
  addEventListener<K extends keyof NoteSummarizerEventMap>(
    type: K,
    listener: (event: NoteSummarizerEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'note-summarizer': NoteSummarizer;
  }
}
