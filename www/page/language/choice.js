/**
 * Which language the interface has: the one that was chosen here, else the first of the browser's that there is. The page
 * begins in English and changes when the catalogue has come. Dispatches `change`.
 */

/** @import { Catalogue } from './text.js' */

import { make } from '../elements.js';
import { CATALOGUES, LANGUAGES } from './catalogues.js';
import { markupTexts } from './markup.js';
import { speak, text } from './text.js';

const KEY = 'nutshell.language';

/** @typedef {keyof typeof LANGUAGES} Code */

class Language extends EventTarget {
  #showMarkup = markupTexts(document);
  /** The last one that was asked for; one that comes later than another is not shown. @type {Code} */
  #wanted = 'en';

  /** Shows the choice at the end of the page, and the language that was chosen before. */
  start() {
    const field = make('p', '', 'language');
    const label = make('label', 'Language');
    const select = make('select');
    select.id = 'language';
    label.htmlFor = select.id;
    for (const [code, { name, tag }] of Object.entries(LANGUAGES)) {
      const option = make('option', name);
      option.value = code;
      option.lang = tag;
      select.append(option);
    }
    field.append(label, ' ', select);
    document.querySelector('footer')?.append(field);
    this.addEventListener('change', () => {
      label.textContent = text('Language');
      select.value = this.#wanted;
    });
    select.addEventListener('change', () => {
      const code = /** @type {Code} */ (select.value);
      keep(code);
      this.#show(code);
    });
    const code = kept() ?? preferred();
    select.value = code;
    if (code !== 'en') this.#show(code);
  }

  /** @param {Code} code */
  async #show(code) {
    this.#wanted = code;
    const { tag, numbering, direction } = LANGUAGES[code];
    /** @type {Catalogue} */
    let texts = {};
    try {
      if (code !== 'en') texts = Object.assign({}, ...(await CATALOGUES[code]()).map((part) => part.default));
    } catch {
      // Not on this device, and there is no network, or the page is sealed: it stays in its language.
      this.#wanted = /** @type {Code} */ (document.documentElement.dataset.language ?? 'en');
      this.dispatchEvent(new Event('change'));
      return;
    }
    if (code !== this.#wanted) return;
    speak(numbering, texts, direction);
    const root = document.documentElement;
    root.lang = tag;
    root.dir = direction;
    root.dataset.language = code;
    this.#showMarkup();
    this.dispatchEvent(new Event('change'));
  }
}

export const language = new Language();

/** @returns {Code | null} */
function kept() {
  try {
    const code = localStorage.getItem(KEY) ?? '';
    return Object.hasOwn(LANGUAGES, code) ? /** @type {Code} */ (code) : null;
  } catch {
    return null;
  }
}

/** @param {Code} code */
function keep(code) {
  try {
    localStorage.setItem(KEY, code);
  } catch {
    // Storage is off: then it holds until the page is left.
  }
}

/** @returns {Code} */
function preferred() {
  const codes = navigator.languages.map((tag) => tag.toLowerCase().split('-')[0]);
  return /** @type {Code} */ (codes.find((code) => Object.hasOwn(LANGUAGES, code)) ?? 'en');
}
