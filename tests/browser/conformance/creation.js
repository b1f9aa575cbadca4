/** "Creation", "Language tags" and "Availability". */

import { equal, ok, rejects, TEXT } from './checks.js';

/** @import { Check } from './checks.js' */

const ENUMERATIONS = {
  type: ['tldr', 'teaser', 'key-points', 'headline'],
  format: ['plain-text', 'markdown'],
  length: ['short', 'medium', 'long'],
  preference: ['auto', 'speed', 'capability'],
};
const LANGUAGES = ['expectedInputLanguages', 'expectedContextLanguages'];

/** @type {Record<string, Check>} */
export const CREATION = {
  'without options the defaults hold': async ({ api: { Summarizer } }) => {
    for (const options of [
      undefined,
      null,
      {},
      Object.create(null),
      { type: undefined, signal: undefined, monitor: undefined },
    ]) {
      const made = await Reflect.apply(Summarizer.create, Summarizer, [options]);
      equal(made.type, 'key-points');
      equal(made.format, 'markdown');
      equal(made.length, 'short');
      equal(made.preference, 'auto');
      equal(made.sharedContext, '');
      equal(made.expectedInputLanguages, null);
      equal(made.expectedContextLanguages, null);
      equal(made.outputLanguage, null);
      equal(made.inputQuota, Number.POSITIVE_INFINITY);
    }
  },
  'create() needs no receiver': async ({ api: { Summarizer } }) => {
    const { create } = Summarizer;
    ok((await create()) instanceof Summarizer, 'a Summarizer');
  },
  'options that are no object are a TypeError': async ({ api: { Summarizer } }) => {
    for (const options of [5, 'tldr', true, Symbol('options')]) {
      await rejects(Reflect.apply(Summarizer.create, Summarizer, [options]), 'TypeError');
      await rejects(Reflect.apply(Summarizer.availability, Summarizer, [options]), 'TypeError');
    }
  },
  'members are read in the order of Web IDL, once': async ({ api: { Summarizer } }) => {
    /** @type {PropertyKey[]} */
    const read = [];
    const options = new Proxy({}, { get: (_, name) => void read.push(name) });
    await Summarizer.create(options);
    const core = 'expectedContextLanguages expectedInputLanguages format length outputLanguage preference type';
    equal(read.join(' '), `${core} monitor sharedContext signal`);
    read.length = 0;
    await Summarizer.availability(options);
    equal(read.join(' '), core);
  },
  'the options are left as they were': async ({ api: { Summarizer } }) => {
    const options = Object.freeze({ expectedInputLanguages: Object.freeze(['EN-us', 'en-US']), outputLanguage: 'EN' });
    await Summarizer.create(options);
    equal(JSON.stringify(options), '{"expectedInputLanguages":["EN-us","en-US"],"outputLanguage":"EN"}');
  },
  'sharedContext is kept as given, as a string': async ({ api: { Summarizer } }) => {
    equal((await Summarizer.create({ sharedContext: ' A diary. ' })).sharedContext, ' A diary. ');
    const odd = /** @type {any} */ ({ sharedContext: 12 });
    equal((await Summarizer.create(odd)).sharedContext, '12');
    await rejects(Summarizer.create(/** @type {any} */ ({ sharedContext: Symbol('x') })), 'TypeError');
  },
  'a shared context that is too long is a QuotaExceededError with its amounts': async ({ api: { Summarizer } }) => {
    const error = await rejects(Summarizer.create({ sharedContext: `${TEXT} ${TEXT}` }), 'QuotaExceededError');
    ok(error instanceof DOMException, 'a DOMException');
    ok(error.requested > error.quota && error.quota > 0, `${error.requested} of ${error.quota}`);
    // What the engine itself says of a background that it cuts off.
    const summarizer = await Summarizer.create();
    const { warnings } = await summarizer.summarizeWithRecord(TEXT, { context: `${TEXT} ${TEXT}` });
    ok(
      warnings.some((text) => text.includes(` ${error.quota} tokens`)),
      `${warnings}`,
    );
  },
  'outputLanguage is made canonical': async ({ api: { Summarizer } }) => {
    equal((await Summarizer.create({ outputLanguage: 'EN-gb' })).outputLanguage, 'en-GB');
  },
  'an invalid outputLanguage is a RangeError': async ({ api: { Summarizer } }) => {
    for (const outputLanguage of ['', 'e', 'en_GB', 'not a language', 'en-']) {
      await rejects(Summarizer.create({ outputLanguage }), 'RangeError');
      await rejects(Summarizer.availability({ outputLanguage }), 'RangeError');
    }
  },
  'an outputLanguage that cannot be written is a NotSupportedError': async ({ api: { Summarizer } }) => {
    await rejects(Summarizer.create({ outputLanguage: 'fr' }), 'NotSupportedError');
    equal(await Summarizer.availability({ outputLanguage: 'fr' }), 'unavailable');
    equal(await Summarizer.availability({ outputLanguage: 'en-AU' }), 'available');
  },
  'availability() reads neither signal nor monitor': async ({ api: { Summarizer } }) => {
    const odd = /** @type {any} */ ({ signal: 5, monitor: 5, sharedContext: Symbol('x') });
    equal(await Summarizer.availability(odd), 'available');
  },
  'where there is no model, all of it is unsupported': async ({ frame }) => {
    const { api, remove } = await frame('modelUrl=nowhere/');
    equal(await api.Summarizer.availability(), 'unavailable');
    let told = 0;
    const monitor = (/** @type {EventTarget} */ target) =>
      target.addEventListener('downloadprogress', () => {
        told += 1;
      });
    const error = await rejects(api.Summarizer.create({ monitor }), 'NotSupportedError');
    equal(error.cause.code, 'model-missing');
    equal(told, 0, 'events');
    remove();
  },
  'a download that fails is a NetworkError': async ({ frame }) => {
    const { api, remove } = await frame('modelUrl=damaged/');
    equal(await api.Summarizer.availability(), 'downloadable');
    /** @type {number[]} */
    const seen = [];
    const monitor = (/** @type {EventTarget} */ target) =>
      target.addEventListener('downloadprogress', (event) => seen.push(/** @type {ProgressEvent} */ (event).loaded));
    const error = await rejects(api.Summarizer.create({ monitor }), 'NetworkError');
    equal(error.cause.code, 'model-corrupt');
    equal(seen[0], 0);
    ok(!seen.includes(1), `${seen}`);
    remove();
  },
  'a document that is not active any more gets an InvalidStateError': async ({ frame }) => {
    const { api, remove } = await frame('');
    const made = await api.Summarizer.create();
    remove();
    await rejects(api.Summarizer.create(), 'InvalidStateError');
    await rejects(api.Summarizer.availability(), 'InvalidStateError');
    await rejects(made.summarize(TEXT), 'InvalidStateError');
    await rejects(made.measureInputUsage(TEXT), 'InvalidStateError');
    let name = '';
    try {
      made.summarizeStreaming(TEXT);
    } catch (error) {
      name = Reflect.get(Object(error), 'name');
    }
    equal(name, 'InvalidStateError');
  },
  'install() leaves a Summarizer of the browser alone': async ({ frame }) => {
    const { api, remove } = await frame('taken');
    equal(api.install(), false);
    equal(api.install({ force: true }), true);
    remove();
  },
  'install() makes both interfaces global, as interfaces are': async ({ frame }) => {
    const { api, home, remove } = await frame('free');
    equal(api.install(), true);
    for (const name of ['Summarizer', 'CreateMonitor']) {
      const global = Object.getOwnPropertyDescriptor(home, name);
      equal(global?.value, Reflect.get(api, name), name);
      equal(`${global?.writable} ${global?.enumerable} ${global?.configurable}`, 'true false true');
    }
    remove();
  },
};

