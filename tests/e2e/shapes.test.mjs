// The four portals in every shape a page can have, and every way to a fill: popup, keyboard, context menu,
// and automatically. In a window on a separate X display, because commands and menus need real keys.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startPortals } from '../portal/server.mjs';
import { launch, looked, pageAt, pressMenu, textOf, until } from './browser.mjs';
import { grantedExtension } from './copies.mjs';
import { startDisplay } from './display.mjs';
import { PEOPLE } from './people.mjs';
import { Reach } from './reach.mjs';

/** @typedef {import('../portal/page.mjs').Shape} Shape */
/** @typedef {import('./people.mjs').Person} Person */

/** @type {Awaited<ReturnType<typeof startDisplay>>} */
let display;
/** @type {Awaited<ReturnType<typeof launch>>} */
let postern;
before(async () => {
  display = await startDisplay();
  // The browser's permission prompt has a separate test: here the sites are already granted.
  postern = await launch({ headless: false, display: display.name, extension: grantedExtension() });
});
after(async () => {
  await postern.close();
  display.stop();
});

const WAIT_MS = 40_000;

const SHAPES = /** @type {Shape[]} */ (['plain', 'open', 'closed', 'frame', 'cross', 'late']);

/** @typedef {'popup' | 'keyboard' | 'context menu' | 'by itself'} Way */
const WAYS = /** @type {Way[]} */ (['popup', 'keyboard', 'context menu', 'by itself']);

/**
 * Plain pages are filled in every way. Each of the others is filled in two, in rotation, so that every way
 * is used with every shape and every portal.
 * @param {number} shape @param {number} person
 */
const waysFor = (shape, person) =>
  shape === 0 ? WAYS : WAYS.filter((_, way) => (way + shape + person) % 2 === 0);

for (const [at, shape] of SHAPES.entries()) {
  test(`pages of the shape "${shape}"`, async (t) => {
    const portals = await startPortals(0, shape);
    try {
      for (const [turn, person] of PEOPLE.entries()) {
        await t.test(person.title, () => walk(person, portals, shape, waysFor(at, turn)));
      }
    } finally {
      portals.close();
    }
  });
}

test('a right-clicked picture is searched for a key', async () => {
  await startAfresh();
  const portals = await startPortals();
  const [person] = PEOPLE;
  assert.ok(person);
  const page = await postern.browser.newPage();
  try {
    const hands = new Reach(page, false);
    await person.toSetUp(/** @type {any} */ (hands), portals.url(portals.portals.iata));
    await page.bringToFront();
    await display.menu(await hands.placeOf('img'), ['Up', 'Up', 'Return']);
    const popup = await pageAt(postern.extension, /popup\.html$/);
    await popup.waitForSelector('[data-add]');
    assert.match(await textOf(popup, '[data-candidate]'), /IATA Customer Portal/);
    await popup.close();
  } finally {
    await page.close();
    portals.close();
  }
});

/** @param {Person} person @param {any} portals @param {Shape} shape @param {Way[]} ways */
async function walk(person, portals, shape, ways) {
  const portal = portals.portals[person.portal];
  const url = portals.url(portal);
  const page = await postern.browser.newPage();
  const reach = new Reach(page, shape === 'frame' || shape === 'cross');
  const hands = /** @type {any} */ (reach);
  const isIn = () => reach.shows('[data-home]');
  /** Logs out and in again, up to the code; forgets on both sides what was typed before. */
  const toCode = async () => {
    portal.user.factor?.forget();
    await (await postern.worker()).evaluate(() => chrome.storage.session.clear());
    await person.toCode(hands, url);
    await reach.element(person.field);
  };
  const isTyped = async () => {
    await until(async () => (await reach.valueOf(person.field)).length === person.digits, WAIT_MS);
    assert.equal(await postern.filled(), 'Code filled');
  };
  const logIn = async (/** @type {string} */ way) => {
    await person.submit(hands);
    assert.ok(await isIn(), way);
  };
  /** @type {Record<Way, () => Promise<unknown>>} */
  const asks = {
    popup: () => fromPopup(page),
    keyboard: async () => {
      await page.bringToFront();
      display.press('alt+shift+f');
    },
    'context menu': async () => {
      await page.bringToFront();
      await display.menu(await reach.placeOf(person.field), ['Up', 'Up', 'Return']);
    },
    // The fill starts without being requested.
    'by itself': async () => {},
  };
  await startAfresh();
  try {
    await person.toSetUp(hands, url);
    await reach.shows('img, canvas');
    await enrol(person, page, reach, shape);
    await person.confirm(hands);
    assert.ok(await isIn(), 'the first code is taken');

    for (const way of ways) {
      if (way === 'by itself') await fillByItself(page, true);
      await toCode();
      await asks[way]();
      await isTyped();
      await logIn(way);
      if (way === 'by itself') await staysOff(page, toCode, reach, person);
    }
  } finally {
    await page.close();
  }
}

