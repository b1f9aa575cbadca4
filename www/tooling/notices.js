/** Writes `licenses.txt`: the licence of everything that ships, with the texts that come with it. */

import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Files of a package that carry its licence or its notices. */
export const LICENSE_FILE = /^(licen[cs]e|copying|notice|unlicense)/i;

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
