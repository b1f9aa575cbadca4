/** "Creation": the monitor and the signal of create(). */

import { equal, ok, rejects, TEXT } from './checks.js';

/** @import { Api, Check } from './checks.js' */

/**
 * Creates a summarizer and keeps what the monitor hears.
 * @param {Api} api
 * @param {AbortSignal} [signal]
 */
function watched({ Summarizer }, signal) {
  /** @type {ProgressEvent[]} */
  const events = [];
  const monitor = (/** @type {EventTarget} */ target) =>
    target.addEventListener('downloadprogress', (event) => events.push(/** @type {ProgressEvent} */ (event)));
  return { events, created: Summarizer.create({ monitor, ...(signal && { signal }) }) };
}

/** @type {Record<string, Check>} */
export const MONITOR = {
  'monitor is called at once, with one CreateMonitor': async ({ api }) => {
    /** @type {unknown[][]} */
    const calls = [];
    const created = api.Summarizer.create({ monitor: (...given) => void calls.push(given) });
    equal(calls.length, 1);
    equal(calls[0].length, 1);
    ok(calls[0][0] instanceof api.CreateMonitor, 'a CreateMonitor');
    await created;
    equal(calls.length, 1);
  },
  'monitor must be a function': async ({ api: { Summarizer } }) => {
    for (const monitor of [null, 5, {}, 'x']) {
      await rejects(Summarizer.create(/** @type {{}} */ ({ monitor })), 'TypeError');
    }
  },
  'what monitor throws is what create() is rejected with': async ({ api: { Summarizer } }) => {
    const problem = { of: 'the monitor' };
    const monitor = () => {
      throw problem;
    };
    await rejects(Summarizer.create({ monitor }), problem);
  },
  'a model that is here is told of by 0 and 1': async ({ api }) => {
    const { events, created } = watched(api);
    equal(events.length, 0, 'events before create() has returned');
    await created;
    equal(events.map(({ loaded }) => loaded).join(), '0,1');
  },
  'a download is told of from 0 to 1, in steps of 65,536ths': async ({ frame }) => {
    const { api, remove } = await frame('modelUrl=other/');
    equal(await api.Summarizer.availability(), 'downloadable');
    const { events, created } = watched(api);
    let settled = false;
    created.then(() => {
      settled = true;
    });
    const loaded = () => events.map((event) => event.loaded);
    await new Promise((resolve, reject) => {
      const look = () => {
        if (loaded().at(-1) === 1) resolve(undefined);
        else if (settled) reject(new Error('created before 1 was told'));
        else setTimeout(look, 1);
      };
      look();
    });
    await created;
    ok(loaded().length >= 3, `${loaded()}`);
    equal(loaded()[0], 0);
    equal(loaded().at(-1), 1);
    ok(
      loaded().every((share, i) => i === 0 || share > loaded()[i - 1]),
      `${loaded()}`,
    );
    ok(
      loaded().every((share) => Number.isInteger(share * 65536)),
      `${loaded()}`,
    );
    equal(await api.Summarizer.availability(), 'available');
    remove();
  },
  'events are ProgressEvents out of 1': async ({ api }) => {
    const { events, created } = watched(api);
    await created;
    for (const event of events) {
      ok(event instanceof ProgressEvent, 'a ProgressEvent');
      equal(event.type, 'downloadprogress');
      equal(event.total, 1);
      equal(event.lengthComputable, true);
      equal(event.bubbles, false);
      equal(event.cancelable, false);
    }
  },
  'ondownloadprogress hears them too': async ({ api: { Summarizer } }) => {
    /** @type {number[]} */
    const heard = [];
    let self;
    await Summarizer.create({
      monitor: (target) => {
        equal(target.ondownloadprogress, null);
        const handler = /** @this {unknown} */ function (/** @type {ProgressEvent} */ { loaded }) {
          self = this === target;
          heard.push(loaded);
        };
        target.ondownloadprogress = handler;
        equal(target.ondownloadprogress, handler);
      },
    });
    equal(heard.join(), '0,1');
    equal(self, true, 'this');
  },
  'ondownloadprogress can be taken back': async ({ api: { Summarizer } }) => {
    let heard = 0;
    await Summarizer.create({
      monitor: (target) => {
        target.ondownloadprogress = () => {
          heard += 1;
        };
        target.ondownloadprogress = /** @type {any} */ (5);
        equal(target.ondownloadprogress, null);
      },
    });
    equal(heard, 0);
  },
  'signal must be an AbortSignal': async ({ api: { Summarizer } }) => {
    for (const signal of [null, 5, {}, new AbortController()]) {
      await rejects(Summarizer.create(/** @type {{}} */ ({ signal })), 'TypeError');
    }
  },
  'a signal that is aborted already gives its reason, and monitor is not called': async ({ api: { Summarizer } }) => {
    const reason = { of: 'the page' };
    let called = false;
    const monitor = () => {
      called = true;
    };
    await rejects(Summarizer.create({ signal: AbortSignal.abort(reason), monitor }), reason);
    equal(called, false);
    await rejects(Summarizer.create({ signal: AbortSignal.abort() }), 'AbortError');
  },
  'wrong options come before an aborted signal': async ({ api: { Summarizer } }) => {
    const reason = { of: 'the page' };
    const signal = AbortSignal.abort(reason);
    await rejects(Summarizer.create(/** @type {{}} */ ({ signal, type: 'poem' })), 'TypeError');
    await rejects(Summarizer.create({ signal, outputLanguage: '?' }), 'RangeError');
    await rejects(Summarizer.create({ signal, outputLanguage: 'fr' }), reason);
  },
  'aborting while it is created gives the reason, and no event comes any more': async ({ frame }) => {
    const { api, remove } = await frame('modelUrl=third/');
    const controller = new AbortController();
    const reason = { of: 'the person' };
    const { events, created } = watched(api, controller.signal);
    while (events.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    controller.abort(reason);
    const count = events.length;
    await rejects(created, reason);
    await new Promise((resolve) => setTimeout(resolve, 100));
    equal(events.length, count);
    // It can be asked for again.
    ok((await api.Summarizer.create()) instanceof api.Summarizer, 'a Summarizer');
    remove();
  },
  'the signal of create() destroys what it has created, with its reason': async ({ api: { Summarizer } }) => {
    const controller = new AbortController();
    const made = await Summarizer.create({ signal: controller.signal });
    const other = await Summarizer.create();
    const running = made.summarize(TEXT);
    const reason = new RangeError('enough');
    controller.abort(reason);
    await rejects(running, reason);
    await rejects(made.summarize(TEXT), reason);
    await rejects(made.measureInputUsage(TEXT), reason);
    ok((await other.summarize(TEXT)) !== '', 'others go on');
  },
};
