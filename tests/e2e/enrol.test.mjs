// Enrolment in one step: keys without a QR code, keys that differ, keys that replace another, and the
// page's reaction to the first code.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { says, textOf, until } from './browser.mjs';
import { link, qr, useStage } from './stage.mjs';

const stage = await useStage();

const KEY = 'QG7UKIW6FQLIV4KO7KVHYKAYCZUVOPLN';
const OTHER = 'GEZDGNBVGY3TQOJQ';
const PRINTED =
  '<p>Or enter this key:</p><p>QG7UKIW6FQLIV4KO<br>7KVHYKAYCZUVOPL<br>N</p><button>CONTINUE</button>';
const FIELD = '<label>One-time code <input id="code"></label>';

const typed = () => stage.page.$eval('#code', (input) => /** @type {any} */ (input).value);
const codeOf = (/** @type {string} */ key) =>
  new TOTP({ secret: Secret.fromBase32(key) }).generate();

test('a key printed over three lines is added, named after the site, and its code typed', async () => {
  await stage.show('portal', `<h2>Authenticator app</h2>${PRINTED}${FIELD}`);
  const popup = await stage.popup();
  await says(popup, '[data-candidate] .eyebrow', /Setup key found on this page/);
  await says(popup, '[data-candidate] h2', /^portal\.localhost$/);
  await popup.click('[data-edit]');
  await popup.focus('[data-issuer]');
  await popup.keyboard.press('End');
  await popup.keyboard.type(' IATA');
  await popup.type('[data-name]', 'jane');
  await popup.keyboard.press('Tab');
  await popup.click('[data-add]');
  await until(async () => [codeOf(KEY)].includes(await typed()), 35_000);
  const again = await stage.popup();
  await says(again, '.row .issuer', /^portal\.localhost IATA$/);
  await says(again, '.row .account', /^jane$/);
});

test('a key link in the markup, or within the URL of a QR picture, is found', async () => {
  const address = `https://chart.example/chart?cht=qr&chl=${encodeURIComponent(link('Chart', OTHER))}`;
  await stage.show(
    'portal',
    `<a href="${link('Linked', KEY)}">Open your app</a><img src="${address}">`,
  );
  const popup = await stage.popup();
  await until(async () => (await popup.$$('[data-candidate]')).length === 2);
  const said = await popup.$$eval('[data-candidate] h2', (all) => all.map((h2) => h2.textContent));
  assert.deepEqual(said.sort(), ['Chart', 'Linked']);
});

test('the printed key is compared with the QR code as bytes', async () => {
  await stage.show('portal', (await qr(link('IATA', KEY))) + PRINTED);
  const popup = await stage.popup();
  await popup.waitForSelector('[data-printed="same"]');
  assert.equal((await popup.$$('[data-candidate]')).length, 1);
  await popup.close();
  await stage.show('portal', (await qr(link('IATA', OTHER))) + PRINTED);
  const again = await stage.popup();
  await says(again, '[data-printed="other"]', /different from the one in the QR code/);
  assert.equal((await again.$$('[data-candidate]')).length, 2);
});

test('a new key for the same account replaces the old one, which waits in the bin, if the user says so', async () => {
  await stage.add(link('IATA', OTHER), stage.origin('portal'));
  await stage.show('portal', await qr(link('IATA', KEY)));
  const popup = await stage.popup();
  assert.equal(await popup.$('[data-add]'), null, 'not added in passing');
  await popup.click('[data-expand]');
  await says(popup, '[data-sheet]', /replace it; the old one is kept for 30 days/);
  assert.match(await textOf(popup, '[data-sheet] [data-add]'), /Keep both/);
  assert.equal(await popup.$('[data-sheet] .primary'), null, 'neither choice suggests itself');
  await popup.click('[data-replace]');
  await says(popup, '.toast', /Key replaced/);
  assert.equal((await popup.$$('.row')).length, 1);
  const { vault } = await stage.stored();
  assert.equal(vault.recs.length, 2, 'the old record is there');
});

test('a key that is already there is reported and adds nothing', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show('portal', PRINTED);
  const popup = await stage.popup();
  await says(popup, '[data-dock="saved"]', /You already have this account/);
  assert.equal(await popup.$('[data-add]'), null);
});

/**
 * A set-up page whose button runs `answer`, with the server's clock off by some seconds.
 * @param {string} answer script
 * @param {number} [aheadS]
 */
async function enrolAt(answer, aheadS = 0) {
  stage.setClock(aheadS);
  await stage.show(
    'portal',
    `${await qr(link('IATA', KEY))}<div id="form">${FIELD}<button id="go">Verify</button></div>
    <p role="alert" id="message"></p><script>document.getElementById('go').onclick = () => {
      const [form, message] = ['form', 'message'].map((id) => document.getElementById(id)); ${answer} };</script>`,
  );
  const popup = await stage.popup();
  await popup.waitForSelector('[data-add]');
  await popup.click('[data-add]');
  await stage.postern.filled();
  await stage.page.click('#go');
}

/** The popup after an enrolment that the page accepted. */
async function enrolled() {
  await enrolAt("form.remove(); message.textContent = 'Two-factor authentication is on';");
  return until(async () => {
    const open = await stage.popup();
    if (await open.$('[data-outcome="accepted"]')) return open;
    await open.close();
  });
}

