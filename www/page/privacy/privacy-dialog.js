/**
 * The evidence for what the page says of itself: every request, live; the seal; what is on the device. A page offers it by
 * `offerPrivacy`, at its beginning, since requests count from there.
 */

import { requestLog } from '../../api/request-log.js';
import { byId, make } from '../elements.js';
import { language } from '../language/choice.js';
import { phrases, plural, text } from '../language/text.js';
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
  language.addEventListener('change', () => dialog.relabel());
  byId('privacy', HTMLButtonElement).addEventListener('click', () => dialog.open());
}

class PrivacyDialog {
  #dialog = make('dialog', '', 'privacy-dialog');
  #isSealed = false;
  /** What stands in the dialog all the time, with its English. @type {Map<HTMLElement, string>} */
  #words = new Map();
  #requests = new RequestView();
  #device = new DeviceView();
  /** @type {SealSwitch | null} */
  #seal = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #looking;

  /** @param {Offer} offer */
  constructor({ unsaved, seal }) {
    if (seal) this.#seal = new SealSwitch(() => this.#sealed());
    const close = this.#button(phrases('Close'));
    close.addEventListener('click', () => this.#dialog.close());
    const head = make('div', '', 'privacy-head');
    const title = this.#said('h2', phrases('Privacy: see for yourself'));
    title.id = 'privacy-title';
    head.append(title, close);
    const body = make('div', '', 'privacy-body');
    body.append(
      this.#requestPart(),
      ...(this.#seal ? [this.#part(phrases('Seal'), ...this.#seal.elements)] : []),
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
    this.#isSealed = true;
    this.#requests.sealed();
    document.documentElement.classList.add('sealed');
    byId('privacy', HTMLButtonElement).textContent = text('Sealed');
  }

  #requestPart() {
    return this.#part(
      phrases('Every request'),
      this.#requests.total,
      this.#requests.list,
      this.#said(
        'p',
        phrases(
          'The last one comes first. The service worker fetches each file of the page once more, to keep it for use without a network. What the browser asks for by itself (the icon, whether there is a new version of the page) is not in this list; it goes to the same address, and the developer tools show it.',
        ),
        'facts',
      ),
    );
  }

  /** @param {() => number} unsaved */
  #devicePart(unsaved) {
    const remove = this.#button(phrases('Remove everything from this device…'));
    const question = make('p', '', 'seal-state');
    question.setAttribute('role', 'status');
    let asked = false;
    remove.addEventListener('click', () => {
      const count = unsaved();
      if (count > 0 && !asked) {
        asked = true;
        question.textContent = plural(
          count,
          'This leads to a page that shows what is kept and removes it. Your notes wait for you until then, but one summary is only in this tab: save what you need first. Press once more to go there.',
          'This leads to a page that shows what is kept and removes it. Your notes wait for you until then, but {n} summaries are only in this tab: save what you need first. Press once more to go there.',
        );
        return;
      }
      // In this page's place: Back must not bring back what was removed.
      location.replace(new URL('../../remove.html', import.meta.url));
    });
    return this.#part(phrases('On this device'), this.#device.element, remove, question);
  }

  /** Says all in another language. */
  relabel() {
    for (const [element, english] of this.#words) element.textContent = text(english);
    this.#requests.relabel();
    this.#seal?.relabel();
    this.#device.relabel();
    if (this.#isSealed) byId('privacy', HTMLButtonElement).textContent = text('Sealed');
    if (this.#dialog.open) {
      this.#look();
      this.#device.show();
    }
  }

  /**
   * An element with a text that `relabel` puts into another language.
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag
   * @param {string} english
   * @param {string} [className]
   */
  #said(tag, english, className) {
    const element = make(tag, text(english), className);
    this.#words.set(element, english);
    return element;
  }

  /** @param {string} english */
  #button(english) {
    const element = this.#said('button', english);
    element.type = 'button';
    return element;
  }

  /**
   * @param {string} title
   * @param {...HTMLElement} content
   */
  #part(title, ...content) {
    const section = make('section');
    section.append(this.#said('h3', title), ...content);
    return section;
  }
}
