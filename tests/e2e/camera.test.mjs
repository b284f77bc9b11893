// The page that scans with a camera or from another window. Chromium plays films to it as its camera.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looked, pressMenu, says, textOf, until } from './browser.mjs';
import { addressOf, filmed, keepTracks, open, staged, tracks, waitFor } from './cameras.mjs';
import { startDisplay } from './display.mjs';
import { exportOf } from './film.mjs';
import { KEY } from './safe.mjs';
import { link, qr } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const OTHER = 'MFRGGZDFMZTWQ2LK';

/** The handle of the folder that backups go to, without anything about accounts. */
const DATABASE = { name: 'postern', version: 1 };

/** No task may block the page longer. The aim is 50 ms; these computers are shared with other tests. */
const TASK_MS_MAX = 250;

/** Three pages of ten accounts, as the app makes them. */
const EXPORT = exportOf(
  ['A', 'B', 'C'].map((page) =>
    Array.from({ length: 10 }, (_, at) => ({
      issuer: `Portal ${page}${at}`,
      name: `jane.doe${at}@agency.example`,
    })),
  ),
);

/** How long a hand shows a code, in frames. */
const HELD = 10;

/** @param {Page} page */
const names = (page) =>
  page.$$eval('.import-row strong', (all) => all.map((one) => one.textContent));

/** How many accounts the vault has. @param {Page} page @returns {Promise<number>} */
const total = (page) =>
  page.evaluate(async () => {
    const path = '/extension/flows/vault.js';
    const session = await (await import(path)).openVault();
    const request = { query: '', origin: '', from: 0, count: 0, nowMs: Date.now() };
    const list = session.list(request);
    session.free();
    return list.total;
  });

test('the pages of an export are collected as they pass, and then the camera is off', async () => {
  const scenes = EXPORT.map((text) => ({ text, frames: HELD }));
  await filmed(scenes, async (stage) => {
    const page = await open(stage);
    await says(page, '[data-pages]', /^[12] of 3 scanned · Still missing: /);
    await says(page, '[data-pages]', /^3 of 3 scanned$/);
    await says(page, '[data-said]', /^The export is complete\. The camera is off\.$/);
    assert.deepEqual(await tracks(page), ['ended']);
    assert.equal((await names(page)).length, 30);
    const tasks = await page.evaluate(() => /** @type {any} */ (globalThis).tasks);
    console.log(`longest task ${Math.max(0, ...tasks)} ms`);
    assert.ok(Math.max(0, ...tasks) < TASK_MS_MAX);
    await page.click('.import-row [data-tick]');
    await page.click('[data-act="take"]');
    await says(page, '[data-said]', /^Added 29 accounts\. Show accounts$/);
    assert.equal(await total(page), 29);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-section="accounts"] [data-row]');
  });
});

test('of an incomplete export, the missing pages are named and the others can be added', async () => {
  const [first = '', , third = ''] = EXPORT;
  await filmed(
    [first, third].map((text) => ({ text, frames: HELD })),
    async (stage) => {
      const page = await open(stage);
      await says(page, '[data-pages]', /^2 of 3 scanned · Still missing: 2$/);
      assert.deepEqual(await tracks(page), ['live'], 'it waits for the other page');
      await page.click('[data-act="take"]');
      await says(page, '[data-said]', /^Added 20 accounts\./);
      assert.deepEqual(await tracks(page), ['ended']);
      assert.equal(await total(page), 20);
    },
  );
});

test('a code that is no account gets a sentence, and one that is here already is shown as such', async () => {
  const texts = [
    'https://shop.example/',
    link('IATA', KEY),
    link('GitHub', OTHER),
    'NBSWY3DPEB3W64TM',
  ];
  const away = { frames: HELD / 2 };
  const scenes = texts.flatMap((text) => [{ text, frames: HELD }, away]);
  await filmed(scenes, async (stage) => {
    await stage.add(link('IATA', KEY));
    const page = await open(stage);
    await says(page, '[data-said]', /isn’t for two-factor setup/);
    await until(async () => (await names(page)).length === 3);
    await says(page, '.import-row[data-status="same-key"]', /IATA.*Already here/);
    assert.ok(
      await page.$eval('[data-status="same-key"] input', (one) =>
        one.matches(':disabled:not(:checked)'),
      ),
    );
    assert.deepEqual((await names(page)).sort(), ['GitHub', 'IATA', 'Unnamed account']);
    await says(page, '[data-said]', /isn’t for two-factor setup/);
    await page.click('[data-act="take"]');
    await says(page, '[data-said]', /^Added 2 accounts\./);
  });
});

