// The popup stays calm: nothing moves under the hand, keys do what people expect, and it fits small screens.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pressMenu, says, textOf, until } from './browser.mjs';
import { startDisplay } from './display.mjs';
import { KEY } from './safe.mjs';
import { link, openStage, qr, useStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const stage = await useStage();
const OTHER = 'MFRGGZDFMZTWQ2LK';
const FIELD = '<label>One-time code <input autocomplete="one-time-code" id="code"></label>';

/** Pages that have something to say after the first paint, and what the dock says then. */
const PAGES = {
  'a key in a QR code': { html: qr(link('New', OTHER)), dock: 'key' },
  'two keys': {
    html: Promise.all([qr(link('New', OTHER)), qr(link('Newer', 'GEZDGNBVGY3TQOJQ'))]).then((all) =>
      all.join(' '),
    ),
    dock: 'keys',
  },
  'a key that is here already': { html: qr(link('IATA', KEY)), dock: 'saved' },
  'a code sent by message': {
    html: '<p>We sent a code to your phone by SMS.</p><label>SMS code <input id="code"></label>',
    dock: 'status',
  },
  'a set-up page that hides its key': {
    html: '<body class="kc"><div id="kc-totp-settings"><a id="mode-manual">Unable to scan?</a></div>',
    dock: '',
  },
  'a code field': { html: FIELD, dock: '' },
  'nothing at all': { html: '<p>Nothing here.</p>', dock: '' },
};

/** What moved since the first paint, without the user: the sources of all layout shifts. @param {Page} popup */
function movedIn(popup) {
  return popup.evaluate(
    () =>
      new Promise((resolve) => {
        /** @type {string[]} */
        const moved = [];
        const watch = new PerformanceObserver((list) => {
          for (const { value, sources } of /** @type {any[]} */ (list.getEntries())) {
            const names = sources.map(
              (/** @type {any} */ { node }) => node?.className ?? node?.nodeName,
            );
            moved.push(`${value.toFixed(5)} ${names.join(', ')}`);
          }
        });
        watch.observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(moved), 200);
      }),
  );
}

for (const [name, { html, dock }] of Object.entries(PAGES)) {
  test(`nothing moves in the popup over ${name}`, async () => {
    await stage.add(link('IATA', KEY), stage.origin('portal'));
    await stage.addMany(9);
    await stage.store({ settings: { savedMs: Date.now() } });
    await stage.show('portal', await html);
    const popup = await stage.popup();
    if (dock) await popup.waitForSelector(`[data-dock="${dock}"]`);
    await popup.waitForSelector('.tile');
    assert.deepEqual(await movedIn(popup), []);
    await popup.close();
  });
}

test('nothing moves when a code is copied, codes change or the network goes', async () => {
  await stage.add(`${link('Quick', KEY)}&period=10`);
  await stage.addMany(9);
  await stage.show('portal', '<p>Nothing here.</p>');
  const popup = await stage.popup();
  await popup.click('[data-index="1"] [data-use]');
  await says(popup, '.toast', /copied/);
  await popup.setOfflineMode(true);
  await popup.waitForSelector('.next');
  const code = await textOf(popup, '[data-index="0"] .code');
  await until(async () => (await textOf(popup, '[data-index="0"] .code')) !== code);
  assert.deepEqual(await movedIn(popup), []);
  await popup.close();
});

test('the dock keeps its buttons free of the toast', async () => {
  await stage.add(link('IATA', KEY));
  await stage.show('portal', await qr(link('New', OTHER)));
  const popup = await stage.popup();
  await popup.waitForSelector('[data-add]');
  await popup.click('.row [data-use]');
  await says(popup, '.toast', /copied/);
  const isFree = await popup.$eval('[data-add]', (button) => {
    const { left, top, width, height } = button.getBoundingClientRect();
    return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });
  assert.ok(isFree);
  await popup.close();
});

test('the list is one tab stop, and the menu key opens the menu of its account', async () => {
  await stage.addMany(9);
  await stage.show('portal', '');
  const popup = await stage.popup();
  const stops = () =>
    popup.$$eval('main :is(button, input, a, [tabindex])', (all) =>
      all.flatMap((one) => (/** @type {HTMLElement} */ (one).tabIndex >= 0 ? [one.className] : [])),
    );
  assert.deepEqual(await stops(), ['use']);
  await popup.focus('.search');
  await popup.keyboard.press('ArrowDown');
  await popup.keyboard.press('ArrowDown');
  assert.deepEqual(await stops(), ['use']);
  // The browser sends this for the menu key, Shift+F10 and the right mouse button.
  await popup.evaluate(() =>
    document.activeElement?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true })),
  );
  const focused = () => popup.evaluate(() => document.activeElement?.textContent?.trim());
  await until(async () => (await focused()) === 'Copy code');
  await popup.keyboard.press('ArrowUp');
  assert.equal(await focused(), 'Delete account');
  await popup.keyboard.press('Home');
  await popup.keyboard.press('ArrowDown');
  assert.equal(await focused(), 'Edit');
  await popup.keyboard.press('Escape');
  assert.equal(await popup.$('[role="menu"]'), null);
  assert.equal(await indexOf(popup), '1', 'the focus is back on the account');
  await popup.close();
});

