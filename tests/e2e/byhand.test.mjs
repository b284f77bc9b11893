// Keys that are typed, with everything that belongs to them; keys that a page shows late or renews; and codes that
// are meant for another app.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { says, textOf, until } from './browser.mjs';
import { handsOn, PASS } from './safe.mjs';
import { link, qr, useStage } from './stage.mjs';

const stage = await useStage();
const { settings, setPassphrase, showDetails, section } = handsOn(stage);

const KEY = 'QG7UKIW6FQLIV4KO7KVHYKAYCZUVOPLN';
const OTHER = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
/** The same as OTHER. */
const HEX = '3132333435363738393031323334353637383930';

/** @typedef {import('puppeteer-core').Page} Page */

/** Opens the form. @param {Page} popup */
async function openForm(popup) {
  await popup.click('[data-act="add"]');
  await popup.waitForSelector('[name="text"]');
}

/** @param {Page} page @param {string} name */
const textIn = (page, name) =>
  page.$eval(`[name="${name}"]`, (one) => /** @type {HTMLInputElement} */ (one).value);

/** Replaces what a field says. @param {Page} page @param {string} name @param {string} text */
async function retype(page, name, text) {
  await page.focus(`[name="${name}"]`);
  await page.keyboard.down('Control');
  await page.keyboard.press('KeyA');
  await page.keyboard.up('Control');
  await page.keyboard.press('Delete');
  await page.keyboard.type(text);
}

/** Opens the rare fields, by keyboard. @param {Page} popup */
async function openMore(popup) {
  await popup.focus('[data-more] summary');
  await popup.keyboard.press('Enter');
  await popup.waitForSelector('[data-more][open]');
}

/** The code of the form as it is, or nothing. @param {Page} page */
const codeShown = (page) =>
  page.evaluate(() => document.querySelector('[data-now]')?.textContent?.replace(/\s/g, ''));

test('a key is typed with type, digits, period, hash function and encoding, and its code is seen before it is saved', async () => {
  await stage.show('portal', '<p>Nothing here.</p>');
  const popup = await stage.popup();
  await openForm(popup);
  await popup.type('[name="text"]', HEX);
  await openMore(popup);
  await popup.select('[name="encoding"]', 'hex');
  await popup.select('[name="algorithm"]', 'SHA256');
  await retype(popup, 'digits', '8');
  await retype(popup, 'period', '60');
  const other = new TOTP({
    secret: Secret.fromHex(HEX),
    algorithm: 'SHA256',
    digits: 8,
    period: 60,
  });
  await until(async () => (await codeShown(popup)) === other.generate());
  // Another site than the page in front, as people paste it.
  await retype(popup, 'site', 'https://Login.Example/start?x=1');
  await popup.click('.form .primary');
  await popup.waitForSelector('.row');
  assert.equal(await textOf(popup, '.row .issuer'), 'login.example');
  assert.equal(await popup.$('.row.here'), null, 'it does not belong to the page in front');
  await until(async () =>
    (await textOf(popup, '.row .code')).replace(/\D/g, '').startsWith(other.generate()),
  );
});

test('what is wrong is said at its field, and a typo is selected', async () => {
  await stage.show('portal', '<p>Nothing here.</p>');
  const popup = await stage.popup();
  await openForm(popup);
  await popup.type('[name="text"]', 'JBSW Y3DP EHPK 3P!P');
  await popup.keyboard.press('Enter');
  await says(popup, '#wrong-text', /Character 18 isn’t valid/);
  const chosen = await popup.$eval('[name="text"]', (one) => {
    const { selectionStart, selectionEnd, value, type } = /** @type {HTMLInputElement} */ (one);
    return [type, value.slice(selectionStart ?? 0, selectionEnd ?? 0)];
  });
  assert.deepEqual(chosen, ['text', '!']);
  await popup.keyboard.type('X');
  await openMore(popup);
  await retype(popup, 'digits', '11');
  await popup.click('.form .primary');
  await says(popup, '#wrong-digits', /1 to 10 digits/);
  await retype(popup, 'digits', '6');
  await retype(popup, 'site', '*.co.uk');
  await popup.click('.form .primary');
  await says(popup, '#wrong-site', /can’t be linked/);
  // Without a site or a name, nobody would know the account again.
  await retype(popup, 'site', '');
  await popup.click('.form .primary');
  await says(popup, '#wrong-issuer', /Enter a name or a site/);
  await popup.type('[name="issuer"]', 'Desk');
  await popup.keyboard.press('Enter');
  await says(popup, '.row .issuer', /^Desk$/);
});

