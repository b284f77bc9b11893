// The two injected functions, in real pages: what they find, and that the page keeps what they type.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inject } from './browser.mjs';
import { openStage } from './stage.mjs';

/** @type {Awaited<ReturnType<typeof openStage>>} */
let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const SIX = Array.from({ length: 6 }, () => '<input maxlength="1">').join('');

/** Shows a page, collects its fields and types a code into all of them. @param {string} html @param {string} [script] */
async function fill(
  html,
  script = '',
  code = '123456',
  { origin = stage.origin('portal'), quiet = false } = {},
) {
  await stage.show(
    'portal',
    `<form onsubmit="return false">${html}</form><script>${script}</script>`,
  );
  const postern = await inject(stage.page);
  const { look, fields } = await postern.collectFields();
  const indexes = fields.map(({ index }) => index);
  const order = { origin, look, fields: indexes, code, untilMs: Date.now() + 5000, quiet };
  const receipt = await postern.fillCode(order);
  const inputs = await stage.page.$$eval('input', (all) => all.map((input) => input.value));
  return { receipt, typed: inputs.join('') };
}

const WHOLE = { took: 6, of: 6 };

test('one field takes the whole code', async () => {
  for (const type of ['text', 'tel', 'number', 'password']) {
    const { receipt, typed } = await fill(`<input type="${type}">`, '', '012345');
    assert.deepEqual([receipt, typed], [{ took: 1, of: 1 }, '012345'], type);
  }
});

test('six boxes take a digit each', async () => {
  assert.deepEqual(await fill(SIX), { receipt: WHOLE, typed: '123456' });
});

test('a page that clears its field while it initialises has not kept an automatically typed code', async () => {
  const wipes = "setTimeout(() => { document.querySelector('input').value = ''; }, 700);";
  const once = `document.querySelector('input').oninput = ({ target }) => { target.oninput = null; ${wipes} };`;
  const { receipt } = await fill('<input>', once, '123456', { quiet: true });
  assert.deepEqual(receipt, { took: 0, of: 1 });
});

test('boxes that advance the focus are not confused', async () => {
  const advance = `document.querySelectorAll('input').forEach((box, at, all) => {
    box.oninput = () => { if (box.value) all[at + 1]?.focus(); };
    box.onfocus = () => box.select();
  });`;
  assert.deepEqual(await fill(SIX, advance), { receipt: WHOLE, typed: '123456' });
});

test('a stale code is replaced', async () => {
  const stale = SIX.replaceAll('>', ' value="9">');
  assert.deepEqual(await fill(stale), { receipt: WHOLE, typed: '123456' });
});

test('a framework that owns the value sees the change', async () => {
  // As React does: an instance setter on the element, and state that wins unless `input` reports a change.
  const controlled = `const box = document.querySelector('input');
    const { get, set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
    let tracked = '', state = '';
    Object.defineProperty(box, 'value', { get() { return get.call(this); }, set(v) { tracked = v; set.call(this, v); } });
    box.addEventListener('input', () => { if (get.call(box) !== tracked) state = tracked = get.call(box); });
    setInterval(() => set.call(box, state), 1);`;
  const { receipt, typed } = await fill('<input>', controlled);
  assert.deepEqual([receipt, typed], [{ took: 1, of: 1 }, '123456']);
});

test('boxes that spread a pasted code and ignore single digits take it too', async () => {
  const spread = `const boxes = [...document.querySelectorAll('input')];
    boxes.forEach((box) => box.removeAttribute('maxlength'));
    boxes.forEach((box) => box.addEventListener('input', () => {
      const text = box.value;
      if (text.length === 6) boxes.forEach((other, at) => { other.value = text[at]; });
      else boxes.forEach((other) => { other.value = ''; });
    }));`;
  assert.deepEqual(await fill(SIX, spread), { receipt: WHOLE, typed: '123456' });
});

