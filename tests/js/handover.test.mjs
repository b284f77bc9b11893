// A fill that the popup hands to the service worker: the popup closes before the first key, and is told
// everything that happens before that; later results are stored for the next popup.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser, fakeTab, hurry } from './fake.mjs';

const clock = hurry(5);

let browser = fakeBrowser();
let tab = fakeTab(browser.chrome, 'https://portal.example/');
const { forgetLeft, leaveForPopup, takeOver } = await import('../../extension/flows/handover.js');
const { onLineFromPopup } = await import('../../extension/platform/port.js');
const { recall, rememberTyped } = await import('../../extension/platform/memory.js');
const { readTrace } = await import('../../extension/platform/trace.js');
const vault = await import('../../extension/flows/vault.js');

const ORIGIN = 'https://portal.example';
const PERIOD_S = 5;

beforeEach(() => {
  browser = fakeBrowser();
  tab = fakeTab(browser.chrome, `${ORIGIN}/`);
});

/** A popup's request. @param {string} [site] of the account */
async function wanted(site = ORIGIN) {
  const text = `otpauth://totp/IATA:jane?secret=JBSWY3DPEHPK3PXP&period=${PERIOD_S}`;
  const id = await vault.editVault((session, now) => session.add({ text, origin: site }, now));
  const account = { id, kind: /** @type {const} */ ('totp') };
  return {
    account,
    page: { id: 1, windowId: 1, origin: ORIGIN },
    asked: {},
    isChoice: false,
    where: /** @type {'popup' | 'window'} */ ('popup'),
  };
}

/** A popup that closes when told to. @param {{ closesAtOnce?: boolean }} [options] the user has clicked elsewhere */
function popup({ closesAtOnce = false } = {}) {
  /** @type {any[]} */
  const heard = [];
  let close = () => {};
  const closed = /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      close = resolve;
    })
  );
  const send = (/** @type {any} */ told) => {
    // Five seconds is a short life for a code, so the next one may be awaited first.
    if (told.waitS === undefined) heard.push({ ...told, typed: tab.typed.length });
    if (told.giveWay) close();
  };
  if (closesAtOnce) close();
  return { heard, line: { send, closed } };
}

/** What is reported after the popup is gone, and to whom. */
function after() {
  /** @type {any[]} */
  const told = [];
  /** @type {number[]} */
  const waited = [];
  return {
    told,
    waited,
    after: {
      onWait: (/** @type {number} */ seconds) => waited.push(seconds),
      tell: async (/** @type {any} */ result) => void told.push(result),
    },
  };
}

test('the popup is told to close before the first key, and the receipt goes to the icon', async () => {
  const { heard, line } = popup();
  const told = after();
  await takeOver(await wanted(), line, told.after);
  assert.deepEqual(heard, [{ giveWay: true, typed: 0 }]);
  assert.equal(tab.typed.length, 1);
  const waits = tab.asked.indexOf('awaitFocus');
  assert.ok(waits >= 0 && waits < tab.asked.indexOf('fillCode'), 'the page has the focus by then');
  assert.equal(told.told[0].done.took, 1);
});

test('failures before typing are reported while the popup is open, and do not close it', async () => {
  const { heard, line } = popup();
  const told = after();
  await takeOver(await wanted('https://bank.example'), line, told.after);
  assert.deepEqual(heard, [{ failure: { code: 'site-not-bound' }, typed: 0 }]);
  assert.deepEqual([tab.typed, told.told], [[], []]);
});

test('a popup that is closed while the next code is awaited still gets its fill', async () => {
  const request = await wanted();
  await rememberTyped(request.account.id, clock.skipTo(PERIOD_S * 1000, 0));
  const { heard, line } = popup({ closesAtOnce: true });
  const told = after();
  await takeOver(request, line, told.after);
  assert.equal(tab.typed.length, 1);
  assert.ok(told.waited.length > 0, 'the icon counts the seconds');
  assert.deepEqual(heard, [{ giveWay: true, typed: 0 }]);
  assert.equal(told.told[0].done.took, 1);
});

