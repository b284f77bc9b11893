// How deleted accounts age while nobody changes anything, and how they go for good.

import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { fakeBrowser } from './fake.mjs';

let browser = fakeBrowser();
const vault = await import('../../extension/flows/vault.js');
const { readTrace } = await import('../../extension/platform/trace.js');
const { ageBin, emptyBin } = await import('../../extension/flows/bin.js');

const DAY_MS = 24 * 3600 * 1000;
const NOW_MS = Date.now();
const { now } = Date;

beforeEach(() => {
  browser = fakeBrowser();
  Date.now = now;
});

/** @param {number} days */
const after = (days) => {
  Date.now = () => NOW_MS + days * DAY_MS;
};

/** A vault with a listed account and a deleted one. */
async function withBin() {
  after(0);
  const text = 'otpauth://totp/IATA:jane?secret=JBSWY3DPEHPK3PXP';
  const other = 'otpauth://totp/Sabre:jane?secret=GEZDGNBVGY3TQOJQ';
  await vault.editVault((session, nowMs) => {
    session.add({ text, origin: '' }, nowMs);
    session.remove(session.add({ text: other, origin: '' }, nowMs), nowMs);
  });
}

/** What a window does that is opened. */
async function opened() {
  const session = await vault.openVault();
  await ageBin(session);
  session.free();
}

/** The deleted accounts. */
async function deleted() {
  const session = await vault.openVault();
  const { accounts } = session.bin(Date.now());
  session.free();
  return accounts;
}

/** How many days they can still be restored. */
async function days() {
  const leftMs = (await deleted()).map(({ keptUntilMs }) => keptUntilMs - Date.now());
  return leftMs.map((ms) => Math.round(ms / DAY_MS));
}

const ids = async () => (await deleted()).map(({ id }) => id);

test('deleted accounts are kept for 30 days, though nothing changes', async () => {
  await withBin();
  const { settings } = await browser.local.get();
  for (const day of [1, 2, 9, 16, 23, 30]) {
    after(day);
    await opened();
    assert.deepEqual(await days(), [30 - day]);
  }
  assert.deepEqual((await browser.local.get()).settings, settings, 'it counts as no change');
  after(31);
  await opened();
  assert.deepEqual(await days(), []);
});

test('the vault is stored once a day for it, and only if the bin holds anything', async () => {
  await withBin();
  const before = JSON.stringify(await browser.local.get());
  const session = await vault.openVault();
  const get = mock.method(browser.local, 'get');
  await ageBin(session);
  assert.equal(get.mock.callCount(), 0, 'the window’s vault says so');
  get.mock.restore();
  session.free();
  assert.equal(JSON.stringify(await browser.local.get()), before);
  after(1);
  await opened();
  const { mark } = await browser.local.get();
  await opened();
  assert.deepEqual((await browser.local.get()).mark, mark);
  await emptyBin(await ids());
  after(9);
  const empty = JSON.stringify(await browser.local.get());
  await opened();
  assert.equal(JSON.stringify(await browser.local.get()), empty);
});

test('two windows that are opened at the same time store it once', async () => {
  await withBin();
  const { mark } = await browser.local.get();
  after(1);
  await Promise.all([opened(), opened()]);
  assert.equal((await browser.local.get()).mark.epoch, mark.epoch + 1);
});

test('an emptied bin gives nothing back, and the other accounts stay', async () => {
  await withBin();
  await emptyBin(await ids());
  assert.deepEqual(await days(), []);
  const session = await vault.openVault();
  assert.equal(
    session.list({ query: '', origin: '', from: 0, count: 9, nowMs: NOW_MS }).rows.length,
    1,
  );
  session.free();
});

test('what was deleted after the user was asked stays in the bin', async () => {
  await withBin();
  const asked = await ids();
  await vault.editVault((session, nowMs) => {
    const [row] = session.list({ query: '', origin: '', from: 0, count: 1, nowMs }).rows;
    session.remove(row?.id ?? '', nowMs);
  });
  await emptyBin(asked);
  assert.equal((await ids()).length, 1);
});

test('without a window’s vault, or with a full disk, nothing happens', async () => {
  await withBin();
  after(1);
  await ageBin(undefined);
  assert.deepEqual(await readTrace(), []);
  browser.local.set = () => Promise.reject(new Error('QUOTA_BYTES quota exceeded'));
  await opened();
  assert.deepEqual(await days(), [29]);
});
