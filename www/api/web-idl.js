/** Web IDL's conversions of JavaScript values, as far as the Summarizer API needs them (Web IDL, "JavaScript binding"). */

/**
 * A dictionary: nothing counts as an empty one, and what is no object is refused.
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
export function dictionary(value) {
  if (value === undefined || value === null) {
    return {};
  }
  if (typeof value !== 'object' && typeof value !== 'function') {
    throw new TypeError('Summarizer: the options must be an object');
  }
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * A member of a dictionary, converted; undefined where it is not there.
 * @template T
 * @param {Record<string, unknown>} from
 * @param {string} name
 * @param {(value: unknown, name: string) => T} convert
 * @returns {T | undefined}
 */
export function member(from, name, convert) {
  const value = from[name];
  return value === undefined ? undefined : convert(value, name);
}

/**
 * A DOMString. Unlike String(), a template refuses symbols.
 * @param {unknown} value
 * @returns {string}
 */
export function domString(value) {
  return `${value}`;
}

/**
 * A sequence of DOMStrings: any iterable object, so not a string.
 * @param {unknown} value
 * @param {string} name
 * @returns {string[]}
 */
export function domStrings(value, name) {
  const iterable = (typeof value === 'object' && value !== null) || typeof value === 'function';
  if (!iterable || typeof Reflect.get(value, Symbol.iterator) !== 'function') {
    throw new TypeError(`Summarizer: "${name}" must be a list of strings`);
  }
  return Array.from(/** @type {Iterable<unknown>} */ (value), domString);
}

/**
 * The conversion to one of an enumeration's values.
 * @template {string} T
 * @param {readonly T[]} values
 * @returns {(value: unknown, name: string) => T}
 */
export function enumeration(values) {
  return (value, name) => {
    const text = domString(value);
    const known = values.find((one) => one === text);
    if (known === undefined) {
      throw new TypeError(`Summarizer: the value of "${name}" must be one of: ${values.join(', ')}`);
    }
    return known;
  };
}

/**
 * An AbortSignal, which may be that of another document, such as a frame's.
 * @param {unknown} value
 * @param {string} name
 * @returns {AbortSignal}
 */
export function abortSignal(value, name) {
  try {
    Reflect.get(AbortSignal.prototype, 'aborted', value);
    return /** @type {AbortSignal} */ (value);
  } catch {
    throw new TypeError(`Summarizer: "${name}" must be an AbortSignal`);
  }
}

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {(...given: any[]) => unknown}
 */
export function callback(value, name) {
  if (typeof value === 'function') {
    return /** @type {(...given: any[]) => unknown} */ (value);
  }
  throw new TypeError(`Summarizer: "${name}" must be a function`);
}

/**
 * Refuses a call that lacks its first argument.
 * @param {ArrayLike<unknown>} given
 */
export function requireArgument(given) {
  if (given.length === 0) {
    throw new TypeError('Summarizer: 1 argument required, but only 0 present');
  }
}

/** A window that is gone does not give it any more. */
const Exception = DOMException;

/** Refuses work for a document that is gone, such as that of a frame which has been removed. */
export function requireActiveDocument() {
  if (globalThis.document?.defaultView === null) {
    throw new Exception('The document is not active any more.', 'InvalidStateError');
  }
}

/**
 * Gives a class what the interfaces of browsers have: members that show up, and a name, which bundlers shorten.
 * @param {string} name
 * @param {Function & { prototype: object }} interfaceClass
 * @param {string[]} statics
 * @param {string[]} members
 */
export function asInterface(name, interfaceClass, statics, members) {
  for (const member of statics) {
    Object.defineProperty(interfaceClass, member, { enumerable: true });
  }
  for (const member of members) {
    Object.defineProperty(interfaceClass.prototype, member, { enumerable: true });
  }
  Object.defineProperty(interfaceClass, 'name', { value: name, configurable: true });
  Object.defineProperty(interfaceClass.prototype, Symbol.toStringTag, { value: name, configurable: true });
}
