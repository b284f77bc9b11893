// What opens the vault, when it locks, and what lies on the disk meanwhile.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeProfile, says, textOf, until } from './browser.mjs';
import { link, useStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const profile = makeProfile();
after(() => profile.remove());
const stage = await useStage({ profile: profile.path });

const PASS = 'four quiet harbours sing';
const KEY = 'JBSWY3DPEHPK3PXP';

/** The settings page, in a tab of its own. */
async function settings(hash = '') {
  const page = await stage.postern.browser.newPage();
  await page.goto(
    `chrome-extension://${stage.postern.extension.id}/extension/settings/settings.html${hash}`,
  );
  await page.waitForSelector('[data-way], .locked');
  return page;
}

/** @param {string} [passphrase] */
async function setPassphrase(passphrase = PASS) {
  const page = await settings();
  await page.click('[data-way="pass"] [data-act="change"]');
  await page.waitForSelector('[name="passphrase"]');
  await page.type('[name="passphrase"]', passphrase);
  await page.type('[name="again"]', passphrase);
  await page.click('[data-save]');
  await says(page, '.toast', /passphrase is set/);
  await page.close();
}

/** @param {Page} page @param {string} secret */
async function unlock(page, secret) {
  await page.waitForSelector('[name="secret"]');
  await page.$eval('[name="secret"]', (input) => {
    /** @type {any} */ (input).value = '';
  });
  await page.type('[name="secret"]', secret);
  await page.click('[data-unlock]');
}

const session = async () =>
  /** @type {Promise<any>} */ (
    (await stage.postern.worker()).evaluate(() => chrome.storage.session.get())
  );

/** Changes what is in memory about the lock. @param {{ untilMs?: number, seenMs?: number }} change */
async function setUnlocked(change) {
  const { unlocked } = await session();
  assert.ok(unlocked, 'it is unlocked');
  await (await stage.postern.worker()).evaluate(
    (values) => chrome.storage.session.set({ unlocked: values }),
    { ...unlocked, ...change },
  );
}

/** The browser tells the service worker something. @param {string} api @param {string} event @param {unknown} word */
async function tell(api, event, word) {
  await (await stage.postern.worker()).evaluate(
    (one, name, value) => /** @type {any} */ (chrome)[one][name].dispatch(value),
    api,
    event,
    word,
  );
}

const isLocked = async () => (await session()).unlocked === undefined;

async function oneAccount() {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show('portal', '<label>One-time code <input id="code"></label>');
}

test('a passphrase seals the vault: it locks, and opens with nothing else', async () => {
  await oneAccount();
  const before = await stage.stored();
  await setPassphrase();
  const stored = await stage.stored();
  assert.deepEqual(stored.vault.recs, before.vault.recs, 'no record was sealed anew');
  assert.deepEqual(Object.keys(stored.device), ['id'], 'the device’s key is gone');
  for (const vault of [stored.vault, stored.vault_prev]) {
    assert.deepEqual(
      JSON.parse(vault.hdr).slots.map((/** @type {{ k: string }} */ slot) => slot.k),
      ['pass'],
    );
  }
  const popup = await stage.popup();
  await popup.click('[data-lock]');
  await popup.waitForSelector('.locked');
  assert.ok(await isLocked());
  assert.doesNotMatch(await textOf(popup, 'body'), /IATA|\d{3} ?\d{3}/);
  for (const wrong of ['four quiet harbours sang', 'FOUR QUIET HARBOURS SING', ` ${PASS}`]) {
    await unlock(popup, wrong);
    await says(popup, '.error', /not the passphrase/);
    assert.ok(await isLocked());
  }
  await unlock(popup, PASS);
  await popup.waitForSelector('.row');
});

test('one look of a passphrase is as good as another: NFKC', async () => {
  await oneAccount();
  await setPassphrase('gr\u00fc\u00dfe \ufb01ve K\u00f6pfe');
  const popup = await stage.popup();
  await popup.click('[data-lock]');
  await unlock(popup, 'gru\u0308\u00dfe five Ko\u0308pfe');
  await popup.waitForSelector('.row');
});

test('passphrases that are short or differ are refused, and nothing changes', async () => {
  await oneAccount();
  const before = await stage.stored();
  const page = await settings();
  await page.click('[data-way="pass"] [data-act="change"]');
  for (const [first, again, reason] of /** @type {[string, string, RegExp][]} */ ([
    ['seven77', 'seven77', /at least eight/],
    ['eight888', 'eight889', /not the same/],
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
    await says(page, '.error', reason);
  }
  assert.deepEqual(await stage.stored(), before);
  assert.match(await textOf(page, '[data-form="pass"] [role="status"]'), /Guessed at once|Weak/);
  await page.close();
});

test('it locks after a time without use, though nothing looks: an alarm', async () => {
  await oneAccount();
  await setPassphrase();
  await stage.store({ settings: { lockMinutes: 0.05 } });
  const popup = await stage.popup();
  await popup.waitForSelector('.row');
  // Any key is a use, and begins the time anew.
  await popup.keyboard.press('ArrowDown');
  await until(async () => (await session()).unlocked.untilMs < Date.now() + 60_000);
  await popup.waitForSelector('.locked', { timeout: 10_000 });
  assert.ok(await isLocked());
});

test('a deadline that passed while the computer slept counts, alarm or not', async () => {
  await oneAccount();
  await setPassphrase();
  await setUnlocked({ untilMs: Date.now() - 1 });
  const popup = await stage.popup();
  assert.ok(await popup.$('.locked'));
  assert.ok(await isLocked());
});

test('a clock that was set back locks', async () => {
  await oneAccount();
  await setPassphrase();
  await setUnlocked({ seenMs: Date.now() + 60_000, untilMs: Date.now() + 120_000 });
  assert.ok(await (await stage.popup()).$('.locked'));
  assert.ok(await isLocked());
});

test('the screen’s lock and the command lock, in every window', async () => {
  await oneAccount();
  await setPassphrase();
  const events = /** @type {const} */ ([
    ['idle', 'onStateChanged', 'locked'],
    ['commands', 'onCommand', 'lock'],
  ]);
  for (const [api, event, word] of events) {
    const page = await settings();
    await tell(api, event, word);
    await page.waitForSelector('.locked');
    assert.ok(await isLocked(), word);
    await unlock(page, PASS);
    await page.waitForSelector('[data-way]');
    await page.close();
  }
});

test('a locked vault fills nothing, by itself or by command', async () => {
  await oneAccount();
  await setPassphrase();
  await tell('commands', 'onCommand', 'lock');
  await until(isLocked);
  const worker = await stage.postern.worker();
  await stage.page.bringToFront();
  await worker.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    /** @type {any} */ (chrome.commands.onCommand).dispatch('fill', tab);
    /** @type {any} */ (chrome.runtime.onMessage).dispatch(
      { type: 'field-appeared' },
      { id: chrome.runtime.id, tab },
      () => undefined,
    );
  });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const typed = await stage.page.$eval('#code', (input) => /** @type {any} */ (input).value);
  assert.equal(typed, '');
});

test('codes are hidden until their row is clicked, if the user wants that', async () => {
  await oneAccount();
  const page = await settings();
  await page.click('[data-hides]');
  await until(async () => (await stage.stored()).settings?.hidesCodes === true);
  await page.close();
  const popup = await stage.popup();
  await popup.waitForSelector('.row');
  assert.equal(await textOf(popup, '.code'), '••••••');
  assert.doesNotMatch(await popup.content(), /\b\d{3}<.*?>\d{3}\b/);
  await popup.click('.row [data-use]');
  await says(popup, '.code', /^\d{6}$/);
});

test('the recovery key opens a vault whose passphrase is forgotten, after it was typed back', async () => {
  await oneAccount();
  await setPassphrase();
  const page = await settings();
  await page.click('[data-way="recovery"] [data-act="make"]');
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
  await says(page, '.error', /not the groups/);
  assert.equal(await slots(), 1, 'it opens nothing yet');
  await type((group) => group.toLowerCase());
  await says(page, '.toast', /recovery key opens/);
  assert.equal(await slots(), 2);
  await page.close();

  const popup = await stage.popup();
  await popup.click('[data-lock]');
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
  const page = await settings();
  assert.ok(await page.$('[data-way="new-passkey"] [disabled]'), 'it would be the only way in');
  await page.close();
  await setPassphrase();
  const keys = await settings();
  const authenticator = await addAuthenticator(keys);
  await keys.click('[data-way="new-passkey"] [data-act="add"]');
  await says(keys, '.toast', /passkey opens/);
  await tell('commands', 'onCommand', 'lock');
  await keys.waitForSelector('.locked');
  await keys.click('[data-passkey]');
  await keys.waitForSelector('[data-way="prf"]');

  // From the popup: a window of its own, for the system's dialog would close the popup.
  const popup = await stage.popup();
  await popup.click('[data-lock]');
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
  await says(keys, '.error', /No passkey was given/);
  await unlock(keys, PASS);
  await keys.waitForSelector('[data-way="prf"]');
  await keys.click('[data-way="prf"] [data-act="remove"]');
  await until(async () => (await keys.$('[data-way="prf"]')) === null);
  await keys.close();
});

test('turned off, the vault opens without a question again, and the old passphrase opens nothing', async () => {
  await oneAccount();
  await setPassphrase();
  const sealed = await stage.stored();
  const page = await settings();
  await page.click('[data-way="pass"] [data-act="off"]');
  await says(page, '.toast', /without a question/);
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
  await popup.click('.row [aria-label^="Edit"]');
  await popup.waitForSelector('[data-delete]');
  await popup.click('[data-delete]');
  await says(popup, 'main', /No accounts|Welcome|Scan|first/i);
  await popup.close();
  const page = await settings();
  await page.waitForSelector('[data-binned]');
  assert.match(await textOf(page, '[data-binned]'), /IATA.*30 more days/);
  await page.click('[data-act="restore"]');
  await says(page, '.toast', /is back/);
  await page.close();
  assert.ok(await (await stage.popup()).waitForSelector('.row'));
});

test('of the two vaults before, the newest that is whole is offered', async () => {
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
  // The popup loads anew.
  await until(async () => (await popup.$$('.row').catch(() => [])).length === 1);
  assert.equal(await textOf(popup, '.issuer'), 'First');
});

test('what was on the disk before a passphrase does not open the vault afterwards', async () => {
  await oneAccount();
  const { device } = await stage.stored();
  assert.notDeepEqual(filesWith(device.key), [], 'this would find it');
  await setPassphrase();
  const { unlocked } = await session();
  for (const secret of [device.key, unlocked.key, PASS, KEY, 'IATA'])
    assert.deepEqual(filesWith(secret), []);
});

/** The files of the profile that hold a text. @param {string} text */
function filesWith(text) {
  const files = readdirSync(profile.path, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
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
