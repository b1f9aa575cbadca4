/** The texts that stand in the page's own HTML: found once, in English, and shown in any language. */

import { text } from './text.js';

/** Attributes that people read or hear. */
const ATTRIBUTES = ['aria-label', 'placeholder', 'title', 'alt'];
/** What is not for people. */
const SKIPPED = 'script, style, noscript, [translate="no"]';

/**
 * The texts of a document, with what shows another in their place. To be called before a script has changed any.
 * @param {Document} page
 * @returns {() => void} shows them in the language that is spoken
 */
export function markupTexts(page) {
  /** @type {(() => void)[]} */
  const showAll = [];
  const add = (/** @type {string} */ whole, /** @type {(shown: string) => void} */ show) => {
    const [, before, words, after] = /^(\s*)(.*?)(\s*)$/s.exec(whole) ?? ['', '', '', ''];
    const english = words.replace(/\s+/g, ' ');
    // White space and signs say the same everywhere.
    if (/\p{L}/u.test(english)) showAll.push(() => show(before + text(english) + after));
  };
  const walker = page.createTreeWalker(page.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const shown = /** @type {Text} */ (node);
    if (shown.parentElement?.closest(SKIPPED)) continue;
    add(shown.data, (words) => {
      shown.data = words;
    });
  }
  for (const name of ATTRIBUTES) {
    for (const element of page.querySelectorAll(`[${name}]`)) {
      add(element.getAttribute(name) ?? '', (words) => element.setAttribute(name, words));
    }
  }
  return () => {
    for (const show of showAll) show();
  };
}
