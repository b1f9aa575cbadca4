/** The languages of the interface, and where their texts are. */

/** @import { Catalogue } from './text.js' */

/** `numbering`: for figures and dates; all are written in the digits that the engine and the files have. */
export const LANGUAGES = Object.freeze(
  /** @type {const} */ ({
    en: { name: 'English', tag: 'en', numbering: 'en', direction: 'ltr' },
    de: { name: 'Deutsch', tag: 'de', numbering: 'de', direction: 'ltr' },
    es: { name: 'Español', tag: 'es', numbering: 'es', direction: 'ltr' },
    fr: { name: 'Français', tag: 'fr', numbering: 'fr', direction: 'ltr' },
    zh: { name: '简体中文', tag: 'zh-Hans', numbering: 'zh-Hans', direction: 'ltr' },
    ar: { name: 'العربية', tag: 'ar', numbering: 'ar-u-nu-latn', direction: 'rtl' },
  }),
);

/**
 * A catalogue comes in parts: of the page for notes and all pages, of what is about privacy, of the other pages.
 * @type {Readonly<Record<Exclude<keyof typeof LANGUAGES, 'en'>, () => Promise<{ default: Catalogue }[]>>>}
 */
export const CATALOGUES = Object.freeze({
  de: () => Promise.all([import('./de/page.js'), import('./de/privacy.js'), import('./de/folder.js')]),
  es: () => Promise.all([import('./es/page.js'), import('./es/privacy.js'), import('./es/folder.js')]),
  fr: () => Promise.all([import('./fr/page.js'), import('./fr/privacy.js'), import('./fr/folder.js')]),
  zh: () => Promise.all([import('./zh/page.js'), import('./zh/privacy.js'), import('./zh/folder.js')]),
  ar: () => Promise.all([import('./ar/page.js'), import('./ar/privacy.js'), import('./ar/folder.js')]),
});
