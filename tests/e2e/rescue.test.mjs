// Storage that is full, garbled or partly missing, in a real browser: there is always a way forward, and a
// person can find it.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pressMenu, says, textOf, until } from './browser.mjs';
import { boundedExtension } from './copies.mjs';
import { handsOn, KEY, PASS } from './safe.mjs';
import { link, qr, useStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

// With the browser's default quota: with the product's own, full storage means a full disk.
const stage = await useStage({ extension: boundedExtension() });
const { settings, setPassphrase, oneAccount } = handsOn(stage);
const folder = mkdtempSync(join(tmpdir(), 'postern-rescue-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const QUOTA = 10_485_760;

/** Fills storage with three vaults of accounts with long notes. @returns {Promise<number>} how many accounts */
async function fill() {
  const helper = await stage.extensionPage();
  const count = await helper.evaluate(async (quota) => {
    const path = '/extension/flows/vault.js';
    const { editVault } = await import(path);
    const add = (/** @type {number} */ from, /** @type {number} */ to) =>
      editVault((/** @type {any} */ vault, /** @type {number} */ now) => {
        for (let at = from; at < to; at += 1) {
          const key = [...String(at).padStart(16, '0')].map((digit) => 'ABCDEFGHIJ'[Number(digit)]);
          const text = `otpauth://totp/Portal${at}:jane?secret=${key.join('')}&issuer=Portal${at}`;
          const id = vault.add({ text, origin: '' }, now);
          const { sites: _sites, recovery: _codes, ...details } = vault.details(id, '');
          const note = 'n'.repeat(3500);
          vault.edit({ ...details, id, sites: [], recovery: [], used: [], note }, now);
        }
      });
    await add(0, 640);
    await add(640, 641);
    await add(641, 642);
    const used = await chrome.storage.local.getBytesInUse();
    await chrome.storage.local.set({ ballast: 'x'.repeat(quota - used - 100) });
    return 642;
  }, QUOTA);
  await helper.close();
  return count;
}

/** @param {Page} popup */
const shown = (popup) => popup.$eval('.row', (row) => Number(row.getAttribute('aria-setsize')));

test('full storage: a recovery key is made, accounts are deleted and renamed, and none is lost', async () => {
  const count = await fill();
  const page = await settings('#security');
  await page.click('[data-way="recovery"] [data-act="make"]');
  await page.waitForSelector('[data-paper]');
  const groups = (await textOf(page, '[data-paper]')).split(' ');
  for (const field of await page.$$('[data-form="recovery"] input')) {
    const at = Number((await field.evaluate((input) => input.name)).split('-')[1]);
    await field.type(groups[at] ?? '');
  }
  await page.click('[data-form="recovery"] [data-save]');
  await says(page, '.toast', /Recovery key turned on/, 30_000);
  await page.close();
  await stage.show('portal', '<p>Nothing here.</p>');
  const popup = await stage.popup();
  assert.equal(await shown(popup), count);
  await pressMenu(popup, 'edit-row', '.row');
  await popup.waitForSelector('[data-delete]');
  await popup.click('[data-delete]');
  await until(async () => (await popup.$('.row')) && (await shown(popup)) === count - 1);
  await pressMenu(popup, 'edit-row', '.row');
  await popup.waitForSelector('[name="issuer"]');
  await popup.type('[name="issuer"]', ' renamed');
  await popup.click('[data-form="details"] .primary');
  await says(popup, '.row .issuer', /renamed/);
  assert.equal(await popup.$('[data-full]'), null, 'nobody is told that it is full');
});

test('a missing vault is reported, and the previous one is put back', async () => {
  for (const [issuer, letter] of /** @type {const} */ ([
    ['First', 'A'],
    ['Second', 'B'],
    ['Third', 'C'],
  ]))
    await stage.add(link(issuer, `${KEY}${letter.repeat(8)}`));
  await stage.store({ vault: null });
  await stage.show('portal', '<label>One-time code <input id="code"></label>');
  const popup = await stage.popup();
  await says(popup, '[data-broken="vault"]', /can’t be opened.*no longer in its storage/);
  assert.equal(await popup.$('.welcome'), null, 'no first run');
  await popup.close();
  const page = await settings('#security');
  await says(page, '[data-rescue]', /no longer in its storage/);
  await page.close();
  await stage.page.bringToFront();
  const again = await stage.popup();
  await again.click('[data-previous]');
  await until(async () => (await again.$$('.row').catch(() => [])).length === 2);
});

test('a key that is garbled twice: everything is saved as a file, and the file restores it', async () => {
  await oneAccount();
  const { device } = await stage.stored();
  const garbled = { ...device, key: `AAAA${device.key.slice(4)}` };
  await stage.store({ device: garbled, device_copy: garbled });
  const popup = await stage.popup();
  await says(popup, '[data-broken="vault"]', /can’t be opened/);
  const opening = stage.postern.browser.waitForTarget((target) => target.url().endsWith('#rescue'));
  await popup.click('[data-rescue]');
  const page = /** @type {Page} */ (await (await opening).page());
  await page.waitForSelector('[data-act="save-rescue"]');
  const client = await stage.postern.browser.target().createCDPSession();
  await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await page.click('[data-act="save-rescue"]');
  const name = await until(async () => readdirSync(folder).find((file) => file.endsWith('.json')));
  const saved = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  assert.deepEqual(saved.stored.vault, (await stage.stored()).vault);
  await page.click('[data-act="begin-anew"]');
  await page.waitForSelector('[data-aside]');
  await page.waitForSelector('[data-section="backup"]');
  // The right key is found again: as a backup, the file opens without a question.
  saved.stored.device = device;
  const input = await page.$('[data-form="backup"] [name="file"]');
  await page.evaluate(
    (text, /** @type {any} */ field) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'rescue.json'));
      field.files = transfer.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    },
    JSON.stringify(saved),
    input,
  );
  await page.waitForSelector('[data-restore-backup]');
  await page.click('[data-restore-backup]');
  await says(page, '.toast', /Restored 1 account/);
  // A vault that was set aside cannot be opened, so it must not be deleted in passing.
  await says(page, '[data-aside]', /Can be removed starting/);
  assert.ok(await page.$('[data-act="forget-aside"][disabled]'));
  await page.close();
});

