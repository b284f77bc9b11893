// Bad pages, bad codes, bad storage: each gets a specific message, and no account is lost.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pressMenu, says, textOf, until } from './browser.mjs';
import { link, qr, useStage } from './stage.mjs';

const stage = await useStage();

const KEY = 'JBSWY3DPEHPK3PXP';
const FIELD = '<label>One-time code <input id="code"></label>';

const typed = () => stage.page.$eval('#code', (input) => /** @type {any} */ (input).value);

test('a page that may not be examined is reported, and the codes are still there', async () => {
  await stage.add(link('IATA', KEY));
  await stage.page.goto('chrome://version');
  const popup = await stage.popup();
  await says(popup, '[data-dock] p', /doesn’t let extensions access this page/);
  assert.match(await textOf(popup, '.row .code'), /^\d{6}$|^\d{3} ?\d{3}$/);
});

test('a page without a QR code is reported to a user without accounts', async () => {
  await stage.show('plain', '<h1>Nothing to scan</h1>');
  await says(await stage.popup(), '[data-dock] p', /No QR code/);
});

test('a QR code that is not a key is named as such and never opened', async () => {
  await stage.show('shop', await qr('https://evil.example/'));
  const tabs = (await stage.postern.browser.pages()).length;
  const popup = await stage.popup();
  await says(popup, '[data-dock] p', /isn’t for two-factor setup/);
  assert.equal((await popup.$$('[data-add]')).length, 0);
  assert.ok((await stage.postern.browser.pages()).length <= tabs + 1);
});

test('a key with an invalid character is refused with its position', async () => {
  await stage.show('portal', await qr(link('IATA', 'JBSWY3DPEHPK3PX8')));
  await says(await stage.popup(), '[data-dock] p', /Character 16 is “8”.*Did you mean “B”\?/);
  assert.equal((await stage.stored()).vault, undefined);
});

test('two keys on one page are two cards', async () => {
  const codes = [await qr(link('IATA', KEY)), await qr(link('Other', 'GEZDGNBVGY3TQOJQ'))];
  await stage.show('portal', codes.join(' '));
  const popup = await stage.popup();
  await until(async () => (await popup.$$('[data-add]')).length === 2);
});

test('a name full of markup stays a name', async () => {
  const name = '<img src=x onerror=alert(1)>';
  await stage.show('portal', await qr(link(encodeURIComponent(name), KEY)));
  const popup = await stage.popup();
  await popup.waitForSelector('[data-add]');
  assert.equal(await textOf(popup, '[data-candidate] h2'), name);
  assert.equal((await popup.$$('img')).length, 0);
});

test('at another site nothing is typed and nothing is copied, until the user has seen both sites', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show('iata-login', FIELD);
  await stage.setClipboard('before');
  const ask = async () => {
    const popup = await stage.popup();
    await popup.focus('.row [data-use]');
    await popup.keyboard.press('Enter');
    await says(
      popup,
      '[data-elsewhere]',
      /This page is http:\/\/iata-login\.localhost.* is for http:\/\/portal\.localhost/,
    );
    return popup;
  };
  // A second Enter dismisses the question.
  const popup = await ask();
  await popup.keyboard.press('Enter');
  await until(async () => (await popup.$('[data-elsewhere]')) === null);
  await popup.close();
  assert.deepEqual([await typed(), await stage.clipboard()], ['', 'before']);
  const again = await ask();
  await again.click('[data-copy-anyway]');
  await says(again, '.toast', /^Code copied\.$/);
  await again.close();
  assert.match(await stage.clipboard(), /^\d{6}$/);
  assert.equal(await typed(), '');
});

test('widened on purpose, the same account fills there too', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show('iata-login', FIELD);
  const popup = await stage.popup();
  await pressMenu(popup, 'edit-row', '.row');
  await popup.click('[data-bind]');
  await popup.click('.form .primary');
  await popup.waitForSelector('.row.here');
  await popup.click('.row [data-use]');
  await until(async () => /^\d{6}$/.test(await typed()));
});

