import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** @typedef {Record<string, { message: string, placeholders?: Record<string, { content: string }> }>} Words */

/** @param {string} language @returns {Words} */
const wordsOf = (language) =>
  JSON.parse(readFileSync(`_locales/${language}/messages.json`, 'utf8'));

const ENGLISH = wordsOf('en');
const LANGUAGES = readdirSync('_locales').filter((language) => language !== 'en');

/** Names and examples that are the same in all languages. */
const SAME_EVERYWHERE = ['issuerPlaceholder', 'namePlaceholder'];

/** Words that a language shares with English. @type {Record<string, string[]>} */
const SHARED = {
  de: [
    'codingTitle',
    'details',
    'exportTarget',
    'fieldPin',
    'orderName',
    'passkeyOn',
    'passphrase',
  ],
  es: ['encodingHex', 'exportTarget', 'fieldPin'],
  fr: [
    'codingTitle',
    'fieldKind',
    'fieldNote',
    'framePage',
    'minutes_one',
    'minutes_other',
    'siteTitle',
  ],
  hi: ['fieldPin'],
  it: [
    'accountsCount_one',
    'backupTitle',
    'exportTarget',
    'fieldName',
    'fieldPin',
    'passkeyOn',
    'passphrase',
  ],
  ja: ['fieldPin'],
  pt_BR: ['backupTitle', 'encodingHex', 'exportTarget', 'fieldPin', 'qrCode', 'siteTitle'],
  zh_CN: ['fieldPin'],
};

/** The script of each language. @type {Record<string, RegExp>} */
const SCRIPTS = {
  ar: /\p{Script=Arabic}/u,
  hi: /\p{Script=Devanagari}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  zh_CN: /\p{Script=Han}/u,
};

test('there are ten languages', () => {
  assert.deepEqual([...LANGUAGES, 'en'].sort(), [
    'ar',
    'de',
    'en',
    'es',
    'fr',
    'hi',
    'it',
    'ja',
    'pt_BR',
    'zh_CN',
  ]);
});

/**
 * The plural forms of a message: those of Unicode's categories that occur for numbers up to a hundred.
 * @param {string} language
 */
function formsOf(language) {
  const rules = new Intl.PluralRules(language.replace('_', '-'));
  return [...new Set([...Array(101).keys()].map((count) => rules.select(count)))].sort();
}

/** Forms for a single number may omit it: “one day”. */
const WITHOUT_NUMBER = /_(zero|one|two)$/;

for (const language of [...LANGUAGES, 'en']) {
  test(`${language} has every message, with the same placeholders`, () => {
    const words = wordsOf(language);
    const forms = formsOf(language);
    const wanted = Object.keys(ENGLISH).flatMap((key) => {
      if (key.endsWith('_one')) return [];
      const base = key.replace(/_other$/, '');
      return base === key ? [key] : forms.map((form) => `${base}_${form}`);
    });
    assert.deepEqual(Object.keys(words).sort(), wanted.sort());
    for (const [key, { message, placeholders }] of Object.entries(words)) {
      const english = ENGLISH[key] ?? ENGLISH[key.replace(/_\w+$/, '_other')];
      assert.deepEqual(placeholders, english?.placeholders, key);
      const used = (/** @type {string} */ text) => (text.match(/\$\w+\$/g) ?? []).sort();
      const isOne = WITHOUT_NUMBER.test(key) && !message.includes('$');
      if (!isOne) assert.deepEqual(used(message), used(english?.message ?? ''), key);
      assert.doesNotMatch(message, /\$\d| {2}/, key);
    }
  });
}

for (const language of LANGUAGES) {
  test(`${language} has its own tag, also where it stands in for the browser's language`, () => {
    assert.equal(wordsOf(language).languageTag?.message, language.replace('_', '-'));
  });

  test(`no message in ${language} is English by accident`, () => {
    const words = wordsOf(language);
    const same = Object.keys(ENGLISH).filter(
      (key) => words[key]?.message === ENGLISH[key]?.message,
    );
    assert.deepEqual(same.sort(), [...SAME_EVERYWHERE, ...(SHARED[language] ?? [])].sort());
    const script = SCRIPTS[language];
    for (const [key, { message }] of Object.entries(words)) {
      if (script && !same.includes(key) && key !== 'languageTag')
        assert.match(message, script, key);
    }
  });

  test(`the store accepts the name and the description in ${language}`, () => {
    const { appName, appDescription } = wordsOf(language);
    assert.match(appName?.message ?? '', /^Postern/);
    assert.ok((appName?.message.length ?? 99) <= 75);
    assert.ok((appDescription?.message.length ?? 999) <= 132, `${appDescription?.message.length}`);
  });
}