test('a first code that the page accepted is noticed and reported', async () => {
  const popup = await enrolled();
  await says(popup, '[data-outcome]', /Code accepted/);
  await popup.click('[data-close]');
  await until(async () => (await popup.$('[data-outcome]')) === null);
});

test('after a successful enrolment a backup is offered', async () => {
  const popup = await enrolled();
  const opening = stage.postern.browser.waitForTarget((target) => target.url().endsWith('#backup'));
  await popup.click('[data-expand]');
  await popup.click('[data-back-up]').catch(() => undefined);
  const page = await (await opening).page();
  await page?.waitForSelector('[data-section="backup"]');
  await page?.close();
});

test('a code that was used before is distinguished from a wrong key', async () => {
  await enrolAt("message.textContent = 'This code was already used.';");
  await outcome('used', /already used/);
  await stage.clear();
  await enrolAt("message.textContent = 'The code is not correct.';");
  await outcome('refused', /may be an old key/);
});

test('a clock that is off is measured only against the page, and corrected if the user agrees', async () => {
  await enrolAt("message.textContent = 'The code is not correct.';", 95);
  const popup = await outcome('refused', /clock is about 9[456] seconds slow/);
  await popup.click('[data-expand]');
  await popup.click('[data-clock]');
  await says(popup, '.toast', /Codes now follow this site’s clock/);
  const { clock } = await stage.stored();
  const [[origin, aheadMs]] = /** @type {[[string, number]]} */ (Object.entries(clock.portals));
  assert.equal(origin, stage.origin('portal'), 'of this portal alone');
  assert.ok(Math.abs(aheadMs - 95_000) < 2500, `${aheadMs} ms`);
  const ahead = new TOTP({ secret: Secret.fromBase32(KEY) });
  const near = [0, -30_000, 30_000].map((ms) =>
    ahead.generate({ timestamp: Date.now() + 95_000 + ms }),
  );
  await until(async () => near.includes((await textOf(popup, '.row .code')).replace(/\D/g, '')));
  stage.setClock(0);
  await isInForceUntilRemoved(popup);
});

/**
 * While a correction is in force, popup and settings show it, and either can remove it.
 * @param {import('puppeteer-core').Page} popup
 */
async function isInForceUntilRemoved(popup) {
  await says(popup, '[data-dock="clock"]', /follow the site’s clock: \+ 9[456] seconds/);
  const kept = (await stage.stored()).clock;
  await popup.click('[data-expand]');
  await popup.click('[data-forget-clock]');
  await says(popup, '.toast', /this computer’s clock again/);
  assert.equal(await popup.$('[data-dock="clock"]'), null);
  assert.deepEqual((await stage.stored()).clock, { portals: {} });
  await stage.store({ clock: kept });
  await popup.waitForSelector('[data-dock="clock"]');
  const settings = await stage.postern.browser.newPage();
  const { id } = stage.postern.extension;
  await settings.goto(`chrome-extension://${id}/extension/settings/settings.html#about`);
  await says(settings, '[data-clocks]', /portal\.localhost.*\+ 9[456] seconds/);
  await settings.click('[data-clocks] [data-act="forget-clock"]');
  await until(async () => (await settings.$('[data-clocks]')) === null);
  assert.deepEqual((await stage.stored()).clock, { portals: {} });
  await settings.close();
}

test('a server whose clock is days off corrects nothing', async () => {
  await enrolAt("message.textContent = 'The code is not correct.';", 3 * 86_400);
  const popup = await outcome('refused', /differ by more than ten minutes/);
  await popup.click('[data-expand]');
  await popup.waitForSelector('[data-sheet] [data-outcome]');
  assert.equal(await popup.$('[data-clock]'), null);
  stage.setClock(0);
});

/** The popup with the outcome of the enrolment. @param {string} state @param {RegExp} sentence */
async function outcome(state, sentence) {
  const popup = await until(async () => {
    const open = await stage.popup();
    if (await open.$(`[data-outcome="${state}"]`)) return open;
    await open.close();
  });
  await says(popup, '[data-outcome]', sentence);
  return popup;
}

test('a set-up page of a known service that hides its key: the popup says what to press', async () => {
  await stage.show(
    'portal',
    '<form id="kc-totp-settings-form"><h1>Mobile Authenticator Setup</h1><input name="totp"><a href="#" role="button" id="mode-manual">Unable to scan?</a></form>',
  );
  const popup = await stage.popup();
  await says(popup, '[data-dock="set-up"]', /“Unable to scan\?” on this Keycloak page/);
});

test('a refused key is explained below it, and a bare one is named after its site', async () => {
  await stage.show('portal', '<p>Nothing here.</p>');
  const popup = await stage.popup();
  await popup.click('[data-act="add"]');
  await popup.waitForSelector('[name="text"]');
  await popup.type('[name="text"]', 'JBSWY3DPEHPK3PX0');
  await popup.keyboard.press('Enter');
  await says(popup, '#wrong-text', /Character 16 is “0”/);
  const [field, error] = await popup.$$eval('[name="text"], #wrong-text', (all) =>
    all.map((one) => one.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })),
  );
  assert.ok(field && error && error.top >= field.bottom && error.bottom < field.bottom + 80);
  assert.equal(await popup.$eval('[name="text"]', (one) => one.ariaInvalid), 'true');
  await popup.keyboard.press('Backspace');
  await popup.keyboard.type('P');
  await popup.keyboard.press('Enter');
  await popup.waitForSelector('.row');
  assert.equal(await textOf(popup, '.row .issuer'), 'portal.localhost');
});
