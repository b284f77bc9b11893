import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const WORDS = JSON.parse(readFileSync('_locales/en/messages.json', 'utf8'));

const sources = readdirSync('extension', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(join('extension', name), 'utf8'))
  .concat(readFileSync('manifest.json', 'utf8'));

test('every message is used, and every message that is used exists', () => {
  const quoted = new Set(
    sources.flatMap((source) => source.match(/(?<=')[a-z][A-Za-z]+(?=')/g) ?? []),
  );
  const inManifest = sources.flatMap((source) => source.match(/(?<=__MSG_)\w+(?=__)/g) ?? []);
  for (const word of inManifest) quoted.add(word);
  // The plural forms of a message are selected by the count.
  const named = Object.keys(WORDS).map((word) => word.replace(/_(one|other)$/, ''));
  const unused = named.filter((word) => !quoted.has(word));
  assert.deepEqual(unused, []);
  assert.ok(inManifest.length >= 3);
  for (const word of inManifest) assert.ok(WORDS[word], word);
});

test('placeholders are used where they are defined', () => {
  for (const [word, { message, placeholders = {} }] of Object.entries(WORDS)) {
    if (word.endsWith('_one') && !message.includes('$')) continue;
    const used = new Set([...message.matchAll(/\$(\w+)\$/g)].map(([, name]) => name.toLowerCase()));
    assert.deepEqual([...used].sort(), Object.keys(placeholders).sort(), word);
    assert.doesNotMatch(message, /\$\d/, word);
  }
});

test('the store accepts the name and the description', () => {
  assert.ok(WORDS.appName.message.length <= 75);
  assert.ok(WORDS.appDescription.message.length <= 132);
});
