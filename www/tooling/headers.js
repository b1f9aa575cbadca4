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

/**
 * What the page has no use for stays off, whatever a script may try. Copying and keeping the screen awake, which it does use,
 * are not in this list.
 */
export const PERMISSIONS_POLICY = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'serial',
  'usb',
  'xr-spatial-tracking',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/** What every host should send. The pages ask for Trusted Types themselves, in their <meta>. @type {Readonly<Record<string, string>>} */
export const SECURITY_HEADERS = Object.freeze({
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Permissions-Policy': PERMISSIONS_POLICY,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
});

/** What makes the page cross-origin isolated, so that it may use threads. @type {Readonly<Record<string, string>>} */
export const ISOLATION_HEADERS = Object.freeze({
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
});

/** What a host that reads a file of headers is asked for: all of the above, and that a new version is seen at once. */
const ALL = Object.entries({ ...SECURITY_HEADERS, ...ISOLATION_HEADERS, 'Cache-Control': 'no-cache' });

/**
 * The text of a `_headers` file, which Netlify, Cloudflare Pages and others read.
 * @returns {string}
 */
export function headersFile() {
  return ['/*', ...ALL.map(([name, value]) => `  ${name}: ${value}`), ''].join('\n');
}

/**
 * The text of a `.htaccess` file, which Apache reads where its configuration allows it. What a server lacks is left out.
 * @returns {string}
 */
export function htaccessFile() {
  return [
    '<IfModule mod_headers.c>',
    ...ALL.map(([name, value]) => `  Header set ${name} "${value}"`),
    '</IfModule>',
    '<IfModule mod_mime.c>',
    '  AddType application/wasm .wasm',
    '  AddType text/javascript .js',
    '</IfModule>',
    '',
  ].join('\n');
}
