/** "Summarization", "Obtaining results and usage", "Errors" and "Options". */

import { chunks, equal, ok, rejects, TEXT, throws } from './checks.js';

/** @import { Check } from './checks.js' */

const BLANK = ['', ' ', '\n\t\r\f\v', '\u00a0\u2003\u3000\ufeff', '\u0000\u0007\u001b'];
const GERMAN =
  'Der Gartenverein hat sich am Dienstag in der alten Schule getroffen. Der Brunnen am Nordtor ist trocken, und das ' +
  'Wasser wird jetzt aus dem Fluss geholt. Die Pumpe kostet viel Geld und soll im Mai geliefert werden. Die Mitglieder ' +
  'haben sich darauf geeinigt, dass der Beitrag im nächsten Jahr höher sein soll. Der Schuppen bekommt noch vor dem ' +
  'Herbst ein neues Dach.';
const LIMITS = { short: [3, 12], medium: [5, 17], long: [7, 22] };

/** Waits until the engine is at work. @param {import('./checks.js').Api} api */
function begun({ engine }) {
  return new Promise((resolve) => engine.addEventListener('progress', resolve, { once: true }));
}

/** @type {Record<string, Check>} */
export const SUMMARIES = {
  'summarize() gives a string': async ({ summarizer }) => {
    const promise = summarizer.summarize(TEXT);
    ok(promise instanceof Promise, 'a Promise');
    const text = await promise;
    equal(typeof text, 'string');
    ok(text.trim() !== '', 'not empty');
  },
  'a text without content has an empty summary, whatever the options': async ({ api: { Summarizer } }) => {
    for (const type of /** @type {const} */ (['key-points', 'headline'])) {
      const made = await Summarizer.create({ type, length: 'long', sharedContext: 'A diary.', outputLanguage: 'en' });
      for (const text of BLANK) {
        equal(await made.summarize(text), '', JSON.stringify(text));
        equal(await made.summarize(text, { context: 'About the weather in May.' }), '');
        equal((await chunks(made.summarizeStreaming(text))).join(''), '');
      }
    }
  },
  'what is no string is made one': async ({ summarizer }) => {
    const odd = /** @type {any} */ (summarizer);
    ok(/undefined/i.test(await odd.summarize(undefined)), 'undefined');
    ok((await odd.summarize({ toString: () => 'Tea at four.' })).includes('Tea at four.'), 'an object');
    equal(await odd.summarize([]), '');
  },
  'options may be nothing': async ({ summarizer }) => {
    const expected = await summarizer.summarize(TEXT);
    for (const options of [undefined, null, {}, { context: undefined, signal: undefined }]) {
      equal(await Reflect.apply(summarizer.summarize, summarizer, [TEXT, options]), expected);
    }
  },
  'several at once': async ({ summarizer }) => {
    const [one, two] = await Promise.all([summarizer.summarize(TEXT), summarizer.summarize(TEXT)]);
    equal(one, two);
  },
  'a text beyond the engine is a QuotaExceededError with its amounts': async ({ summarizer }) => {
    const error = await rejects(summarizer.summarize('word '.repeat(250_000)), 'QuotaExceededError');
    equal(error.requested, 1_250_000);
    equal(error.quota, 1_000_000);
  },
  'a text in another language is summarized in it': async ({ summarizer }) => {
    const text = await summarizer.summarize(GERMAN);
    const lines = text.split('\n').map((line) => line.replace(/^\* /, ''));
    ok(lines.length > 0 && lines.every((line) => GERMAN.includes(line)), text);
  },
  'a text that is not in the languages of create() is a NotSupportedError': async ({ api: { Summarizer } }) => {
    for (const options of [{ outputLanguage: 'en' }, { expectedInputLanguages: ['en'] }]) {
      const made = await Summarizer.create(options);
      await rejects(made.summarize(GERMAN), 'NotSupportedError');
      await rejects(chunks(made.summarizeStreaming(GERMAN)), 'NotSupportedError');
      ok((await made.summarize(TEXT)) !== '', 'English');
    }
  },
  'plain text has no marks of a list': async ({ api: { Summarizer } }) => {
    const made = await Summarizer.create({ format: 'plain-text', length: 'long' });
    ok(!/^\s*([-*+]|\d+[.)])\s/m.test(await made.summarize(TEXT)), 'no marks');
  },
  'a signal that is aborted already gives its reason': async ({ summarizer }) => {
    const reason = { of: 'the page' };
    const signal = AbortSignal.abort(reason);
    await rejects(summarizer.summarize(TEXT, { signal }), reason);
    await rejects(summarizer.summarize('', { signal }), reason);
    await rejects(summarizer.measureInputUsage(TEXT, { signal }), reason);
    throws(() => summarizer.summarizeStreaming(TEXT, { signal }), reason);
    await rejects(summarizer.summarize(TEXT, { signal: AbortSignal.abort() }), 'AbortError');
  },
  'aborting a summary gives the reason at once, and the summarizer goes on': async ({ api, summarizer }) => {
    const controller = new AbortController();
    const running = summarizer.summarize(TEXT, { signal: controller.signal });
    await begun(api);
    const reason = new Error('not needed');
    controller.abort(reason);
    let after = '';
    await Promise.race([rejects(running, reason).then(() => (after += 'rejected ')), summarizer.summarize('')]);
    ok((await summarizer.summarize(TEXT)) !== '', 'another summary');
    equal(after, 'rejected ');
  },
  'a timeout is its reason': async ({ summarizer }) => {
    await rejects(summarizer.summarize(`${TEXT} `.repeat(60), { signal: AbortSignal.timeout(1) }), 'TimeoutError');
  },
  'summarizeStreaming() gives a ReadableStream of strings, which are the summary': async ({ summarizer }) => {
    const stream = summarizer.summarizeStreaming(TEXT);
    ok(stream instanceof ReadableStream, 'a ReadableStream');
    const all = await chunks(stream);
    ok(all.length > 0 && all.every((chunk) => typeof chunk === 'string' && chunk !== ''), `${all}`);
    equal(all.join(''), await summarizer.summarize(TEXT));
  },
  'a stream that is cancelled ends without an error': async ({ api, summarizer }) => {
    const stream = summarizer.summarizeStreaming(`${TEXT} `.repeat(20));
    await begun(api);
    await stream.cancel('enough');
    equal((await chunks(stream)).length, 0);
    ok((await summarizer.summarize(TEXT)) !== '', 'another summary');
  },
  'a stream whose signal is aborted errs with the reason': async ({ api, summarizer }) => {
    const controller = new AbortController();
    const stream = summarizer.summarizeStreaming(TEXT, { signal: controller.signal });
    await begun(api);
    const reason = { of: 'the page' };
    controller.abort(reason);
    await rejects(chunks(stream), reason);
  },
  'a signal that is aborted afterwards changes nothing': async ({ summarizer }) => {
    const controller = new AbortController();
    const text = await summarizer.summarize(TEXT, { signal: controller.signal });
    controller.abort();
    equal(await summarizer.summarize(TEXT), text);
  },
  'without a quota, the usage is 0': async ({ summarizer }) => {
    equal(summarizer.inputQuota, Number.POSITIVE_INFINITY);
    for (const text of ['', TEXT, `${TEXT} `.repeat(100)]) equal(await summarizer.measureInputUsage(text), 0);
    equal(await summarizer.measureInputUsage(TEXT, { context: 'A diary.' }), 0);
  },
  'destroy() gives undefined, ends what is under way, and does so once': async ({ api, api: { Summarizer } }) => {
    const made = await Summarizer.create();
    const running = made.summarize(TEXT);
    const stream = made.summarizeStreaming(TEXT);
    await begun(api);
    equal(made.destroy(), undefined);
    const reason = await rejects(running, 'AbortError');
    await rejects(chunks(stream), reason);
    made.destroy();
    await rejects(made.summarize(TEXT), reason);
  },
  'a destroyed summarizer refuses work with an AbortError': async ({ api: { Summarizer } }) => {
    const made = await Summarizer.create({ type: 'tldr' });
    made.destroy();
    await rejects(made.summarize(TEXT), 'AbortError');
    await rejects(made.summarize(''), 'AbortError');
    await rejects(made.measureInputUsage(TEXT), 'AbortError');
    throws(() => made.summarizeStreaming(TEXT), 'AbortError');
    await rejects(made.summarize(TEXT, { signal: AbortSignal.abort('later') }), 'AbortError');
    equal(made.type, 'tldr', 'attributes stay');
  },
  'others outlive a destroyed summarizer': async ({ api: { Summarizer }, summarizer }) => {
    (await Summarizer.create()).destroy();
    ok((await summarizer.summarize(TEXT)) !== '', 'a summary');
  },
};

for (const [length, [points, words]] of Object.entries(LIMITS)) {
  SUMMARIES[`key-points, ${length}: a list of at most ${points} points`] = async ({ api: { Summarizer } }) => {
    const made = await Summarizer.create(/** @type {{}} */ ({ type: 'key-points', length }));
    const lines = (await made.summarize(TEXT)).split('\n').filter((line) => line !== '');
    ok(lines.length <= points && lines.every((line) => /^[*-] /.test(line)), lines.join('|'));
  };
  SUMMARIES[`headline, ${length}: one line of at most ${words} words`] = async ({ api: { Summarizer } }) => {
    const made = await Summarizer.create(/** @type {{}} */ ({ type: 'headline', length, format: 'plain-text' }));
    const text = await made.summarize(TEXT);
    ok(!text.trim().includes('\n') && text.split(/\s+/).length <= words, text);
  };
}