test('nothing that the camera sees is kept: no storage, no file, no address, until it is added', async () => {
  await filmed([{ text: link('IATA', KEY), frames: HELD }], async (stage) => {
    await stage.add(link('GitHub', OTHER));
    const before = await stage.stored();
    const page = await open(stage);
    await page.waitForSelector('[data-act="take"]');
    const kept = () =>
      page.evaluate(async () => {
        const folder = await navigator.storage.getDirectory();
        const files = [];
        for await (const name of /** @type {any} */ (folder).keys()) files.push(name);
        const sessions = Object.keys(await chrome.storage.session.get());
        const others = [...(await caches.keys()), ...(await indexedDB.databases())];
        return { files, sessions, others, address: location.href };
      });
    assert.deepEqual(await stage.stored(), before);
    const { files, sessions, others, address } = await kept();
    assert.deepEqual(others, [DATABASE]);
    assert.deepEqual(
      files.filter((name) => name !== 'vault-copy.json'),
      [],
    );
    assert.deepEqual(
      sessions.filter((name) => name !== 'trace'),
      [],
    );
    assert.equal(address, addressOf(stage));
    await page.click('[data-act="cancel"]');
    await waitFor(page, 'off');
    assert.equal(await page.$('.import-row'), null);
    assert.deepEqual(await tracks(page), ['ended']);
    assert.deepEqual(await stage.stored(), before);
  });
});

test('it works with the keyboard alone', async () => {
  await filmed([{ text: link('IATA', KEY), frames: HELD }], async (stage) => {
    const page = await open(stage);
    await page.waitForSelector('[data-act="take"]');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-act'));
    assert.equal(await focused(), 'camera');
    await page.keyboard.press('Enter');
    await page.waitForSelector('video', { hidden: true });
    assert.equal(await focused(), 'camera', 'the focus stays');
    const reach = async (/** @type {string} */ selector) => {
      for (let count = 0; count < 10; count += 1) {
        await page.keyboard.press('Tab');
        if (await page.evaluate((one) => document.activeElement?.matches(one), selector)) return;
      }
      assert.fail(`${selector} is out of reach`);
    };
    await reach('[data-tick]');
    await page.keyboard.press('Space');
    await says(page, '[data-act="take"]', /^Add 0 accounts$/);
    await page.keyboard.press('Space');
    await reach('[data-act="take"]');
    await page.keyboard.press('Enter');
    await says(page, '[data-said]', /^Added 1 account\./);
    assert.ok(await page.evaluate(() => document.activeElement?.matches('[data-said] a')));
  });
});

test('another window is looked at once', async () => {
  const display = await startDisplay();
  const flags = ['--auto-select-desktop-capture-source=Entire screen'];
  try {
    await staged(
      async (stage) => {
        await stage.show('portal', await qr(link('IATA', KEY)));
        const worker = await stage.postern.worker();
        const at = { left: 640, top: 400, width: 600, height: 480 };
        await worker.evaluate(
          (url, place) => chrome.windows.create({ url, ...place }),
          addressOf(stage, '#screen'),
          at,
        );
        const target = await stage.postern.browser.waitForTarget((one) =>
          /#screen/.test(one.url()),
        );
        const page = await target.page();
        assert.ok(page);
        await page.waitForSelector('[data-act="screen"].primary');
        await page.evaluate(keepTracks);
        assert.equal(await page.$('[data-error]'), null);
        await page.click('[data-act="screen"]');
        await says(page, '.import-row', /IATA.*New/);
        assert.deepEqual(await tracks(page), ['ended']);
        await page.click('[data-act="cancel"]');
        await stage.show('portal', '<p>Nothing here.</p>');
        await page.click('[data-act="screen"]');
        await says(page, '[data-said]', /^No QR code could be read there\./);
        assert.deepEqual(await tracks(page), ['ended', 'ended']);
      },
      { headless: false, display: display.name, flags },
    );
  } finally {
    display.stop();
  }
});

test('the popup leads to it: on the first run, in its menu, and after a scan that found nothing', async () => {
  await staged(async (stage) => {
    const { browser } = stage.postern;
    const opened = async (/** @type {() => Promise<unknown>} */ press, hash = '') => {
      const opening = browser.waitForTarget((target) => target.url() === addressOf(stage, hash));
      await press();
      const page = await (await opening).page();
      await page?.close();
      await stage.page.bringToFront();
    };
    await stage.show('portal', '<p>Nothing here.</p>');
    let popup = await stage.popup();
    await opened(() => popup.click('.welcome [data-camera]'));
    await stage.add(link('IATA', KEY));
    for (const [item, hash] of /** @type {const} */ ([
      ['camera', ''],
      ['screen', '#screen'],
    ])) {
      popup = await stage.postern.click(stage.page);
      await opened(() => pressMenu(popup, item), hash);
    }
    const tabId = await stage.tabId();
    const worker = await stage.postern.worker();
    await worker.evaluate((id) => chrome.storage.session.set({ wish: { tabId: id } }), tabId);
    popup = await stage.postern.click(stage.page);
    await looked(popup);
    assert.match(await textOf(popup, '[data-dock="status"]'), /No QR code found.*Scan with camera/);
    await opened(() => popup.click('[data-dock] [data-camera]'));
  }, {});
});
