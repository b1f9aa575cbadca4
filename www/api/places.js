/** Where the files of the engine and of the model lie. */

/**
 * Where this module is; as a part of a page's own script, where the page is. Apart, since bundlers take an address written
 * beside `import.meta.url` for a file that they should move.
 */
const here = import.meta.url ?? globalThis.location?.href;
/** The folder that has api/, engine/, shared/, vendor/ and worker/ in it. */
let base = new URL('..', here);
/** The folder of the model's catalogue; null: models/ in the folder above. @type {URL | null} */
let models = null;
let used = false;

/**
 * Says where the files are, where they are not beside this module. Addresses start from the page's; to be called before
 * anything else.
 * @param {import('./nutshell.js').Places} places
 */
export function configure(places) {
  if (used) {
    throw new DOMException('configure() has to be called before the engine is used.', 'InvalidStateError');
  }
  if (places.base !== undefined) base = folder(places.base);
  if (places.modelUrl !== undefined) models = folder(places.modelUrl);
}

/**
 * @param {string} script In worker/.
 * @returns {URL}
 */
export function workerAddress(script) {
  used = true;
  return new URL(`worker/${script}`, base);
}

/** The script of the engine's worker, which is told in its address where the models are. */
export function engineAddress() {
  const address = workerAddress('engine-worker.js');
  if (models) address.searchParams.set('models', models.href);
  return address;
}

/** Whether the page lies in the folder of these files, as Nutshell's own do. */
export function isOwnPage() {
  return globalThis.location?.href.startsWith(base.href) ?? false;
}

/**
 * @param {string | URL} address
 * @returns {URL}
 */
function folder(address) {
  const url = new URL(address, globalThis.document?.baseURI ?? here);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
