// Everyday use: order, tags, appearance, languages, windows.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageAt, pressMenu, says, textOf, until } from './browser.mjs';
import { grantedExtension } from './copies.mjs';
import { handsOn, KEY } from './safe.mjs';
import { link, useStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const stage = await useStage({
  extension: grantedExtension({ permissions: ['clipboardRead', 'clipboardWrite'] }),
});
const { settings, section, showDetails } = handsOn(stage);

const FIELD = '<label>One-time code <input id="code"></label>';
const OTHERS = { Alpha: 'GEZDGNBVGY3TQOJQ', Beta: 'MFRGGZDFMZTWQ2LK', GitHub: 'NBSWY3DPEB3W64TM' };

async function someAccounts() {
  for (const [issuer, key] of Object.entries(OTHERS)) await stage.add(link(issuer, key));
}

/** @param {Page} popup @returns {Promise<string[]>} */
const names = (popup) => popup.$$eval('.row .issuer', (all) => all.map((one) => one.textContent));

/** @param {Page} page @param {string} what @param {string} value */
async function choose(page, what, value) {
  await page.select(`[data-choose="${what}"]`, value);
  await until(() =>
    page.$eval(`[data-choose="${what}"]`, (one) => !(/** @type {any} */ (one).disabled)),
  );
}

/** The window that the popup opens. */
async function ownWindow() {
  const popup = await stage.popup();
  await pressMenu(popup, 'window');
  const own = await pageAt(stage.postern.extension, /\?window$/);
  await own.waitForSelector('.row');
  // The window has just followed the page: it ignores clicks for half a second after that.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return own;
}

/** @param {Page} page */
const look = (page) =>
  page.evaluate(() => ({
    theme: document.documentElement.dataset.theme ?? '',
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    height: document.querySelector('.row')?.clientHeight ?? 0,
  }));

test('accounts are in the chosen order, and those used last or most come first', async () => {
  await someAccounts();
  const page = await settings('#appearance');
  await choose(page, 'order', 'used');
  await stage.show('portal', '');
  let popup = await stage.popup();
  await popup.click('[data-index="2"] [data-use]');
  await says(popup, '.toast', /copied/);
  await popup.click('[data-index="2"] [data-use]');
  await popup.click('[data-index="1"] [data-use]');
  const times = async () =>
    Object.values((await stage.stored()).usage ?? {}).map((/** @type {any} */ one) => one.times);
  await until(async () => (await times()).sort().join() === '1,2');
  assert.deepEqual(
    await names(popup),
    ['Alpha', 'Beta', 'GitHub'],
    'nothing moves under the mouse',
  );
  await popup.close();
  popup = await stage.popup();
  assert.deepEqual(await names(popup), ['GitHub', 'Beta', 'Alpha']);
  await choose(page, 'order', 'recent');
  await until(async () => (await names(popup)).join() === 'Beta,GitHub,Alpha');
  await choose(page, 'order', 'name');
  await until(async () => (await names(popup)).join() === 'Alpha,Beta,GitHub');
  await page.close();
});

test('the user’s own order: by keyboard, and by dragging', async () => {
  await someAccounts();
  await stage.store({ settings: { order: 'manual' } });
  await stage.show('portal', '');
  const popup = await stage.popup();
  await popup.focus('[data-index="2"] [data-use]');
  await popup.keyboard.down('Alt');
  await popup.keyboard.press('ArrowUp');
  await until(async () => (await names(popup)).join() === 'Alpha,GitHub,Beta');
  const focused = () =>
    popup.evaluate(() =>
      document.activeElement?.closest('[data-index]')?.getAttribute('data-index'),
    );
  await until(async () => (await focused()) === '1');
  await says(popup, '.toast', /position 2/);
  await popup.keyboard.press('ArrowUp');
  await until(async () => (await names(popup)).join() === 'GitHub,Alpha,Beta');
  await popup.keyboard.press('ArrowDown');
  await popup.keyboard.up('Alt');
  await until(async () => (await names(popup)).join() === 'Alpha,GitHub,Beta');
  // The browser's events for a row that is dragged over the upper half of another.
  await popup.evaluate(() => {
    const [over, , taken] = [...document.querySelectorAll('.row')];
    const { top = 0 } = over?.getBoundingClientRect() ?? {};
    const data = { dataTransfer: new DataTransfer(), bubbles: true, clientY: top + 4 };
    taken?.dispatchEvent(new DragEvent('dragstart', data));
    over?.dispatchEvent(new DragEvent('drop', data));
  });
  await until(async () => (await names(popup)).join() === 'Beta,Alpha,GitHub');
  await popup.close();
  const again = await stage.popup();
  assert.deepEqual(await names(again), ['Beta', 'Alpha', 'GitHub']);
});

test('the next code is shown before its turn, in words of any length, if there is room for it', async () => {
  for (const digits of [6, 8, 10])
    await stage.add(`${link(`Digits%20${digits}`, KEY)}&digits=${digits}&period=10`);
  await stage.store({ settings: { language: 'de' } });
  await stage.show('portal', '');
  const popup = await stage.popup();
  await until(async () => (await popup.$$('.row .next')).length === 3);
  const seen = await popup.$$eval('.row .next', (all) =>
    all.map((next) => {
      const { right, top, height } = next.getBoundingClientRect();
      return next.contains(document.elementFromPoint(right - 3, top + height / 2));
    }),
  );
  // Beside ten digits there is no room: half a code would look like a whole one.
  assert.deepEqual(seen, [true, true, false]);
  await popup.close();
});

test('a tag shows only its accounts; Escape shows all again', async () => {
  await someAccounts();
  await stage.add(link('Tagged', KEY), '', { tags: ['Work'], note: 'Desk 4' });
  await stage.show('portal', '');
  const popup = await stage.popup();
  await popup.click('.tag');
  await until(async () => (await names(popup)).join() === 'Tagged');
  assert.equal(await popup.$eval('.tag', (tag) => tag.getAttribute('aria-pressed')), 'true');
  assert.match(await textOf(popup, '.row .account'), /Note.*jane · Work/);
  await popup.keyboard.press('Escape');
  await until(async () => (await names(popup)).length === 4);
  await popup.type('.search', 'gihtub');
  await until(async () => (await names(popup)).join() === 'GitHub');
  await popup.keyboard.press('Escape');
  await until(async () => (await names(popup)).length === 4);
});

test('the details of an account have a separate page', async () => {
  await someAccounts();
  await stage.show('portal', '');
  const popup = await stage.popup();
  await pressMenu(popup, 'edit-row', '[data-index="1"]');
  await popup.waitForSelector('[data-full-page]');
  await popup.click('[data-full-page]');
  const page = await pageAt(stage.postern.browser, /settings\.html#account=/);
  const { hash } = new URL(page.url());
  const issuer = '[data-form="details"] [name="issuer"]';
  await page.waitForSelector(issuer);
  assert.equal(await page.$eval(issuer, (one) => /** @type {any} */ (one).value), 'Beta');
  await page.type(issuer, ' Portal');
  await page.type('[data-form="details"] [name="note"]', 'Desk 4');
  const isPasted = await page.$eval('[data-form="details"] [name="recovery"]', (field) =>
    field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true })),
  );
  assert.ok(isPasted, 'into the field, not into the import');
  await page.click('[data-form="details"] .primary');
  await page.waitForFunction(() => !document.querySelector('[data-form="details"]'));
  await says(page, '[data-panel="accounts"]', /Beta Portal/);

  await showDetails(page);
  await page.type('[data-form="details"] [name="note"]', 'typed for Alpha, and not saved');
  await page.click('[data-form="details"] [name="presses"]');
  await page.evaluate((hash) => {
    location.hash = hash;
  }, hash);
  await page.waitForFunction(
    (selector) => /** @type {any} */ (document.querySelector(selector))?.value === 'Beta Portal',
    {},
    issuer,
  );
  const fields = await page.$eval('[data-form="details"]', (form) =>
    [...new FormData(/** @type {HTMLFormElement} */ (form))].map(([name, value]) => [name, value]),
  );
  assert.ok(fields.some(([name, value]) => name === 'note' && value === 'Desk 4'));
  assert.ok(!fields.some(([name]) => name === 'presses'), 'nothing typed for one goes to another');
  await showDetails(page);
  await page.click('[data-form="details"] [data-delete]');
  await says(page, '.toast', /Alpha/);
  await until(async () => (await page.$('[data-form="details"]')) === null);
  await section(page, 'bin');
  await page.waitForSelector('[data-binned]');
  await page.click('[data-act="empty-bin"]');
  await page.waitForSelector('[data-question="empty"]');
  await page.keyboard.press('Enter');
  await until(async () => (await page.$('[data-question]')) === null);
  assert.ok(await page.$('[data-binned]'), 'the button that has the focus changes nothing');
  await page.click('[data-act="empty-bin"]');
  await page.waitForSelector('[data-act="confirm-question"]:enabled');
  await page.click('[data-act="confirm-question"]');
  await until(async () => (await page.$('[data-binned]')) === null);
  await says(page, '.toast', /permanently/);
  await page.close();
  const later = await stage.popup();
  assert.deepEqual(await names(later), ['Beta Portal', 'GitHub']);
  await later.close();
});