test('without a field the code is copied', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show('portal', '<p>No field.</p>');
  const popup = await stage.popup();
  await popup.click('.row [data-use]');
  await says(popup, '.toast', /^Code copied\.$/);
});

test('hidden, disabled and covered fields are left alone', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  for (const field of [
    '<input id="code" name="otp" style="opacity:0">',
    '<input id="code" name="otp" style="position:absolute;left:-900px">',
    '<input id="code" name="otp" disabled>',
    '<input id="code" name="otp"><div style="position:fixed;inset:0;background:#fff"></div>',
    '<input id="code" name="otp" type="hidden">',
  ]) {
    await stage.show('portal', field);
    const popup = await stage.popup();
    await until(async () => (await popup.$('.row.here')) !== null);
    assert.match(await textOf(popup, '.row .does'), /Copy/, field);
    await popup.click('.row [data-use]');
    await says(popup, '.toast', /copied/);
    assert.equal(await typed(), '', field);
    await popup.close();
  }
});

test('nothing is drawn in the page', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show('portal', FIELD);
  const before = await stage.page.evaluate(() => document.documentElement.outerHTML);
  const popup = await stage.popup();
  await says(popup, '.row .does', /Fill/);
  await popup.click('.row [data-use]');
  await until(async () => /^\d{6}$/.test(await typed()));
  assert.equal(await stage.page.evaluate(() => document.documentElement.outerHTML), before);
});

test('a page that submits itself at the last digit is not a failure', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  const box = '<input maxlength="1" inputmode="numeric" aria-label="digit" size="2">'.repeat(6);
  const send = `document.querySelectorAll('input')[5].oninput = () => { location.href = '/done'; };`;
  await stage.show('portal', `<h2>Enter the code</h2>${box}<script>${send}</script>`);
  const popup = await stage.popup();
  await says(popup, '.row .does', /Fill/);
  await popup.click('.row [data-use]');
  await until(async () => stage.page.url().endsWith('/done'));
  assert.equal(await stage.postern.filled(), 'Code filled');
});

test('a key is added by hand, found, renamed, deleted and brought back', async () => {
  await stage.add(link('Other', 'GEZDGNBVGY3TQOJQ'));
  await stage.show('portal', FIELD);
  const popup = await stage.popup();
  await popup.click('header .icon-button');
  await popup.type('[name=text]', 'jbsw y3dp ehpk 3px1');
  await popup.click('.form .primary');
  await says(popup, '.error', /Character 19 is “1”/);
  await popup.click('[name=text]', { count: 3 });
  await popup.type('[name=text]', 'jbsw y3dp-ehpk 3pxp');
  await popup.type('[name=issuer]', 'Zürich Airport');
  await popup.keyboard.press('Enter');
  await says(popup, '.toast', /Account saved/);
  await popup.type('.search', 'ZÜR');
  await until(async () => (await popup.$$('.row')).length === 1);
  assert.ok(await popup.$('.row.here'), 'bound to the page in front');

  await pressMenu(popup, 'edit-row', '.row');
  await popup.type('[name=name]', 'jane');
  await popup.click('.form .primary');
  await says(popup, '.row .account', /^jane$/);

  await pressMenu(popup, 'edit-row', '.row');
  await popup.click('[data-delete]');
  await says(popup, '.toast', /Zürich Airport deleted/);
  assert.equal((await popup.$$('.row')).length, 0);
  await popup.click('[data-action]');
  await until(async () => (await popup.$$('.row')).length === 1);
});

test('a hexadecimal key is offered as one', async () => {
  await stage.show('portal', '');
  const popup = await stage.popup();
  await popup.click('header .icon-button');
  await popup.type('[name=text]', '3132333435363738393031323334353637383930');
  await popup.keyboard.press('Enter');
  await says(popup, '.error', /hexadecimal/);
  await popup.click('[name=hex]');
  await popup.click('.form .primary');
  await says(popup, '.toast', /Account saved/);
});