test('a page that removes its boxes at the last digit has taken the code', async () => {
  const submit = `const boxes = [...document.querySelectorAll('input')];
    boxes[5].oninput = () => { globalThis.sent = boxes.map((box) => box.value).join(''); document.forms[0].remove(); };`;
  const { receipt } = await fill(SIX, submit);
  assert.deepEqual(receipt, WHOLE);
  assert.equal(await stage.page.evaluate('sent'), '123456');
});

test('a field that refuses the code is reported in the receipt', async () => {
  const refuse = `document.querySelector('input').addEventListener('input', (event) => { event.target.value = ''; });`;
  const { receipt } = await fill('<input>', refuse);
  assert.deepEqual(receipt, { took: 0, of: 1 });
});

test('a frame other than the planned one gets nothing', async () => {
  const { receipt, typed } = await fill('<input>', '', '123456', {
    origin: stage.origin('elsewhere'),
  });
  assert.deepEqual([receipt, typed], [null, '']);
});

test('a page that was replaced after the look gets nothing', async () => {
  await stage.show('portal', '<input>');
  const { look } = await (await inject(stage.page)).collectFields();
  await stage.page.reload();
  const order = orderOf({ look });
  assert.equal(await (await inject(stage.page)).fillCode(order), null);
  assert.equal(await stage.page.$eval('input', (input) => input.value), '');
});

/** @param {Partial<import('../../extension/content/fill.js').FillOrder>} order */
function orderOf(order) {
  const origin = stage.origin('portal');
  const untilMs = Date.now() + 5000;
  return { origin, look: 1, fields: [0], code: '123456', untilMs, ...order };
}

test('another look in between numbers other fields: the code goes where the plan saw its own', async () => {
  await stage.show('portal', '<input id="code">');
  const postern = await inject(stage.page);
  const { look } = await postern.collectFields();
  await stage.page.evaluate(() => {
    document.body.insertAdjacentHTML('afterbegin', '<input id="device">');
  });
  await postern.collectFields();
  assert.deepEqual(await postern.fillCode(orderOf({ look })), { took: 1, of: 1 });
  const values = await stage.page.$$eval('input', (all) => all.map(({ id, value }) => [id, value]));
  assert.deepEqual(values, [
    ['device', ''],
    ['code', '123456'],
  ]);
});

test('a page that shows an alert does not get an old code once the alert is closed', async () => {
  await stage.show('portal', '<input>');
  const postern = await inject(stage.page);
  const { look } = await postern.collectFields();
  assert.equal(await postern.fillCode(orderOf({ look, untilMs: Date.now() - 1 })), null);
  assert.equal(await stage.page.$eval('input', (input) => input.value), '');
});

test('behind a password, a new code replaces the last one', async () => {
  await stage.show('portal', '<input type="password" value="hunter2">');
  const postern = await inject(stage.page);
  for (const code of ['123456', '456789']) {
    const { look } = await postern.collectFields();
    await postern.fillCode(orderOf({ look, code, appends: true }));
  }
  assert.equal(await stage.page.$eval('input', (input) => input.value), 'hunter2456789');
});

test('fields in open shadow roots are found, with their labels', async () => {
  await stage.show(
    'portal',
    `<h2>Two-factor authentication</h2><x-field></x-field><script>
      customElements.define('x-field', class extends HTMLElement {
        connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<label for="f">Code</label><input id="f">'; }
      });</script>`,
  );
  const { fields } = await (await inject(stage.page)).collectFields();
  assert.equal(fields.length, 1);
  assert.equal(fields[0]?.label, 'Code');
  assert.equal(fields[0]?.usable, true);
  assert.match(fields[0]?.heading ?? '', /Two-factor/);
});

test('a key printed on the page is not a fact about a field', async () => {
  await stage.show('portal', '<p>QG7UKIW6FQLIV4KO 7KVHYKAYCZUVOPL</p><p>Enter the code</p><input>');
  const { fields } = await (await inject(stage.page)).collectFields();
  assert.match(fields[0]?.before ?? '', /Enter the code/);
  assert.doesNotMatch(JSON.stringify(fields), /QG7UKIW6|7KVHYKAY/);
});
