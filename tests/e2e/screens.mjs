// Draws docs/screens/*.webp, a sheet of all states for each appearance:
//   node tests/e2e/screens.mjs [sheet …]
// In Postern's own window the views can have any width; everything not specific to the popup is the same.

import { mkdirSync, writeFileSync } from 'node:fs';
import { pageAt, pressMenu } from './browser.mjs';
import { handsOn, KEY, PASS, SECTIONS } from './safe.mjs';
import { link, openStage, qr } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {{ width: number, height?: number, scheme?: 'light' | 'dark', theme?: string, language?: string, only?: string[], sections?: boolean }} Look */

/** @type {Record<string, Look>} */
const SHEETS = {
  light: { width: 380 },
  dark: { width: 380, scheme: 'dark' },
  contrast: { width: 380, theme: 'contrast' },
  'contrast-dark': { width: 380, theme: 'contrast', scheme: 'dark' },
  narrow: { width: 320 },
  wide: { width: 480 },
  panel: { width: 360, height: 860, only: ['list', 'found'] },
  german: { width: 380, language: 'de' },
  japanese: { width: 380, language: 'ja' },
  arabic: { width: 380, language: 'ar' },
  sections: { width: 760, sections: true },
  'sections-dark': { width: 760, sections: true, scheme: 'dark' },
  'sections-german': { width: 380, sections: true, language: 'de' },
};

const FIELD =
  '<h1>Log in</h1><label>Verification code <input autocomplete="one-time-code"></label>';

/** Accounts of every kind; the names are real, the keys are not. */
const ACCOUNTS = [
  { text: link('IATA%20Customer%20Portal', KEY), here: true },
  { text: link('GitHub', 'GEZDGNBVGY3TQOJQ'), tags: ['Work'], pinned: true },
  { text: `${link('Hetzner', 'MFRGGZDFMZTWQ2LK')}&digits=8`, tags: ['Work'] },
  { text: `otpauth://hotp/Counter:jane?secret=${KEY}&counter=4&issuer=Deutsche%20Telekom` },
  { text: 'otpauth://steam/Steam:jane?secret=MFRGGZDFMZTWQ2LK&issuer=Steam', tags: ['Home'] },
  { text: `${link('Partner%20Portal', 'NBSWY3DPEB3W64TM')}&digits=7&period=10`, note: 'Desk 4' },
  { text: `${link('Zoom', 'JBSWY3DPEB3W64TM')}&digits=10` },
  { text: link('Nextcloud', 'KRSXG5CTMVRXEZLU'), tags: ['Home'] },
];

