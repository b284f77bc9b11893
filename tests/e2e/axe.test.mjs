// axe-core reports no violations in any view.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { pressMenu } from './browser.mjs';
import { addressOf, cameraWith } from './cameras.mjs';
import { handsOn, KEY, SECTIONS } from './safe.mjs';
import { link, qr, useStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const { flags, remove } = cameraWith([{ text: link('GitHub', 'MFRGGZDFMZTWQ2LK'), frames: 5 }]);
const stage = await useStage({ flags });
after(remove);
const { settings, section, showDetails, setPassphrase, prove, oneAccount } = handsOn(stage);
const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** @param {Page} page @param {string} view */
async function check(page, view) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.map((/** @type {any} */ { id, nodes }) => [
      id,
      ...nodes.map((/** @type {any} */ { html }) => html.slice(0, 120)),
    ]);
  });
  assert.deepEqual(found, [], view);
}

for (const look of ['light', 'dark', 'contrast']) {
  const scheme = look === 'dark' ? 'dark' : 'light';
  const wear = () => stage.store({ settings: look === 'contrast' ? { theme: 'contrast' } : {} });

  test(`the first-run page, ${look}`, async () => {
    await wear();
    const page = await stage.postern.browser.newPage();
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(
      `chrome-extension://${stage.postern.extension.id}/extension/welcome/welcome.html`,
    );
    await page.waitForSelector('[data-step]');
    await check(page, 'the first-run page');
    await page.close();
  });

  test(`the popup's views, ${look}`, async () => {
    await wear();
    await stage.show('portal', '<p>Nothing here.</p>');
    const open = async () => {
      await stage.page.bringToFront();
      const opened = await stage.popup();
      await opened.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      return opened;
    };
    let popup = await open();
    await popup.waitForSelector('.welcome');
    await check(popup, 'the first run');
    await popup.close();
    await stage.show('portal', await qr(link('IATA', KEY)));
    popup = await open();
    await popup.waitForSelector('[data-add]');
    await check(popup, 'a key was found');
    await popup.close();
    await oneAccount();
    const kept = { tags: ['Work'], pinned: true, note: 'Desk 4' };
    await stage.add(link('GitHub', 'GEZDGNBVGY3TQOJQ'), '', kept);
    popup = await open();
    await popup.waitForSelector('.tile svg');
    await popup.click('.tag');
    await check(popup, 'the list');
    await popup.click('[data-act="add"]');
    await popup.waitForSelector('[name="text"]');
    await check(popup, 'the form to add');
    await popup.click('header button');
    await pressMenu(popup, 'edit-row', '.row');
    await popup.waitForSelector('[name="recovery"]');
    await check(popup, 'the edit form');
    await popup.close();
    popup = await open();
    await pressMenu(popup, 'why');
    await popup.waitForSelector('h1');
    await check(popup, 'the fields');
  });

  test(`the page with the camera, ${look}`, async () => {
    await wear();
    await oneAccount();
    const page = await stage.postern.browser.newPage();
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(addressOf(stage, '#screen'));
    await page.waitForSelector('[data-act="camera"]');
    await check(page, 'the camera is off');
    await page.click('[data-act="camera"]');
    await page.waitForSelector('[data-act="take"]');
    await check(page, 'an account was found');
    await page.click('[data-act="camera"]');
    await page.waitForSelector('video', { hidden: true });
    await check(page, 'what was found, without the camera');
    await page.click('[data-act="take"]');
    await page.waitForSelector('[data-said] a');
    await check(page, 'it was added');
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException('', 'NotFoundError');
      };
    });
    await page.click('[data-act="camera"]');
    await page.waitForSelector('[data-error]');
    await check(page, 'no camera');
    await page.close();
  });

  test(`the settings, ${look}`, async () => {
    await wear();
    await oneAccount();
    await setPassphrase();
    const page = await settings();
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    for (const name of SECTIONS) {
      await section(page, name);
      await check(page, `settings: ${name}`);
    }
    await section(page, 'sync');
    await page.click('[data-act="sync-account"]');
    await page.waitForSelector('[data-last]');
    const { sync } = await stage.stored();
    const other = { id: '2'.repeat(16), name: 'Home PC', atMs: 0, isMine: false, aheadMs: 9e9 };
    await stage.store({ sync: { ...sync, computers: [other] } });
    await page.waitForSelector('[data-ahead]');
    await check(page, 'two computers sync');
    await page.click('[data-act="remove-computer"]');
    await page.waitForSelector('dialog[open][data-question]');
    await check(page, 'one of them is to be removed');
    await page.click('[data-act="cancel-question"]');
    await section(page, 'export');
    await page.click('[data-act="export-links"]');
    await check(page, 'a plain export');
    await section(page, 'accounts');
    await page.click('[data-select-all]');
    await page.click('[data-act="group"]');
    await check(page, 'selected accounts');
    await showDetails(page);
    await check(page, 'details on the page');
    await section(page, 'security');
    await page.click('[data-way="recovery"] [data-act="make"]');
    await page.waitForSelector('[data-proof] [name="secret"]');
    await check(page, 'the question who is there');
    await prove(page);
    await page.waitForSelector('[data-paper]');
    await check(page, 'a recovery key');
    await page.click('[data-form="recovery"] [data-act="cancel"]');
    await page.close();
    await (await stage.postern.worker()).evaluate(() => chrome.storage.session.clear());
    await stage.page.bringToFront();
    const popup = await stage.postern.click(stage.page);
    await popup.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await popup.waitForSelector('.locked');
    await check(popup, 'locked');
    const stuck = await settings('#rescue');
    await stuck.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await check(stuck, 'what leads on');
    await stuck.close();
  });
}
