// A backup is saved, opened on another machine, and refused if it is not a valid one.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SECRET, says, textOf, until } from './browser.mjs';
import { downloadsOf } from './downloads.mjs';
import { handsOn, KEY, PASS } from './safe.mjs';
import { link, useStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const stage = await useStage();
const { settings, setPassphrase, oneAccount } = handsOn(stage);
const { folder, emptyDownloads, save, restore } = downloadsOf(stage);

/** The kinds of the stored vault's slots. */
async function slots() {
  const { hdr } = (await stage.stored()).vault;
  const kinds = JSON.parse(hdr).slots.map((/** @type {{ k: string }} */ { k }) => k);
  return kinds.sort().join(' ');
}

test('a backup opens on another machine with only its passphrase', async () => {
  await oneAccount();
  await stage.add(link('Other', 'GEZDGNBVGY3TQOJQ'));
  await setPassphrase();
  const page = await settings('#backup');
  const file = await save(page);
  const text = readFileSync(file, 'utf8');
  assert.match(file, /postern-backup-\d{4}-\d\d-\d\d\.json$/);
  for (const secret of [KEY, 'IATA', 'GEZDGNBV', PASS]) assert.ok(!text.includes(secret), secret);
  assert.doesNotMatch(text.replace(/[\w-]{20,}/g, ''), SECRET);
  assert.match(await textOf(page, '[data-panel="save"]'), /Last backup:/);
  await restore(page, file, PASS);
  await says(page, '.toast', /Restored 0 accounts\. 2 were already here with the same key\./);
  await page.close();

  await stage.clear();
  const fresh = await settings('#backup');
  await restore(fresh, file, 'not the passphrase');
  await says(fresh, '[data-error]', /Wrong passphrase or recovery key/);
  assert.equal((await stage.stored()).vault, undefined);
  await restore(fresh, file, PASS);
  await says(fresh, '.toast', /Restored 2 accounts\.$/);
  await fresh.close();
  const popup = await stage.popup();
  await until(async () => (await popup.$$('.row')).length === 2);
  assert.equal(await textOf(popup, '.row.here .issuer'), 'IATA', 'its site came along');
});

test('on a new profile Enter restores a backup, and its passphrase can lock that browser too', async () => {
  await oneAccount();
  await setPassphrase();
  const page = await settings('#backup');
  const file = await save(page);
  await page.close();
  await stage.clear();

  const fresh = await settings('#backup');
  const titles = await fresh.$$eval('main h3', (all) => all.map((one) => one.textContent));
  assert.match(titles[0] ?? '', /Restore a backup/);
  await restore(fresh, file);
  await fresh.waitForSelector('[data-form="backup"] [name="pass"]');
  await fresh.type('[data-form="backup"] [name="pass"]', PASS);
  await fresh.keyboard.press('Enter');
  await fresh.waitForSelector('[data-reuse]');
  assert.equal(await fresh.$('[data-verdict]'), null, 'it was not only checked');
  assert.ok((await stage.stored()).vault);
  // The vault is not there while storage is rewritten.
  const header = async () => (await stage.stored()).vault?.hdr ?? '{"slots":[]}';
  const kinds = async () => JSON.parse(await header()).slots.map(kindOf);
  assert.deepEqual(await kinds(), ['device']);
  await fresh.click('[data-act="reuse"]');
  await until(async () => `${await kinds()}` === 'pass');
  await fresh.waitForSelector('[data-reuse]', { hidden: true });
});

/** @param {{ k: string }} slot */
const kindOf = ({ k }) => k;

test('a result is visible wherever the page is scrolled to, and an error belongs to its field', async () => {
  await oneAccount();
  await setPassphrase();
  const page = await settings('#backup');
  /** @param {string} selector */
  const isInView = (selector) =>
    page.$eval(selector, (element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight && bottom > top;
    });
  await page.setViewport({ width: 480, height: 400 });
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
  const file = await save(page);
  assert.ok(await isInView('.toast'));
  await restore(page, file, 'not the passphrase', '[data-check-backup]');
  await page.waitForSelector('[data-error]');
  await until(() => isInView('[data-error]'));
  const field = await page.evaluate(() => {
    const { activeElement } = document;
    const described = activeElement?.getAttribute('aria-describedby') ?? '';
    return {
      name: activeElement?.getAttribute('name'),
      isInvalid: activeElement?.getAttribute('aria-invalid'),
      message: document.getElementById(described)?.textContent ?? '',
    };
  });
  assert.equal(field.name, 'pass', 'the focus is in the field that is wrong');
  assert.equal(field.isInvalid, 'true');
  assert.match(field.message, /Wrong passphrase/);
});

test('a rehearsal compares the code of every account, and tells a good backup from others', async () => {
  await oneAccount();
  await stage.add('otpauth://hotp/C:n?secret=MFRGGZDFMZTWQ2LK&counter=4');
  await setPassphrase();
  const page = await settings('#backup');
  const file = await save(page);
  assert.match(await textOf(page, '[data-checked]'), /Not verified yet/);
  await check(page, file, 'not the passphrase');
  await says(page, '[data-error]', /Wrong passphrase or recovery key/);
  assert.equal((await stage.stored()).settings.checkedMs, undefined);
  await check(page, file, PASS);
  await page.waitForSelector('[data-verdict="good"]');
  assert.deepEqual(await states(page), ['same', 'same']);
  assert.match(await textOf(page, '[data-checked]'), /Verified on/);
  await page.close();

  // Changes that the backup would lose by now.
  await stage.add(link('New', 'GEZDGNBVGY3TQOJQ'));
  await evaluateVault((vault, now) => {
    const { rows } = vault.list({ query: '', origin: '', from: 0, count: 9, nowMs: now });
    vault.advance(rows.find((/** @type {any} */ { kind }) => kind === 'hotp').id, now);
  });
  const later = await settings('#backup');
  assert.match(await textOf(later, '[data-unsaved]'), /2 changes since then/);
  await check(later, file, PASS);
  await later.waitForSelector('[data-verdict="bad"]');
  assert.deepEqual(await states(later), ['same', 'behind', 'missing']);
  assert.match(await textOf(later, '[data-verdict]'), /2 accounts are missing or different/);

  // A backup that was cut, inside and at its end.
  const whole = JSON.parse(readFileSync(file, 'utf8'));
  whole.vault.recs.pop();
  const cut = join(folder, 'cut.json');
  writeFileSync(cut, JSON.stringify(whole));
  await check(later, cut, PASS);
  await until(async () => (await states(later)).join() === 'same,missing,missing');
  assert.ok(await later.$('[data-verdict="bad"]'));
  const shorter = join(folder, 'shorter.json');
  writeFileSync(shorter, readFileSync(file, 'utf8').slice(0, -200));
  await check(later, shorter);
  await says(later, '[data-error]', /isn’t a Postern backup, or it’s damaged/);
  await later.close();
});

test('the popup asks for a backup in one line, until there is one', async () => {
  await oneAccount();
  await setPassphrase();
  const popup = await stage.popup();
  await popup.waitForSelector('[data-back-up-now]');
  await popup.close();
  const page = await settings('#backup');
  await save(page);
  await page.close();
  await stage.page.bringToFront();
  const again = await stage.popup();
  await again.waitForSelector('.row');
  assert.equal(await again.$('[data-back-up-now]'), null);
});

test('a first run offers to restore and to import beside adding', async () => {
  await stage.show('portal', '<p>Nothing here.</p>');
  const popup = await stage.popup();
  for (const way of ['restore', 'import', 'key']) await popup.waitForSelector(`[data-${way}]`);
  await popup.click('[data-restore]');
  const target = await stage.postern.browser.waitForTarget((one) => one.url().endsWith('#backup'));
  await (await target.page())?.close();
});

test('the user’s folder is kept up to date, five versions deep', async () => {
  await oneAccount();
  await setPassphrase();
  const page = await settings('#backup');
  // The browser's dialog cannot be automated here: a folder in the origin's private files stands in for it.
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('mine', { create: true });
    Object.assign(globalThis, { showDirectoryPicker: async () => folder });
  });
  await page.click('[data-act="choose-folder"]');
  await says(page, '.toast', /saved to your folder/);
  await says(page, '[data-folder]', /Backing up to “mine”/);
  const kept = () =>
    page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('mine');
      const names = [];
      for await (const name of folder.keys()) names.push(name);
      return names.sort();
    });
  assert.equal((await kept()).length, 1);
  for (let at = 1; at <= 6; at += 1) {
    const [last] = (await kept()).slice(-1);
    await stage.add(link(`More${at}`, `GEZDGNBVGY3TQOJ${'ABCDEFG'[at]}`));
    await until(async () => (await kept()).at(-1) !== last);
  }
  await until(async () => (await kept()).length === 5);
  const text = await page.evaluate(
    async (name) => {
      const root = await navigator.storage.getDirectory();
      const file = await (await root.getDirectoryHandle('mine')).getFileHandle(name);
      return (await file.getFile()).text();
    },
    (await kept()).at(-1) ?? '',
  );
  const path = join(folder, 'kept.json');
  writeFileSync(path, text);
  await check(page, path, PASS);
  await page.waitForSelector('[data-verdict="good"]');
  assert.equal((await states(page)).length, 7);
  await page.click('[data-act="forget-folder"]');
  await page.waitForSelector('[data-act="choose-folder"]');
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry('mine', { recursive: true });
  });
  await page.close();
});

