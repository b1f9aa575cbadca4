/**
 * The addresses of scripts that this page starts as workers. Under Trusted Types (https://www.w3.org/TR/trusted-types) the
 * browser takes no others: only this policy makes them, and only of files of the page's own origin. Imports nothing.
 */

/** @typedef {{ createScriptURL(address: string): string }} Policy */
/** @typedef {{ createPolicy(name: string, rules: object): Policy }} TrustedTypes */

/** @type {Policy | null} */
let policy = null;

/**
 * @param {URL} address
 * @returns {string} a TrustedScriptURL, where the browser has such
 */
export function scriptAddress({ href }) {
  policy ??= makePolicy();
  return policy.createScriptURL(href);
}

/** @returns {Policy} */
function makePolicy() {
  const rules = {
    createScriptURL: (/** @type {string} */ address) => {
      if (new URL(address).origin !== location.origin) throw new TypeError('a script of another origin');
      return address;
    },
  };
  const factory = /** @type {TrustedTypes | undefined} */ (Reflect.get(globalThis, 'trustedTypes'));
  try {
    return factory?.createPolicy('nutshell-scripts', rules) ?? rules;
  } catch {
    // Another page that uses this engine lists its policies, and not this one: it may still take plain addresses.
    return rules;
  }
}