test('a link is read out of the words around it, and options of another key do not stand over it', async () => {
  await stage.show('portal', '<p>Nothing here.</p>');
  const popup = await stage.popup();
  await openForm(popup);
  await popup.type('[name="text"]', OTHER);
  await openMore(popup);
  await retype(popup, 'digits', '7');
  const mail = `Hi, your key is ${link('Acme', KEY)}&digits=8&algorithm=SHA256 – thanks!`;
  await retype(popup, 'text', mail);
  const totp = new TOTP({ secret: Secret.fromBase32(KEY), algorithm: 'SHA256', digits: 8 });
  await until(async () => (await codeShown(popup)) === totp.generate());
  assert.equal(await textIn(popup, 'digits'), '8');
  assert.equal(
    await popup.$eval(
      '[name="issuer"]',
      (one) => /** @type {HTMLInputElement} */ (one).placeholder,
    ),
    'Acme',
  );
  await retype(popup, 'text', '31zz');
  await popup.select('[name="encoding"]', 'hex');
  await popup.click('.form .primary');
  await says(popup, '#wrong-text', /^Character 3 isn’t valid in this key format\.$/);
});

test('a code for another app is named, with the link to press', async () => {
  await stage.show(
    'portal',
    await qr('phonefactor://activate_account?code=123456789&url=https%3a%2f%2fx'),
  );
  const popup = await stage.popup();
  await says(
    popup,
    '[data-dock="status"]',
    /only for Microsoft Authenticator\. .*“I want to use a different authenticator app”/,
  );
  await openForm(popup);
  await popup.type('[name="text"]', '694 660 881');
  await popup.keyboard.press('Enter');
  await says(popup, '#wrong-text', /only for Microsoft Authenticator/);
});

test('a key that the page shows late is found, and one that it renews takes the place of the former', async () => {
  await stage.add(link('Saved', 'JBSWY3DPEHPK3PXP'));
  await stage.show('portal', '<div id="here"><p>One moment…</p></div>');
  const popup = await stage.popup();
  await until(async () => (await popup.$('[aria-busy="false"]')) !== null);
  assert.equal(await popup.$('[data-candidate]'), null);
  const put = async (/** @type {string} */ markup) =>
    stage.page.$eval(
      '#here',
      (one, html) => {
        one.innerHTML = html;
      },
      markup,
    );
  await popup.focus('.search');
  await put(await qr(link('Late', KEY)));
  await says(popup, '[data-dock="key"] h2', /^Late$/);
  assert.ok(await popup.$eval('.search', (one) => one === document.activeElement), 'focus stays');
  // Renewed by a script, as portals do when the former has timed out.
  await put(await qr(link('Late', OTHER)));
  await new Promise((resolve) => setTimeout(resolve, 3500));
  assert.equal((await popup.$$('[data-candidate]')).length, 1, 'one key, not two');
  await popup.click('[data-add]');
  await says(popup, '.toast', /Account saved/);
  await popup.waitForSelector('.row');
  const codes = await popup.$$eval('.row', (rows) => rows.map((row) => row.textContent ?? ''));
  const late = codes.find((text) => text.includes('Late')) ?? '';
  const wanted = new TOTP({ secret: Secret.fromBase32(OTHER) }).generate();
  assert.ok(late.replace(/\D/g, '').includes(wanted), 'the renewed key was saved');
});

