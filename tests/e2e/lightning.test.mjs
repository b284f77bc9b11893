// A portal built of Lightning components, with native and with the platform's synthetic shadow roots:
// enrolled at from the toolbar by its QR code or its printed key, and logged in to.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import QRCode from 'qrcode';
import { says, until } from './browser.mjs';
import { link, useStage } from './stage.mjs';

const stage = await useStage();

const KEY = 'QG7UKIW6FQLIV4KO7KVHYKAYCZUVOPLN';
const STYLE =
  '<meta charset="utf-8"><style>.boxes { display: flex; gap: 8px } .boxes input { width: 44px; height: 44px } .assistive { position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0 0 0 0) }</style>';

const codes = () => {
  const totp = new TOTP({ secret: Secret.fromBase32(KEY) });
  return [totp.generate(), totp.generate({ timestamp: Date.now() + 30_000 })];
};

/** @param {string} mode @param {Record<string, unknown>} shown */
async function show(mode, shown) {
  const name = `lightning-${mode}.js`;
  stage.serve('portal', name, readFileSync(`target/widgets/${name}`, 'utf8'));
  const facts = JSON.stringify(shown).replaceAll('<', '\\u003c');
  await stage.show(
    'portal',
    `${STYLE}<div id="portal"></div><script>globalThis.portal = ${facts}</script><script type="module" src="/${name}"></script>`,
  );
  await stage.page.waitForFunction(() => document.querySelector('#portal > *'));
}

/** The digits in the page's fields, through shadow roots of either kind. */
const held = () =>
  stage.page.evaluate(() => {
    /** @param {Document | ShadowRoot} root @returns {string} */
    const read = (root) =>
      [...root.querySelectorAll('*')]
        .map((one) => {
          const value = one instanceof HTMLInputElement ? one.value : '';
          return value + (one.shadowRoot ? read(one.shadowRoot) : '');
        })
        .join('');
    return read(document);
  });

/** The value that the page's own program holds once its button is pressed. @param {string} caption */
async function sent(caption) {
  await stage.page.bringToFront();
  const button = await stage.page.evaluateHandle((text) => {
    /** @param {Document | ShadowRoot} root @returns {HTMLElement | undefined} */
    const find = (root) => {
      for (const one of root.querySelectorAll('*')) {
        if (one instanceof HTMLButtonElement && one.textContent?.trim() === text) return one;
        const within = one.shadowRoot && find(one.shadowRoot);
        if (within) return within;
      }
      return undefined;
    };
    return find(document);
  }, caption);
  await /** @type {import('puppeteer-core').ElementHandle<Element>} */ (button).click();
  return stage.page.evaluate(() => /** @type {any} */ (globalThis).held);
}

for (const mode of ['native', 'synthetic']) {
  test(`${mode}: a QR code is enrolled, and the first code typed into the six boxes`, async () => {
    const picture = await QRCode.toDataURL(link('IATA', KEY), { scale: 5 });
    await show(mode, { enrolment: true, picture, key: KEY });
    const popup = await stage.popup();
    await says(popup, '[data-candidate] h2', /IATA/);
    await popup.click('[data-add]');
    await until(async () => codes().includes(await held()), 35_000);
    assert.ok(codes().includes(await sent('Continue')), 'the components hold it as well');
  });

  test(`${mode}: a key printed over three lines is enrolled, and its code typed`, async () => {
    await show(mode, { enrolment: true, key: KEY });
    const popup = await stage.popup();
    await says(popup, '[data-candidate] .eyebrow', /Setup key found on this page/);
    await popup.click('[data-add]');
    await until(async () => codes().includes(await held()), 35_000);
    assert.ok(codes().includes(await sent('Continue')));
  });

  test(`${mode}: the login field gets the code`, async () => {
    await stage.add(link('IATA', KEY), stage.origin('portal'));
    await show(mode, { sentence: 'Enter the code that your authenticator app shows.' });
    const popup = await stage.popup();
    await popup.keyboard.press('Enter');
    await until(async () => codes().includes(await held()), 35_000);
    assert.ok(codes().includes(await sent('Login')));
  });

  test(`${mode}: a code sent by message is distinguished from the authenticator's`, async () => {
    await stage.add(link('IATA', KEY), stage.origin('portal'));
    await show(mode, { sentence: 'We have sent a code to jane@agency.aero.' });
    const popup = await stage.popup();
    await says(popup, 'body', /sent by SMS or email/);
    await popup.keyboard.press('Enter');
    await popup.waitForSelector('[data-message]');
    assert.equal(await held(), '');
    await popup.click('[data-confirm]');
    await until(async () => codes().includes(await held()), 35_000);
  });
}
