// Codes that the screen does not show completely, read from the page's own pictures; and several codes on
// one page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import QRCode from 'qrcode';
import { textOf, until } from './browser.mjs';
import { link, qr, useStage } from './stage.mjs';

const stage = await useStage();

const KEY = link('IATA', 'JBSWY3DPEHPK3PXP');
const AWAY = '<div style="height: 3000px"></div>';

/** The same code as markup that the page styles. */
async function svg() {
  const drawn = await QRCode.toString(KEY, { type: 'svg' });
  const bare = drawn.replace(/ (stroke|fill|width|height)="[^"]*"/g, '');
  const style = 'svg { width: 200px; height: 200px } path { fill: none; stroke: currentColor }';
  return `<style>${style} path:first-child { fill: gold; stroke: none }</style>${bare}`;
}

/** The same code, drawn onto a canvas by the page. */
async function canvas() {
  return `<canvas width="200" height="200"></canvas><script>
    const image = new Image();
    image.src = '${await QRCode.toDataURL(KEY, { scale: 4 })}';
    image.onload = () => document.querySelector('canvas').getContext('2d').drawImage(image, 0, 0);
  </script>`;
}

/** @param {string} html */
async function finds(html) {
  await stage.show('portal', html);
  const popup = await stage.popup();
  assert.match(await textOf(popup, '[data-candidate]'), /IATA/);
  assert.equal(await stage.page.evaluate(() => scrollY), 0);
  await popup.close();
}

test('a code that is scrolled out of view is found', async () => {
  await finds(AWAY + (await qr(KEY)));
  await finds(AWAY + (await canvas()));
  await finds(AWAY + (await svg()));
});

test('a page that only allows its own pictures still shows its svg', async () => {
  const policy = `<meta http-equiv="Content-Security-Policy" content="img-src 'self'">`;
  await finds(policy + AWAY + (await svg()));
});

test('a code that is larger than the window, and one that is shown too small', async () => {
  await finds((await qr(KEY)).replace('<img', '<img style="width: 2600px"'));
  await finds((await qr(KEY)).replace('<img', '<img style="width: 30px"'));
});

test('a code under a banner', async () => {
  const banner = '<div style="position: fixed; inset: 0 0 40px; background: #345">Cookies?</div>';
  await finds((await qr(KEY)) + banner);
});

test('light modules on a transparent background, made for a dark page', async () => {
  const colours = { dark: '#ffffffff', light: '#00000000' };
  const url = await QRCode.toDataURL(KEY, { scale: 4, color: colours });
  await finds(`<body style="background: #123">${AWAY}<img src="${url}">`);
});

test('with accounts in the vault, the pictures are searched when one is to be added', async () => {
  await stage.add(link('Other', 'GEZDGNBVGY3TQOJQ'));
  await stage.show('portal', AWAY + (await qr(KEY)));
  const popup = await stage.popup();
  assert.equal(await popup.$('[data-candidate]'), null);
  await popup.click('header .icon-button');
  await popup.waitForSelector('form input[name=text]');
  await popup.type('form input[name=text]', 'ABC');
  await popup.waitForSelector('[data-candidate]');
  const typed = await popup.$eval('form input[name=text]', (input) => input.value);
  assert.equal(typed, 'ABC', 'what was typed meanwhile is kept');
  await popup.click('[data-add]');
  await popup.waitForSelector('.rows');
  await until(async () => /IATA/.test(await textOf(popup, '.rows')));
});

test('codes that the page hides are not offered', async () => {
  const hidden = (await qr(KEY)).replace('<img', '<img style="visibility: hidden"');
  await stage.show('portal', hidden + (await qr(KEY)).replace('<img', '<img hidden'));
  const popup = await stage.popup();
  assert.match(await textOf(popup, '[data-dock] p'), /No QR code/);
});

test('a page that overrides its own functions does not affect the one that reads its pictures', async () => {
  const endless = `<script>
    HTMLImageElement.prototype.decode = () => new Promise(() => {});
    HTMLCanvasElement.prototype.toDataURL = () => { for (;;); };
  </script>`;
  await finds(endless + AWAY + (await qr(KEY)));
});

test('several codes: each key has its own card with its place, the rest is text', async () => {
  const second = link('Hosting', 'GEZDGNBVGY3TQOJQ');
  const shop = 'https://shop.example/app';
  await stage.show('portal', (await qr(shop)) + (await qr(KEY)) + (await qr(second)));
  const popup = await stage.popup();
  const cards = await popup.$$eval('[data-candidate]', (all) =>
    all.map((card) => card.textContent?.match(/IATA|Hosting/)?.[0]),
  );
  assert.deepEqual(cards, ['IATA', 'Hosting']);
  const drawn = await popup.$$eval('[data-candidate] canvas', (all) =>
    all.map((picture) => {
      const { width, height } = picture;
      const { data } = picture.getContext('2d')?.getImageData(0, 0, width, height) ?? { data: [] };
      const dark = [...data].filter((value, at) => at % 4 === 0 && data[at + 3] && value < 80);
      return dark.length / (width * height);
    }),
  );
  for (const share of drawn) assert.ok(share > 0.05 && share < 0.6, `${share} of it is dark`);
  assert.match(
    await textOf(popup, '[data-others]'),
    /1 QR code that isn’t a setup key https:\/\/shop/,
  );
  assert.equal(await popup.$('[data-others][open], a'), null);
  await popup.click('[data-add]');
  await until(async () => (await popup.$$('[data-candidate]')).length === 1);
  assert.match(await textOf(popup, '[data-candidate]'), /Hosting/);
});

test('a page with one code shows no picture of it', async () => {
  await stage.show('portal', await qr(KEY));
  const popup = await stage.popup();
  assert.equal((await popup.$$('[data-candidate]')).length, 1);
  assert.equal(await popup.$('canvas'), null);
});