/** Opens the chosen backup and compares it with the vault. @param {Page} page @param {string} file @param {string} [passphrase] */
function check(page, file, passphrase) {
  return restore(page, file, passphrase, '[data-check-backup]');
}

/** @param {Page} page */
const states = (page) =>
  page.$$eval('[data-state]', (rows) => rows.map((row) => row.getAttribute('data-state')));

/** A change of the vault, as a page of the extension makes it. @param {(vault: any, now: number) => void} edit */
async function evaluateVault(edit) {
  const helper = await stage.extensionPage();
  await helper.evaluate(`import('/extension/flows/vault.js').then(({ changeVault }) =>
    changeVault(${edit})).then(({ session }) => session.free())`);
  await helper.close();
}

test('files that are not backups, or were changed, are reported and change nothing', async () => {
  await oneAccount();
  await setPassphrase();
  const page = await settings('#backup');
  const file = await save(page);
  const whole = JSON.parse(readFileSync(file, 'utf8'));
  const before = (await stage.stored()).vault;
  const bad = [
    'no JSON',
    '{}',
    '[]',
    JSON.stringify({ ...whole, format: 'another' }),
    JSON.stringify({ ...whole, vault: { hdr: '{"v":1}' } }),
    JSON.stringify({ ...whole, vault: { ...whole.vault, hdr: '['.repeat(100_000) } }),
    JSON.stringify({
      ...whole,
      vault: { ...whole.vault, hdr: whole.vault.hdr.replace('65536', '2147483648') },
    }),
  ];
  for (const text of bad) {
    const path = join(folder, 'bad.json');
    writeFileSync(path, text);
    await restore(page, path);
    await page.waitForSelector('[data-error]');
    assert.match(
      await textOf(page, '[data-error]'),
      /isn’t a Postern backup|damaged|can’t be read/i,
    );
    // Reload to clear the message before the next file is chosen.
    await page.reload();
    await page.waitForSelector('[data-form="backup"]');
  }
  assert.deepEqual((await stage.stored()).vault, before);
  await page.close();
});

