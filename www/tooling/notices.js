/** Writes `licenses.txt`: the licence of everything that ships, with the texts that come with it. */

import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Files of a package that carry its licence or its notices. */
const LICENSE_FILE = /^(licen[cs]e|copying|notice|unlicense)/i;

/** @typedef {{ name: string, version: string, license: string, folder: string }} Component */

/**
 * The crates that are compiled into the engine, from `cargo metadata`: what the root package needs at run time. Macros
 * and build scripts run on the build machine only, so they and what they need are left out.
 * @param {any} metadata Parsed output of `cargo metadata --format-version 1`.
 * @returns {Component[]} sorted by name
 */
export function shippedCrates(metadata) {
  const packages = new Map(metadata.packages.map((/** @type {any} */ crate) => [crate.id, crate]));
  const nodes = new Map(metadata.resolve.nodes.map((/** @type {any} */ node) => [node.id, node]));
  const isMacro = (/** @type {any} */ crate) =>
    crate.targets.some((/** @type {any} */ target) => target.kind.includes('proc-macro'));
  const seen = new Set([metadata.resolve.root]);
  const queue = [metadata.resolve.root];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const dependency of nodes.get(id).deps) {
      const normal = dependency.dep_kinds.some((/** @type {any} */ entry) => entry.kind === null);
      if (normal && !seen.has(dependency.pkg) && !isMacro(packages.get(dependency.pkg))) {
        seen.add(dependency.pkg);
        queue.push(dependency.pkg);
      }
    }
  }
  seen.delete(metadata.resolve.root);
  return [...seen]
    .map((id) => packages.get(id))
    .map(({ name, version, license, license_file, manifest_path }) => ({
      name,
      version,
      license: license ?? license_file ?? 'see its text',
      folder: dirname(manifest_path),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

/**
 * npm packages and what they need at run time, which a library that ships as one file has in it.
 * @param {string} modules The folder node_modules.
 * @param {string[]} names
 * @returns {Promise<Component[]>} sorted by name
 */
export async function shippedPackages(modules, names) {
  /** @type {Map<string, Component>} */
  const found = new Map();
  const queue = names.map((name) => ({ name, above: modules }));
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const folder = await packageFolder(next.name, next.above, modules);
    if (found.has(folder)) continue;
    const {
      name,
      version,
      license,
      dependencies = {},
    } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    found.set(folder, { name, version, license, folder });
    queue.push(...Object.keys(dependencies).map((needed) => ({ name: needed, above: join(folder, 'node_modules') })));
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/**
 * A package is in the folder of what needs it, or in the one that all share.
 * @param {string} name
 * @param {string} above
 * @param {string} modules
 */
async function packageFolder(name, above, modules) {
  const own = join(above, name);
  return (await access(own).then(
    () => true,
    () => false,
  ))
    ? own
    : join(modules, name);
}

/**
 * The licence texts in a package's folder.
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
async function licenseTexts(folder) {
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && LICENSE_FILE.test(entry.name))
    .map((entry) => entry.name)
    .sort();
  return Promise.all(names.map(async (name) => (await readFile(join(folder, name), 'utf8')).trim()));
}

/**
 * The whole notice: a list of what ships, then each licence text once, with the names of those that come with it.
 * @param {{ root: string, models: { name: string, license: string }[], components: Component[] }} parts `root` is the
 *   folder of the project's own licences.
 * @returns {Promise<string>}
 */
export async function noticeText({ root, models, components }) {
  /** @type {Map<string, string[]>} */
  const texts = new Map();
  for (const { name, version, folder } of [{ name: 'Nutshell', version: '', folder: root }, ...components]) {
    for (const text of await licenseTexts(folder)) {
      texts.set(text, [...(texts.get(text) ?? []), `${name} ${version}`.trim()]);
    }
  }
  const rule = '='.repeat(80);
  return [
    'Nutshell is licensed under MIT OR Apache-2.0, as you choose.',
    'This file lists what ships with it, and then the text of each licence once.',
    '',
    'Models',
    ...models.map(({ name, license }) => `  ${name}: ${license}`),
    '',
    'Libraries',
    '  Rust standard library: MIT OR Apache-2.0',
    ...components.map(({ name, version, license }) => `  ${name} ${version}: ${license}`),
    ...[...texts].flatMap(([text, names]) => ['', rule, names.join(', '), rule, '', text]),
    '',
  ].join('\n');
}