test('the form of an account is drawn once, when it is ready: a quick user keeps the focus', async () => {
  await someAccounts();
  const page = await settings('#accounts');
  await page.waitForSelector('[data-row="1"] [data-open]');
  await page.evaluate(() => {
    const quick = new MutationObserver(() => {
      const note = /** @type {HTMLElement | null} */ (document.querySelector('[name="note"]'));
      if (!note) return;
      quick.disconnect();
      note.focus();
    });
    quick.observe(document.body, { childList: true, subtree: true });
  });
  await page.click('[data-row="1"] [data-open]');
  await page.waitForSelector('[name="note"]:focus');
  await new Promise((resolve) => setTimeout(resolve, 700));
  assert.ok(await page.$('[name="note"]:focus'), 'nothing takes it away');
  await page.close();
});

test('known services have their logo, from the package; others a letter', async () => {
  await someAccounts();
  await stage.show('portal', '');
  const popup = await stage.popup();
  await popup.waitForSelector('[data-index="2"] .tile svg path');
  assert.equal(await textOf(popup, '[data-index="0"] .tile'), 'A');
});

test('a row copies if the user wants that, and its menu fills the field', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.store({ settings: { action: 'copy' } });
  await stage.show('portal', FIELD);
  const popup = await stage.popup();
  await popup.waitForSelector('.row.here');
  assert.match(await textOf(popup, '.row .does'), /Copy/);
  await popup.click('[data-use]');
  await says(popup, '.toast', /^Code copied\.$/);
  await pressMenu(popup, 'fill', '.row');
  await until(async () =>
    /^\d{6}$/.test(await stage.page.$eval('#code', (one) => /** @type {any} */ (one).value)),
  );
});

