/** SHA-256 (FIPS 180-4) in hex, by the browser's own implementation. */

/** Whether there is one: not on a page that came over plain http from another machine. */
export const canHash = () => Boolean(globalThis.crypto?.subtle);

/**
 * @param {Uint8Array<ArrayBuffer> | ArrayBuffer} bytes
 * @returns {Promise<string>} 64 hex digits
 */
export async function sha256(bytes) {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Of a text in UTF-8.
 * @param {string} text
 * @returns {Promise<string | null>} null where there is no implementation
 */
export async function sha256OfText(text) {
  return canHash() ? sha256(new TextEncoder().encode(text)) : null;
}
