/**
 * The files inside this page: each is the base64 text of an element `<script type="text/plain" data-file="path">`. The
 * browser shows the page while it still reads them from the disk; each element is turned into a blob and taken out as soon
 * as it is whole, so that the text of few is in memory at a time.
 */

const ELEMENTS = 'script[data-file]';

/** Null: it is there, but damaged. @type {Map<string, Blob | null>} */
const files = new Map();
/** Who waits for files that have not been read yet. @type {Map<string, ((file: Blob | null) => void)[]>} */
const waiting = new Map();
let complete = document.readyState !== 'loading';

if (!complete) {
  const observer = new MutationObserver(collect);
  observer.observe(document.body, { childList: true });
  document.addEventListener('DOMContentLoaded', () => {
    observer.disconnect();
    complete = true;
    collect();
    for (const resolvers of waiting.values()) {
      for (const resolve of resolvers) resolve(null);
    }
    waiting.clear();
  });
}
collect();

/**
 * A file that stands before the page's script.
 * @param {string} path
 * @returns {Blob}
 */
export function fileBefore(path) {
  const file = files.get(path);
  if (!file) throw new Error(`${path} is not in this page`);
  return file;
}

/**
 * A file, as soon as the browser has read it.
 * @param {string} path
 * @returns {Promise<Blob | null>} null if it is damaged, or the page ends without it
 */
export async function fileAnywhere(path) {
  const file = files.get(path);
  if (file !== undefined || complete) return file ?? null;
  return new Promise((resolve) => waiting.set(path, [...(waiting.get(path) ?? []), resolve]));
}

/** Takes the elements that are whole: what follows one shows that it is. */
function collect() {
  for (const element of document.querySelectorAll(ELEMENTS)) {
    if (!complete && !element.nextSibling) return;
    const path = element.getAttribute('data-file') ?? '';
    const file = decode(element);
    element.remove();
    files.set(path, file);
    for (const resolve of waiting.get(path) ?? []) resolve(file);
    waiting.delete(path);
  }
}

/** @param {Element} element */
function decode(element) {
  try {
    const type = element.getAttribute('data-type') ?? '';
    return new Blob([bytesOf(element.textContent ?? '')], { type });
  } catch {
    return null;
  }
}

/**
 * @param {string} base64
 * @returns {Uint8Array<ArrayBuffer>}
 */
function bytesOf(base64) {
  // Since Chrome 140, Firefox 133, Safari 18.2.
  const native = /** @type {((text: string) => Uint8Array<ArrayBuffer>) | undefined} */ (
    Reflect.get(Uint8Array, 'fromBase64')
  );
  if (native) return native.call(Uint8Array, base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}
