// A stranger at an unlocked browser, and pages that try to pass for others.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pressMenu, says, textOf, until } from './browser.mjs';
import { handsOn, KEY, PASS } from './safe.mjs';
import { link, qr, useStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const stage = await useStage();
const { settings, setPassphrase, unlock, prove, session, tell, isLocked, oneAccount } =
  handsOn(stage);
const folder = mkdtempSync(join(tmpdir(), 'postern-guard-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const OTHER = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

/**
 * Actions that a passer-by would try, and what must be typed first.
 * @type {Record<string, (page: Page) => Promise<unknown>>}
 */
const PASSERS = {
  'an Aegis file with a password of their own': async (page) => {
    await page.click('[data-act="export-aegis"]');
    await page.type('[data-form="export"] [name="password"]', 'seven windy harbours');
    await page.type('[data-form="export"] [name="again"]', 'seven windy harbours');
    await page.click('[data-export]');
  },
  'key links': async (page) => {
    await page.click('[data-act="export-links"]');
    await page.type('[name="word"]', 'export');
    await page.click('[data-export]');
  },
  'a recovery key of their own': (page) => page.click('[data-way="recovery"] [data-act="make"]'),
  'no passphrase at all': (page) => page.click('[data-way="pass"] [data-act="off"]'),
  'a passphrase of their own': (page) => page.click('[data-way="pass"] [data-act="change"]'),
  'no locking any more': (page) => page.select('[data-choose="minutes"]', '0'),
};

test('a passer-by at an unlocked browser takes nothing and changes nothing', async () => {
  await oneAccount();
  await setPassphrase();
  const client = await stage.postern.browser.target().createCDPSession();
  await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  const before = await stage.stored();
  for (const [what, press] of Object.entries(PASSERS)) {
    const page = await settings(/file|links/.test(what) ? '#export' : '#security');
    await press(page);
    await page.waitForSelector('dialog[open] [name="secret"]');
    await page.type('dialog [name="secret"]', 'some guess or other');
    await page.click('[data-prove]');
    await says(page, 'dialog .error', /Wrong passphrase/);
    await page.click('dialog [data-cancel]');
    await until(async () => (await page.$('[data-proof]')) === null);
    assert.doesNotMatch(await textOf(page, 'body'), new RegExp(KEY), what);
    assert.equal(await page.$('[data-paper]'), null, what);
    assert.deepEqual(await stage.stored(), before, what);
    await page.close();
    await (await stage.postern.worker()).evaluate(() => chrome.storage.session.remove('wrong'));
  }
  assert.deepEqual(readdirSync(folder), []);
});

test('the proof dialog can be left with Escape, and comes back after a lock', async () => {
  await oneAccount();
  await setPassphrase();
  const page = await settings('#security');
  const ask = () => page.click('[data-way="pass"] [data-act="change"]');
  await ask();
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('Escape');
  await until(async () => (await page.$('[data-proof]')) === null);
  await ask();
  await prove(page);
  await page.waitForSelector('[data-form="pass"]');
  await tell('commands', 'onCommand', 'lock');
  await page.waitForSelector('.locked');
  await unlock(page, PASS);
  await page.waitForSelector('[data-way]');
  await ask();
  await page.waitForSelector('dialog[open]');
  await page.close();
});

test('a lock that is pressed while the vault is being unlocked wins', async () => {
  await oneAccount();
  await setPassphrase();
  await tell('commands', 'onCommand', 'lock');
  await until(isLocked);
  const popup = await stage.postern.click(stage.page);
  await popup.waitForSelector('.locked');
  // Simulates a computer that is slow enough.
  await popup.evaluate(() => {
    const { postMessage } = Worker.prototype;
    const goOn = new Promise((resolve) => addEventListener('go-on', resolve, { once: true }));
    Worker.prototype.postMessage = function (/** @type {any[]} */ ...given) {
      void goOn.then(() => postMessage.apply(this, /** @type {any} */ (given)));
    };
  });
  const { locks } = await session();
  await unlock(popup, PASS);
  await says(popup, '[data-unlock]', /Unlocking/);
  await tell('commands', 'onCommand', 'lock');
  await until(async () => (await session()).locks !== locks);
  await popup.evaluate(() => dispatchEvent(new Event('go-on')));
  await says(popup, '.locked .error', /locked/);
  assert.ok(await isLocked());
  assert.equal((await session()).vaultKey, undefined);
  await unlock(popup, PASS);
  await popup.waitForSelector('.row');
});

test('wrong passphrases slow the next popup down as well', async () => {
  await oneAccount();
  await setPassphrase();
  await tell('commands', 'onCommand', 'lock');
  const popup = await stage.postern.click(stage.page);
  for (const guess of ['first guess', 'second guess', 'third guess']) {
    await unlock(popup, guess);
    await until(async () => /Wrong passphrase/.test(await textOf(popup, '.locked')));
    await until(async () => !/Unlocking/.test(await textOf(popup, '[data-unlock]')));
  }
  await popup.close();
  assert.equal((await session()).wrong.count, 3);
  const again = await stage.postern.click(stage.page);
  await unlock(again, PASS);
  await again.waitForSelector('.row');
  assert.equal((await session()).wrong, undefined);
});

test('a page of another site cannot replace the key of an account', async () => {
  await stage.add(link('Bank', KEY), stage.origin('bank'));
  await stage.show('evil', await qr(link('Bank', OTHER)));
  const popup = await stage.popup();
  await popup.click('[data-expand]');
  await says(popup, '[data-sheet]', /belongs to another site/);
  assert.equal(await popup.$('[data-replace]'), null);
  assert.equal(await textOf(popup, '[data-add]'), 'Add');
  await popup.close();
  // On the bank's own site the replacement is offered, but never done in passing.
  await stage.show('bank', await qr(link('Bank', OTHER)));
  const own = await stage.popup();
  await own.waitForSelector('[data-dock="key"]');
  assert.equal(await own.$('[data-add]'), null);
  const focused = () => own.evaluate(() => document.activeElement?.getAttributeNames().join(' '));
  assert.match((await focused()) ?? '', /data-use/, 'the row keeps the focus');
  await own.click('[data-expand]');
  await own.waitForSelector('[data-replace]');
  assert.ok(await own.$('[data-sheet] [data-add]'));
  assert.equal(await own.$('[data-sheet] .primary'), null, 'neither choice suggests itself');
});

test('a click or a key press just after a card has appeared does nothing', async () => {
  await stage.show('portal', await qr(link('IATA', KEY)));
  const popup = await stage.postern.click(stage.page);
  await popup.waitForSelector('[data-add]');
  // Not the patient click of the other tests: the user was already about to click.
  await (await popup.$('[data-add]'))?.click();
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal((await stage.stored()).vault, undefined);
  await popup.click('[data-add]');
  await until(async () => (await stage.stored()).vault !== undefined);
});

test('in a view that stays open, keys found on one page are not shown for another', async () => {
  await stage.show('one', await qr(link('One', KEY)));
  const popup = await stage.popup();
  await popup.close();
  const helper = await stage.extensionPage();
  const opened = stage.postern.browser.waitForTarget((target) => target.url().endsWith('?window'));
  await helper.evaluate(async (path) => {
    const { openWindow } = await import(path);
    await openWindow();
  }, '/extension/platform/tabs.js');
  const panel = /** @type {Page} */ (await (await opened).page());
  await panel.waitForSelector('.welcome, [data-candidate]');
  // A slow look: the user has gone on to another tab by the time its picture is ready.
  await panel.evaluate(() => {
    const { captureVisibleTab } = chrome.tabs;
    Object.assign(chrome.tabs, {
      captureVisibleTab: async (/** @type {any[]} */ ...given) => {
        const picture = await captureVisibleTab.apply(chrome.tabs, /** @type {any} */ (given));
        await new Promise((resolve) => setTimeout(resolve, 1500));
        return picture;
      },
    });
  });
  stage.put('two', '<!doctype html><title>two</title><p>Nothing here.</p>');
  await helper.close();
  await stage.page.bringToFront();
  await panel.click('[data-scan]').catch(() => undefined);
  const two = await stage.postern.browser.newPage();
  await two.goto(`${stage.origin('two')}/`);
  await two.bringToFront();
  await new Promise((resolve) => setTimeout(resolve, 3500));
  assert.equal(await panel.$('[data-candidate]'), null);
  await two.close();
  await panel.close();
});

test('typed text goes to no spelling checker', async () => {
  await oneAccount();
  const checked = (/** @type {Page} */ page) =>
    page.$$eval('input, textarea', (all) =>
      all
        .filter(
          (one) =>
            one.tagName === 'TEXTAREA' || /^(text|search)$/.test(/** @type {any} */ (one).type),
        )
        .filter((one) => /** @type {HTMLElement} */ (one).spellcheck)
        .map((one) => one.outerHTML),
    );
  const popup = await stage.popup();
  assert.deepEqual(await checked(popup), []);
  await pressMenu(popup, 'edit-row', '.row');
  await popup.waitForSelector('[name="note"]');
  assert.deepEqual(await checked(popup), []);
  await popup.close();
  const again = await stage.popup();
  await again.click('[data-act="add"]');
  await again.waitForSelector('[name="text"]');
  assert.deepEqual(await checked(again), []);
  await again.close();
  const page = await settings('#export');
  await page.click('[data-act="export-links"]');
  assert.deepEqual(await checked(page), []);
  await page.close();
});

test('a sentence that names two sites is read to its end, however long they are', async () => {
  const host = 'a'.repeat(60);
  await stage.add(link('Bank', KEY), `http://${'b'.repeat(60)}.localhost`);
  await stage.show(host, '<label>One-time code <input id="code"></label>');
  const popup = await stage.popup();
  await popup.click('.row [data-use]');
  await says(popup, '[data-elsewhere]', new RegExp(`${host}[\\s\\S]*b{60}`));
  const cut = await popup.$$eval('[data-elsewhere], [data-elsewhere] p', (all) =>
    all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className),
  );
  assert.deepEqual(cut, []);
});
