// The labelled pages: every field that takes an authenticator's code is found, and nothing else. Ours are
// in tests/fixtures/pages; those of other projects are used if they exist beside this one.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { FACTS, factsOfPages, measureCorpus, OTHERS, OURS } from '../tools/corpus.mjs';
import { launchPlain } from './browser.mjs';

/** @type {import('puppeteer-core').Browser} */
let browser;
before(async () => {
  browser = await launchPlain();
});
after(() => browser.close());

test('all of our own pages are judged correctly', async () => {
  const { rows } = await measureCorpus(browser, OURS);
  assert.ok(rows.length >= 130, `${rows.length} pages`);
  for (const { page, kind, purpose, isTrue, asked, unasked } of rows) {
    const filled = [asked.fields.length > 0 && !asked.message, unasked.fields.length > 0];
    if (kind === 'totp') assert.ok(isTrue && purpose === 'authenticator', `${page}: ${purpose}`);
    if (kind === 'likely') assert.ok(isTrue && purpose === 'likely', `${page}: ${purpose}`);
    if (kind === 'sms-or-email') assert.equal(purpose, 'message', page);
    if (kind === 'none') assert.equal(purpose, undefined, page);
    assert.deepEqual(filled, [kind === 'totp' || kind === 'likely', kind === 'totp'], page);
  }
});

test('the facts that the core is tested with match the pages', async () => {
  const lines = readFileSync(FACTS, 'utf8').trim().split('\n');
  // The positions of fields depend on the computer's fonts.
  const settled = (/** @type {any} */ row) => ({
    ...row,
    fields: row.fields.map((/** @type {any} */ { x, y, width, height, ...facts }) => facts),
  });
  const now = await factsOfPages(browser);
  assert.deepEqual(
    now.map((row) => settled(JSON.parse(JSON.stringify(row)))),
    lines.map((line) => settled(JSON.parse(line))),
    'node tests/tools/facts.mjs writes them anew',
  );
});

test('other projects’ pages: all fields found, at most one false, no message’s code taken', {
  skip: existsSync(OTHERS) ? false : 'they are not here',
}, async () => {
  const { counts } = await measureCorpus(browser, OTHERS);
  assert.deepEqual([counts.totp, counts.found], [12, 12]);
  assert.deepEqual([counts.none, counts.messages, counts.messagesFilled], [297, 8, 0]);
  assert.ok(counts.false <= 1, `${counts.false} false`);
  assert.ok(counts.askedFalse <= 1, `${counts.askedFalse} filled for a user who asks`);
  assert.deepEqual([counts.unaskedFalse <= 1, counts.messagesUnasked], [true, 0]);
});