for (const [name, values] of Object.entries(ENUMERATIONS)) {
  for (const value of values) {
    CREATION[`${name} may be ${value}`] = async ({ api: { Summarizer } }) => {
      const options = { [name]: { toString: () => value } };
      const made = await Summarizer.create(/** @type {{}} */ (options));
      equal(Reflect.get(made, name), value);
      equal(await Summarizer.availability({ [name]: value }), 'available');
    };
  }
  CREATION[`${name} may be nothing else`] = async ({ api: { Summarizer } }) => {
    for (const value of ['', null, 'tl;dr', values[0].toUpperCase(), ` ${values[0]}`, 0, Symbol('x')]) {
      await rejects(Summarizer.create(/** @type {{}} */ ({ [name]: value })), 'TypeError');
      await rejects(Summarizer.availability(/** @type {{}} */ ({ [name]: value })), 'TypeError');
    }
  };
}

for (const name of LANGUAGES) {
  CREATION[`${name} are made canonical, each once, in a frozen array`] = async ({ api: { Summarizer } }) => {
    const made = await Summarizer.create({ [name]: ['EN-us', 'en', 'en-US', 'en-latn-gb'] });
    const tags = Reflect.get(made, name);
    equal(tags.join(' '), 'en-US en en-Latn-GB');
    ok(Object.isFrozen(tags), 'frozen');
    equal(Reflect.get(made, name), tags, 'the same array each time');
  };
  CREATION[`${name} may be any iterable object; none is null`] = async ({ api: { Summarizer } }) => {
    const made = await Summarizer.create({ [name]: new Set(['en']) });
    equal(Reflect.get(made, name).join(), 'en');
    equal(Reflect.get(await Summarizer.create({ [name]: [] }), name), null);
  };
  CREATION[`${name} must be a sequence`] = async ({ api: { Summarizer } }) => {
    for (const value of ['en', 5, null, {}, [Symbol('en')]]) {
      await rejects(Summarizer.create(/** @type {{}} */ ({ [name]: value })), 'TypeError');
    }
  };
  CREATION[`${name} must be language tags`] = async ({ api: { Summarizer } }) => {
    for (const tag of ['', 'en_US', 'x', '-', 'en-x', 'englishlanguage']) {
      await rejects(Summarizer.create({ [name]: ['en', tag] }), 'RangeError');
      await rejects(Summarizer.availability({ [name]: ['en', tag] }), 'RangeError');
    }
  };
  CREATION[`${name} that cannot be served are unavailable`] = async ({ api: { Summarizer } }) => {
    equal(await Summarizer.availability({ [name]: ['en', 'ja'] }), 'unavailable');
    await rejects(Summarizer.create({ [name]: ['en', 'ja'] }), 'NotSupportedError');
    equal(await Summarizer.availability({ [name]: ['en-IN'] }), 'available');
  };
}
