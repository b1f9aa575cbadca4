/**
 * Nutshell's API, after the web's Summarizer interface. Importing it does no work and makes no request: the engine's
 * worker starts with the first call that needs it. Types: nutshell.d.ts.
 */

export { NutshellError } from '../shared/errors.js';
export { CreateMonitor } from './create-monitor.js';
export { engine } from './engine-client.js';
export { install } from './install.js';
export { configure } from './places.js';
export { Summarizer } from './summarizer.js';
