// The first code of an account whose page shows no field yet is typed once, only there, and soon.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser, fakeTab } from './fake.mjs';

let browser = fakeBrowser();
let tab = fakeTab(browser.chrome, 'https://portal.example/');
const { awaitField, fillAwaited } = await import('../../extension/flows/awaited.js');
const { recall, remember } = await import('../../extension/platform/memory.js');
const { fillAccount } = await import('../../extension/flows/fill.js');
const vault = await import('../../extension/flows/vault.js');

const ORIGIN = 'https://portal.example';
const page = { id: 1, windowId: 1, origin: ORIGIN };
let id = '';

beforeEach(async () => {
  browser = fakeBrowser();
  tab = fakeTab(browser.chrome, `${ORIGIN}/`);
  // Automatic filling is off here: the awaited code was requested.
  tab.scripts = [];
  tab.field.usable = false;
  const text = 'otpauth://totp/IATA:jane?secret=JBSWY3DPEHPK3PXP';
  id = await vault.editVault((session, now) => session.add({ text, origin: ORIGIN }, now));
  await awaitField({ id, kind: 'totp' }, page);
});

const typed = async () => {
  await fillAwaited(page, () => {});
  return tab.typed.length;
};

test('it is typed once the field can be used, and only once', async () => {
  assert.ok(tab.asked.includes('watchFields'), 'the page tells of its fields');
  assert.equal(await typed(), 0);
  tab.field.usable = true;
  assert.equal(await typed(), 1);
  assert.equal(await typed(), 1);
});

test('not at another site that was opened in the tab, nor in another tab', async () => {
  tab.field.usable = true;
  await fillAwaited({ ...page, id: 2 }, () => {});
  tab.url = 'https://evil.example/';
  await fillAwaited({ ...page, origin: 'https://evil.example' }, () => {});
  assert.deepEqual(tab.typed, []);
  assert.ok(await recall('awaited'), 'it is still awaited');
});

test('not at another site of the same account', async () => {
  const other = 'https://login.example';
  await vault.editVault((session, now) => session.bind(id, other, now));
  tab.field.usable = true;
  tab.url = `${other}/`;
  await fillAwaited({ ...page, origin: other }, () => {});
  assert.deepEqual(tab.typed, []);
});

test('not in a hidden tab, which is not even examined', async () => {
  Object.assign(tab, { active: false });
  tab.field.usable = true;
  tab.asked = [];
  assert.equal(await typed(), 0);
  assert.deepEqual(tab.asked, []);
});

test('not over existing text: the user has been in the field', async () => {
  tab.field.usable = true;
  tab.field.empty = false;
  assert.equal(await typed(), 0);
});

test('not again on a page that keeps only part of it', async () => {
  tab.field.usable = true;
  tab.answers.fillCode = ([{ code }]) => {
    tab.typed.push(code);
    return { took: 1, of: 6 };
  };
  assert.equal(await typed(), 1);
  assert.equal(await typed(), 1);
});

test('not a quarter of an hour later', async () => {
  const awaited = /** @type {any} */ (await recall('awaited'));
  await remember('awaited', { ...awaited, sinceMs: Date.now() - 15 * 60_000 });
  tab.field.usable = true;
  assert.equal(await typed(), 0);
});

test('a code that the user requests counts as the first one: none is awaited any more', async () => {
  const { account } = /** @type {any} */ (await recall('awaited'));
  tab.field.usable = true;
  await fillAccount(account, page, { onWait: () => {} });
  assert.equal(await recall('awaited'), undefined);
  assert.equal(await typed(), 1);
});
