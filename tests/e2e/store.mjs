// Draws docs/store/*.jpg, the five pictures of the store's listing, from the real extension at the demo
// portals: node tests/e2e/store.mjs

import { mkdirSync, writeFileSync } from 'node:fs';
import { startPortals } from '../portal/server.mjs';
import { PEOPLE } from './people.mjs';
import { link, openStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {{ over?: string, popups: string[], title: string }} Picture */

const FOLDER = 'docs/store';

/** Typical accounts; no key is real. @type {[string, string, { tags?: string[], pinned?: boolean }?][]} */
const ACCOUNTS = [
  ['GitHub', 'GEZDGNBVGY3TQOJQ', { tags: ['Work'], pinned: true }],
  ['Hetzner', 'MFRGGZDFMZTWQ2LK', { tags: ['Work'] }],
  ['Lufthansa', 'NBSWY3DPEB3W64TM', { tags: ['Travel'] }],
  ['Nextcloud', 'KRSXG5CTMVRXEZLU', { tags: ['Home'] }],
  ['Telephony CAP', 'ORSXG5BRGIZTINJW'],
];

const [person] = PEOPLE;
if (!person) throw new Error('nobody is there');
const portals = await startPortals();
const stage = await openStage();
const { page, postern } = stage;
const url = portals.url(portals.portals[person.portal]);
mkdirSync(FOLDER, { recursive: true });

/** @param {Page} shown */
const shot = (shown) => shown.screenshot({ encoding: 'base64' });

/** @param {object} settings */
const choose = (settings) => stage.store({ settings: { savedMs: Date.now(), ...settings } });

/** The real popup over the page in front. @param {(popup: Page) => Promise<unknown>} [act] */
async function popupShot(act) {
  const popup = await postern.click(page);
  await popup.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await act?.(popup);
  await (await popup.$('[data-outcome] [data-close]'))?.click();
  await new Promise((resolve) => setTimeout(resolve, 800));
  const shell = await popup.waitForSelector('.shell');
  const picture = (await shell?.screenshot({ encoding: 'base64' })) ?? '';
  await popup.close();
  return picture;
}

await person.toSetUp(page, url);
await draw('1-scan', {
  title: 'The portal shows a QR code. Postern reads it off the page.',
  over: await shot(page),
  popups: [await popupShot((popup) => popup.waitForSelector('[data-add]'))],
});

const popup = await postern.click(page);
await popup.waitForSelector('[data-add]');
await popup.click('[data-add]');
await postern.filled();
await person.confirm(page);
for (const [issuer, key, keeping] of ACCOUNTS) await stage.add(link(issuer, key), '', keeping);
await choose({});
await person.toCode(page, url);
const login = await shot(page);
await draw('2-fill', {
  title: 'Next time: one click, or Enter, and the code is in its field.',
  over: login,
  popups: [await popupShot((shown) => shown.waitForSelector('.row.here'))],
});

await choose({ theme: 'dark', order: 'name' });
const dark = await popupShot((shown) => shown.waitForSelector('.tile svg'));
await choose({ theme: 'contrast', language: 'ja' });
const contrast = await popupShot((shown) => shown.waitForSelector('.tile svg'));
await choose({ language: 'ar' });
const arabic = await popupShot((shown) => shown.waitForSelector('.tile svg'));
await draw('3-yours', {
  title: 'Ten languages, your colours, your order.',
  popups: [dark, contrast, arabic],
});

await choose({});
const { id } = postern.extension;
const settings = await postern.browser.newPage();
await settings.goto(`chrome-extension://${id}/extension/settings/settings.html#import`);
const file = await settings.waitForSelector('[name="import"]');
await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (file).uploadFile(
  'tests/fixtures/import/aegis/plain.json',
);
await settings.waitForSelector('.rows-in');
await draw('4-import', {
  title: 'Import from more than 20 apps. Review the accounts, then add them.',
  over: await shot(settings),
  popups: [],
});
await settings.evaluate(() => {
  location.hash = 'security';
});
await settings.waitForSelector('[data-section="security"]');
await draw('5-sealed', {
  title: 'Encrypted in this browser, with a passphrase or a passkey if you like.',
  over: await shot(settings),
  popups: [],
});
await stage.close();
portals.close();

/** @param {string} name @param {Picture} picture */
async function draw(name, { over, popups, title }) {
  const sheet = await postern.browser.newPage();
  await sheet.setViewport({ width: 1280, height: 800 });
  const image = (/** @type {string} */ data) => `<img src="data:image/png;base64,${data}">`;
  await sheet.setContent(
    `<!doctype html><style>*{box-sizing:border-box}body{margin:0;width:1280px;height:800px;overflow:hidden;background:#0b6b53;font:600 30px system-ui,sans-serif}
      h1{margin:0;text-align:center;color:#e9f5f0;font:inherit;line-height:96px}
      .page{position:absolute;left:40px;top:96px;width:1200px;height:704px;overflow:hidden;border-radius:14px 14px 0 0;background:#fff}
      .page img{width:1200px}.popups{position:absolute;left:0;right:0;top:150px;display:flex;gap:28px;justify-content:center}
      .page + .popups{right:64px;top:116px;justify-content:end}
      .popups img{border-radius:12px;box-shadow:0 10px 44px #0008}</style>
     <h1>${title}</h1>${over ? `<section class="page">${image(over)}</section>` : ''}
     <div class="popups">${popups.map(image).join('')}</div>`,
  );
  const picture = await sheet.screenshot({ type: 'jpeg', quality: 82 });
  writeFileSync(`${FOLDER}/${name}.jpg`, picture);
  console.log(`${FOLDER}/${name}.jpg: ${(picture.length / 1000).toFixed(0)} KB`);
  await sheet.close();
}
