/** Every text of the interface exists in every language, with the same placeholders, and no catalogue has more. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATALOGUES, LANGUAGES } from '../../www/page/language/catalogues.js';
import { retold, retoldError } from '../../www/page/language/retold.js';
import { plural, speak, text } from '../../www/page/language/text.js';
import { ERROR_CODES } from '../../www/shared/errors.js';
import { ABOUT } from '../../www/tooling/single-file/markup.js';
import { pages, retoldInSource, scripts, textsOfMarkup, textsOfScript } from './languages/texts.js';

/** @typedef {import('../../www/page/language/text.js').Entry} Entry */
/** @typedef {keyof typeof CATALOGUES} Code */

/** A category for whole millions, and one for none, for which the general one does. */
const SPARED = new Set(['es many', 'fr many', 'ar zero']);

/** The pages for classes are in English only. */
const ENGLISH_ONLY = new Set(['lesson.html', 'report.html']);

const needed = new Set([
  ...pages()
    .filter(({ name }) => !ENGLISH_ONLY.has(name))
    .flatMap(({ html }) => [...textsOfMarkup(html)]),
  ...scripts().flatMap(({ source }) => [...textsOfScript(source)]),
  ...Object.values(ERROR_CODES),
  ABOUT,
]);

/** @param {Code} code */
async function catalogue(code) {
  const parts = (await CATALOGUES[code]()).map((part) => part.default);
  const keys = parts.flatMap(Object.keys);
  assert.equal(keys.length, new Set(keys).size, `${code} has a text twice`);
  return /** @type {Record<string, Entry>} */ (Object.assign({}, ...parts));
}

/** @param {string} words */
function placeholders(words) {
  return new Set(Array.from(words.matchAll(/\{\w+\}/g), ([whole]) => whole));
}

for (const code of /** @type {Code[]} */ (Object.keys(CATALOGUES))) {
  test(`the catalogue of ${LANGUAGES[code].name}`, async () => {
    const texts = await catalogue(code);
    assert.deepEqual([...needed].filter((key) => !Object.hasOwn(texts, key)).sort(), [], 'these are missing');
    assert.deepEqual(
      Object.keys(texts)
        .filter((key) => !needed.has(key))
        .sort(),
      [],
      'nobody shows these',
    );
    const { pluralCategories } = new Intl.PluralRules(LANGUAGES[code].tag).resolvedOptions();
    const categories = pluralCategories.filter((category) => !SPARED.has(`${code} ${category}`)).sort();
    for (const [key, entry] of Object.entries(texts)) {
      const forms = typeof entry === 'string' ? { other: entry } : entry;
      if (typeof entry !== 'string') assert.deepEqual(Object.keys(entry).sort(), categories, key);
      const expected = placeholders(key);
      for (const [category, words] of Object.entries(forms)) {
        assert.notEqual(words.trim(), '', key);
        const found = placeholders(words);
        // “One note” and “two notes” need no figure.
        if (category === 'one' || category === 'two') found.add('{n}');
        const all = category === 'one' || category === 'two' ? new Set([...expected, '{n}']) : expected;
        assert.deepEqual([...found].sort(), [...all].sort(), `${category} of “${key}”`);
      }
    }
  });
}

test('what is visible on a page is found', () => {
  const html = `<title>Nutshell</title><p>All <b>of\n it</b> 1 <img alt="a nut"></p><noscript>no</noscript>
    <h1 translate="no">Name</h1><!-- not --><script>not()</script><input placeholder="type" value="v">`;
  assert.deepEqual([...textsOfMarkup(html)].sort(), ['All', 'Nutshell', 'a nut', 'of it', 'type']);
  assert.deepEqual(
    [...textsOfScript("text('a {n}', { n: f('x') }); plural(n, 'b', 'bs'); const T = phrases({ k: c ? 'd' : `e` });")],
    ['a {n}', 'bs', 'd', 'e'],
  );
});

test('what comes from below in English is told in the language, and else stays', async () => {
  const foreign = 'The note is not in English, the one language that this model writes, so its sentences are quoted.';
  assert.equal(retold(foreign), foreign);
  speak('de', await catalogue('de'));
  try {
    assert.match(retold(foreign), /nicht auf Englisch/);
    assert.equal(
      retold('The note is a list, so its items are quoted, 3 of 12.'),
      'Die Notiz ist eine Liste, deshalb werden ihre Einträge zitiert, 3 von 12.',
    );
    assert.equal(
      retold('Left out, as no part of the text: HTML comments; front matter.'),
      'Weggelassen, da kein Teil des Textes: HTML-Kommentare; Front Matter.',
    );
    assert.equal(retold('Something new.'), 'Something new.');
    const named = retoldError({ code: 'note-binary', message: '“a.png” is a PNG picture.', detail: '' }, 'a.png');
    assert.equal(named.message, '„a.png“: Diese Datei ist kein Text. Wählen Sie eine Text- oder Markdown-Datei.');
    assert.equal(named.detail, '“a.png” is a PNG picture.');
    assert.equal(plural(1234, '{n} word', '{n} words'), '1.234 Wörter');
    assert.equal(text('{told}.', { told: 'x {n} y' }), 'x {n} y.');
  } finally {
    speak('en', {});
  }
});

test('what is retold is what is said below', () => {
  for (const { sentence, said } of retoldInSource()) assert.ok(said, `nobody says: ${sentence}`);
});