/** The popup's views in a tab, which does not close when another tab comes to the front. */
async function inTab(search = '?window') {
  const page = await stage.postern.browser.newPage();
  const { id } = stage.postern.extension;
  await page.goto(`chrome-extension://${id}/extension/popup/popup.html${search}`);
  await page.waitForSelector('.row');
  return page;
}

test('colours, text size and language are as chosen, everywhere at once', async () => {
  await someAccounts();
  const popup = await inTab();
  const { height } = await look(popup);
  const page = await settings('#appearance');
  await choose(page, 'theme', 'contrast');
  await choose(page, 'text', '1.3');
  await until(async () => (await look(popup)).theme === 'contrast');
  await until(async () => Math.abs((await look(popup)).height - height * 1.3) < 2);
  await choose(page, 'language', 'ar');
  await until(async () => (await look(popup)).dir === 'rtl' && (await look(page)).dir === 'rtl');
  await says(popup, '.row .does', /نسخ/);
  await says(page, 'h1', /إعدادات/);
  await choose(page, 'language', 'pt_BR');
  await until(async () => (await look(popup)).lang === 'pt-BR');
  assert.equal((await look(popup)).dir, 'ltr');
  await choose(page, 'language', '');
  await choose(page, 'theme', '');
  await until(async () => (await look(popup)).theme === '' && /^en/.test((await look(popup)).lang));
  await page.close();
});

