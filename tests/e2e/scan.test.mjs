// QR codes as screens show them: every zoom and device scale, dark pages, pasted pictures; and Postern's
// messages about a code that it cannot read.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PNG } from 'pngjs';
import QRCode from 'qrcode';
import { startPortals } from '../portal/server.mjs';
import { launch, looked, makeProfile, textOf, until } from './browser.mjs';
import { PEOPLE } from './people.mjs';
import { link, useStage } from './stage.mjs';

const ZOOMS = [0.5, 0.67, 0.75, 0.9, 1, 1.25, 1.5, 2, 3];

for (const scale of [1, 1.25, 1.5, 2]) {
  test(`the portals' codes at every zoom, device scale ${scale}`, async () => {
    const portals = await startPortals();
    const postern = await launch({ scale, height: 1200 });
    try {
      const page = await postern.browser.newPage();
      for (const [at, person] of PEOPLE.entries()) {
        const dark = (at + scale * 4) % 2 === 0;
        await page.emulateMediaFeatures([
          { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
        ]);
        await person.toSetUp(page, portals.url(portals.portals[person.portal]));
        if (dark) await page.addStyleTag({ content: 'html { filter: invert(1); }' });
        for (const zoom of ZOOMS) {
          await setZoom(postern, page, zoom);
          await page.$eval('img, canvas', (code) => code.scrollIntoView({ block: 'center' }));
          const popup = await postern.click(page);
          await popup.waitForSelector('[data-candidate], [data-dock="status"]');
          await looked(popup);
          const shown = await textOf(popup, 'main');
          assert.ok(shown.includes(person.issuer), `${person.title} at ${zoom * 100} %: ${shown}`);
          await popup.close();
        }
        await setZoom(postern, page, 1);
      }
    } finally {
      await postern.close();
      portals.close();
    }
  });
}

/**
 * Sets the browser's own zoom, as Ctrl and + do.
 * @param {import('./browser.mjs').Postern} postern
 * @param {import('puppeteer-core').Page} page
 * @param {number} zoom
 */
async function setZoom(postern, page, zoom) {
  const worker = await postern.worker();
  await page.bringToFront();
  const width = await page.evaluate(() => innerWidth);
  const before = await worker.evaluate(async (factor) => {
    const [tab] = await chrome.tabs.query({ active: true });
    const id = tab?.id ?? 0;
    const old = await chrome.tabs.getZoom(id);
    await chrome.tabs.setZoom(id, factor);
    return old;
  }, zoom);
  const expected = (width * before) / zoom;
  await until(async () => Math.abs((await page.evaluate(() => innerWidth)) - expected) < 4);
}

const stage = await useStage();

const KEY = link('IATA', 'JBSWY3DPEHPK3PXP');

/** @param {string} html @param {RegExp} sentence */
async function says(html, sentence) {
  await stage.show('portal', html);
  const popup = await stage.popup();
  assert.match(await textOf(popup, '[data-dock] p'), sentence);
  assert.equal((await popup.$$('[data-add]')).length, 0);
}

test('a code that hangs over the edge of the window: scroll', async () => {
  await says(`<div style="height: 650px"></div>${await painted()}`, /outside the window.*Scroll/);
});

test('a small and grainy code: zoom', async () => {
  await says(`<img src="${grainy(KEY, 1.7, 80)}">`, /too small.*Zoom in/);
});

/**
 * A code as in a bad photograph: its data has run together, and its finders have not.
 * @param {string} text
 * @param {number} module in pixels
 * @param {number} grain in shades
 */
function grainy(text, module, grain) {
  const { modules } = QRCode.create(text);
  const side = Math.ceil((modules.size + 8) * module);
  const picture = new PNG({ width: side, height: side });
  const inkOf = (/** @type {number} */ x, /** @type {number} */ y) => {
    if (Math.min(x, y) < 0 || Math.max(x, y) >= modules.size) return 0;
    if (modules.isReserved(y, x)) return modules.get(y, x) ? 255 : 0;
    return modules.get(y, x) ? 140 : 110;
  };
  let chance = 1;
  for (let at = 0; at < side * side; at += 1) {
    let ink = 0;
    for (let part = 0; part < 16; part += 1) {
      const x = Math.floor(((at % side) + (part % 4) / 4) / module) - 4;
      const y = Math.floor((Math.floor(at / side) + Math.floor(part / 4) / 4) / module) - 4;
      ink += inkOf(x, y) / 16;
    }
    chance = (chance * 48271) % 2147483647;
    const shade = Math.max(0, Math.min(255, 255 - ink + (chance % grain) - grain / 2));
    picture.data.set([shade, shade, shade, 255], 4 * at);
  }
  return `data:image/png;base64,${PNG.sync.write(picture).toString('base64')}`;
}

test('a code with something on it: uncover it', async () => {
  const banner =
    '<div style="position: fixed; inset: 120px 0 40px; background: #345">Cookies?</div>';
  await says((await painted()) + banner, /covers it/);
});

/** A code that is not a picture in the page: only the screen shows it. */
async function painted() {
  const url = await QRCode.toDataURL(KEY, { scale: 5 });
  return `<div style="width: 250px; height: 250px; background: url(${url})"></div>`;
}

test('a picture is pasted, chosen or dropped', async () => {
  const png = await QRCode.toDataURL(KEY, { scale: 5 });
  await stage.show('portal', 'nothing');
  for (const kind of ['paste', 'drop']) {
    const popup = await stage.popup();
    await popup.evaluate(give, png, 'image/png', kind);
    await popup.waitForSelector('[data-add]');
    assert.match(await textOf(popup, '[data-candidate]'), /IATA/);
    await popup.close();
  }
  const folder = makeProfile();
  try {
    const popup = await stage.popup();
    await popup.click('[data-key]');
    const path = join(folder.path, 'code.png');
    writeFileSync(path, Buffer.from(png.split(',')[1] ?? '', 'base64'));
    const input = await popup.waitForSelector('input[type=file]');
    await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (
      input
    ).uploadFile(path);
    await popup.waitForSelector('[data-add]');
  } finally {
    folder.remove();
  }
});

test('a picture without a key, and a file that is not a picture, get a message each', async () => {
  const popup = await stage.popup();
  const shop = await QRCode.toDataURL('https://shop.example/', { scale: 5 });
  for (const [url, sentence] of /** @type {const} */ ([
    [shop, /isn’t for two-factor setup/],
    ['data:image/png;base64,AAAA', /can’t read this image/],
  ])) {
    await popup.evaluate(give, url, 'image/png', 'paste');
    await until(async () => {
      const error = await popup.$('.error');
      return error && sentence.test(await textOf(popup, '.error'));
    });
  }
});

/** Runs in the popup: pastes a picture or drops one. @param {string} url @param {string} type @param {string} kind */
function give(url, type, kind) {
  const binary = atob(url.slice(url.indexOf(',') + 1));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const given = new DataTransfer();
  given.items.add(new File([bytes], 'picture', { type }));
  const event =
    kind === 'paste'
      ? new ClipboardEvent('paste', { clipboardData: given, bubbles: true })
      : new DragEvent('drop', { dataTransfer: given, bubbles: true });
  document.body.dispatchEvent(event);
}
