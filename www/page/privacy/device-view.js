/** What of this page is on the device, whether the browser promises to keep it, and what was mended of it. */

/** @import { Damage } from '../../shared/protocol.js' */

import { engine } from '../../api/nutshell.js';
import { make } from '../elements.js';
import { formatMegabytes } from '../figures.js';
import { dates, phrases, text } from '../language/text.js';

/** @type {Record<Damage['state'], string>} */
const OUTCOMES = phrases({
  found: 'found before use; it is being fetched again, alone',
  mended: 'fetched again, alone, and verified',
  unreachable: 'it could not be fetched again: there is no connection. It is not used',
});

export class DeviceView {
  element = make('div', '', 'on-device');
  #room = make('p');
  #kept = make('p');
  #ask = make('button', text('Ask the browser to keep it'));
  #log = make('ul', '', 'damages');

  constructor() {
    this.#ask.type = 'button';
    this.#ask.addEventListener('click', async () => {
      await navigator.storage.persist().catch(() => false);
      await this.show();
      if (!this.#ask.hidden)
        this.#kept.textContent = text('The browser has not agreed: it may remove the files if the disk is full.');
    });
    this.element.append(this.#room, this.#kept, this.#ask, this.#log);
    engine.addEventListener('damage', (event) => {
      const { shard, of, state } = /** @type {CustomEvent<Damage>} */ (event).detail;
      const line = text('{time}: part {shard} of {of} of the stored model was damaged: {outcome}.', {
        time: dates({ timeStyle: 'medium' }).format(new Date()),
        shard,
        of,
        outcome: text(OUTCOMES[state]),
      });
      this.#log.append(make('li', line));
    });
  }

  relabel() {
    this.#ask.textContent = text('Ask the browser to keep it');
  }

  /** How much there is; it grows while the page is being kept. */
  async showRoom() {
    const usage = (await navigator.storage?.estimate?.().catch(() => null))?.usage ?? 0;
    const size = usage < 5e5 ? text('less than 1\u00a0MB') : formatMegabytes(usage);
    const sentence =
      usage > 0
        ? text('{size}: the page, its model, and what it has to remember, so that all works without a network.', {
            size,
          })
        : text('Nothing of this page is kept on this device.');
    if (this.#room.textContent !== sentence) this.#room.textContent = sentence;
    return usage;
  }

  async show() {
    const { storage } = navigator;
    const usage = await this.showRoom();
    const persisted = await storage?.persisted?.().catch(() => false);
    this.#kept.textContent = persisted
      ? text('The browser has promised to keep it until you remove it.')
      : text('The browser may remove it if the disk is full; it is then downloaded again.');
    this.#ask.hidden = Boolean(persisted) || !storage?.persist || usage === 0;
  }
}
