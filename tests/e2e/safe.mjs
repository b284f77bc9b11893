// Common operations of the tests of the vault: settings, passphrases, locks.

import assert from 'node:assert/strict';
import { until } from './browser.mjs';
import { link } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

export const PASS = 'four quiet harbours sing';
export const KEY = 'JBSWY3DPEHPK3PXP';

/** The sections of the settings, by their addresses. */
export const SECTIONS = [
  'accounts',
  'security',
  'backup',
  'sync',
  'import',
  'export',
  'filling',
  'appearance',
  'about',
];

/** @param {Awaited<ReturnType<typeof import('./stage.mjs').useStage>>} stage */
export function handsOn(stage) {
  /** The settings page, in a separate tab. @param {string} [hash] the section's address */
  async function settings(hash = '') {
    const page = await stage.postern.browser.newPage();
    await page.goto(
      `chrome-extension://${stage.postern.extension.id}/extension/settings/settings.html${hash}`,
    );
    await page.waitForSelector('[data-section], [data-rescue], .locked');
    return page;
  }

  /** Goes to a section of the settings page. @param {Page} page @param {string} name */
  async function section(page, name) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, name);
    const shown = name === 'bin' ? 'accounts' : name;
    await page.waitForSelector(`[data-section="${shown}"]`).catch(async (error) => {
      const seen = await page.evaluate(() => `${location.hash} ${document.body.innerText}`);
      throw new Error(`${error.message}: ${seen.slice(0, 400)}`);
    });
  }

  /** Opens the details of the first account on the settings page. @param {Page} page */
  async function showDetails(page) {
    await section(page, 'accounts');
    await page.waitForSelector('[data-row="0"] [data-open]');
    await page.click('[data-row="0"] [data-open]');
    await page.waitForSelector('[data-form="details"]');
  }

  /** @param {string} [passphrase] */
  async function setPassphrase(passphrase = PASS) {
    const page = await settings('#security');
    await page.click('[data-way="pass"] [data-act="change"]');
    await page.waitForSelector('[name="passphrase"]');
    await page.type('[name="passphrase"]', passphrase);
    await page.type('[name="again"]', passphrase);
    const header = async () => (await stage.stored()).vault?.hdr;
    const before = await header();
    await page.click('[data-save]');
    await until(async () => (await header()) !== before);
    await page.waitForSelector('[name="again"]', { hidden: true });
    await page.close();
  }

  /** @param {Page} page @param {string} secret */
  async function unlock(page, secret) {
    await page.waitForSelector('[name="secret"]');
    await page.$eval('[name="secret"]', (input) => {
      /** @type {any} */ (input).value = '';
    });
    await page.type('[name="secret"]', secret);
    await page.click('[data-unlock]');
  }

  /** Proves the user's identity when Postern asks. @param {Page} page @param {string} [secret] */
  async function prove(page, secret = PASS) {
    await page.waitForSelector('dialog [name="secret"]');
    await page.type('dialog [name="secret"]', secret);
    await page.click('[data-prove]');
    await until(async () => (await page.$('[data-proof]')) === null);
  }

  const session = async () =>
    /** @type {Promise<any>} */ (
      (await stage.postern.worker()).evaluate(() => chrome.storage.session.get())
    );

  /** Changes the state of the lock in memory. @param {{ untilMs?: number, seenMs?: number }} change */
  async function setUnlocked(change) {
    const { unlocked } = await session();
    assert.ok(unlocked, 'it is unlocked');
    await (await stage.postern.worker()).evaluate(
      (values) => chrome.storage.session.set({ unlocked: values }),
      { ...unlocked, ...change },
    );
  }

  /** Sends a browser event to the service worker. @param {string} api @param {string} event @param {unknown} word */
  async function tell(api, event, word) {
    await (await stage.postern.worker()).evaluate(
      (one, name, value) => /** @type {any} */ (chrome)[one][name].dispatch(value),
      api,
      event,
      word,
    );
  }

  const isLocked = async () => (await session()).unlocked === undefined;

  async function oneAccount() {
    await stage.add(link('IATA', KEY), stage.origin('portal'));
    await stage.show('portal', '<label>One-time code <input id="code"></label>');
  }

  return {
    settings,
    section,
    showDetails,
    setPassphrase,
    unlock,
    prove,
    session,
    setUnlocked,
    tell,
    isLocked,
    oneAccount,
  };
}
