/** A button that asks whether it is meant: a second press within some seconds does it. */

import { announce } from '../announcer.js';

/** So long it waits for the second press. */
const WAIT_MS = 8000;

/** Gives each button that asks its own name back. @type {WeakMap<HTMLButtonElement, () => void>} */
const asking = new WeakMap();

/**
 * To be called at each press.
 * @param {HTMLButtonElement} button
 * @param {string} question
 * @param {() => void} action
 */
export function confirmPress(button, question, action) {
  const settle = asking.get(button);
  if (settle) {
    settle();
    action();
    return;
  }
  const label = button.textContent;
  const timer = setTimeout(() => asking.get(button)?.(), WAIT_MS);
  asking.set(button, () => {
    clearTimeout(timer);
    button.textContent = label;
    asking.delete(button);
  });
  button.textContent = question;
  announce(question);
}

/**
 * Gives the button another name; what it may have asked was about what it did before.
 * @param {HTMLButtonElement} button
 * @param {string} label
 */
export function rename(button, label) {
  if (button.textContent === label) return;
  asking.get(button)?.();
  button.textContent = label;
}
