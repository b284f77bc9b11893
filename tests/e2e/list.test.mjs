// The list with more accounts than fit, and without a mouse.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { textOf, until } from './browser.mjs';
import { link, openStage } from './stage.mjs';

/** @type {Awaited<ReturnType<typeof openStage>>} */
let stage;
before(async () => {
  stage = await openStage();
  await stage.addMany(300);
});
after(() => stage.close());

/** @param {import('puppeteer-core').Page} popup */
const focused = (popup) =>
  popup.evaluate(() => document.activeElement?.closest('[data-index]')?.getAttribute('data-index'));

test('only what is visible is drawn, and the last account is a scroll away', async () => {
  await stage.show('portal', '');
  const popup = await stage.popup();
  await popup.waitForSelector('.row');
  assert.ok((await popup.$$('.row')).length <= 12);
  await popup.$eval('main.scroll', (scroll) => {
    scroll.scrollTop = scroll.scrollHeight;
  });
  await popup.waitForSelector('[data-index="299"]');
  assert.equal(await textOf(popup, '[data-index="299"] .issuer'), 'Portal 299');
  assert.match(await textOf(popup, '[data-index="299"] .code'), /^\d{6}$/);
  assert.ok((await popup.$$('.row')).length <= 12);
  await popup.close();
});

test('arrows walk the rows beyond the window, and typing searches', async () => {
  await stage.show('portal', '');
  const popup = await stage.popup();
  await until(() => popup.evaluate(() => document.activeElement?.classList.contains('search')));
  for (let step = 0; step < 20; step += 1) await popup.keyboard.press('ArrowDown');
  assert.equal(await focused(popup), '19');
  await popup.keyboard.press('ArrowUp');
  assert.equal(await focused(popup), '18');
  await popup.keyboard.type('portal 250');
  await until(async () => (await popup.$$('.row')).length === 1);
  assert.equal(await textOf(popup, '.row .issuer'), 'Portal 250');
  await popup.keyboard.type(' nothing');
  await until(async () => /No results for/.test(await textOf(popup, 'main')));
  await popup.close();
});

test('Page keys, Home and End jump over the rows', async () => {
  await stage.show('portal', '');
  const popup = await stage.popup();
  await until(() => popup.evaluate(() => document.activeElement?.classList.contains('search')));
  await popup.keyboard.press('ArrowDown');
  await popup.keyboard.press('End');
  assert.equal(await focused(popup), '299');
  await popup.keyboard.press('Home');
  assert.equal(await focused(popup), '0');
  await popup.keyboard.press('PageDown');
  const page = Number(await focused(popup));
  assert.ok(page >= 3 && page <= 7, `${page} rows`);
  await popup.keyboard.press('PageDown');
  assert.equal(await focused(popup), String(2 * page));
  await popup.keyboard.press('PageUp');
  assert.equal(await focused(popup), String(page));
  await popup.close();
});

test('one of 300 is found and filled by typing and Enter', async () => {
  await stage.add(link('Harbour', 'MZXW6YTBOJRGC6Q'), stage.origin('harbour'));
  await stage.show('harbour', '<label>One-time code <input id="code"></label>');
  const popup = await stage.popup();
  await popup.waitForSelector('.row.here');
  await popup.focus('.search');
  await popup.keyboard.press('Enter');
  assert.equal(await stage.page.$eval('#code', (input) => /** @type {any} */ (input).value), '');
  await popup.keyboard.type('harb');
  await until(async () => (await popup.$$('.row')).length === 1);
  await popup.keyboard.press('Enter');
  await stage.postern.filled();
  const typed = await stage.page.$eval('#code', (input) => /** @type {any} */ (input).value);
  assert.match(typed, /^\d{6}$/);
});

test('a search reuses a row for another account, but never the row with the focus', async () => {
  await stage.show('portal', '');
  const popup = await stage.popup();
  await popup.waitForSelector('.row');
  const search = async (/** @type {string} */ number) => {
    await popup.$eval(
      '.search',
      (field, text) => {
        /** @type {HTMLInputElement} */ (field).value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      },
      number,
    );
    await until(async () => (await textOf(popup, '.row .issuer')) === `Portal ${number}`);
  };
  await search('25');
  const row = await popup.$('.row');
  assert.ok(row);
  const shown = () =>
    row.evaluate((it) => [it.querySelector('.issuer')?.textContent, it.isConnected]);
  await search('26');
  assert.deepEqual(await shown(), ['Portal 26', true]);

  await row.$eval('[data-use]', (button) => /** @type {HTMLElement} */ (button).focus());
  await search('27');
  assert.deepEqual(await shown(), ['Portal 26', false]);
  await popup.close();
});

test('this site comes before the other 300', async () => {
  await stage.add(link('Here', 'JBSWY3DPEHPK3PXP'), stage.origin('portal'));
  await stage.show('portal', '<label>One-time code <input id="code"></label>');
  const popup = await stage.popup();
  await until(async () => (await focused(popup)) === '0');
  assert.equal(await textOf(popup, '[data-index="0"] .issuer'), 'Here');
  await popup.keyboard.press('Enter');
  const typed = () => stage.page.$eval('#code', (input) => /** @type {any} */ (input).value);
  await until(async () => /^\d{6}$/.test(await typed()));
});

test('the next code is shown whole or not at all', async () => {
  for (const digits of [6, 7, 8, 9, 10])
    await stage.add(
      `${link(`Digits${digits}`, `JBSWY3DPEHPK3PX${'ABCDE'[digits - 6]}`)}&digits=${digits}&period=10`,
    );
  await stage.show('portal', '');
  const popup = await stage.popup();
  await popup.type('.search', 'digits');
  await until(async () => (await popup.$$('.row')).length === 5);
  const rooms = () =>
    popup.$$eval('.next > span', (all) =>
      all.map((next) => {
        const line = /** @type {Element} */ (next.closest('.line'));
        const [text, room] = [next.getBoundingClientRect(), line.getBoundingClientRect()];
        if (text.top >= room.bottom) return 'away';
        const fits = text.left >= room.left && text.right <= room.right && text.width > 0;
        return fits && next.scrollWidth <= next.clientWidth ? 'whole' : 'cut';
      }),
    );
  await until(async () => (await rooms()).length === 5);
  const shown = await rooms();
  assert.ok(!shown.includes('cut'), shown.join());
  assert.equal(shown[0], 'whole');
  assert.equal(shown[4], 'away');
  await popup.close();
});
