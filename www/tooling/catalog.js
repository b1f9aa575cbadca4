/** Command: `node catalog.js`. Prints what build.sh needs of the default model, one value a line. */

import { readFile } from 'node:fs/promises';

const catalog = JSON.parse(await readFile(new URL('../../models/catalog.json', import.meta.url), 'utf8'));
const { file, sha256, source } = catalog.models[0];
console.log([file, sha256, source.package, source.version, source.sha256, source.member].join('\n'));
