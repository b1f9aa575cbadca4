/**
 * The evidence for what the page says of itself: every request, live; the seal; what is on the device. A page offers it by
 * `offerPrivacy`, at its beginning, since requests count from there.
 */

import { requestLog } from '../../api/request-log.js';
import { byId, make } from '../elements.js';
import { DeviceView } from './device-view.js';
import { RequestView } from './request-view.js';
import { SealSwitch } from './seal-switch.js';

/** So often what is open is looked at anew. */
const LOOK_MS = 500;

/**
 * @typedef {object} Offer
 * @property {() => number} unsaved Summaries that would be lost if the page were left.
 * @property {boolean} seal False on a page that must be able to start its engine anew.
 */

/** @param {Offer} offer */
export function offerPrivacy(offer) {
  requestLog.watchPage();
  const dialog = new PrivacyDialog(offer);
  byId('privacy', HTMLButtonElement).addEventListener('click', () => dialog.open());
}

class PrivacyDialog {
  #dialog = make('dialog', '', 'privacy-dialog');
  #requests = new RequestView();
  #device = new DeviceView();
  /** @type {SealSwitch | null} */
  #seal = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #looking;

  /** @param {Offer} offer */
  constructor({ unsaved, seal }) {
    if (seal) this.#seal = new SealSwitch(() => this.#sealed());
    const close = button('Close');
    close.addEventListener('click', () => this.#dialog.close());
    const head = make('div', '', 'privacy-head');
    const title = make('h2', 'Privacy: see for yourself');
    title.id = 'privacy-title';
    head.append(title, close);
    const body = make('div', '', 'privacy-body');
    body.append(
      this.#requestPart(),
      ...(this.#seal ? [part('Seal', ...this.#seal.elements)] : []),
      this.#devicePart(unsaved),
    );
    this.#dialog.append(head, body);
    this.#dialog.setAttribute('aria-labelledby', 'privacy-title');
    this.#dialog.addEventListener('close', () => clearInterval(this.#looking));
    document.body.append(this.#dialog);
  }

  open() {
    this.#look();
    this.#device.show();
    this.#dialog.showModal();
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
  }

  #look() {
    this.#requests.show();
    this.#seal?.look();
    this.#device.showRoom();
  }

  #sealed() {
    this.#requests.sealed();
    document.documentElement.classList.add('sealed');
    byId('privacy', HTMLButtonElement).textContent = 'Sealed';
  }

  #requestPart() {
    return part(
      'Every request',
      this.#requests.total,
      this.#requests.list,
      make(
        'p',
        'The last one comes first. The service worker fetches each file of the page once more, to keep it for use without a ' +
          'network. What the browser asks for by itself (the icon, whether there is a new version of the page) is not in this ' +
          'list; it goes to the same address, and the developer tools show it.',
        'facts',
      ),
    );
  }

  /** @param {() => number} unsaved */
  #devicePart(unsaved) {
    const remove = button('Remove everything from this device…');
    const question = make('p', '', 'seal-state');
    question.setAttribute('role', 'status');
    let asked = false;
    remove.addEventListener('click', () => {
      const count = unsaved();
      if (count > 0 && !asked) {
        asked = true;
        question.textContent =
          'This leads to a page that shows what is kept and removes it. Your notes wait for you until then, but ' +
          `${count === 1 ? 'one summary is' : `${count} summaries are`} only in this tab: save what you need first. ` +
          'Press once more to go there.';
        return;
      }
      // In this page's place: Back must not bring back what was removed.
      location.replace(new URL('../../remove.html', import.meta.url));
    });
    return part('On this device', this.#device.element, remove, question);
  }
}

/** @param {string} label */
function button(label) {
  const element = make('button', label);
  element.type = 'button';
  return element;
}

/**
 * @param {string} title
 * @param {...HTMLElement} content
 */
function part(title, ...content) {
  const section = make('section');
  section.append(make('h3', title), ...content);
  return section;
}
