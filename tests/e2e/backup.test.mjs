// A backup is saved, opened on another machine, and refused when it is none.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SECRET, says, textOf, until } from './browser.mjs';
import { handsOn, KEY, PASS } from './safe.mjs';
import { link, useStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const stage = await useStage();
const { settings, setPassphrase, oneAccount } = handsOn(stage);
const folder = mkdtempSync(join(tmpdir(), 'postern-downloads-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Saves a backup, and gives the file. @param {Page} page */
async function save(page) {
  const client = await stage.postern.browser.target().createCDPSession();
  await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  for (const file of readdirSync(folder)) rmSync(join(folder, file));
  await page.click('[data-act="save-backup"]');
  await says(page, '.toast', /in your downloads/);
  const name = await until(async () => readdirSync(folder).find((file) => file.endsWith('.json')));
  return join(folder, name);
}

/** @param {Page} page @param {string} file @param {string} [passphrase] */
async function restore(page, file, passphrase) {
  const input = await page.$('[data-form="backup"] [name="file"]');
  await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (input).uploadFile(
    file,
  );
  if (!passphrase) return;
  await page.waitForSelector('[data-form="backup"] [name="pass"]');
  await page.$eval('[data-form="backup"] [name="pass"]', (field) => {
    /** @type {any} */ (field).value = '';
  });
  await page.type('[data-form="backup"] [name="pass"]', passphrase);
  await page.click('[data-restore-backup]');
}

test('a backup opens on another machine by its passphrase alone', async () => {
  await oneAccount();
  await stage.add(link('Other', 'GEZDGNBVGY3TQOJQ'));
  await setPassphrase();
  const page = await settings();
  const file = await save(page);
  const text = readFileSync(file, 'utf8');
  assert.match(file, /postern-backup-\d{4}-\d\d-\d\d\.json$/);
  for (const secret of [KEY, 'IATA', 'GEZDGNBV', PASS]) assert.ok(!text.includes(secret), secret);
  assert.doesNotMatch(text.replace(/[\w-]{20,}/g, ''), SECRET);
  assert.match(await textOf(page, '#backup'), /Last saved on/);
  await restore(page, file, PASS);
  await says(page, '.toast', /Added: 0\. Here already, with the same key: 2/);
  await page.close();

  await stage.clear();
  const fresh = await settings();
  await restore(fresh, file, 'not the passphrase');
  await says(fresh, '[data-error]', /does not open it/);
  assert.equal((await stage.stored()).vault, undefined);
  await restore(fresh, file, PASS);
  await says(fresh, '.toast', /Added: 2\. Here already, with the same key: 0/);
  await fresh.close();
  const popup = await stage.popup();
  await until(async () => (await popup.$$('.row')).length === 2);
  assert.equal(await textOf(popup, '.row.here .issuer'), 'IATA', 'its site came along');
});

test('files that are no backup, or were changed, say so and change nothing', async () => {
  await oneAccount();
  await setPassphrase();
  const page = await settings();
  const file = await save(page);
  const whole = JSON.parse(readFileSync(file, 'utf8'));
  const before = (await stage.stored()).vault;
  const bad = [
    'no JSON',
    '{}',
    '[]',
    JSON.stringify({ ...whole, format: 'another' }),
    JSON.stringify({ ...whole, vault: { hdr: '{"v":1}' } }),
    JSON.stringify({ ...whole, vault: { ...whole.vault, hdr: '['.repeat(100_000) } }),
    JSON.stringify({
      ...whole,
      vault: { ...whole.vault, hdr: whole.vault.hdr.replace('65536', '2147483648') },
    }),
  ];
  for (const text of bad) {
    const path = join(folder, 'bad.json');
    writeFileSync(path, text);
    await restore(page, path);
    await page.waitForSelector('[data-error]');
    assert.match(await textOf(page, '[data-error]'), /no Postern backup|damaged|cannot be read/i);
    // What was said is gone before the next one is chosen.
    await page.reload();
    await page.waitForSelector('[data-form="backup"]');
  }
  assert.deepEqual((await stage.stored()).vault, before);
  await page.close();
});

test('without a passphrase or a recovery key there is nothing to open a backup with', async () => {
  await oneAccount();
  const page = await settings();
  assert.ok(await page.$('[data-act="save-backup"][disabled]'));
  assert.match(await textOf(page, '#backup'), /Set a passphrase or make a recovery key first/);
  await page.close();
});
