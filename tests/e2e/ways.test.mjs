// What decides a fill: which account, which field, which frame, which button; and what pages, frames and
// scripts in them cannot get.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pressMenu, says, textOf, until } from './browser.mjs';
import { grantedExtension } from './copies.mjs';
import { link, useStage } from './stage.mjs';

const stage = await useStage({ extension: grantedExtension() });

const KEY = 'JBSWY3DPEHPK3PXP';
const FIELD = '<label>One-time code <input id="code"></label>';

/** @param {string} [selector] */
const typed = (selector = '#code') =>
  stage.page.$eval(selector, (input) => /** @type {any} */ (input).value ?? input.textContent);

const isTyped = (/** @type {string} */ selector = '#code') =>
  until(async () => /^\d{6}$/.test(await typed(selector)), 40_000);

/** Edits the account in the popup's form. @param {(popup: import('puppeteer-core').Page) => Promise<unknown>} edit */
async function editAccount(edit) {
  const popup = await stage.popup();
  await popup.waitForSelector('.row');
  await pressMenu(popup, 'edit-row', '.row');
  await popup.waitForSelector('.form');
  await edit(popup);
  await popup.click('.form .primary');
  await popup.waitForSelector('.row');
  await popup.close();
}

/** Fills with the popup's first row. */
async function fillFirst() {
  const popup = await stage.popup();
  await says(popup, '.row .does', /Fill/);
  await popup.click('.row [data-use]');
  return popup;
}

test('the page’s own button is pressed only if the account says so, and is named', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  const page = `<form onsubmit="return false"><button type="button">Use another method</button>${FIELD}<button onclick="this.textContent += '!'">Verify</button></form>`;
  await stage.show('portal', page);
  await fillFirst();
  await isTyped();
  const buttons = () => stage.page.$$eval('button', (all) => all.map((one) => one.textContent));
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.deepEqual(await buttons(), ['Use another method', 'Verify']);
  await stage.show('portal', page);
  await editAccount((popup) => popup.click('[name=presses]'));
  await fillFirst();
  assert.equal(await stage.postern.filled(), 'Code filled, “Verify” clicked');
  assert.deepEqual(await buttons(), ['Use another method', 'Verify!']);
});

test('a code is appended to the password if the account says so', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show(
    'portal',
    '<form><input name="user"><input id="code" type="password" value="hunter2"></form>',
  );
  await editAccount((popup) => popup.click('[name=appends]'));
  const popup = await stage.popup();
  await popup.waitForSelector('.row.here');
  await says(popup, '.row .does', /Fill/);
  await popup.click('.row [data-use]');
  await until(async () => /^hunter2\d{6}$/.test(await typed()), 40_000);
});

test('an editable part of the page takes the code', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show(
    'portal',
    '<p>Enter the code from your authenticator app</p><div id="code" contenteditable="true" aria-label="One-time code" style="border:1px solid;width:200px;height:30px"></div>',
  );
  await fillFirst();
  await isTyped();
});

test('of several accounts of a site, the last used one comes first next time', async () => {
  await stage.add(link('First', KEY), stage.origin('portal'));
  await stage.add(link('Second', 'GEZDGNBVGY3TQOJQ'), stage.origin('portal'));
  await stage.show('portal', FIELD);
  const popup = await stage.popup();
  await says(popup, '[data-index="1"] .does', /Fill/);
  await popup.click('[data-index="1"] [data-use]');
  await isTyped();
  await until(async () => popup.isClosed());
  const again = await stage.popup();
  await says(again, '[data-index="0"] .issuer', /^Second$/);
});

test('an account of another site is used here only after the user says so', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show('iata-login', FIELD);
  const popup = await stage.popup();
  await popup.click('.row [data-use]');
  await says(
    popup,
    '[data-elsewhere]',
    /This page is http:\/\/iata-login.*your IATA code is for http:\/\/portal/,
  );
  assert.equal(await typed(), '');
  await popup.click('[data-use-here]');
  await isTyped();
});

test('a code that comes by message is named as such, and never typed automatically', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show('portal', '<p>We sent you an SMS.</p><label>SMS code <input id="code"></label>');
  await turnOn();
  await stage.page.reload();
  const popup = await stage.popup();
  await says(popup, '[data-dock] p', /SMS or email/);
  assert.equal(await typed(), '');
});

/** Turns on automatic filling for the page in front. The last test's fill may be recorded late. */
async function turnOn() {
  await (await stage.postern.worker()).evaluate(() => chrome.storage.session.clear());
  await editAccount(async (popup) => {
    await popup.click('[data-fill-here]');
    await until(async () => (await scripts()).length === 1);
  });
}

/** An automatic fill is recorded a moment after typing; then it can be forgotten. */
async function forgetUnasked() {
  const worker = await stage.postern.worker();
  const isNoted = () =>
    worker.evaluate(async () =>
      Object.keys(await chrome.storage.session.get()).some((key) => key.startsWith('unasked:')),
    );
  await until(isNoted);
  await worker.evaluate(() => chrome.storage.session.clear());
}

const scripts = async () =>
  (await stage.postern.worker()).evaluate(() => chrome.scripting.getRegisteredContentScripts());

