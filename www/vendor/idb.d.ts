/** Types of dist/vendor/idb.js. */
export * from 'idb';
