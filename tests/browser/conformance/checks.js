/** The checks of the Summarizer API's text run in the page itself: this collects them and says how each went. */

/** @typedef {typeof import('../../../www/api/nutshell.js')} Api */
/** @typedef {import('../../../www/api/nutshell.js').Summarizer} Summarizer */
/** @typedef {{ name: string, problem: string | null }} Outcome */

/** What a check is given. @typedef {{ api: Api, summarizer: Summarizer, frame: (query: string) => Promise<Frame> }} Scene */
/** Another document with an API of its own. @typedef {{ api: Api, home: object, remove: () => void }} Frame */
/** @typedef {(scene: Scene) => unknown} Check */

/** A text of which the model is asked to write, with eight sentences. */
export const TEXT =
  'The allotment society met on Tuesday evening in the old school. The well at the north gate has run dry, so water ' +
  'is fetched from the river until the pump arrives. The pump costs 1,250 euros and will be delivered in May. Members ' +
  'agreed to raise the yearly fee to 48 euros. The tool shed gets a new roof before the autumn rain begins. A harvest ' +
  'fair is planned for the last weekend of September, with music and soup. Volunteers should write their names on the ' +
  'list by the door. The next meeting takes place at seven in the same room.';

/** @param {unknown} value */
function show(value) {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/**
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} [what]
 */
export function equal(actual, expected, what = 'value') {
  if (!Object.is(actual, expected)) throw new Error(`${what}: ${show(actual)} instead of ${show(expected)}`);
}

/**
 * @param {unknown} condition
 * @param {string} what
 */
export function ok(condition, what) {
  if (!condition) throw new Error(what);
}

/**
 * Checks what was thrown: a DOMException or error of this name, or, if no name is given, this very value.
 * @param {unknown} thrown
 * @param {unknown} expected
 */
function checkThrown(thrown, expected) {
  if (typeof expected !== 'string') {
    equal(thrown, expected, 'what was thrown');
    return;
  }
  equal(Reflect.get(Object(thrown), 'name'), expected, `the name of ${thrown}`);
  const plain = { TypeError, RangeError }[expected];
  // Errors of another document's API are of that document's classes.
  const kind = plain ? expected : 'DOMException';
  const kinds = [kind, 'QuotaExceededError'];
  ok(kinds.includes(Object.prototype.toString.call(thrown).slice(8, -1)) || plain, `${thrown} is no ${kind}`);
}

/**
 * @param {unknown} promise
 * @param {unknown} expected As in checkThrown.
 * @returns {Promise<any>} What it was rejected with.
 */
export async function rejects(promise, expected) {
  // It may be of another document.
  ok(Object.prototype.toString.call(promise) === '[object Promise]', `${promise} is no promise`);
  // Called here and not by `await`: the jobs of a document that is gone are not run.
  const given = /** @type {Promise<unknown>} */ (promise);
  const { value, thrown, failed } = await new Promise((resolve) => {
    given.then(
      (result) => resolve({ value: result, failed: false }),
      (reason) => resolve({ thrown: reason, failed: true }),
    );
  });
  ok(failed, `resolved with ${show(value)}`);
  checkThrown(thrown, expected);
  return thrown;
}

/**
 * @param {() => unknown} act
 * @param {unknown} expected As in checkThrown.
 */
export function throws(act, expected) {
  let thrown;
  try {
    act();
  } catch (error) {
    thrown = error;
  }
  ok(thrown !== undefined, 'nothing was thrown');
  checkThrown(thrown, expected);
}

/**
 * @param {ReadableStream<string>} stream
 * @returns {Promise<string[]>}
 */
export async function chunks(stream) {
  const reader = stream.getReader();
  const all = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return all;
    all.push(value);
  }
}

/** So that one check that hangs is named. */
function tooLate() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error('no end within 15 s')), 15_000));
}

/**
 * @param {Record<string, Check>} checks
 * @param {Scene} scene
 * @returns {Promise<Outcome[]>}
 */
export async function run(checks, scene) {
  const outcomes = [];
  for (const [name, check] of Object.entries(checks)) {
    let problem = null;
    try {
      await Promise.race([check(scene), tooLate()]);
    } catch (error) {
      problem = String(error);
    }
    outcomes.push({ name, problem });
  }
  return outcomes;
}