test('with automatic filling on, a field is filled once it is in view', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show('portal', `<div style="height: 3000px"></div>${FIELD}`);
  await turnOn();
  await stage.page.reload();
  await new Promise((resolve) => setTimeout(resolve, 1200));
  assert.equal(await typed(), '');
  await stage.page.evaluate(() => scrollTo(0, 3000));
  await isTyped();
  await forgetUnasked();
  const drawer = `<style>form { position: fixed; left: -400px; transition: left 600ms } .open { left: 20px }</style><form onsubmit="return false">${FIELD}</form>`;
  await stage.show(
    'portal',
    `${drawer}<script>setTimeout(() => { document.forms[0].className = 'open'; }, 100)</script>`,
  );
  await isTyped();
});

test('with automatic filling on, a later field is filled, and a second request is left alone', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show(
    'portal',
    `<div id="late"></div><script>setTimeout(() => { late.innerHTML = '${FIELD}'; }, 600)</script>`,
  );
  await turnOn();
  assert.deepEqual((await scripts())[0]?.matches, ['http://portal.localhost/*']);
  await stage.page.reload();
  await stage.page.waitForSelector('#code');
  await isTyped();
  await stage.page.reload();
  await stage.page.waitForSelector('#code');
  await new Promise((resolve) => setTimeout(resolve, 1200));
  assert.equal(await typed(), '', 'the page did not take it: the rest is the user’s');
  await forgetUnasked();
  await stage.page.reload();
  await stage.page.waitForSelector('#code');
  await isTyped();
});

test('with two accounts, nothing is typed automatically until one was chosen', async () => {
  await stage.add(link('First', KEY), stage.origin('portal'));
  await stage.add(link('Second', 'GEZDGNBVGY3TQOJQ'), stage.origin('portal'));
  await stage.show('portal', FIELD);
  await turnOn();
  const tab = await stage.tabId();
  const badge = async () =>
    (await stage.postern.worker()).evaluate((tabId) => chrome.action.getBadgeText({ tabId }), tab);
  // The browser may tell its pages about a new script a moment later than the extension.
  await until(async () => {
    await stage.page.reload();
    return until(async () => (await badge()) === '?', 3000).catch(() => false);
  }, 20_000);
  assert.equal(await typed(), '');
});

test('frames without a site, and those of other sites, get nothing', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  stage.put('evil', FIELD);
  const inner = FIELD.replaceAll('"', '&quot;');
  for (const frame of [
    `<iframe sandbox="allow-scripts" srcdoc="${inner}"></iframe>`,
    `<iframe sandbox="allow-scripts" src="${stage.origin('portal')}/frame"></iframe>`,
    `<iframe src="${stage.origin('evil')}/"></iframe>`,
    `<iframe src="data:text/html,${encodeURIComponent(FIELD)}"></iframe>`,
  ]) {
    await stage.show('portal', `<h1>Portal</h1>${frame}`);
    stage.put('portal', FIELD);
    const popup = await stage.popup();
    await popup.waitForSelector('.row.here');
    await popup.click('.row [data-use]');
    await until(
      async () =>
        (await popup.$('[data-frame], [data-elsewhere]')) ||
        /copied/.test(await textOf(popup, '.toast')),
    );
    for (const child of stage.page.frames().slice(1)) {
      const value = await child
        .$eval('#code', (input) => /** @type {any} */ (input).value)
        .catch(() => '');
      assert.equal(value, '', frame);
    }
    await popup.close();
  }
});

test('a frame of the page itself, without a URL, is filled like the page', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show('portal', `<iframe srcdoc="${FIELD.replaceAll('"', '&quot;')}"></iframe>`);
  await fillFirst();
  const [, child] = stage.page.frames();
  await until(
    async () =>
      /^\d{6}$/.test(
        (await child?.$eval('#code', (input) => /** @type {any} */ (input).value)) ?? '',
      ),
    40_000,
  );
});

test('scripts in pages can tell the worker that there is a field, and nothing else', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show('portal', '<p>No field</p>');
  const tab = await stage.tabId();
  const answers = await (await stage.postern.worker()).evaluate(async (tabId) => {
    const [injected] = await chrome.scripting.executeScript({
      target: { tabId },
      func: async () => {
        const types = [
          'field-appeared',
          'page-changed',
          'code',
          'list',
          'vault',
          'toString',
          '__proto__',
          'constructor',
          'hasOwnProperty',
        ];
        const asked = types.map((type) =>
          chrome.runtime.sendMessage({ type, id: 'x', origin: 'https://evil.example' }).then(
            (reply) => reply ?? null,
            () => null,
          ),
        );
        return Promise.all(asked);
      },
    });
    return injected?.result;
  }, tab);
  assert.ok(Array.isArray(answers));
  assert.deepEqual([...new Set(answers)], [null], 'nobody is answered');
  const world = await stage.page.evaluate(
    () => typeof (/** @type {any} */ (globalThis).chrome?.runtime?.sendMessage),
  );
  assert.equal(world, 'undefined', 'and the page itself cannot even ask');
});

test('what Postern sees on a page is shown with its reasons', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show('portal', `<label>Search <input type="search"></label>${FIELD}`);
  const popup = await stage.popup();
  await pressMenu(popup, 'why');
  await says(
    popup,
    '[data-fields]',
    /One-time code 1 × authenticator, \d+ 60 own words: one-time code/,
  );
});
