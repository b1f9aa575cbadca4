/** Installing the page as an app, where the browser offers it (the event is Chromium's: https://wicg.github.io/manifest-incubations). */

import { announce } from './announcer.js';
import { byId } from './elements.js';
import { text } from './language/text.js';

/** @typedef {Event & { prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }> }} InstallEvent */

/** Shows the button only where it does something. */
export function offerInstall() {
  const button = byId('install', HTMLButtonElement);
  /** @type {InstallEvent | null} */
  let offer = null;
  addEventListener('beforeinstallprompt', (event) => {
    // The page has a button of its own in place of the browser's bar.
    event.preventDefault();
    offer = /** @type {InstallEvent} */ (event);
    button.hidden = false;
  });
  button.addEventListener('click', async () => {
    const now = offer;
    // An offer can be taken once.
    offer = null;
    button.hidden = true;
    await now?.prompt();
  });
  addEventListener('appinstalled', () => {
    button.hidden = true;
    announce(text('Nutshell is installed'));
  });
}
