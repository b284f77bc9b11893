// Enter on a row waits for the first look at the page, and then does what the row says.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { HOTP, Secret } from 'otpauth';
import { fakeBrowser, fakeTab } from './fake.mjs';

let browser = fakeBrowser();
let tab = fakeTab(browser.chrome, 'https://portal.example/');
Object.assign(globalThis, {
  ResizeObserver: class {},
  document: { querySelector: () => null, createTreeWalker: () => ({}), createComment: () => ({}) },
});
const { takeOver } = await import('../../extension/flows/handover.js');
const filling = await import('../../extension/popup/filling.js');
const { model } = await import('../../extension/popup/model.js');
const { drawWith } = await import('../../extension/popup/window.js');
const vault = await import('../../extension/flows/vault.js');

const ORIGIN = 'https://portal.example';
/** @type {string[]} */
let copied = [];

/** The connection to the service worker, and the worker at its other end. */
function connect() {
  let hear = (/** @type {any} */ _told) => {};
  const line = { send: (/** @type {any} */ told) => hear(told), closed: new Promise(() => {}) };
  const after = { onWait: () => {}, tell: async () => {} };
  return {
    onMessage: { addListener: (/** @type {any} */ listener) => (hear = listener) },
    onDisconnect: { addListener: () => {} },
    postMessage: (/** @type {any} */ wanted) =>
      void takeOver(wanted, /** @type {any} */ (line), after),
  };
}

/** An empty profile, a page and a clipboard. */
function startAfresh() {
  browser = fakeBrowser();
  Object.assign(browser.chrome.runtime, { connect });
  tab = fakeTab(browser.chrome, `${ORIGIN}/`);
  copied = [];
  Object.assign(navigator, {
    clipboard: { writeText: async (/** @type {string} */ text) => copied.push(text) },
  });
}

beforeEach(startAfresh);

/**
 * The popup with one account, bound to a site, over a page whose fields are known a little later.
 * @param {string} site of the account @param {object} seen the result of the look @param {string} [type]
 */
async function popupWith(site, seen, type = 'totp') {
  const text = `otpauth://${type}/IATA:jane?secret=JBSWY3DPEHPK3PXP&counter=7`;
  const session = await vault.changeVault((opened, now) => opened.add({ text, origin: site }, now));
  const list = { query: '', origin: ORIGIN, from: 0, count: 1, nowMs: Date.now() };
  const [row] = session.session.list(list).rows;
  Object.assign(model, {
    page: { id: 1, windowId: 1, origin: ORIGIN },
    session: session.session,
    settings: {},
    shown: new Map(),
    field: '',
    site: '',
    stranger: undefined,
    where: 'panel',
    forPage: 1,
    known: async () => void Object.assign(model, seen),
  });
  /** @type {string[]} */
  const said = [];
  drawWith(() => {
    const text = model.toast?.text;
    if (text && said.at(-1) !== text) said.push(text);
  });
  return { row: /** @type {any} */ (row), said };
}

const FIELD = { field: 'authenticator', site: 'portal.example' };

test('Enter during the first look at the page waits for it and fills', async () => {
  const { row } = await popupWith(ORIGIN, FIELD);
  await filling.use(row);
  assert.deepEqual([tab.typed.length, copied], [1, []]);
});

test('if the look finds no field, the code is copied', async () => {
  const { row } = await popupWith(ORIGIN, { site: 'portal.example' });
  await filling.use(row);
  assert.deepEqual([tab.typed, copied.length], [[], 1]);
});

test('at another site neither happens before the user has chosen', async () => {
  for (const [choose, typed, taken] of /** @type {const} */ ([
    ['decline', 0, 0],
    ['copyAnyway', 0, 1],
  ])) {
    startAfresh();
    const { row } = await popupWith('https://bank.example', FIELD);
    await filling.use(row);
    assert.equal(model.stranger?.id, row.id);
    assert.deepEqual([tab.typed, copied], [[], []]);
    await filling[choose]();
    assert.deepEqual([tab.typed.length, copied.length, model.stranger], [typed, taken, undefined]);
  }
});

test('a double click on a counter’s row spends one counter', async () => {
  const { row } = await popupWith(ORIGIN, { site: 'portal.example' }, 'hotp');
  await Promise.all([filling.use(row), filling.use(row)]);
  await filling.copy(row);
  assert.equal(copied.length, 1);
  const session = await vault.openVault();
  const eighth = HOTP.generate({ secret: Secret.fromBase32('JBSWY3DPEHPK3PXP'), counter: 8 });
  assert.equal(session.code(row.id, Date.now()).text, eighth);
  session.free();
});

test('a code that cannot be copied either is reported, and a counter’s code can be read', async () => {
  const { row, said } = await popupWith(ORIGIN, FIELD, 'hotp');
  tab.answers.fillCode = () => ({ took: 0, of: 1 });
  navigator.clipboard.writeText = async () => {
    throw new Error('Document is not focused');
  };
  await filling.use(row);
  assert.deepEqual(said, ['failFillIncomplete']);
  assert.match(model.shown.get(row.id)?.text ?? '', /^\d{6}$/);
});

test('a leftover code is copied before it is forgotten', async () => {
  await popupWith(ORIGIN, FIELD);
  const { recall, remember } = await import('../../extension/platform/memory.js');
  const code = { text: '123456', isCounter: true };
  const failure = /** @type {const} */ ({ code: 'page-changed' });
  const left = { tabId: 1, failure, code, sinceMs: Date.now() - 3_600_000 };
  await remember('unfilled', left);
  const { writeText } = navigator.clipboard;
  navigator.clipboard.writeText = async () => {
    throw new Error('Document is not focused');
  };
  await filling.sayUnfilled(left);
  assert.ok(await recall('unfilled'), 'there is another try');
  navigator.clipboard.writeText = writeText;
  await filling.sayUnfilled(left);
  assert.deepEqual([copied, await recall('unfilled')], [['123456'], undefined]);
});
