// The main job as one journey: enrol at every portal, log in again, restart the browser, log in with only
// the keyboard. The demo shows it; the end-to-end test asserts it.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPortals } from '../portal/server.mjs';
import { launch, makeProfile, textOf, until } from './browser.mjs';
import { startDisplay } from './display.mjs';
import { isIn, PEOPLE } from './people.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/**
 * @typedef {object} Witness
 * @property {(title: string, walk: () => Promise<string>) => Promise<void>} step runs one step, which
 *   tells what it saw
 * @property {(name: string, page: Page, popup?: Page) => Promise<void>} [picture]
 */

/** A code may have been used a moment ago: then the next one is awaited, for at most one period. */
const NEXT_CODE_MS = 40_000;

/** @param {Witness} witness */
export async function walkJourney({ step, picture = async () => {} }) {
  const portals = await startPortals();
  const profile = makeProfile();
  try {
    await withPopup(portals, profile.path, { step, picture });
    await step('Look for the keys in the browser profile', async () => {
      const secrets = Object.values(portals.portals).map(({ user }) => user.factor?.totp.secret);
      const found = secrets.flatMap((secret) => (secret ? traces(profile.path, secret) : ['?']));
      assert.deepEqual(found, []);
      return `none of ${secrets.length} keys, in no encoding`;
    });
    await withKeyboard(portals, profile.path, { step, picture });
  } finally {
    portals.close();
    profile.remove();
  }
}

/** @param {any} portals @param {string} profile @param {Required<Witness>} witness */
async function withPopup(portals, profile, { step, picture }) {
  const postern = await launch({ profile });
  const page = await postern.browser.newPage();
  try {
    for (const [at, person] of PEOPLE.entries()) {
      const url = portals.url(portals.portals[person.portal]);
      await step(`Enrol at the ${person.title}`, async () => {
        await person.toSetUp(page, url);
        await picture(`${person.portal}-1-set-up`, page);
        const popup = await postern.click(page);
        await popup.waitForSelector('[data-add]');
        const card = await textOf(popup, '[data-candidate]');
        assert.match(card, new RegExp(person.issuer));
        assert.ok(card.includes(new URL(url).host), 'the card names the site');
        await picture(`${person.portal}-2-found`, page, popup);
        await popup.click('[data-add]');
        if (person.beforeConfirm) {
          await until(() => toast(popup, /Continue to the code field/), NEXT_CODE_MS);
          await picture(`${person.portal}-3-added`, page, popup);
          await close(popup);
          // The code is typed as soon as its field is visible.
          await person.beforeConfirm(page);
        }
        const receipt = await postern.filled(NEXT_CODE_MS);
        if (!person.beforeConfirm) await picture(`${person.portal}-3-added`, page);
        await person.confirm(page);
        assert.ok(await isIn(page), 'the portal takes the first code');
        await picture(`${person.portal}-4-enrolled`, page);
        assert.equal(at + 1, await countAccounts(postern, page));
        return `card: ${person.issuer}, ${new URL(url).host} · ${receipt} · the portal accepts it`;
      });
    }
    for (const person of PEOPLE) {
      await step(`Log in at the ${person.title}`, async () => {
        await person.toCode(page, portals.url(portals.portals[person.portal]));
        assert.equal(await isIn(page), false);
        const receipt = await fillFirst(postern, page, person.issuer, (popup) =>
          picture(`${person.portal}-5-log-in`, page, popup),
        );
        await person.submit(page);
        assert.ok(await isIn(page), 'the portal lets the person in');
        return `${person.issuer} is first and focused · Enter · ${receipt} · the portal lets in`;
      });
    }
  } finally {
    await postern.close();
  }
}

/** @param {any} portals @param {string} profile @param {Required<Witness>} witness */
async function withKeyboard(portals, profile, { step, picture }) {
  const display = await startDisplay();
  const postern = await launch({ profile, headless: false, display: display.name });
  try {
    const page = await postern.browser.newPage();
    await step('Restart the browser and log in by keyboard alone', async () => {
      const [person] = PEOPLE;
      assert.ok(person);
      await person.toCode(page, portals.url(portals.portals[person.portal]));
      // The list of typed codes is lost with the browser, and a portal accepts each code only once.
      await new Promise((resolve) => setTimeout(resolve, 30_000 - (Date.now() % 30_000)));
      await page.bringToFront();
      display.press('alt+shift+f');
      const typed = () =>
        page.$eval(person.field, (input) => /** @type {HTMLInputElement} */ (input).value);
      await until(async () => (await typed()).length === person.digits, NEXT_CODE_MS);
      await picture('keyboard-6-log-in', page);
      assert.deepEqual(await postern.extension.pages(), [], 'no popup was opened');
      await person.submit(page);
      assert.ok(await isIn(page), 'the portal lets the person in');
      return 'the account is still there · Alt+Shift+F · no popup · the portal lets in';
    });
  } finally {
    await postern.close();
    display.stop();
  }
}

/**
 * The popup on a login page: the page's account is first and focused, and Enter fills it.
 * @param {import('./browser.mjs').Postern} postern
 * @param {Page} page
 * @param {string} issuer
 * @param {(popup: Page) => Promise<void>} [look]
 */
export async function fillFirst(postern, page, issuer, look) {
  const popup = await postern.click(page);
  await popup.waitForSelector('.row.here');
  await until(async () => /Fill/.test(await textOf(popup, '.row .does')));
  assert.equal(await textOf(popup, '.row .issuer'), issuer);
  const focused = await popup.evaluate(() =>
    document.activeElement?.closest('[data-index]')?.getAttribute('data-index'),
  );
  assert.equal(focused, '0', 'the first row has the focus');
  await look?.(popup);
  await popup.keyboard.press('Enter');
  const receipt = await postern.filled(NEXT_CODE_MS);
  await until(async () => popup.isClosed());
  return receipt;
}

/** @param {Page} popup @param {RegExp} pattern */
async function toast(popup, pattern) {
  const text = await textOf(popup, '.toast');
  return pattern.test(text) && text;
}

/** @param {import('./browser.mjs').Postern} postern @param {Page} page */
async function countAccounts(postern, page) {
  const popup = await postern.click(page);
  await popup.waitForSelector('.row');
  const rows = await popup.$$('.row');
  await close(popup);
  return rows.length;
}

/** @param {Page} popup */
async function close(popup) {
  if (!popup.isClosed()) await popup.close();
}

/**
 * Where a profile contains a secret, in any of its possible encodings.
 * @param {string} folder
 * @param {import('otpauth').Secret} secret
 */
export function traces(folder, secret) {
  const bytes = Buffer.from(secret.buffer);
  const needles = [
    secret.base32,
    secret.base32.toLowerCase(),
    secret.hex,
    secret.hex.toLowerCase(),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes,
    Buffer.from(secret.base32, 'utf16le'),
  ].map((needle) => Buffer.from(needle));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const content = readFileSync(path);
      return needles.some((needle) => content.includes(needle));
    });
}