test('a damaged record is named, the rest is shown, and the copy before it can be put back', async () => {
  await stage.add(link('IATA', KEY));
  await stage.add(link('Other', 'GEZDGNBVGY3TQOJQ'));
  await stage.add(link('Third', 'MZXW6YTBOJRGC6QA'));
  const { vault } = await stage.stored();
  const [first] = vault.recs;
  vault.recs[0] = `${first.slice(0, 90)}${first[90] === 'A' ? 'B' : 'A'}${first.slice(91)}`;
  await stage.store({ vault });
  await stage.show('portal', await qr(link('New', 'MFRGGZDFMZTWQ2LK')));
  const popup = await stage.popup();
  await says(popup, '.card.bad', /1 account is missing or can’t be read/);
  assert.equal((await popup.$$('.row')).length, 2);
  await popup.waitForSelector('[data-add]');
  await popup.click('[data-add]');
  await says(popup, '.toast', /isn’t saving any changes for now/);
  assert.deepEqual((await stage.stored()).vault, vault, 'a damaged vault is not written over');
  await Promise.all([popup.waitForNavigation(), popup.click('[data-previous]')]);
  // The copy dates from before the third account was added.
  await until(async () => (await popup.$$('.row')).length === 2 && !(await popup.$('.card.bad')));
});

test('a vault that cannot be opened is left untouched and says why', async () => {
  await stage.add(link('IATA', KEY));
  const { vault, device } = await stage.stored();
  const other = { ...device, key: 'A'.repeat(43) };
  const cases = /** @type {[any, RegExp][]} */ ([
    [{ vault: { ...vault, hdr: vault.hdr.replace('created', 'Created') } }, /damaged or changed/],
    [{ vault: { ...vault, mac: 'A'.repeat(43) } }, /damaged or changed/],
    [{ vault: { ...vault, hdr: vault.hdr.replace('"v":1', '"v":2') } }, /newer version/],
    [{ vault: { hdr: 7 } }, /damaged or changed/],
    [{ vault: 'gone' }, /no longer in its storage/],
    [{ device: other, device_copy: other }, /missing or has changed/],
  ]);
  await stage.show('portal', '');
  for (const [change, sentence] of cases) {
    await stage.store({ vault, device, device_copy: device, ...change });
    const popup = await stage.popup();
    await says(popup, '.card.bad', sentence);
    await popup.close();
    assert.deepEqual((await stage.stored()).vault, change.vault ?? vault);
  }
});

test('changes in one window show in the other', async () => {
  const other = await stage.extensionPage();
  await stage.add(link('IATA', KEY));
  await says(other, '.row .issuer', /IATA/);
  await other.close();
});

test('nothing is asked of the network', async () => {
  /** @type {string[]} */
  const asked = [];
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show('portal', FIELD + (await qr(link('Other', 'GEZDGNBVGY3TQOJQ'))));
  const popup = await stage.popup();
  popup.on('request', (request) => asked.push(request.url()));
  await popup.reload();
  await popup.waitForSelector('[data-dock="key"]');
  assert.ok(asked.length > 5, 'requests are seen');
  assert.deepEqual(
    asked.filter((url) => !/^(chrome-extension|data|blob):/.test(url)),
    [],
  );
  const blocked = await popup.evaluate(
    (url) =>
      fetch(url).then(
        () => 'answered',
        () => 'blocked',
      ),
    stage.origin('portal'),
  );
  assert.equal(blocked, 'blocked');
});

test('scripts in pages cannot read what is stored', async () => {
  await stage.add(link('IATA', KEY));
  await stage.show('portal', '');
  const popup = await stage.popup();
  const read = await popup.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    const [{ result } = { result: undefined }] = await chrome.scripting.executeScript({
      target: { tabId: tab?.id ?? 0 },
      func: () =>
        chrome.storage.local.get().then(
          () => 'read',
          (error) => String(error),
        ),
    });
    return result;
  });
  assert.match(String(read), /not allowed/);
});