test('a user who cannot unlock finds a way forward, and back', async () => {
  await oneAccount();
  await setPassphrase();
  const before = (await stage.stored()).vault;
  const worker = await stage.postern.worker();
  await worker.evaluate(() => chrome.storage.session.clear());
  const popup = await stage.postern.click(stage.page);
  const opening = stage.postern.browser.waitForTarget((target) => target.url().endsWith('#rescue'));
  await popup.click('[data-stuck]');
  const page = /** @type {Page} */ (await (await opening).page());
  await says(page, '[data-rescue]', /nobody can read your accounts, not even us/);
  await page.click('[data-act="begin-anew"]');
  await page.waitForSelector('[data-section="backup"]');
  assert.equal((await stage.stored()).vault, undefined);
  await page.click('[data-act="take-back"]');
  await page.waitForSelector('.locked');
  assert.deepEqual((await stage.stored()).vault, before);
  await page.type('[name="secret"]', PASS);
  await page.click('[data-unlock]');
  await page.waitForSelector('[data-section]');
  await page.close();
});

test('garbage beside the vault costs nothing, and no option that would is offered', async () => {
  await oneAccount();
  await stage.store({ usage: 'x', clock: [1], settings: 7, mark: null });
  const popup = await stage.popup();
  await popup.waitForSelector('.row');
  assert.equal(await popup.$('[data-previous], [data-broken]'), null);
});

test('an older vault in place of the newest is reported', async () => {
  await oneAccount();
  const { vault } = await stage.stored();
  await stage.add(link('Other', 'GEZDGNBVGY3TQOJQ'));
  await stage.store({ vault });
  const popup = await stage.popup();
  await says(popup, '[data-older]', /last change is missing/);
  await popup.click('[data-accept-older]');
  await until(async () => (await popup.$('[data-older]')) === null);
  assert.equal((await popup.$$('.row')).length, 1);
});

test('full storage refuses the new account and keeps the old ones', async () => {
  await stage.add(link('IATA', KEY));
  const { vault } = await stage.stored();
  const used = JSON.stringify(await stage.stored()).length;
  await stage.store({ ballast: 'x'.repeat(10_485_760 - used - 200) });
  await stage.show('portal', await qr(link('Other', 'GEZDGNBVGY3TQOJQ')));
  const popup = await stage.popup();
  await popup.waitForSelector('[data-add]');
  await popup.click('[data-add]');
  await says(popup, '[data-full]', /storage for Postern is full/);
  await popup.click('[data-full] [data-close]');
  assert.equal(await popup.$('[data-full]'), null);
  assert.deepEqual((await stage.stored()).vault, vault);
});
