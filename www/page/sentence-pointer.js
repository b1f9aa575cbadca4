/**
 * Which sentence of the summary is meant: the one below the pointer, else the one with the keyboard's focus, else the one
 * that a click, a tap or Enter has pinned. Dispatches `change`.
 */

export class SentencePointer extends EventTarget {
  /** @type {HTMLElement | null} */
  #hovered = null;
  /** @type {HTMLElement | null} */
  #focused = null;
  /** @type {HTMLElement | null} */
  #pinned = null;
  /** @type {HTMLElement | null} */
  #lit = null;

  /** @param {HTMLElement} root what the sentences are in */
  constructor(root) {
    super();
    root.addEventListener('pointerover', (event) => {
      // A finger does not hover: its tap pins.
      if (event.pointerType === 'touch') return;
      this.#hovered = sentenceAt(event.target);
      this.#update();
    });
    root.addEventListener('pointerleave', () => {
      this.#hovered = null;
      this.#update();
    });
    root.addEventListener('focusin', (event) => {
      this.#focused = sentenceAt(event.target);
      this.#update();
    });
    root.addEventListener('focusout', () => {
      this.#focused = null;
      this.#update();
    });
    root.addEventListener('click', (event) => {
      const sentence = sentenceAt(event.target);
      // Who has marked words to copy them did not mean to press anything.
      if (sentence && getSelection()?.isCollapsed !== false) this.#toggle(sentence);
    });
    root.addEventListener('keydown', (event) => {
      const sentence = sentenceAt(event.target);
      const pressed = event.key === 'Enter' || event.key === ' ';
      if (!sentence || !pressed || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      if (!event.repeat) this.#toggle(sentence);
    });
  }

  /** The sentence that is meant. */
  get active() {
    return this.#hovered ?? this.#focused ?? this.#pinned;
  }

  get pinned() {
    return this.#pinned;
  }

  /** No sentence is meant until the person points at one again. */
  clear() {
    this.#setPinned(null);
    this.#hovered = null;
    this.#focused = null;
    this.#update();
  }

  /** @param {HTMLElement} sentence */
  #toggle(sentence) {
    if (sentence === this.#pinned) {
      this.clear();
      return;
    }
    this.#setPinned(sentence);
    this.#update();
  }

  /** @param {HTMLElement | null} sentence */
  #setPinned(sentence) {
    this.#pinned?.setAttribute('aria-pressed', 'false');
    sentence?.setAttribute('aria-pressed', 'true');
    this.#pinned = sentence;
  }

  #update() {
    this.#lit?.classList.remove('lit');
    this.#lit = this.active;
    this.#lit?.classList.add('lit');
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * @param {EventTarget | null} target
 * @returns {HTMLElement | null}
 */
function sentenceAt(target) {
  return target instanceof Element ? target.closest('.sentence') : null;
}
