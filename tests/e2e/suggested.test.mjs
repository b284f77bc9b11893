// The first login after an import: accounts have no site yet, and are offered where they probably belong.

import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { says, textOf, until } from './browser.mjs';
import { handsOn } from './safe.mjs';
import { link, useStage } from './stage.mjs';

const stage = await useStage();
const { settings, section } = handsOn(stage);

const KEY = 'QG7UKIW6FQLIV4KO7KVHYKAYCZUVOPLN';
const FIELD = '<label>One-time code <input id="code" autocomplete="one-time-code"></label>';
const typed = () => stage.page.$eval('#code', (input) => /** @type {any} */ (input).value);

test('an account that was imported is offered where it belongs, and one press binds and fills it', async () => {
  await stage.add(link('Contoso', KEY));
  await stage.add(link('Other', 'GEZDGNBVGY3TQOJQ'));
  await stage.show('contoso', FIELD);
  const popup = await stage.popup();
  await says(popup, '[data-dock="suggested"]', /Is this your account for .*contoso\.localhost/);
  assert.equal(await textOf(popup, '.row .issuer'), 'Contoso', 'it is the first in the list');
  assert.equal(await typed(), '', 'nothing is filled unasked');
  await popup.click('[data-use-suggested]');
  await until(async () => /^\d{6}$/.test(await typed()), 35_000);
  const again = await stage.popup();
  await again.waitForSelector('.row.here');
  assert.equal(await textOf(again, '.row.here .issuer'), 'Contoso');
});

test('of several that may belong to a page the user chooses one, by keyboard', async () => {
  await stage.add(link('Contoso', KEY));
  await stage.add(link('Contoso', 'GEZDGNBVGY3TQOJQ'));
  await stage.show('contoso', FIELD);
  const popup = await stage.popup();
  await says(popup, '[data-dock="suggested"]', /Choose the one to use here/);
  await popup.focus('.row [data-use]');
  await popup.keyboard.press('ArrowDown');
  await popup.keyboard.press('Enter');
  await says(popup, '[data-suggested]', /Is this your account for/);
  await new Promise((resolve) => setTimeout(resolve, 600));
  await popup.keyboard.press('Enter');
  await until(async () => /^\d{6}$/.test(await typed()), 35_000);
  const { vault } = await stage.stored();
  assert.equal(vault.recs.length, 2);
  const again = await stage.popup();
  await again.waitForSelector('.row.here');
  assert.equal((await again.$$('.row.here')).length, 1);
});

test('a known service is not suggested at a page that only borrows its name', async () => {
  await stage.add(link('PayPal', KEY));
  await stage.show('paypal', FIELD);
  const popup = await stage.popup();
  await popup.waitForSelector('.row');
  await until(async () => (await popup.$('[aria-busy="false"]')) !== null);
  assert.equal(await popup.$('[data-dock="suggested"]'), null);
  await popup.click('.row [data-use]');
  await popup.waitForSelector('[data-elsewhere]');
});

test('an account of a known service gets its site with the import, if the user says so', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'postern-links-')), 'links.txt');
  writeFileSync(file, `${link('ACME', KEY)}\n${link('GitHub', 'GEZDGNBVGY3TQOJQ')}`);
  const page = await settings('#import');
  const input = await page.waitForSelector('[type="file"]');
  await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (input).uploadFile(
    file,
  );
  await page.waitForSelector('[data-bind-all]');
  assert.equal(await page.$('[data-bind]'), null);
  await page.click('[data-bind-all]');
  await says(page, '.bound', /github\.com/);
  assert.equal((await page.$$('[data-bind]')).length, 1);
  await page.click('[data-act="take"]');
  await says(page, '.toast', /Added 2 accounts/);
  await section(page, 'accounts');
  const sites = async (/** @type {number} */ row) => {
    await page.click(`[data-row="${row}"] [data-open]`);
    await page.waitForSelector('[data-form="details"]');
    const said = await textOf(page, '[data-sites]');
    await page.goBack();
    await page.waitForSelector('[data-row="0"]');
    return said;
  };
  assert.doesNotMatch(await sites(0), /github/);
  assert.match(await sites(1), /github\.com/);
  await page.close();
});
