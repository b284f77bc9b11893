// Sites that are taken from open tabs, after the browser's own question, which real keys answer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { says } from './browser.mjs';
import { handsOn, KEY } from './safe.mjs';
import { link, useWindow } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const { display, stage } = await useWindow();

/** @param {Page} page */
const mayReadTabs = (page) =>
  page.evaluate(() => chrome.permissions.contains({ permissions: ['tabs'] }));

test('one account, and several: the site comes from a tab, and the permission goes back', async () => {
  await stage.add(link('Portal', KEY));
  await stage.add(link('Partner', 'MFRGGZDFMZTWQ2LK'));
  await stage.show('portal', '<p>Nothing here.</p>');
  const { host } = new URL(stage.origin('portal'));
  const { settings, showDetails } = handsOn(stage);
  const page = await settings();
  await page.bringToFront();
  await page.click('[data-select-all]');
  await page.click('[data-act="site"]');
  await page.click('[data-form="site"] [data-from-tabs]');
  await display.deny();
  await page.waitForSelector('[data-form="site"] [data-from-tabs]');
  assert.equal(await page.$('[name="tab"]'), null);
  await page.click('[data-form="site"] [data-from-tabs]');
  await display.allow();
  await page.waitForSelector('[data-form="site"] [name="tab"]');
  assert.equal(await mayReadTabs(page), false);
  const sites = await page.$$eval('[name="tab"] option', (all) => all.map(({ value }) => value));
  assert.deepEqual(sites, ['', host]);
  await page.select('[name="tab"]', host);
  await page.click('[data-form="site"] [data-add-site]');
  await says(page, '.toast', /Site added to 2 accounts/);

  await showDetails(page);
  await page.click('[data-sites] .icon-button');
  await page.waitForSelector('[name="bound"]', { hidden: true });
  // Chrome does not ask again.
  await page.click('[data-sites] [data-from-tabs]');
  await page.waitForSelector('[data-sites] [name="tab"]');
  await page.select('[data-sites] [name="tab"]', host);
  await page.waitForSelector('[name="bound"]');
  assert.equal(
    await page.$eval('[name="bound"]', (one) => /** @type {HTMLSelectElement} */ (one).value),
    host,
  );
  assert.equal(await mayReadTabs(page), false);
});