test('a form that is being filled in is not disturbed by a key that the page shows late', async () => {
  await stage.add(link('Saved', 'JBSWY3DPEHPK3PXP'));
  await stage.show('portal', '<div id="here"></div>');
  const popup = await stage.popup();
  await openForm(popup);
  await popup.type('[name="text"]', 'JBSW');
  const before = await popup.$eval('[name="text"]', (one) => one.getBoundingClientRect().top);
  const picture = await qr(link('Late', KEY));
  await stage.page.$eval(
    '#here',
    (one, html) => {
      one.innerHTML = html;
    },
    picture,
  );
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const after = await popup.$eval('[name="text"]', (one) => one.getBoundingClientRect().top);
  assert.deepEqual([after, await textIn(popup, 'text')], [before, 'JBSW']);
});

test('another organization at the same site is added beside the first one', async () => {
  const microsoft = (/** @type {string} */ tenant, /** @type {string} */ key) =>
    `otpauth://totp/${tenant}:jane@x.example?secret=${key}&issuer=Microsoft`;
  await stage.add(microsoft('Contoso', KEY), stage.origin('portal'));
  await stage.show('portal', await qr(microsoft('Fabrikam', OTHER)));
  const popup = await stage.popup();
  await says(popup, '[data-dock="key"] h2', /^Microsoft \(Fabrikam\)$/);
  await popup.click('[data-add]');
  await until(async () => (await popup.$$('.row')).length === 2);
  const names = await popup.$$eval('.row .issuer', (all) => all.map((one) => one.textContent));
  assert.deepEqual(names.sort(), ['Microsoft (Contoso)', 'Microsoft (Fabrikam)']);
});

test('the editor changes how codes are made, adds a site, and asks for the passphrase when the key changes', async () => {
  await stage.add(link('Desk', OTHER));
  await setPassphrase();
  // The passphrase was chosen in a window that is closed, so nothing in this one has been proved.
  const page = await settings();
  await showDetails(page);
  await retype(page, 'digits', '8');
  await page.select('[name="algorithm"]', 'SHA256');
  const sha256 = (/** @type {string} */ key) =>
    new TOTP({ secret: Secret.fromBase32(key), algorithm: 'SHA256', digits: 8 });
  await until(async () => (await codeShown(page)) === sha256(OTHER).generate());
  await page.type('[name="site"]', 'a b');
  await page.click('[data-add-site]');
  await says(page, '#wrong-site', /can’t be linked/);
  await retype(page, 'site', 'Portal.Example/login');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[name="bound"]');
  // One that is not added yet is meant as well.
  await page.type('[name="site"]', 'left.example');
  await page.type('[name="text"]', KEY.slice(0, 31));
  await page.click('[data-form="details"] .primary');
  await page.waitForSelector('[data-proof] [name="secret"]');
  const before = (await stage.stored()).vault.recs;
  await page.keyboard.press('Escape');
  await until(async () => (await page.$('[data-proof]')) === null);
  assert.deepEqual((await stage.stored()).vault.recs, before, 'nothing changed without a proof');
  await retype(page, 'text', KEY);
  await page.click('[data-form="details"] .primary');
  await page.waitForSelector('[data-proof] [name="secret"]');
  await page.type('[data-proof] [name="secret"]', PASS);
  await page.click('[data-prove]');
  await until(async () => (await page.$('[data-form="details"]')) === null);
  await showDetails(page);
  const bound = await page.$$eval('[name="bound"]', (all) =>
    all.map((one) => /** @type {HTMLSelectElement} */ (one).value),
  );
  assert.deepEqual(bound, ['portal.example', 'left.example']);
  assert.equal(await textIn(page, 'text'), '', 'the key is not shown again');
  // Any change shows the code of the form as it is.
  await retype(page, 'period', '30');
  await until(async () => (await codeShown(page)) === sha256(KEY).generate());
  // A link says how its codes are made, and the fields follow it.
  await page.type('[name="text"]', `otpauth://hotp/x?secret=${OTHER}&counter=7`);
  await page.waitForSelector('[name="counter"]');
  await until(async () => (await textIn(page, 'counter')) === '7');
  await section(page, 'bin');
  await page.waitForSelector('[data-binned]');
  assert.match(await textOf(page, '[data-binned]'), /Desk/);
  await page.close();
});