const wanted = process.argv.slice(2);
mkdirSync('docs/screens', { recursive: true });
for (const [name, look] of Object.entries(SHEETS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const sheet = await drawSheet(look);
  writeFileSync(`docs/screens/${name}.webp`, sheet);
  console.log(`docs/screens/${name}.webp: ${(sheet.length / 1000).toFixed(0)} KB`);
}

/** @param {Look} look */
async function drawSheet(look) {
  const { width, height = 560, scheme = 'light', theme, language, only, sections } = look;
  const stage = await openStage(language ? { language } : {});
  const hands = handsOn(stage);
  const settings = theme ? { theme } : {};
  /** @type {{ name: string, image: string }[]} */
  const pictures = [];

  /** @param {Page} page */
  const dress = async (page, high = height) => {
    await page.setViewport({ width, height: high });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  };

  /** Opens Postern's own window over a page. @param {string} html @param {() => Promise<unknown>} [prepare] */
  async function open(html, prepare) {
    await stage.clear();
    await stage.store({ settings: { savedMs: Date.now(), ...settings } });
    await stage.show('portal', html);
    await prepare?.();
    // A click gives access to the page; the window stays when the popup is gone.
    const popup = await stage.postern.click(stage.page);
    await popup.close();
    const worker = await stage.postern.worker();
    await worker.evaluate(() =>
      chrome.windows.create({ url: 'extension/popup/popup.html?window', type: 'popup' }),
    );
    const opened = await pageAt(stage.postern.extension, /\?window$/);
    await dress(opened);
    await opened.waitForSelector('.row, .card, .locked, .welcome');
    await pause(700);
    return opened;
  }

  /** @param {string} name @param {Page} page @param {boolean} [closes] */
  async function shoot(name, page, closes = true) {
    if (!only || only.includes(name)) {
      const image = await page.screenshot({ encoding: 'base64' });
      pictures.push({ name, image: `data:image/png;base64,${image}` });
    }
    if (closes) await page.close();
  }

  await (sections ? drawSections() : drawViews());
  const sheet = await compose(stage, pictures);
  await stage.close();
  return sheet;

  async function drawViews() {
    await shoot('welcome', await open('<h1>Portal</h1>'));
    await shoot('found', await open(await qr(ACCOUNTS[0]?.text ?? '')));
    let page = await open(FIELD, fill);
    await pause(untilMs(21_000));
    await shoot('list', page, false);
    if (!only) {
      await pause(untilMs(25_500));
      await shoot('ending', page, false);
      await page.click('.tag');
      await shoot('tag', page, false);
      await page.click('.tag');
      await page.type('.search', 'hetnzer');
      await shoot('search', page, false);
      await page.type('.search', ' nothing like it');
      await shoot('nothing', page);
      page = await open(FIELD, fill);
      await pressMenu(page, 'edit-row', '.row');
      await shoot('edit', page);
      page = await open(FIELD, fill);
      await page.click('[data-act="add"]');
      await shoot('add', page);
      page = await open(FIELD, fill);
      await pressMenu(page, 'why');
      await pause(300);
      await shoot('fields', page);
      page = await open(FIELD, fill);
      await page.setOfflineMode(true);
      await pause(200);
      await shoot('offline', page);
      page = await open(FIELD, async () => {
        await fill();
        await stage.store({ vault: null });
      });
      await shoot('lost', page);
      page = await open(FIELD, async () => {
        await fill();
        const { vault } = await stage.stored();
        vault.recs[2] = `${vault.recs[2].slice(0, -4)}AAAA`;
        await stage.store({ vault });
      });
      await shoot('damaged', page);
      page = await open(FIELD, async () => {
        await fill();
        await hands.setPassphrase(PASS);
        await (await stage.postern.worker()).evaluate(() => chrome.storage.session.clear());
      });
      await shoot('locked', page);
      await stage.clear();
      await stage.store({ settings });
      await fill();
      page = await hands.settings();
      await dress(page, 2 * height);
      await pause(300);
      await shoot('settings', page);
      page = await hands.settings();
      await dress(page, 2 * height);
      await hands.showDetails(page);
      await shoot('details', page);
    }
  }

  /** The settings, and how a first computer starts to sync. */
  async function drawSections() {
    await stage.store({ settings: { savedMs: Date.now(), ...settings } });
    await fill();
    await hands.setPassphrase(PASS);
    const page = await hands.settings('#sync');
    await dress(page, 800);
    await pause(300);
    await shoot('sync, before', page, false);
    await page.click('[data-act="sync-account"]');
    await page.waitForSelector('[data-last]');
    // The other sheets show the accounts.
    for (const name of SECTIONS.filter((one) => one !== 'accounts')) {
      await hands.section(page, name);
      await pause(300);
      await shoot(name, page, false);
    }
    await page.close();
  }

  async function fill() {
    for (const { text, here, ...keeping } of ACCOUNTS) {
      await stage.add(text, here ? stage.origin('portal') : '', keeping);
    }
  }
}

/**
 * Combines all pictures into one, each with its name.
 * @param {Awaited<ReturnType<typeof openStage>>} stage
 * @param {{ name: string, image: string }[]} pictures
 */
async function compose(stage, pictures) {
  const page = await stage.postern.browser.newPage();
  await page.setContent(
    `<style>body{margin:0;padding:16px;box-sizing:border-box;display:flex;flex-wrap:wrap;gap:16px;align-items:start;background:#8a9a94;width:1600px;font:14px sans-serif}
     figure{margin:0}figcaption{padding:4px 0}img{display:block;border-radius:6px}</style>
     ${pictures.map(({ name, image }) => `<figure><figcaption>${name}</figcaption><img src="${image}"></figure>`).join('')}`,
  );
  const body = await page.$('body');
  if (!body) throw new Error('nothing to draw');
  const sheet = await body.screenshot({ type: 'webp', quality: 60 });
  await page.close();
  return sheet;
}

/** The time until a code of half a minute reaches this age. @param {number} ageMs */
function untilMs(ageMs) {
  return (ageMs - (Date.now() % 30_000) + 30_000) % 30_000;
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