test('a first backup takes three clicks and one secret, from the popup', async () => {
  await oneAccount();
  const popup = await stage.popup();
  await popup.waitForSelector('[data-back-up-now]');
  // One.
  await popup.click('[data-back-up-now]');
  const target = await stage.postern.browser.waitForTarget((one) =>
    one.url().includes('settings.html'),
  );
  const page = /** @type {Page} */ (await target.page());
  await emptyDownloads();
  await page.waitForSelector('[data-protecting="pass"]');
  // Escape leaves it, and nothing is set: nothing can open a backup yet.
  await page.keyboard.press('Escape');
  await page.waitForSelector('[data-protecting]', { hidden: true });
  assert.match(
    await textOf(page, '[data-panel="save"]'),
    /first set a passphrase or create a recovery key/,
  );
  assert.equal(await slots(), 'device');
  await page.click('[data-act="save-backup"]');
  await page.waitForSelector('[data-protecting="pass"]');
  assert.match(await textOf(page, '[data-loss]'), /nobody can unlock your accounts/);
  await page.type('[name="passphrase"]', PASS);
  await page.type('[name="again"]', PASS);
  // Two, after the only secret.
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-protecting="recovery"] [data-paper]');
  assert.equal(await slots(), 'pass');
  // Three.
  await page.click('[data-protecting] [data-act="cancel"]');
  await page.waitForSelector('[data-protecting="done"]');
  const file = await until(async () => readdirSync(folder).find((name) => name.endsWith('.json')));
  assert.match(file, /^postern-backup-/);
  // The button that ends it has the focus.
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-protecting]', { hidden: true });
  assert.ok(page.url().endsWith('#backup'), 'a reload saves nothing');
  await page.close();
});

test('the dialog of a first passphrase also makes a recovery key and a backup', async () => {
  await oneAccount();
  const page = await settings('#security');
  await emptyDownloads();
  await page.click('[data-way="pass"] [data-act="change"]');
  await page.waitForSelector('[data-protecting="pass"] [name="passphrase"]');
  await page.type('[name="passphrase"]', PASS);
  await page.type('[name="again"]', `${PASS}!`);
  await page.keyboard.press('Enter');
  await says(page, '[data-protecting] [data-error]', /don’t match/);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'again');
  await page.keyboard.down('Control');
  await page.keyboard.press('KeyA');
  await page.keyboard.up('Control');
  await page.keyboard.type(PASS);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-protecting="recovery"] [data-paper]');
  const groups = (await textOf(page, '[data-paper]')).split(' ');
  for (const field of await page.$$('[data-protecting] input')) {
    const at = Number((await field.evaluate((input) => input.name)).split('-')[1]);
    await field.type(groups[at] ?? '');
  }
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-protecting="backup"]');
  assert.equal(await slots(), 'pass recovery');
  // Nobody asked for a backup yet.
  assert.deepEqual(readdirSync(folder), []);
  await page.click('[data-act="protect-backup"]');
  await page.waitForSelector('[data-protecting="done"]');
  await until(async () => readdirSync(folder).find((name) => name.endsWith('.json')));
  await page.close();
});
