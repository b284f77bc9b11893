// What opens the vault, and what is on the disk in the meantime.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeProfile, pressMenu, says, textOf, until } from './browser.mjs';
import { handsOn, KEY, PASS } from './safe.mjs';
import { link, useStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const profile = makeProfile();
const stage = await useStage({ profile: profile.path });
after(() => profile.remove());
const { settings, setPassphrase, unlock, prove, session, tell, isLocked, oneAccount } =
  handsOn(stage);

test('a passphrase seals the vault: it locks, and opens with nothing else', async () => {
  await oneAccount();
  const before = await stage.stored();
  await setPassphrase();
  const stored = await stage.stored();
  assert.notDeepEqual(stored.vault.recs, before.vault.recs, 'every record has a new key');
  for (const copy of [stored.device, stored.device_copy])
    assert.deepEqual(Object.keys(copy), ['id'], 'the device’s key is gone');
  for (const vault of [stored.vault, stored.vault_prev]) {
    assert.deepEqual(
      JSON.parse(vault.hdr).slots.map((/** @type {{ k: string }} */ slot) => slot.k),
      ['pass'],
    );
  }
  const popup = await stage.popup();
  await popup.click('[data-act="lock"]');
  await popup.waitForSelector('.locked');
  assert.ok(await isLocked());
  assert.doesNotMatch(await textOf(popup, 'body'), /IATA|\d{3} ?\d{3}/);
  for (const wrong of ['four quiet harbours sang', 'FOUR QUIET HARBOURS SING', ` ${PASS}`]) {
    await unlock(popup, wrong);
    await says(popup, '.error', /Wrong passphrase/);
    assert.ok(await isLocked());
  }
  await unlock(popup, PASS);
  await popup.waitForSelector('.row');
});

test('different spellings of the same passphrase are equivalent: NFKC', async () => {
  await oneAccount();
  await setPassphrase('gr\u00fc\u00dfe \ufb01ve K\u00f6pfe');
  const popup = await stage.popup();
  await popup.click('[data-act="lock"]');
  await unlock(popup, 'gru\u0308\u00dfe five Ko\u0308pfe');
  await popup.waitForSelector('.row');
});

test('passphrases that are short or differ are refused, and nothing changes', async () => {
  await oneAccount();
  const before = await stage.stored();
  const page = await settings('#security');
  await page.click('[data-way="pass"] [data-act="change"]');
  await page.waitForSelector('[name="again"]');
  for (const [first, again, reason] of /** @type {[string, string, RegExp][]} */ ([
    ['Xk7#qLm', 'Xk7#qLm', /at least 8/],
    [PASS, `${PASS}!`, /don’t match/],
    ['password', 'password', /too common/],
    ['iloveyou', 'iloveyou', /too common/],
    ['password1234', 'password1234', /too common/],
    ['        ', '        ', /easy to guess/],
    ['12345678', '12345678', /too common|easy to guess/],
    ['aaaaaaaaaaaa', 'aaaaaaaaaaaa', /easy to guess/],
  ])) {
    for (const [name, text] of [
      ['passphrase', first],
      ['again', again],
    ]) {
      await page.$eval(`[name="${name}"]`, (input) => {
        /** @type {any} */ (input).value = '';
      });
      await page.type(`[name="${name}"]`, text ?? '');
    }
    await page.click('[data-save]');
    await says(page, '[data-error]', reason);
  }
  assert.deepEqual(await stage.stored(), before);
  assert.match(await textOf(page, '[data-form="pass"] [role="status"]'), /Very weak|Weak/);
  await page.close();
});

test('the recovery key opens a vault whose passphrase is forgotten, after it was typed back', async () => {
  await oneAccount();
  await setPassphrase();
  const page = await settings('#security');
  await page.click('[data-way="recovery"] [data-act="make"]');
  await prove(page);
  await page.waitForSelector('[data-paper]');
  const groups = (await textOf(page, '[data-paper]')).split(' ');
  assert.equal(groups.length, 9);
  const fields = await page.$$('[data-form="recovery"] input');
  assert.equal(fields.length, 2);
  const type = async (/** @type {(group: string) => string} */ change) => {
    for (const field of fields) {
      const at = Number((await field.evaluate((input) => input.name)).split('-')[1]);
      await field.evaluate((input) => {
        input.value = '';
      });
      await field.type(change(groups[at] ?? ''));
    }
    await page.click('[data-form="recovery"] [data-save]');
  };
  const slots = async () => JSON.parse((await stage.stored()).vault.hdr).slots.length;
  await type((group) => [...group].reverse().join('').replace(/^./, 'Z'));
  await says(page, '[data-error]', /don’t match the key above/);
  assert.equal(await slots(), 1, 'it opens nothing yet');
  await type((group) => group.toLowerCase());
  await says(page, '.toast', /Recovery key turned on/);
  assert.equal(await slots(), 2);
  await page.close();

  const popup = await stage.popup();
  await popup.click('[data-act="lock"]');
  await popup.waitForSelector('.locked');
  await popup.click('[data-other]');
  await unlock(
    popup,
    groups.join('').replace(/^./, (first) => (first === 'X' ? 'Y' : 'X')),
  );
  await says(popup, '.error', /wrong or missing/);
  await unlock(popup, groups.join(' ').toLowerCase());
  await popup.waitForSelector('.row');
});

test('a passkey opens the vault, in a window that stays; without it the passphrase does', async () => {
  await oneAccount();
  const page = await settings('#security');
  assert.ok(await page.$('[data-way="new-passkey"] [disabled]'), 'it would be the only way in');
  await page.close();
  await setPassphrase();
  const keys = await settings('#security');
  const authenticator = await addAuthenticator(keys);
  await keys.click('[data-way="new-passkey"] [data-act="add"]');
  await prove(keys);
  await says(keys, '.toast', /Passkey added/);
  await tell('commands', 'onCommand', 'lock');
  await keys.waitForSelector('.locked');
  await keys.click('[data-passkey]');
  await keys.waitForSelector('[data-way="prf"]');

  // From the popup: a separate window, because the system's dialog would close the popup.
  const popup = await stage.popup();
  await popup.click('[data-act="lock"]');
  await popup.waitForSelector('[data-passkey]');
  const opened = stage.postern.browser.waitForTarget((target) =>
    target.url().endsWith('settings.html#passkey'),
  );
  await popup.click('[data-passkey]');
  const small = await (await opened).page();
  await small?.waitForSelector('.locked');
  await small?.close();

  await authenticator.forget();
  await keys.bringToFront();
  await keys.waitForSelector('.locked');
  await keys.click('[data-passkey]');
  await says(keys, '.error', /No passkey was used/);
  await unlock(keys, PASS);
  await keys.waitForSelector('[data-way="prf"]');
  await keys.click('[data-way="prf"] [data-act="remove"]');
  await prove(keys);
  await until(async () => (await keys.$('[data-way="prf"]')) === null);
  await keys.close();
});

test('turned off, the vault opens without a question again, and the old passphrase opens nothing', async () => {
  await oneAccount();
  await setPassphrase();
  const sealed = await stage.stored();
  const page = await settings('#security');
  await page.click('[data-way="pass"] [data-act="off"]');
  await prove(page);
  await says(page, '.toast', /no longer locks on this computer/);
  await page.close();
  const stored = await stage.stored();
  assert.deepEqual(Object.keys(stored.device).sort(), ['id', 'key']);
  assert.notEqual(stored.device.key, undefined);
  for (const vault of [stored.vault, stored.vault_prev, stored.vault_prev2]) {
    assert.notEqual(vault.hdr, sealed.vault.hdr);
  }
  await (await stage.postern.worker()).evaluate(() => chrome.storage.session.clear());
  assert.ok(await (await stage.popup()).waitForSelector('.row'));
});

test('a deleted account waits in the bin, and comes back from the settings', async () => {
  await oneAccount();
  const popup = await stage.popup();
  await pressMenu(popup, 'edit-row', '.row');
  await popup.waitForSelector('[data-delete]');
  await popup.click('[data-delete]');
  // The list appears when the unlock is done.
  await popup.waitForSelector('.search');
  assert.equal(await popup.$('.row'), null);
  await popup.close();
  const page = await settings('#bin');
  await page.waitForSelector('[data-binned]');
  assert.match(await textOf(page, '[data-binned]'), /IATA.*30 days left/);
  await page.click('[data-act="restore"]');
  await says(page, '.toast', /Account restored/);
  await page.close();
  assert.ok(await (await stage.popup()).waitForSelector('.row'));
});

test('of the two previous vaults, the newest intact one is offered', async () => {
  for (const [issuer, letter] of [
    ['First', 'A'],
    ['Second', 'B'],
    ['Third', 'C'],
  ])
    await stage.add(link(issuer ?? '', `${KEY}${letter?.repeat(8)}`));
  const stored = await stage.stored();
  const broken = (/** @type {any} */ vault) => ({
    ...vault,
    man: vault.man.replace(/^...../, 'AAAAA'),
  });
  await stage.store({ vault: broken(stored.vault), vault_prev: broken(stored.vault_prev) });
  const popup = await stage.popup();
  await popup.waitForSelector('[data-previous]');
  await popup.click('[data-previous]');
  await until(async () => (await stage.stored()).vault.man === stored.vault_prev2.man);
  // The popup reloads.
  await until(async () => (await popup.$$('.row').catch(() => [])).length === 1);
  assert.equal(await textOf(popup, '.issuer'), 'First');
});

test('data from the disk before a passphrase was set does not open the vault afterwards', async () => {
  await oneAccount();
  const { device } = await stage.stored();
  assert.notDeepEqual(filesWith(device.key), [], 'this would find it');
  await setPassphrase();
  const { vaultKey } = await session();
  assert.ok(vaultKey);
  for (const secret of [device.key, vaultKey, PASS, KEY, 'IATA'])
    assert.deepEqual(filesWith(secret), []);
});

/** The files of the profile that contain a text, apart from compiled scripts, which name brands. @param {string} text */
function filesWith(text) {
  const files = readdirSync(profile.path, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && !file.parentPath.includes('Code Cache'))
    .map((file) => join(file.parentPath, file.name))
    .filter((file) => existsSync(file) && readFileSync(file).includes(text));
}

/** An authenticator with a fingerprint sensor that always agrees. @param {Page} page */
async function addAuthenticator(page) {
  const client = await page.createCDPSession();
  await client.send('WebAuthn.enable');
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasPrf: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasResidentKey: true,
      automaticPresenceSimulation: true,
    },
  });
  return { forget: () => client.send('WebAuthn.clearCredentials', { authenticatorId }) };
}
