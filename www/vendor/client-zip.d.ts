/** Types of dist/vendor/client-zip.js. */
export * from 'client-zip';