/**
 * After it is turned off, nothing is typed.
 * @param {import('puppeteer-core').Page} page
 * @param {() => Promise<void>} toCode
 * @param {Reach} reach
 * @param {Person} person
 */
async function staysOff(page, toCode, reach, person) {
  await fillByItself(page, false);
  await toCode();
  await new Promise((resolve) => setTimeout(resolve, 700));
  assert.equal(await reach.valueOf(person.field), '');
}

/** Clears the vault and the list of sites to fill at. */
async function startAfresh() {
  const worker = await postern.worker();
  await worker.evaluate(async () => {
    await Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()]);
    await chrome.scripting.unregisterContentScripts();
  });
}

/** @param {Person} person @param {import('puppeteer-core').Page} page @param {Reach} reach @param {Shape} shape @returns {Promise<void>} */
async function enrol(person, page, reach, shape) {
  const popup = await postern.click(page);
  const card = await popup.waitForSelector('[data-candidate]');
  assert.match(
    (await card?.evaluate((element) => element.textContent)) ?? '',
    new RegExp(person.issuer),
  );
  await looked(popup);
  await popup.waitForSelector('[data-add]');
  await popup.click('[data-add]');
  if (person.beforeConfirm) {
    await until(
      async () => /Continue to the code field/.test(await textOf(popup, '.toast')),
      WAIT_MS,
    );
    await popup.close();
    await person.beforeConfirm(/** @type {any} */ (reach));
    if (shape === 'cross') await fromPopup(page);
    assert.equal(await postern.filled(WAIT_MS), 'Code filled');
    return;
  }
  if (shape === 'cross') await confirmFrame(popup, page);
  assert.equal(await postern.filled(WAIT_MS), 'Code filled');
  assert.ok(popup.isClosed());
}

/**
 * The popup at the code page: the page's account is first, Enter fills it.
 * @param {import('puppeteer-core').Page} page
 * @returns {Promise<void>}
 */
async function fromPopup(page) {
  const popup = await postern.click(page);
  await popup.waitForSelector('.row.here');
  await until(async () => /Fill/.test(await textOf(popup, '.row .does')));
  await popup.focus('.row [data-use]');
  await popup.keyboard.press('Enter');
  const asks = until(async () => popup.isClosed() || (await popup.$('[data-confirm]')), WAIT_MS);
  if ((await asks.catch(() => true)) !== true) await confirmFrame(popup, page);
  await until(async () => popup.isClosed(), WAIT_MS);
}

/**
 * Both origins are on the card before anything is typed.
 * @param {import('puppeteer-core').Page} popup
 * @param {import('puppeteer-core').Page} page
 */
async function confirmFrame(popup, page) {
  await popup.waitForSelector('[data-confirm]');
  const said = await textOf(popup, '[data-frame]');
  const frame = page.frames().find((one) => one.parentFrame() !== null);
  for (const shown of [page.url(), frame?.url() ?? ''])
    assert.ok(said.includes(new URL(shown).origin), said);
  await popup.click('[data-confirm]');
}

/** Sets the checkbox in the edit form. @param {import('puppeteer-core').Page} page @param {boolean} isOn */
async function fillByItself(page, isOn) {
  const popup = await postern.click(page);
  await pressMenu(popup, 'edit-row', '.row.here');
  await popup.waitForSelector('[data-fill-here]');
  await popup.click('[data-fill-here]');
  const scripts = async () => {
    const worker = await postern.worker();
    return worker.evaluate(
      async () => (await chrome.scripting.getRegisteredContentScripts()).length,
    );
  };
  await until(async () => (await scripts()) > 0 === isOn);
  await popup.close();
}
