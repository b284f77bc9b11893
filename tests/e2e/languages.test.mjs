// The popup and the settings in other languages: translated, in the right direction, and without overflow.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pressMenu } from './browser.mjs';
import { addressOf } from './cameras.mjs';
import { lengthenedExtension } from './copies.mjs';
import { handsOn, SECTIONS } from './safe.mjs';
import { openStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

/** Texts that overflow the window horizontally. @param {Page} page @returns {Promise<string[]>} */
function outside(page) {
  return page.evaluate(() => {
    const { clientWidth } = document.documentElement;
    const all = [...document.querySelectorAll('body *')];
    const shown = all.filter(
      (element) => element.checkVisibility() && element.children.length === 0,
    );
    return shown.flatMap((element) => {
      const { left, right } = element.getBoundingClientRect();
      return left < -1 || right > clientWidth + 1 ? [element.outerHTML.slice(0, 120)] : [];
    });
  });
}

/** @param {Awaited<ReturnType<typeof openStage>>} stage @param {(page: Page) => Promise<void>} check */
async function everywhere(stage, check) {
  const { settings, section, showDetails, oneAccount } = handsOn(stage);
  await stage.show('portal', '<p>Nothing here.</p>');
  let popup = await stage.popup();
  await check(popup);
  await popup.close();
  await oneAccount();
  await stage.page.bringToFront();
  popup = await stage.popup();
  await check(popup);
  await pressMenu(popup, 'why');
  await popup.waitForSelector('[data-fields]');
  // Scores and field names, as in code.
  assert.equal(await popup.$eval('[data-fields]', (one) => getComputedStyle(one).direction), 'ltr');
  await check(popup);
  await popup.click('header .icon-button');
  await pressMenu(popup, 'edit-row', '.row');
  await popup.waitForSelector('[name="recovery"]');
  await check(popup);
  await popup.close();
  const page = await settings();
  await page.setViewport({ width: 480, height: 800 });
  for (const name of SECTIONS) {
    await section(page, name);
    await check(page);
  }
  await section(page, 'export');
  for (const act of ['export-aegis', 'export-links']) {
    await page.click(`[data-act="${act}"]`);
    await check(page);
  }
  await showDetails(page);
  await check(page);
  await page.goto(
    `chrome-extension://${stage.postern.extension.id}/extension/welcome/welcome.html`,
  );
  await page.waitForSelector('[data-step]');
  await check(page);
  // This computer has no camera, or none that may be used: there is a sentence about it.
  await page.goto(addressOf(stage));
  await page.waitForSelector('[data-error]');
  await check(page);
  await page.close();
}

for (const [language, dir] of Object.entries({ de: 'ltr', ja: 'ltr', ar: 'rtl' })) {
  test(`in ${language} every screen is translated and fits`, async () => {
    const words = JSON.parse(readFileSync(`_locales/${language}/messages.json`, 'utf8'));
    const stage = await openStage({ language });
    try {
      await everywhere(stage, async (page) => {
        const root = await page.evaluate(() => ({
          lang: document.documentElement.lang,
          dir: document.documentElement.dir,
          text: document.body.innerText,
        }));
        assert.equal(root.lang.slice(0, 2), language);
        assert.equal(root.dir, dir);
        const known = Object.values(words).map((/** @type {any} */ { message }) => message);
        assert.ok(known.some((message) => !message.includes('$') && root.text.includes(message)));
        assert.doesNotMatch(root.text, /\b(the|your|account|add|save)\b/i);
        assert.deepEqual(await outside(page), []);
        const groups = await page.$$eval('.row:first-child .code i', (all) =>
          all.map((one) => one.getBoundingClientRect()).map(({ left, right }) => [left, right]),
        );
        const [first, second] = groups;
        if (first && second)
          assert.ok((second[0] ?? 0) > (first[1] ?? 0) + 4, 'apart, left to right');
      });
    } finally {
      await stage.close();
    }
  });
}

test('sentences two fifths longer break no layout', async () => {
  const stage = await openStage({ extension: lengthenedExtension() });
  try {
    await everywhere(stage, async (page) => assert.deepEqual(await outside(page), []));
  } finally {
    await stage.close();
  }
});

/** Counts that are on more than one line, and whether the window scrolls sideways. @param {Page} page */
const torn = (page) =>
  page.evaluate(() => {
    const counts = [...document.querySelectorAll('.count, [data-act="take"]')];
    const range = document.createRange();
    const lines = counts.map((count) => {
      range.selectNodeContents(count);
      const tops = [...range.getClientRects()].map(({ top }) => Math.round(top));
      return { text: count.textContent?.trim() ?? '', count: new Set(tops).size };
    });
    const { scrollWidth, clientWidth } = document.documentElement;
    return {
      counts: lines.length,
      torn: lines.filter(({ count }) => count > 1).map(({ text }) => text),
      isWide: scrollWidth > clientWidth + 1,
    };
  });

test('in narrow windows a count and its noun stay on one line, in every language', async () => {
  const stage = await openStage();
  try {
    const { settings, section } = handsOn(stage);
    await stage.addMany(12);
    const helper = await stage.extensionPage();
    for (const language of readdirSync('_locales')) {
      await helper.evaluate(
        async (path, tag) => (await import(path)).changeSettings({ language: tag }),
        '/extension/flows/vault.js',
        language,
      );
      for (const width of [320, 380]) {
        const page = await settings('#accounts');
        await page.setViewport({ width, height: 700 });
        const check = async (/** @type {number} */ counts) =>
          assert.deepEqual(await torn(page), { counts, torn: [], isWide: false }, language);
        await page.waitForSelector('[data-row="0"]');
        await check(1);
        await page.click('[data-select-all]');
        await page.waitForSelector('.bulk');
        await check(1);
        await section(page, 'import');
        await page.evaluate(() => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text', 'otpauth://totp/Site:jo?secret=KLMNAAAAAAAAAAAA');
          const event = { clipboardData, bubbles: true, cancelable: true };
          document.body.dispatchEvent(new ClipboardEvent('paste', event));
        });
        await page.waitForSelector('[data-status]');
        await check(2);
        await page.close();
      }
    }
  } finally {
    await stage.close();
  }
});
