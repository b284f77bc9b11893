// The browser's own permission prompt for a site, answered with real keys. It closes the popup.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { pressMenu, until } from './browser.mjs';
import { link, useWindow } from './stage.mjs';

const { display, stage } = await useWindow();

const FIELD = '<label>One-time code <input id="code"></label>';
const DENY = ['Return'];
const ALLOW = ['Tab', 'Return'];

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The extension's permissions and its registered scripts. */
const allowed = async () =>
  (await stage.postern.worker()).evaluate(async () => ({
    origins: (await chrome.permissions.getAll()).origins ?? [],
    scripts: (await chrome.scripting.getRegisteredContentScripts()).map(({ id }) => id),
  }));

/** Clicks what opens the prompt, and answers it. @param {string} selector in the popup @param {string[]} keys */
async function answer(selector, keys) {
  const popup = (await stage.postern.extension.pages())[0];
  await popup?.waitForSelector(selector);
  // The popup may be gone before the click is reported.
  await popup?.click(selector).catch(() => undefined);
  await until(async () => (await stage.postern.extension.pages()).length === 0);
  await pause(1000);
  display.keys(keys);
  await pause(1000);
}

/** Opens the edit form of the only account. */
async function edit() {
  const popup = await stage.popup();
  await popup.waitForSelector('.row');
  await pressMenu(popup, 'edit-row', '.row');
}

beforeEach(async () => {
  await stage.clear();
  await stage.add(link('IATA', 'JBSWY3DPEHPK3PXP'), stage.origin('portal'));
});

test('a site that was denied gets nothing, neither now nor when something else is requested', async () => {
  await stage.show('portal', FIELD);
  await edit();
  await answer('[data-fill-here]', DENY);
  assert.deepEqual(await allowed(), { origins: [], scripts: [] });
});

test('an allowed site is filled automatically though the popup is gone; turned off, all is given back', async () => {
  await stage.show('portal', FIELD);
  await edit();
  await answer('[data-fill-here]', ALLOW);
  const pattern = 'http://portal.localhost/*';
  // The service worker may have to be started first.
  await until(async () => (await allowed()).scripts.length > 0);
  assert.deepEqual(await allowed(), { origins: [pattern], scripts: [pattern] });
  await stage.page.reload();
  const typed = () => stage.page.$eval('#code', (input) => /** @type {any} */ (input).value);
  await until(async () => /^\d{6}$/.test(await typed()), 40_000);
  await edit();
  const popup = (await stage.postern.extension.pages())[0];
  await popup?.waitForSelector('[data-fill-here]:checked');
  await popup?.click('[data-fill-here]');
  await until(async () => (await allowed()).origins.length === 0);
  assert.deepEqual(await allowed(), { origins: [], scripts: [] });
});
