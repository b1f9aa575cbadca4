/** "The summarizer API", IDL: what the interfaces look like. */

import { equal, ok, rejects, throws } from './checks.js';

/** @import { Check } from './checks.js' */

const ATTRIBUTES = [
  ...['type', 'format', 'length', 'preference', 'sharedContext', 'inputQuota'],
  ...['expectedInputLanguages', 'expectedContextLanguages', 'outputLanguage'],
];

/** @type {Record<string, number>} */
const METHODS = { summarize: 1, summarizeStreaming: 1, measureInputUsage: 1, destroy: 0 };

/** @type {Record<string, Check>} */
export const INTERFACE = {
  'Summarizer is an interface object without a constructor': ({ api: { Summarizer } }) => {
    equal(typeof Summarizer, 'function');
    equal(Summarizer.name, 'Summarizer');
    equal(Summarizer.length, 0);
    throws(() => Reflect.construct(Summarizer, []), 'TypeError');
    throws(() => Reflect.apply(Summarizer, undefined, []), 'TypeError');
  },
  'instances are called Summarizer': ({ api: { Summarizer }, summarizer }) => {
    equal(Object.prototype.toString.call(summarizer), '[object Summarizer]');
    ok(summarizer instanceof Summarizer, 'instanceof');
    equal(Object.keys(summarizer).length, 0);
  },
  'CreateMonitor is an event target without a constructor': ({ api: { CreateMonitor } }) => {
    throws(() => Reflect.construct(CreateMonitor, []), 'TypeError');
    ok(CreateMonitor.prototype instanceof EventTarget, 'it inherits from EventTarget');
    equal(Object.prototype.toString.call(CreateMonitor.prototype), '[object CreateMonitor]');
  },
};

for (const name of ['create', 'availability']) {
  INTERFACE[`${name}() is static, shows up and needs no argument`] = ({ api: { Summarizer } }) => {
    const member = Object.getOwnPropertyDescriptor(Summarizer, name);
    equal(typeof member?.value, 'function');
    equal(member?.enumerable, true, 'enumerable');
    equal(member?.value.length, 0, 'length');
    ok(!(name in Summarizer.prototype), 'it is not of the prototype');
  };
}

for (const [name, length] of Object.entries(METHODS)) {
  INTERFACE[`${name}() is a method of ${length} required arguments`] = ({ api: { Summarizer } }) => {
    const member = Object.getOwnPropertyDescriptor(Summarizer.prototype, name);
    equal(typeof member?.value, 'function');
    equal(member?.value.length, length, 'length');
    equal(member?.enumerable, true, 'enumerable');
    equal(member?.writable, true, 'writable');
    equal(member?.configurable, true, 'configurable');
  };
  if (length === 0) continue;
  INTERFACE[`${name}() wants its argument and its own object`] = async ({ api: { Summarizer }, summarizer }) => {
    const method = Reflect.get(Summarizer.prototype, name);
    if (name === 'summarizeStreaming') {
      throws(() => Reflect.apply(method, summarizer, []), 'TypeError');
      throws(() => Reflect.apply(method, {}, ['text']), 'TypeError');
    } else {
      await rejects(Reflect.apply(method, summarizer, []), 'TypeError');
      await rejects(Reflect.apply(method, {}, ['text']), 'TypeError');
    }
  };
  INTERFACE[`${name}() converts its arguments first`] = async ({ summarizer }) => {
    /** @type {unknown[][]} */
    const bad = [[Symbol('text')], ['text', 5], ['text', { signal: {} }], ['text', { signal: null }]];
    bad.push(['text', { context: Symbol('context') }]);
    for (const given of bad) {
      const call = () => Reflect.apply(Reflect.get(summarizer, name), summarizer, given);
      if (name === 'summarizeStreaming') throws(call, 'TypeError');
      else await rejects(call(), 'TypeError');
    }
  };
}

for (const name of ATTRIBUTES) {
  INTERFACE[`${name} is a read-only attribute`] = ({ api: { Summarizer }, summarizer }) => {
    const member = Object.getOwnPropertyDescriptor(Summarizer.prototype, name);
    equal(typeof member?.get, 'function', 'getter');
    equal(member?.set, undefined, 'setter');
    equal(member?.enumerable, true, 'enumerable');
    throws(() => Reflect.get(Summarizer.prototype, name, {}), 'TypeError');
    throws(() => Object.assign(summarizer, { [name]: 'x' }), 'TypeError');
  };
}
