/** The response headers that a host of the page should send; the development server sends them, `_headers` lists them. */

/** Nothing from elsewhere, no inline script or style, no form, no frame. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** What every host should send. @type {Readonly<Record<string, string>>} */
export const SECURITY_HEADERS = Object.freeze({
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
});

/** What makes the page cross-origin isolated, so that it may use threads. @type {Readonly<Record<string, string>>} */
export const ISOLATION_HEADERS = Object.freeze({
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
});

/**
 * The text of a `_headers` file, which several static hosts read.
 * @returns {string}
 */
export function headersFile() {
  const all = { ...SECURITY_HEADERS, ...ISOLATION_HEADERS };
  const lines = Object.entries(all).map(([name, value]) => `  ${name}: ${value}`);
  return ['/*', ...lines, '  Cache-Control: no-cache', ''].join('\n');
}
