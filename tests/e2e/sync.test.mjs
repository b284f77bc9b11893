// The same accounts on two computers: two profiles of a real browser over one real folder, chosen in the system's
// dialogue, and over their browser accounts, which the test carries as Chrome's server would.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { says, until } from './browser.mjs';
import { startDisplay } from './display.mjs';
import { handsOn, KEY, PASS } from './safe.mjs';
import { link, openStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {Awaited<ReturnType<typeof openStage>>} Stage */

// Chrome lets no page write into the system's own folders.
mkdirSync(homedir(), { recursive: true });
const folder = mkdtempSync(join(homedir(), 'postern-shared-'));
/** @type {Awaited<ReturnType<typeof startDisplay>>[]} */
let displays = [];
before(async () => {
  displays = await Promise.all([startDisplay(), startDisplay(), startDisplay()]);
});
/** @type {Stage[]} */
const stages = [];
after(async () => {
  await Promise.all(stages.map((stage) => stage.close()));
  for (const display of displays) display.stop();
  rmSync(folder, { recursive: true });
});

/** Two computers. @param {Parameters<typeof openStage>[0][]} options @returns {Promise<[Stage, Stage]>} */
async function openTwo(options) {
  const two = await Promise.all(options.map(openStage));
  stages.push(...two);
  return /** @type {[Stage, Stage]} */ (two);
}

/** The computers' files. While one is written, the browser has a second one beside it, and leaves it if the folder goes. */
const files = () => readdirSync(folder).filter((name) => /^postern-[\da-f]{16}\.sync$/.test(name));

/** What the files hold, as text. */
const shared = () => files().map((name) => readFileSync(join(folder, name), 'utf8'));

/** The codes of a computer's accounts at one moment, by their names. @param {Stage} stage */
async function codes(stage) {
  const tab = await stage.extensionPage();
  const found = await tab.evaluate(async (path) => {
    const { openVault } = await import(path);
    const session = await openVault();
    const request = { query: '', origin: '', from: 0, count: 99, nowMs: 1_767_225_600_000 };
    const { rows } = session.list(request);
    session.free();
    return rows.map((/** @type {any} */ row) => `${row.issuer} ${row.code?.text}`).sort();
  }, '/extension/flows/vault.js');
  await tab.close();
  return found;
}

/** Someone opens the popup over a page, until it lists an account. @param {Stage} stage @param {string} issuer */
async function popupWith(stage, issuer) {
  await stage.show('portal', '<p>Nothing here.</p>');
  const popup = await stage.popup();
  await says(popup, '.rows', new RegExp(issuer));
  await popup.close();
}

/** Types the passphrase of the other computer, looks at what joining does, and joins. @param {Page} page */
async function joinWith(page) {
  await page.waitForSelector('[data-form="join"] [name="secret"]');
  await page.type('[data-form="join"] [name="secret"]', PASS);
  await page.click('[data-secret]');
  await page.waitForSelector('[data-act="join"]');
  await page.click('[data-act="join"]');
  await page.waitForSelector('[data-sync]');
}

test('three computers over a real folder: an account, edits without it, and one that is removed', async () => {
  const [at, other, third] = displays;
  const options = displays.map(({ name }) => ({ headless: false, display: name }));
  const [office, home] = await openTwo(options.slice(0, 2));
  const [officeHands, homeHands] = [handsOn(office), handsOn(home)];
  await officeHands.oneAccount();
  await officeHands.setPassphrase();
  const officePage = await officeHands.settings('#sync');
  await officePage.bringToFront();
  await officePage.click('[data-act="sync-folder"]');
  await at?.chooseFolder(folder);
  await officePage.waitForSelector('[data-sync="folder"]');
  await until(async () => files().length === 1);

  const homePage = await homeHands.settings('#sync');
  await homePage.bringToFront();
  await homePage.click('[data-act="sync-folder"]');
  await other?.chooseFolder(folder);
  await joinWith(homePage);
  await until(async () => files().length === 2);
  assert.deepEqual(await codes(home), await codes(office));

  // A window that stays open reads the folder when someone returns to it.
  const [before, { epoch }] = [shared().join(), (await home.stored()).mark];
  await office.add(link('Delta', 'NNUXIZLTEBXGK53U'));
  await until(async () => shared().join() !== before);
  await until(async () => {
    await home.page.bringToFront();
    await homePage.bringToFront();
    return (await home.stored()).mark.epoch > epoch;
  });

  // Neither computer reaches the folder meanwhile.
  renameSync(folder, `${folder}-away`);
  await office.add(link('Sabre', 'MFRGGZDFMZTWQ2LK'));
  await home.add(link('Amadeus', 'GEZDGNBVGY3TQOJQ'));
  await officePage.waitForSelector('[data-trouble="sync-folder-missing"]');
  renameSync(`${folder}-away`, folder);
  // Whoever opens Postern first leaves its account there.
  for (const stage of [home, office, home]) {
    await popupWith(stage, stage === home ? 'Amadeus' : 'Sabre');
    await officePage.bringToFront();
  }
  await until(async () => {
    await popupWith(home, 'IATA');
    await popupWith(office, 'IATA');
    return (await codes(home)).length === 4 && (await codes(office)).length === 4;
  });
  assert.deepEqual(await codes(home), await codes(office));
  for (const text of shared())
    assert.ok(!/IATA|Sabre|Amadeus|jane|MFRGG|JBSWY|localhost/.test(text));

  const laptop = await openStage(options[2]);
  stages.push(laptop);
  const before3 = files();
  const laptopPage = await handsOn(laptop).settings('#sync');
  await laptopPage.bringToFront();
  await laptopPage.click('[data-act="sync-folder"]');
  await third?.chooseFolder(folder);
  await joinWith(laptopPage);
  await until(async () => files().length === 3);
  const file = files().find((name) => !before3.includes(name)) ?? '';
  assert.deepEqual(await codes(laptop), await codes(office));

  const removing = `[data-computer="${file.slice(8, 24)}"] [data-act="remove-computer"]`;
  await until(async () => {
    await popupWith(office, 'IATA');
    await officePage.bringToFront();
    return (await officePage.$(removing)) !== null;
  });
  await officePage.click(removing);
  await officePage.waitForSelector('[data-act="confirm-question"]');
  await officePage.click('[data-act="confirm-question"]');
  await officeHands.prove(officePage);
  await until(async () => !files().includes(file));
  await office.add(link('Later', 'MJWHG33PONSWC3DM'));
  const keyNeeded = async (/** @type {Stage} */ stage) => {
    // A popup that closes at once may not have read the folder yet.
    await until(async () => {
      await popupWith(stage, 'IATA');
      return (await stage.stored()).sync.trouble === 'sync-key-needed';
    });
  };
  const typePassphrase = async (/** @type {Page} */ page) => {
    await page.bringToFront();
    await page.waitForSelector('[data-trouble="sync-key-needed"]');
    await page.type('[data-form="join"] [name="secret"]', PASS);
    await page.click('[data-secret]');
  };
  await keyNeeded(laptop);
  // What it wrote at the same moment is under the old key, and goes too.
  await until(async () => {
    await popupWith(office, 'IATA');
    return !files().includes(file);
  });
  await typePassphrase(laptopPage);
  await laptopPage.waitForSelector('[data-trouble="sync-removed"]');
  assert.equal((await codes(laptop)).length, 4, 'it keeps what it had, and no more');

  await keyNeeded(home);
  await typePassphrase(homePage);
  await until(async () => (await codes(home)).length === 5);
  assert.deepEqual(await codes(home), await codes(office));
});

/** Carries the browser account's values, as Chrome's server does. @param {Stage} from @param {Stage} to */
async function carry(from, to) {
  const values = await (await from.postern.worker()).evaluate(() => chrome.storage.sync.get());
  await (await to.postern.worker()).evaluate(async (all) => {
    const there = await chrome.storage.sync.get();
    const news = Object.entries(all).filter(([key, value]) => there[key] !== value);
    if (news.length > 0) await chrome.storage.sync.set(Object.fromEntries(news));
  }, values);
  return Object.keys(values);
}

test('two computers over the browser account: what arrives is taken over without a window', async () => {
  const [office, home] = await openTwo([{}, {}]);
  const [officeHands, homeHands] = [handsOn(office), handsOn(home)];
  await officeHands.oneAccount();
  await officeHands.setPassphrase();
  const page = await officeHands.settings('#sync');
  await page.click('[data-act="sync-account"]');
  await page.waitForSelector('[data-sync="account"]');
  await page.close();
  await until(async () => (await carry(office, home)).includes('h'));

  const homePage = await homeHands.settings('#sync');
  await homePage.click('[data-act="sync-account"]');
  await joinWith(homePage);
  await homePage.close();
  assert.deepEqual(await codes(home), await codes(office));

  await office.add(link('Sabre', 'MFRGGZDFMZTWQ2LK'));
  // No page of Postern is open there.
  const { epoch } = (await home.stored()).mark;
  await until(async () => {
    await carry(office, home);
    return (await home.stored()).mark.epoch > epoch;
  });
  assert.deepEqual(await codes(home), await codes(office));
  const values = await (await home.postern.worker()).evaluate(() => chrome.storage.sync.get());
  assert.ok(!new RegExp(`IATA|Sabre|jane|${KEY}|localhost`).test(JSON.stringify(values)));
});
