// Accounts for someone else: a file with a passphrase of its own.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { says, textOf, until } from './browser.mjs';
import { downloadsOf } from './downloads.mjs';
import { handsOn, KEY, PASS } from './safe.mjs';
import { link, useStage } from './stage.mjs';

const stage = await useStage();
const { settings, oneAccount } = handsOn(stage);
const { folder, emptyDownloads, restore } = downloadsOf(stage);

test('one account is handed to someone else: it opens with a passphrase of its own, and brings its site', async () => {
  await oneAccount();
  await stage.add(link('Private', 'GEZDGNBVGY3TQOJQ'));
  const page = await settings('#accounts');
  await page.waitForSelector('[data-row="0"] [data-pick]');
  await page.click('[data-row="0"] [data-pick]');
  await page.click('[data-act="export-selected"]');
  await page.waitForSelector('[data-act="export-shared"]');
  await emptyDownloads();
  await page.click('[data-act="export-shared"]');
  await says(page, '[data-form="export"]', /Send the passphrase another way/);
  await page.type('[data-form="export"] [name="password"]', PASS);
  await page.type('[data-form="export"] [name="again"]', PASS);
  await page.click('[data-export]');
  await says(page, '.toast', /saved to your downloads/);
  const name = await until(async () => readdirSync(folder).find((file) => file.endsWith('.json')));
  assert.match(name, /^postern-shared-\d{4}-\d\d-\d\d\.json$/);
  const file = join(folder, name);
  const text = readFileSync(file, 'utf8');
  for (const secret of [KEY, 'IATA', 'Private', PASS]) assert.ok(!text.includes(secret), secret);
  assert.deepEqual(
    JSON.parse(JSON.parse(text).vault.hdr).slots.map((/** @type {{ k: string }} */ { k }) => k),
    ['pass'],
    'no key of this computer opens it',
  );
  const { vault } = await stage.stored();
  assert.match(vault.hdr, /"k":"device"/, 'nothing changed here');
  await page.close();

  await stage.clear();
  const theirs = await settings('#backup');
  await restore(theirs, file);
  await says(theirs, '[data-shared]', /comes from someone else/);
  await restore(theirs, file, PASS);
  await says(theirs, '.toast', /Restored 1 account\.$/);
  assert.equal(await theirs.$('[data-reuse]'), null, 'its passphrase is not to lock this browser');
  await theirs.close();
  const popup = await stage.popup();
  await until(async () => (await popup.$$('.row')).length === 1);
  assert.equal(await textOf(popup, '.row.here .issuer'), 'IATA');
});
