/** What the browser tests work with. */

export { AppPage } from './app-page.js';
export { BROWSERS, launch } from './browsers.js';
export * as faults from './faults.js';
export { benchNote, DIST, MODEL_SHA256, ROOT } from './files.js';
export { FolderPage } from './folder-page.js';
export { watchOutside } from './outside.js';
export { until } from './poll.js';
export { passOn, Site } from './site.js';
export { copySite } from './site-copy.js';