/** The index of the row that has the focus. @param {Page} popup */
function indexOf(popup) {
  return popup.evaluate(() =>
    document.activeElement?.closest('[data-index]')?.getAttribute('data-index'),
  );
}

test('from a form, the list returns as it was left, with the focus on its account', async () => {
  await stage.addMany(40);
  await stage.show('portal', '');
  const popup = await stage.popup();
  await popup.focus('.search');
  await popup.keyboard.press('ArrowDown');
  for (let count = 0; count < 20; count += 1) await popup.keyboard.press('ArrowDown');
  assert.equal(await indexOf(popup), '20');
  const top = () => popup.$eval('main.scroll', (scroll) => scroll.scrollTop);
  const before = await top();
  await pressMenu(popup, 'edit-row', '[data-index="20"]');
  await popup.waitForSelector('[name="issuer"]');
  await popup.keyboard.press('Escape');
  await popup.waitForSelector('.search');
  await until(async () => (await indexOf(popup)) === '20');
  assert.equal(await top(), before);
  await popup.close();
});

test('Escape asks before a changed form is left, and keeps it on request', async () => {
  await stage.add(link('IATA', KEY));
  await stage.show('portal', '');
  const popup = await stage.popup();
  await pressMenu(popup, 'edit-row', '.row');
  await popup.type('[name="name"]', 'x');
  await popup.keyboard.press('Escape');
  await popup.waitForSelector('[data-discard-card]');
  await popup.keyboard.press('Escape');
  assert.equal(await popup.$('[data-discard-card]'), null);
  assert.equal(
    await popup.$eval('[name="name"]', (one) => /** @type {any} */ (one).value),
    'janex',
  );
  await popup.keyboard.press('Escape');
  await popup.click('[data-discard]');
  await says(popup, '.row .account', /^jane$/);
  await popup.close();
});

test('after a deletion the next key press can undo it', async () => {
  await stage.addMany(9);
  await stage.show('portal', '');
  const popup = await stage.popup();
  await pressMenu(popup, 'delete-row', '[data-index="3"]');
  await says(popup, '.toast', /Portal 3 deleted/);
  await until(() =>
    popup.evaluate(() => document.activeElement?.matches('.toast button') ?? false),
  );
  await popup.keyboard.press('Enter');
  await until(async () => (await popup.$$('[data-index="3"]')).length === 1);
  await says(popup, '[data-index="3"] .issuer', /^Portal 3$/);
  await popup.close();
});

test('an account is pinned and released in its menu, and keeps everything else', async () => {
  await stage.add(link('First', KEY));
  await stage.add(link('Second', OTHER), '', { tags: ['Work'], note: 'Desk 4' });
  await stage.show('portal', '');
  const popup = await stage.popup();
  await pressMenu(popup, 'pin', '[data-index="1"]');
  await says(popup, '[data-index="0"] .issuer', /^Second$/);
  assert.match(
    await textOf(popup, '[data-index="0"] .account'),
    /Pinned to top.*Note.*jane · Work/,
  );
  await pressMenu(popup, 'pin', '[data-index="0"]');
  await says(popup, '[data-index="0"] .issuer', /^First$/);
  await popup.close();
});

test('rows are out of reach while a decision is open', async () => {
  await stage.add(link('IATA', KEY), stage.origin('portal'));
  await stage.show('iata-login', FIELD);
  const popup = await stage.popup();
  await popup.click('.row [data-use]');
  await popup.waitForSelector('[data-sheet] [data-elsewhere]');
  assert.ok(await popup.$eval('.row', (row) => row.closest('[inert]') !== null));
  await popup.keyboard.press('Escape');
  await until(async () => (await popup.$('[data-sheet]')) === null);
  assert.equal(await stage.page.$eval('#code', (one) => /** @type {any} */ (one).value), '');
  await popup.close();
});

test('on a laptop of 1366 × 768 at 150 % the popup fits, with one scroll bar', async () => {
  const display = await startDisplay('1366x768');
  const small = await openStage({ headless: false, display: display.name, scale: 1.5 });
  try {
    await small.addMany(20);
    await small.show('portal', '<p>Nothing here.</p>');
    const popup = await small.popup();
    const measure = () =>
      popup.evaluate(() => ({
        bottom: document.querySelector('.dock')?.getBoundingClientRect().bottom ?? 0,
        bar: innerWidth - document.documentElement.clientWidth,
        window: innerHeight,
        room: screen.availHeight - screenY,
      }));
    const fits = async () => {
      const { bottom, bar, window, room } = await measure();
      return window < 500 && window <= room && bottom <= window && bar === 0;
    };
    await until(fits);
    await popup.close();
  } finally {
    await small.close();
    display.stop();
  }
});
