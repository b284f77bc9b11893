// What Enter on a row does: it waits for the first look at the page, and then does what the row says.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser, fakeTab } from './fake.mjs';

let browser = fakeBrowser();
let tab = fakeTab(browser.chrome, 'https://portal.example/');
Object.assign(globalThis, {
  ResizeObserver: class {},
  document: { querySelector: () => null, createTreeWalker: () => ({}), createComment: () => ({}) },
});
const { fillingOf } = await import('../../extension/popup/filling.js');
const vault = await import('../../extension/flows/vault.js');

const ORIGIN = 'https://portal.example';
/** @type {string[]} */
let copied = [];

/** An empty profile, a page and a clipboard. */
function startAfresh() {
  browser = fakeBrowser();
  tab = fakeTab(browser.chrome, `${ORIGIN}/`);
  copied = [];
  Object.assign(navigator, {
    clipboard: { writeText: async (/** @type {string} */ text) => copied.push(text) },
  });
}

beforeEach(startAfresh);

/**
 * The popup with one account, bound to a site, over a page whose fields are known a little later.
 * @param {string} site of the account @param {object} seen what the look finds
 */
async function popupWith(site, seen) {
  const text = 'otpauth://totp/IATA:jane?secret=JBSWY3DPEHPK3PXP';
  const session = await vault.changeVault((opened, now) => opened.add({ text, origin: site }, now));
  const list = { query: '', origin: ORIGIN, from: 0, count: 1, nowMs: Date.now() };
  const [row] = session.session.list(list).rows;
  const model = {
    page: { id: 1, windowId: 1, origin: ORIGIN },
    session: session.session,
    settings: {},
    shown: new Map(),
    field: '',
    site: '',
    where: 'panel',
    forPage: 1,
    known: async () => void Object.assign(model, seen),
  };
  /** @type {string[]} */
  const said = [];
  const popup = {
    draw: () => {},
    toast: (/** @type {string} */ text) => said.push(text),
    attempt: async (/** @type {() => unknown} */ act) => void (await act()),
    change: async () => {},
    open: () => session.session,
  };
  const filling = fillingOf(/** @type {any} */ (model), /** @type {any} */ (popup));
  return { model: /** @type {any} */ (model), filling, row: /** @type {any} */ (row), said };
}

const FIELD = { field: 'authenticator', site: 'portal.example' };

test('quicker than the look at the page, Enter waits for it and fills', async () => {
  const { filling, row } = await popupWith(ORIGIN, FIELD);
  await filling.use(row);
  assert.deepEqual([tab.typed.length, copied], [1, []]);
});

test('where the look finds no field, the code is copied', async () => {
  const { filling, row } = await popupWith(ORIGIN, { site: 'portal.example' });
  await filling.use(row);
  assert.deepEqual([tab.typed, copied.length], [[], 1]);
});

test('at another site neither happens before the user has chosen', async () => {
  for (const [choose, typed, taken] of /** @type {const} */ ([
    ['leave', 0, 0],
    ['copyAnyway', 0, 1],
  ])) {
    startAfresh();
    const { filling, row, model } = await popupWith('https://bank.example', FIELD);
    await filling.use(row);
    assert.equal(model.stranger?.id, row.id);
    assert.deepEqual([tab.typed, copied], [[], []]);
    await filling[choose]();
    assert.deepEqual([tab.typed.length, copied.length, model.stranger], [typed, taken, undefined]);
  }
});
