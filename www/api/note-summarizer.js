/**
 * The element <note-summarizer>: a text, a button, its summary. Importing this module defines the element; nothing else is
 * fetched before a summary is asked for. Types: note-summarizer.d.ts.
 */

/** @import { Progress, Summary, SummarySentence } from './nutshell.js' */

import { unwrapped } from '../shared/errors.js';
import { engine } from './engine-client.js';
import { SummarizerView } from './note-summarizer-view.js';
import { Summarizer } from './summarizer.js';

const VALUES = Object.freeze({
  type: /** @type {const} */ (['key-points', 'tldr', 'teaser', 'headline']),
  length: /** @type {const} */ (['short', 'medium', 'long']),
  format: /** @type {const} */ (['markdown', 'plain-text']),
});
const EMPTY = 'Write or paste some text first.';
const REQUIRED = 'Make a summary first.';

export class NoteSummarizer extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = ['disabled', 'for', 'placeholder', 'required'];

  #internals = this.attachInternals();
  #view;
  /** @type {AbortController | null} */
  #running = null;
  /** @type {Summary | null} */
  #record = null;
  #value = '';
  /** What the form and its fieldsets say. */
  #formDisabled = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    this.#view = new SummarizerView(root, (sentence) => this.#showEvidence(sentence));
    this.#view.summarize.addEventListener('click', () => void this.summarize().catch(() => {}));
    this.#view.cancel.addEventListener('click', () => this.cancel());
  }

  connectedCallback() {
    // What was set before the element was defined.
    for (const name of /** @type {const} */ (['note', 'value'])) {
      if (Object.hasOwn(this, name)) {
        const given = this[name];
        Reflect.deleteProperty(this, name);
        this[name] = given;
      }
    }
    this.#update();
  }

  disconnectedCallback() {
    // An element that is only moved is back by then.
    queueMicrotask(() => this.isConnected || this.cancel());
  }

  attributeChangedCallback() {
    this.#update();
  }

  formDisabledCallback(/** @type {boolean} */ disabled) {
    this.#formDisabled = disabled;
    this.#update();
  }

  formResetCallback() {
    this.cancel();
    this.#view.fail('');
    if (!this.hasAttribute('for')) this.note = '';
    this.value = '';
  }

  formStateRestoreCallback(/** @type {unknown} */ state) {
    if (typeof state === 'string') this.value = state;
  }

  get form() {
    return this.#internals.form;
  }

  get labels() {
    return this.#internals.labels;
  }

  get validity() {
    return this.#internals.validity;
  }

  get validationMessage() {
    return this.#internals.validationMessage;
  }

  get willValidate() {
    return this.#internals.willValidate;
  }

  checkValidity() {
    return this.#internals.checkValidity();
  }

  reportValidity() {
    return this.#internals.reportValidity();
  }

  get name() {
    return this.getAttribute('name') ?? '';
  }

  set name(value) {
    this.setAttribute('name', value);
  }

  get disabled() {
    return this.hasAttribute('disabled');
  }

  set disabled(value) {
    this.toggleAttribute('disabled', Boolean(value));
  }

  get required() {
    return this.hasAttribute('required');
  }

  set required(value) {
    this.toggleAttribute('required', Boolean(value));
  }

  /** The id of the element that has the text. */
  get htmlFor() {
    return this.getAttribute('for') ?? '';
  }

  set htmlFor(value) {
    this.setAttribute('for', value);
  }

  get type() {
    return this.#choice('type');
  }

  set type(value) {
    this.setAttribute('type', value);
  }

  get length() {
    return this.#choice('length');
  }

  set length(value) {
    this.setAttribute('length', value);
  }

  get format() {
    return this.#choice('format');
  }

  set format(value) {
    this.setAttribute('format', value);
  }

  get sharedContext() {
    return this.getAttribute('shared-context') ?? '';
  }

  set sharedContext(value) {
    this.setAttribute('shared-context', value);
  }

  /** The text that is summarized. */
  get note() {
    const source = this.#source();
    if (source instanceof HTMLTextAreaElement || source instanceof HTMLInputElement) return source.value;
    return source?.innerText ?? '';
  }

  set note(text) {
    const source = this.#source();
    if (source instanceof HTMLTextAreaElement || source instanceof HTMLInputElement) source.value = text;
    else if (source) source.textContent = text;
  }

  /** The summary; what a form sends. */
  get value() {
    return this.#value;
  }

  set value(text) {
    this.cancel();
    this.#record = null;
    this.#setValue(`${text}`);
    this.#view.show(this.#value);
  }

  /** What the finished summary says of itself. */
  get record() {
    return this.#record;
  }

  get busy() {
    return this.#running !== null;
  }

  /** @returns {Promise<Summary | null>} null where there is no text, or it was cancelled */
  async summarize() {
    this.cancel();
    const { note, type } = this;
    if (note.trim() === '') {
      this.#view.fail(EMPTY);
      return null;
    }
    const controller = new AbortController();
    const { signal } = controller;
    this.#running = controller;
    this.#record = null;
    this.#setValue('');
    this.#view.busy();
    this.#tell('summarystart', null);
    const onProgress = (/** @type {Progress} */ progress) => this.#progress(controller, progress);
    const onLoading = (/** @type {Event} */ event) => onProgress(/** @type {CustomEvent<Progress>} */ (event).detail);
    engine.addEventListener('progress', onLoading);
    try {
      const { length, format, sharedContext } = this;
      const summarizer = await Summarizer.create({ type, length, format, sharedContext, signal });
      engine.removeEventListener('progress', onLoading);
      const onText = (/** @type {string} */ _, /** @type {SummarySentence} */ sentence) =>
        signal.aborted || this.#view.add(sentence, type);
      const record = await summarizer.summarizeWithRecord(note, { signal, onText, onProgress });
      summarizer.destroy();
      this.#end(controller, 'Done');
      this.#record = record;
      this.#setValue(record.text);
      this.#tell('summary', record);
      this.dispatchEvent(new Event('change', { bubbles: true }));
      return record;
    } catch (error) {
      if (signal.aborted) return null;
      const reason = unwrapped(error);
      this.#end(controller, '');
      this.#view.clear();
      this.#view.fail(reason instanceof Error ? reason.message : String(reason));
      this.#tell('summaryerror', reason);
      throw reason;
    } finally {
      engine.removeEventListener('progress', onLoading);
    }
  }

  cancel() {
    const controller = this.#running;
    if (!controller) return;
    controller.abort();
    this.#end(controller, 'Cancelled');
    this.#view.clear();
    this.#tell('summarycancel', null);
  }

  /**
   * @param {AbortController} controller
   * @param {string} said
   */
  #end(controller, said) {
    if (this.#running !== controller) return;
    const focused = this.shadowRoot?.activeElement === this.#view.cancel;
    this.#running = null;
    this.#view.rest(said);
    if (focused) this.#view.summarize.focus();
  }

  /**
   * @param {AbortController} controller
   * @param {Progress} progress
   */
  #progress(controller, progress) {
    if (this.#running !== controller) return;
    this.#view.tell(progress);
    this.#tell('summaryprogress', progress);
  }

  /** Marks in the text what a sentence of the summary rests on. */
  #showEvidence(/** @type {SummarySentence} */ sentence) {
    const event = new CustomEvent('summaryevidence', {
      detail: sentence,
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    const source = this.#source();
    const passage = sentence.evidence[0];
    if (this.dispatchEvent(event) && passage && source instanceof HTMLTextAreaElement) {
      source.focus();
      source.setSelectionRange(passage.start, passage.end);
    }
  }

  /**
   * @template {keyof typeof VALUES} K
   * @param {K} name
   * @returns {(typeof VALUES)[K][number]}
   */
  #choice(name) {
    const given = this.getAttribute(name)?.toLowerCase();
    const values = /** @type {readonly (typeof VALUES)[K][number][]} */ (VALUES[name]);
    return values.find((value) => value === given) ?? values[0];
  }

  /** @returns {HTMLElement | null} The element that has the text. */
  #source() {
    const id = this.getAttribute('for');
    if (id === null) return this.#view.note;
    const root = /** @type {Document | ShadowRoot} */ (this.getRootNode());
    return root.querySelector(`#${CSS.escape(id)}`);
  }

  /** @param {string} text */
  #setValue(text) {
    this.#value = text;
    this.#internals.setFormValue(text);
    this.#validate();
  }

  #validate() {
    const missing = this.required && this.#value === '';
    this.#internals.setValidity(missing ? { valueMissing: true } : {}, missing ? REQUIRED : '', this.#view.summarize);
  }

  #update() {
    this.#view.ownNote = !this.hasAttribute('for');
    this.#view.note.placeholder = this.getAttribute('placeholder') ?? '';
    this.#view.disabled = this.disabled || this.#formDisabled;
    this.#validate();
  }

  /**
   * @param {string} type
   * @param {unknown} detail
   */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get('note-summarizer')) customElements.define('note-summarizer', NoteSummarizer);
