// The user's backup folder: a real one, chosen in the system's dialogue, with the browser's own questions answered by
// real keys. The browser takes the permission back when the last tab of Postern closes, and when it is restarted.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { says, textOf, until } from './browser.mjs';
import { handsOn, PASS } from './safe.mjs';
import { link, useFolder } from './stage.mjs';

const { display, folder, open } = await useFolder('postern-kept-');

/** The backups in the folder, the newest last. */
const kept = () => readdirSync(folder).sort();

/** How many accounts the newest backup holds. */
const accounts = () =>
  JSON.parse(readFileSync(join(folder, kept().at(-1) ?? ''), 'utf8')).vault.recs.length;

/** @param {number} ms @returns {Promise<void>} */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** How long the browser takes to take a permission back. */
const TAKEN_BACK_MS = 4000;

test('a real folder gets a backup after each change, and Postern says when it does not', async () => {
  const stage = await open();
  const { oneAccount, setPassphrase, settings } = handsOn(stage);
  await oneAccount();
  await setPassphrase();
  const page = await settings('#backup');
  await page.waitForSelector('[data-act="choose-folder"]:enabled');
  await page.bringToFront();
  await page.click('[data-act="choose-folder"]');
  await display.chooseFolder(folder);
  await until(async () => kept().length === 1);
  await says(
    page,
    '[data-folder]',
    /Backing up to “postern-kept-.*Last backup there: (now|\d+ seconds? ago)/,
  );

  await page.close();
  await pause(TAKEN_BACK_MS);
  await stage.add(link('Later', 'MFRGGZDFMZTWQ2LK'));
  await stage.show('portal', '<p>Nothing here.</p>');
  const popup = await stage.popup();
  await popup.click('.row [data-use]');
  await until(async () => kept().length === 2 && accounts() === 2);
  await popup.close();
  await stage.close();
});

test('after a restart Postern says that the folder waits for a permission', async () => {
  const stage = await open();
  const { settings, unlock } = handsOn(stage);
  const page = await settings('#backup');
  await unlock(page, PASS);
  await says(page, '[data-folder]', /needs your permission again to save to “postern-kept-/);
  assert.match(await textOf(page, '[data-kept]'), /Last backup there: .* ago/);
  await page.close();
  await stage.add(link('Last', 'GEZDGNBVGY3TQOJQ'));
  await stage.show('portal', '<p>Nothing here.</p>');
  const popup = await stage.popup();
  await says(popup, '[data-dock="folder"]', /needs your permission again/);
  const opening = stage.postern.browser.waitForTarget((one) => one.url().endsWith('#backup'));
  await popup.click('[data-allow-folder]');
  assert.ok(await (await opening).page());
  assert.equal(kept().length, 2, 'nothing is claimed that was not written');
  await stage.close();
});
