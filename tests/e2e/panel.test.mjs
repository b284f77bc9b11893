// Setup pages that hide their key while another window has the focus, as some do against cameras: the popup
// takes the focus, the side panel stays open beside the page.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { looked, patient, pressMenu, says, textOf } from './browser.mjs';
import { startDisplay } from './display.mjs';
import { link, qr, useStage } from './stage.mjs';

const KEY = 'MFRGGZDFMZTWQ2LK';

/** A click into the page: left of the panel, below what it shows. */
const IN_THE_PAGE = { x: 300, y: 700 };

const display = await startDisplay();
const stage = await useStage({ headless: false, display: display.name });
after(() => display.stop());

/** Shows this only while the page has the focus. @param {string} html */
const guarded = (html) => `<h1>Set up two-factor authentication</h1><div id="key"></div>
  <template>${html}</template>
  <script>
    const draw = () => {
      key.replaceChildren(document.hasFocus() ? document.querySelector('template').content.cloneNode(true) : '');
    };
    addEventListener('focus', draw);
    addEventListener('blur', draw);
    draw();
  </script>`;

/** The panel, opened from the popup's menu. @param {import('puppeteer-core').Page} popup */
async function panelFrom(popup) {
  const opened = stage.postern.browser.waitForTarget((target) => target.url().endsWith('?panel'));
  await pressMenu(popup, 'panel');
  const panel = await (await opened).asPage();
  await panel.waitForSelector('.search');
  return patient(panel);
}

for (const [what, html] of [
  ['a QR code', await qr(link('Hidden', KEY))],
  ['a printed key', `<p>Setup key: ${KEY}</p>`],
]) {
  test(`${what} that is hidden while Postern has the focus is found from the side panel`, async () => {
    await stage.show('portal', guarded(html ?? ''));
    const popup = await stage.popup();
    await looked(popup);
    assert.equal(await popup.$('[data-candidate]'), null, 'the popup has the focus');
    assert.match(await textOf(popup, 'body'), /open Postern in the side panel and click the page/);
    const panel = await panelFrom(popup);
    display.click(IN_THE_PAGE);
    await says(panel, '[data-candidate] .eyebrow', /found/);
    await panel.click('[data-add]');
    await says(panel, '.row .issuer', /^(Hidden|portal\.localhost)$/);
    await panel.close();
  });
}
