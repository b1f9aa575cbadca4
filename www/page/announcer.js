/** Short sentences for screen readers, about what others see happen. */

import { byId } from './elements.js';

/**
 * @param {string} sentence
 */
export function announce(sentence) {
  const region = byId('announcer', HTMLElement);
  region.textContent = '';
  // The same sentence twice is only spoken twice when the region was empty in between.
  setTimeout(() => {
    region.textContent = sentence;
  }, 50);
}
