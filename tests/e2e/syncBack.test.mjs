// Sync over a folder after the browser was restarted: it takes the permission back, and asks its own question before it
// gives it again, which real keys answer here.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { says, until } from './browser.mjs';
import { handsOn, PASS } from './safe.mjs';
import { link, useFolder } from './stage.mjs';

const { display, folder, open } = await useFolder('postern-back-');

const written = () => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));

test('after a restart, one click and the browser’s own question let sync go on', async () => {
  let stage = await open();
  let hands = handsOn(stage);
  await hands.oneAccount();
  await hands.setPassphrase();
  let page = await hands.settings('#sync');
  await page.bringToFront();
  await page.click('[data-act="sync-folder"]');
  await display.chooseFolder(folder);
  await page.waitForSelector('[data-sync="folder"]');
  await until(async () => written().length === 1);
  await stage.close();

  stage = await open();
  hands = handsOn(stage);
  page = await hands.settings('#sync');
  await hands.unlock(page, PASS);
  await page.waitForSelector('[data-trouble="sync-folder-asks"]');
  await page.waitForSelector('[data-act="allow-sync"].primary');
  const before = written().join();
  await stage.add(link('Later', 'MFRGGZDFMZTWQ2LK'));
  await page.bringToFront();
  await page.click('[data-act="allow-sync"]');
  await display.allow();
  await page.waitForSelector('[data-trouble]', { hidden: true });
  await until(async () => written().join() !== before);
  await page.waitForSelector('[data-act="sync-now"]:enabled');
  await says(page, '[data-last]', /Last synced: (now|\d+ seconds? ago)/);
  assert.equal(written().length, 1, 'the same computer as before');
  await stage.close();
});
