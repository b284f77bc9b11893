// The outcome of a code, on real pages and in real time: rendered late, hidden, left, submitted by the last
// digit. The table of page messages is in `tests/core/outcome.rs`.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { says } from './browser.mjs';
import { grantedExtension } from './copies.mjs';
import { codesOf, OPEN, PAGES, serve } from './outcomes.mjs';
import { link, useStage } from './stage.mjs';

const stage = await useStage({ extension: grantedExtension() });
const portal = await serve();
after(portal.close);

const KEY = 'QG7UKIW6FQLIV4KO7KVHYKAYCZUVOPLN';
/** @type {Awaited<ReturnType<typeof codesOf>>} */
let codes;
beforeEach(async () => {
  codes = await codesOf(stage, portal.origin);
});

/** Types a page's code and presses the button. @param {string} name @param {string} what */
async function send(name, what) {
  await stage.page.goto(portal.url(name, what));
  const leaves = /digit/.test(name);
  await codes.fill().catch((error) => assert.ok(leaves, error));
  if (!leaves) await stage.page.click('#go');
}

for (const name of Object.keys(PAGES)) {
  test(`${name}: the right code, a wrong one, and nothing pressed`, async () => {
    await stage.add(link('IATA', KEY), portal.origin);
    await send(name, 'right');
    await codes.becomes('accepted');
    await send(name, 'wrong');
    await codes.becomes('refused');
    if (/digit/.test(name)) return;
    await stage.page.goto(portal.url(name, 'wrong'));
    await codes.fill();
    await stage.page.click('#away');
    await codes.staysUnknown();
  });
}

for (const name of Object.keys(OPEN)) {
  test(`${name}: nothing is known`, async () => {
    await stage.add(link('IATA', KEY), portal.origin);
    await send(name, 'wrong');
    await codes.staysUnknown();
  });
}

/** Goes to another site by the address bar, and back by a link there. */
async function returnFromElsewhere() {
  await stage.show('news', `<a id="back" href="${portal.origin}/home">The portal</a>`);
  await Promise.all([stage.page.waitForNavigation(), stage.page.click('#back')]);
}

test('a user who leaves has not sent the code: back, by the address bar, by reloading, by closing the dialog', async () => {
  await stage.add(link('IATA', KEY), portal.origin);
  /** @type {[string, () => Promise<unknown>][]} */
  const ways = [
    ['server', () => stage.page.goBack()],
    ['server', () => stage.page.goto(`${portal.origin}/home`)],
    ['server', () => stage.page.reload()],
    ['server', returnFromElsewhere],
    ['server', () => stage.page.click('#menu')],
    ['one page', () => stage.page.click('#cancel')],
    ['one page', () => stage.page.keyboard.press('Escape')],
  ];
  for (const [name, leave] of ways) {
    await stage.page.goto(`${portal.origin}/home`);
    await stage.page.bringToFront();
    await stage.page.click('#away');
    await stage.page.waitForSelector('.alert-success');
    await stage.page.goto(portal.url(name, 'right'));
    await codes.fill();
    await leave();
    await codes.staysUnknown();
  }
});

test('Enter in the field sends the code, with or without a form', async () => {
  await stage.add(link('IATA', KEY), portal.origin);
  await stage.page.goto(portal.url('without a form', 'right'));
  await codes.fill();
  await stage.page.focus('#code');
  await stage.page.keyboard.press('Enter');
  await codes.becomes('accepted');
});

test('a refusal is overruled by the next code, which a person types by hand', async () => {
  await stage.add(link('IATA', KEY), portal.origin);
  await send('server', 'wrong');
  await codes.becomes('refused');
  await stage.page.type('#code', '123456');
  await stage.page.evaluate(() => history.replaceState(null, '', '?do=right'));
  await stage.page.keyboard.press('Enter');
  await codes.becomes('accepted', ['refused']);
});

test('at a login a refusal is shown with its reason, only at that site and in that tab', async () => {
  await stage.add(link('IATA', KEY), portal.origin);
  await send('server', 'wrong');
  await codes.becomes('refused');
  const popup = await codes.popup();
  await says(
    popup,
    '[data-outcome="refused"]',
    /clock is right, so the site may expect a different key/,
  );
  await popup.close();
  await stage.show('portal', '<p>Another site</p>');
  const elsewhere = await codes.popup();
  assert.equal(await elsewhere.$('[data-outcome]'), null);
  await elsewhere.close();
  codes = await codesOf(stage, portal.origin);
  await send('server', 'right');
  await codes.becomes('accepted');
  const silent = await codes.popup();
  assert.equal(await silent.$('[data-outcome]'), null, 'a login that worked needs no words');
});
