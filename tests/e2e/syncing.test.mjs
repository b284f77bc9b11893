// The section “Sync”: a first computer, one that joins, and the end. The browser account is this profile's own: a second
// computer is a profile that has lost everything but what the account carries.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { says, textOf, until } from './browser.mjs';
import { handsOn, KEY, PASS } from './safe.mjs';
import { link, useStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const stage = await useStage();
const { prove, section, setPassphrase, settings, unlock } = handsOn(stage);

/** Sync has read and written everything. @param {Page} page */
const synced = (page) => page.waitForSelector('[data-last]');

/** A computer that has set sync up leaves the account to another one, which knows nothing yet. */
async function goToAnother() {
  const worker = await stage.postern.worker();
  // No run of sync is in the middle of anything.
  await worker.evaluate(
    () =>
      new Promise((held) => {
        void navigator.locks.request('sync', () => {
          held(undefined);
          return new Promise((free) => {
            Object.assign(globalThis, { freeSync: free });
          });
        });
      }),
  );
  const carried = await worker.evaluate(() => chrome.storage.sync.get());
  await stage.clear();
  await worker.evaluate((items) => chrome.storage.sync.set(items), carried);
  await worker.evaluate(() => /** @type {any} */ (globalThis).freeSync());
}

/** The first of two computers, with two accounts. */
async function startElsewhere() {
  await stage.add(link('IATA', KEY));
  await stage.add(link('GitHub', 'GEZDGNBVGY3TQOJQ'));
  await setPassphrase();
  const page = await settings('#sync');
  await page.click('[data-act="sync-account"]');
  await synced(page);
  await page.close();
  await goToAnother();
}

/** @param {Page} page @param {string} secret */
async function unlockOthers(page, secret) {
  await page.waitForSelector('[data-form="join"] [name="secret"]');
  await page.$eval('[name="secret"]', (field) => {
    /** @type {HTMLInputElement} */ (field).value = '';
  });
  await page.type('[name="secret"]', secret);
  await page.click('[data-secret]');
}

/** Sets up this computer as the second one. */
async function joinThem() {
  const page = await settings('#sync=join');
  await page.click('[data-act="sync-account"]');
  await unlockOthers(page, PASS);
  await page.waitForSelector('[data-act="join"]');
  await page.click('[data-act="join"]');
  await page.waitForSelector('[data-act="remove-computer"]');
  // The page is busy until it has read everything again.
  await page.waitForSelector('[data-act="sync-now"]:enabled');
  return page;
}

test('the first computer sets a passphrase, and syncs before the rest of the dialogue', async () => {
  await stage.add(link('IATA', KEY));
  const page = await settings('#sync');
  await page.click('[data-act="sync-account"]');
  await page.waitForSelector('dialog [name="passphrase"]');
  await page.type('[name="passphrase"]', PASS);
  await page.type('[name="again"]', PASS);
  await page.click('[data-save]');
  await page.waitForSelector('dialog[data-protecting="recovery"]');
  await synced(page);
  assert.match(await textOf(page, '[data-computer]'), /This computer/);
  assert.ok(await page.$('[data-alone]'));
  await page.close();
});

test('before a computer joins, it shows what that does, and changes nothing', async () => {
  await startElsewhere();
  await stage.add(link('Zoom', 'MFRGGZDFMZTWQ2LK'));
  const page = await settings('#sync=join');
  await page.click('[data-act="sync-account"]');
  await unlockOthers(page, 'four loud harbours');
  await says(page, '[data-error]', /Wrong passphrase/);
  await unlockOthers(page, PASS);
  await page.waitForSelector('[data-panel="preview"]');
  assert.match(await textOf(page, '[data-counts]'), /^2 accounts .+ 1 account from here /);
  const rows = await page.$$eval('[data-what]', (all) =>
    all.map((one) => one.getAttribute('data-what')),
  );
  assert.deepEqual(rows, ['new', 'new', 'onlyHere']);
  const { vault, sync } = await stage.stored();
  assert.deepEqual([vault.recs.length, sync], [1, undefined]);
  await page.click('[data-act="join"]');
  await page.waitForSelector('[data-act="remove-computer"]');
  assert.equal((await stage.stored()).vault.recs.length, 3);
  const [own = '', other = ''] = await page.$$eval('[data-computer] strong', (all) =>
    all.map((one) => one.textContent),
  );
  assert.equal(own, `${other} 2`);
  await page.close();
});

test('a computer can be named, and the keys of one that was removed are listed', async () => {
  await startElsewhere();
  const page = await joinThem();
  await page.click('[data-act="rename"]');
  await page.waitForSelector('[name="computer"]');
  await page.$eval('[name="computer"]', (field) => {
    /** @type {HTMLInputElement} */ (field).value = '';
  });
  await page.type('[name="computer"]', 'Office PC');
  await page.keyboard.press('Enter');
  await says(page, '[data-computer]', /^\s*Office PC/);
  await page.click('[data-act="remove-computer"]');
  await page.waitForSelector('dialog[open] [data-act="confirm-question"]');
  await page.click('[data-act="confirm-question"]');
  await prove(page);
  await page.waitForSelector('[data-renewal]');
  assert.equal(await page.$('[data-act="remove-computer"]'), null);
  await page.click('[data-renewal] input');
  await until(async () => (await page.$$('[data-renewal]')).length === 1);
  assert.equal(await page.$('[data-renewal] :checked'), null);
  await page.click('.toast [data-undo]');
  await until(async () => (await page.$$('[data-renewal]')).length === 2);
  await page.click('[data-act="clear-renewals"]');
  await page.waitForSelector('[data-renewal]', { hidden: true });
  await page.close();
});

test('with sync, the passphrase stays; after its end, the accounts do', async () => {
  await startElsewhere();
  const page = await joinThem();
  await section(page, 'security');
  await page.click('[data-way="pass"] [data-act="off"]');
  await says(page, '[data-error]', /first turn off sync/);
  await section(page, 'sync');
  await page.click('[data-act="end-sync"]');
  await page.waitForSelector('dialog[open] [data-act="confirm-question"]');
  await page.click('[data-act="confirm-question"]');
  await prove(page);
  await page.waitForSelector('[data-panel="sync-off"]');
  const { vault, sync } = await stage.stored();
  assert.deepEqual([vault.recs.length, sync], [2, undefined]);
  await page.close();
});

test('a passphrase that was changed elsewhere is asked for once', async () => {
  await startElsewhere();
  let page = await joinThem();
  const local = await stage.stored();
  await section(page, 'security');
  await page.click('[data-way="pass"] [data-act="change"]');
  await prove(page);
  await page.waitForSelector('[name="passphrase"]');
  await page.type('[name="passphrase"]', 'five other quiet harbours');
  await page.type('[name="again"]', 'five other quiet harbours');
  await page.click('[data-save]');
  const worker = await stage.postern.worker();
  const header = async () => (await worker.evaluate(() => chrome.storage.sync.get('h'))).h;
  const before = await header();
  await until(async () => (await header()) !== before);
  await page.close();
  // The other computer, as it was before.
  await goToAnother();
  await stage.store(local);
  page = await settings('#sync');
  await unlock(page, PASS);
  await page.waitForSelector('[data-trouble="sync-key-needed"]');
  await stage.show('portal', '<p>Nothing here.</p>');
  const popup = await stage.popup();
  await says(popup, '[data-dock="sync"]', /needs your passphrase/);
  await popup.close();
  await page.bringToFront();
  await unlockOthers(page, 'five other quiet harbours');
  await page.waitForSelector('[data-proof]');
  assert.match(await textOf(page, '[data-proof]'), /until now/);
  await prove(page, PASS);
  await page.waitForSelector('[data-trouble]', { hidden: true });
  await page.waitForSelector('[data-computer]');
  await page.close();
});

test('what nobody can unlock any more is replaced after a question', async () => {
  await startElsewhere();
  await stage.add(link('Zoom', 'MFRGGZDFMZTWQ2LK'));
  await setPassphrase('five other quiet harbours');
  const page = await settings('#sync');
  await page.click('[data-act="sync-account"]');
  await page.waitForSelector('[data-start-over]');
  await page.click('[data-start-over]');
  await page.waitForSelector('dialog[open] [data-act="confirm-question"]');
  await page.click('[data-act="confirm-question"]');
  await prove(page, 'five other quiet harbours');
  await synced(page);
  assert.ok(await page.$('[data-alone]'));
  await page.close();
});
