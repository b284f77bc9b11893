// The page keeps the code: typed with the popup open on a page that reacts to its focus; and the message if
// the page does not keep it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageAt, says, textOf, until } from './browser.mjs';
import { rightCodes } from './every-way.mjs';
import { link, useStage } from './stage.mjs';

const stage = await useStage();

const KEY = 'JBSWY3DPEHPK3PXP';
const FIELD = '<label>One-time code <input id="code" maxlength="6"></label>';
const BOXES = `<h2>Enter the code from your authenticator app</h2>${'<input maxlength="1" inputmode="numeric" size="2">'.repeat(6)}`;

/** The content of all fields of the page. */
const held = () => stage.page.$$eval('input', (all) => all.map((input) => input.value).join(''));

/** Presses Enter on the account of this page. @param {string} html @param {string} [script] */
async function fillAt(html, script = '') {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show('portal', `${html}<script>${script}</script>`);
  const popup = await stage.popup();
  await says(popup, '.row .does', /Fill/);
  await popup.focus('.row [data-use]');
  await popup.keyboard.press('Enter');
  return popup;
}

/** The popup that reopens after this one has closed. @param {import('puppeteer-core').Page} popup */
async function comesBack(popup) {
  await until(async () => popup.isClosed());
  return pageAt(stage.postern.extension, /popup\.html$/);
}

test('while the code is typed the popup is gone and the page has the focus', async () => {
  const popup = await fillAt(
    FIELD,
    'code.oninput = () => { globalThis.hadFocus = document.hasFocus(); };',
  );
  assert.equal(await stage.postern.filled(), 'Code filled');
  assert.ok(popup.isClosed());
  assert.equal(await stage.page.evaluate('hadFocus'), true);
});

test('a field that clears itself when focused keeps the code', async () => {
  await fillAt(FIELD, "code.onfocus = () => { code.value = ''; };");
  await stage.postern.filled();
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.ok(rightCodes().includes(await held()));
});

test('a page that accepts only what a person types accepts the code', async () => {
  await fillAt(
    FIELD,
    'code.oninput = (event) => { globalThis.state = event.isTrusted ? code.value : ""; };',
  );
  await stage.postern.filled();
  assert.ok(rightCodes().includes(String(await stage.page.evaluate('state'))));
});

test('a button that waits for a key notices one', async () => {
  await fillAt(
    `${FIELD}<button disabled>Verify</button>`,
    "code.onkeyup = () => { document.querySelector('button').disabled = code.value.length < 6; };",
  );
  await stage.postern.filled();
  assert.equal(await stage.page.$eval('button', (button) => button.disabled), false);
});

test('a page that does not keep the code: the popup comes back, says so, and the code is copied', async () => {
  const popup = await fillAt(
    FIELD,
    "code.oninput = () => setTimeout(() => { code.value = ''; }, 100);",
  );
  const again = await comesBack(popup);
  await says(again, '.toast', /Code copied\. The page didn’t accept the whole code/);
  const memory = await again.evaluate(() => chrome.storage.session.get('unfilled'));
  assert.deepEqual(memory, {}, 'the code is not kept any longer');
  await again.close();
  assert.ok(rightCodes().includes(await stage.clipboard()));
  assert.equal(await held(), '');
});

test('a field that stays read-only is left alone: the popup comes back and says so', async () => {
  const popup = await fillAt('<input id="code" name="otp" readonly>');
  const again = await comesBack(popup);
  await says(again, '.toast', /^Code copied\. /);
  assert.equal(await held(), '');
});

test('a page that reloads in the middle of typing has taken nothing', async () => {
  const popup = await fillAt(
    BOXES,
    `document.querySelectorAll('input')[2].addEventListener('input', () => location.reload());
     document.addEventListener('paste', (event) => event.preventDefault());`,
  );
  const again = await comesBack(popup);
  await says(again, '.toast', /Code copied\./);
});

test('boxes that turn the typed text into another code see it once, and are cleared', async () => {
  // A handler that inserts a pasted code reversed; its server would count each complete code as a try.
  const popup = await fillAt(
    BOXES,
    `globalThis.whole = [];
     const boxes = [...document.querySelectorAll('input')];
     const told = () => { const all = boxes.map((box) => box.value).join(''); if (all.length === 6) whole.push(all); };
     for (const box of boxes) box.addEventListener('input', told);
     document.addEventListener('paste', (event) => {
       event.preventDefault();
       const text = [...event.clipboardData.getData('text')].reverse();
       boxes.forEach((box, at) => { box.value = text[at]; });
       told();
     });`,
  );
  assert.ok(await comesBack(popup));
  assert.equal(await stage.page.evaluate('whole.length'), 1);
  assert.equal(await held(), '');
});

test('a field that turns the typed text into another code sees it once, and is cleared', async () => {
  const popup = await fillAt(
    FIELD,
    `globalThis.whole = [];
     code.oninput = () => {
       if (code.value.length < 6) return;
       code.value = [...code.value].reverse().join('');
       whole.push(code.value);
     };`,
  );
  assert.ok(await comesBack(popup));
  assert.equal(await stage.page.evaluate('whole.length'), 1);
  assert.equal(await held(), '');
});

test('a page that changes its URL at the last digit is not mistaken for one that has navigated', async () => {
  const popup = await fillAt(
    FIELD,
    `code.oninput = () => {
       if (code.value.length < 6) return;
       setTimeout(() => { history.pushState({}, '', '/again'); }, 50);
       setTimeout(() => { code.value = ''; }, 100);
     };`,
  );
  assert.ok(await comesBack(popup));
});

test('a field that appears after the popup was opened is found', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show(
    'portal',
    `<p>Portal</p><script>setTimeout(() => { document.body.innerHTML = '${FIELD}'; }, 2500)</script>`,
  );
  const popup = await stage.popup();
  await says(popup, '.row .does', /Copy/);
  await says(popup, '.row .does', /Fill/);
  assert.equal(await textOf(popup, '.toast'), '');
});