test('the account that was chosen among several is the first one next time', async () => {
  const request = await wanted();
  await wanted().catch(() => {});
  await takeOver({ ...request, isChoice: true }, popup().line, after().after);
  const session = await vault.openVault();
  const { rows } = session.list({
    query: '',
    origin: ORIGIN,
    from: 0,
    count: 2,
    nowMs: Date.now(),
  });
  session.free();
  assert.deepEqual(
    rows.map(({ chosen }) => chosen),
    [true],
  );
});

test('a code that the page did not keep is stored for the popup of that tab', async () => {
  const page = { id: 7, windowId: 1, origin: ORIGIN };
  const code = { text: '123456', isCounter: false };
  await leaveForPopup(page, { code: 'fill-incomplete' }, code);
  const { sinceMs, ...left } = /** @type {any} */ (await recall('unfilled'));
  assert.deepEqual(left, { tabId: 7, failure: { code: 'fill-incomplete' }, code });
  assert.ok(Date.now() - sinceMs < 1000);
});

test('closing a tab discards only what was stored for it', async () => {
  await leaveForPopup({ id: 7, windowId: 1, origin: ORIGIN }, { code: 'fill-incomplete' });
  await forgetLeft(8);
  assert.ok(await recall('unfilled'));
  await forgetLeft(7);
  assert.equal(await recall('unfilled'), undefined);
});

test('a bug is traced, and the popup is told that something went wrong', async () => {
  const { heard, line } = popup();
  await takeOver(
    /** @type {any} */ ({ ...(await wanted()), account: undefined }),
    line,
    after().after,
  );
  assert.deepEqual(heard, [{ failure: { code: 'bad-request' }, typed: 0 }]);
  const [event] = await readTrace();
  assert.deepEqual([event?.where, event?.name], ['service worker', 'TypeError']);
});

test('only a page of the extension gets a connection to the worker', () => {
  /** @type {(port: any) => void} */
  let connect = () => {};
  Object.assign(browser.chrome.runtime, {
    id: 'postern',
    onConnect: { addListener: (/** @type {any} */ listener) => (connect = listener) },
  });
  Object.assign(globalThis, { location: { origin: 'chrome-extension://postern' } });
  /** @type {any[]} */
  const heard = [];
  onLineFromPopup((message) => heard.push(message));
  for (const [sender, name, expected] of /** @type {const} */ ([
    [{ id: 'postern', origin: 'chrome-extension://postern' }, 'fill', 'heard'],
    [{ id: 'postern', origin: 'https://evil.example' }, 'fill', 'disconnected'],
    [{ id: 'other', origin: 'chrome-extension://postern' }, 'fill', 'disconnected'],
    [{ id: 'postern', origin: 'chrome-extension://postern' }, 'vault', 'disconnected'],
    [undefined, 'fill', 'disconnected'],
  ])) {
    heard.length = 0;
    let disconnected = false;
    const port = {
      name,
      sender,
      disconnect: () => {
        disconnected = true;
      },
      onDisconnect: { addListener: () => {} },
      onMessage: {
        addListener: (/** @type {any} */ listener) => listener('fill this'),
        removeListener: () => {},
      },
    };
    connect(port);
    assert.equal(disconnected ? 'disconnected' : 'heard', expected, JSON.stringify(sender));
    assert.equal(heard.length, expected === 'heard' ? 1 : 0);
  }
});

test('Postern’s own window gives the focus away and stays; a bug is reported as one', async () => {
  /** @type {any[]} */
  const focused = [];
  Object.assign(/** @type {any} */ (browser.chrome).windows, {
    update: async (/** @type {number} */ id) => void focused.push(id),
  });
  const { heard, line } = popup();
  const { after: rest } = after();
  const request = await wanted();
  await takeOver({ ...request, where: 'window' }, line, rest);
  assert.deepEqual([focused, heard.map(({ done }) => done.took)], [[1], [1]]);
  tab.answers.fillCode = () => {
    throw new TypeError('a bug of ours');
  };
  await takeOver({ ...request, asked: /** @type {any} */ (null), where: 'window' }, line, rest);
  assert.deepEqual(heard[1].failure, { code: 'bad-request' });
});