test('Postern’s own window and the panel follow the pages, stay, and show what happens elsewhere', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show('portal', FIELD);
  const own = await ownWindow();
  await own.waitForSelector('.row.here');
  await until(async () => /Fill/.test(await textOf(own, '.row .does')));
  await own.click('[data-use]');
  await says(own, '.toast', /Code filled/);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.ok(!own.isClosed(), 'it stays');
  await stage.show('portal', '<p>No field.</p>');
  await until(async () => /Copy/.test(await textOf(own, '.row .does')));
  await stage.show('portal', FIELD);
  await until(async () => /Fill/.test(await textOf(own, '.row .does')));
  await stage.add(link('Later', 'MFRGGZDFMZTWQ2LK'));
  await until(async () => (await names(own)).length === 2);
  // The panel shows the same page; a tab stands in for it here.
  const panel = await inTab('?panel');
  await panel.setViewport({ width: 340, height: 900 });
  assert.deepEqual(await names(panel), ['IATA', 'Later']);
  await panel.click('[data-act="more"]');
  await panel.waitForSelector('[data-item="settings"]');
  assert.equal(await panel.$('[data-item="panel"]'), null);
  await panel.keyboard.press('Escape');
  assert.ok(await panel.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await panel.close();
  await own.close();
});

test('a window that stays is sorted again when another page comes, not under the mouse', async () => {
  await someAccounts();
  await stage.store({ settings: { order: 'recent' } });
  await stage.show('portal', '');
  const own = await ownWindow();
  await own.waitForSelector('.row');
  await own.click('[data-index="2"] [data-use]');
  await says(own, '.toast', /copied/);
  await until(async () => Object.keys((await stage.stored()).usage ?? {}).length === 1);
  assert.deepEqual(await names(own), ['Alpha', 'Beta', 'GitHub']);
  await stage.show('portal', FIELD);
  await until(async () => (await names(own)).join() === 'GitHub,Alpha,Beta');
  await own.close();
});

test('the side panel opens from the popup', async () => {
  await someAccounts();
  await stage.show('portal', '');
  const popup = await stage.popup();
  await pressMenu(popup, 'panel');
  await until(async () =>
    (await stage.postern.worker()).evaluate(
      async () =>
        (await chrome.runtime.getContexts({ contextTypes: /** @type {any} */ (['SIDE_PANEL']) }))
          .length === 1,
    ),
  );
});

test('a copied code is cleared from the clipboard, unless something else was copied', async () => {
  await someAccounts();
  const ring = async () => {
    await (await stage.postern.worker()).evaluate(() =>
      /** @type {any} */ (chrome.alarms.onAlarm).dispatch({ name: 'clipboard' }),
    );
    const remembered = async () =>
      (await stage.postern.worker()).evaluate(() => chrome.storage.session.get('copied'));
    await until(async () => Object.keys(await remembered()).length === 0);
    await until(async () =>
      (await stage.postern.worker()).evaluate(
        async () =>
          (
            await chrome.runtime.getContexts({
              contextTypes: /** @type {any} */ (['OFFSCREEN_DOCUMENT']),
            })
          ).length === 0,
      ),
    );
  };
  const copy = async () => {
    const popup = await stage.popup();
    await popup.click('[data-use]');
    await says(popup, '.toast', /copied/);
    await popup.close();
  };
  await stage.show('portal', '<p>Nothing.</p>');
  await stage.store({ settings: { clearS: 30 } });
  await copy();
  assert.match(await stage.clipboard(), /^\d{6}$/);
  const alarm = await (await stage.postern.worker()).evaluate(() => chrome.alarms.get('clipboard'));
  assert.ok(Math.abs((alarm?.scheduledTime ?? 0) - Date.now() - 30_000) < 10_000);
  await ring();
  await until(async () => (await stage.clipboard()) === '');
  await copy();
  await stage.setClipboard('my own words');
  await ring();
  assert.equal(await stage.clipboard(), 'my own words');
});

test('without a network everything is there, and Postern says so', async () => {
  await someAccounts();
  await stage.show('portal', '');
  const popup = await stage.popup();
  await popup.setOfflineMode(true);
  await popup.waitForSelector('[data-dock="offline"]');
  assert.equal((await names(popup)).length, 3);
  await popup.setOfflineMode(false);
  await until(async () => (await popup.$('[data-dock="offline"]')) === null);
});
