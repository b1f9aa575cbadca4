/** Says that a new version waits. Only the person's click takes it over, and never in the middle of a summary. */

import { byId, make } from './elements.js';
import { text } from './language/text.js';

export class UpdateNotice {
  #region = byId('update', HTMLElement);
  /** @type {HTMLButtonElement | null} */
  #reload = null;
  #busy = false;

  /**
   * @param {() => void} apply reloads into the new version
   * @param {() => boolean} keepsNotes whether a reload would give back every note
   */
  offer(apply, keepsNotes) {
    const told = make(
      'p',
      text('A new version is ready. Your notes stay; summaries that you have not saved do not.'),
      'text',
    );
    let warned = false;
    const reload = make('button', text('Reload'));
    reload.type = 'button';
    reload.addEventListener('click', () => {
      if (this.#busy) return;
      if (warned || keepsNotes()) {
        apply();
        return;
      }
      warned = true;
      told.textContent = text(
        'Your notes are too long to be kept over a reload. Copy what you need first; Reload again goes on without them.',
      );
    });
    const later = make('button', text('Later'), 'quiet');
    later.type = 'button';
    later.addEventListener('click', () => this.#region.replaceChildren());
    this.#reload = reload;
    this.#region.replaceChildren(told, reload, later);
    this.setBusy(this.#busy);
  }

  /** @param {boolean} busy */
  setBusy(busy) {
    this.#busy = busy;
    this.#reload?.setAttribute('aria-disabled', String(busy));
  }
}
