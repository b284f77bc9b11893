// The labelled pages: every field that takes an authenticator's code is found, and nothing else.
// Ours are in tests/fixtures/pages; those of other projects beside this one are used where they are.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { measureCorpus, OTHERS, OURS } from '../tools/corpus.mjs';
import { launchPlain } from './browser.mjs';

/** @type {import('puppeteer-core').Browser} */
let browser;
before(async () => {
  browser = await launchPlain();
});
after(() => browser.close());

test('our own pages are all judged rightly', async () => {
  const { rows } = await measureCorpus(browser, OURS);
  assert.ok(rows.length >= 30, `${rows.length} pages`);
  for (const { page, kind, purpose, isTrue } of rows) {
    if (kind === 'totp') assert.ok(isTrue && purpose === 'authenticator', `${page}: ${purpose}`);
    if (kind === 'sms-or-email') assert.notEqual(purpose, 'authenticator', page);
    if (kind === 'none') assert.equal(purpose, undefined, page);
  }
});

test('other projects’ pages: all fields found, at most one false, no message’s code taken', {
  skip: existsSync(OTHERS) ? false : 'they are not here',
}, async () => {
  const { counts } = await measureCorpus(browser, OTHERS);
  assert.deepEqual([counts.totp, counts.found], [12, 12]);
  assert.deepEqual([counts.none, counts.messages, counts.messagesFilled], [297, 8, 0]);
  assert.ok(counts.false <= 1, `${counts.false} false`);
});
