// The settings page: sections with addresses, the table of accounts, and lists of any length.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { pressMenu, says, textOf, until } from './browser.mjs';
import { handsOn, KEY } from './safe.mjs';
import { link, useStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const stage = await useStage();
const { settings, section, oneAccount } = handsOn(stage);

/** No task may block the page longer, in ms of processor time: what else the computer does hardly counts. */
const TASK_MS_MAX = 150;

afterEach(() => stage.page.bringToFront());

/** @param {Page} page */
const heading = (page) => textOf(page, '#heading');

/** How many rows are selected, as the page says it. @param {Page} page */
const count = (page) => textOf(page, '[data-count]');

/** @param {Page} page @param {string} selector */
const isInView = (page, selector) =>
  page.$eval(selector, (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight && bottom > top;
  });

/** How many elements there are. @param {Page} page @param {string} selector */
const drawn = (page, selector) => page.$$eval(selector, (all) => all.length);

/** How many accounts the vault has. @param {Page} page @returns {Promise<number>} */
const total = (page) =>
  page.evaluate(async () => {
    const path = '/extension/flows/vault.js';
    const { openVault } = await import(path);
    const session = await openVault();
    const request = { query: '', origin: '', from: 0, count: 0, nowMs: Date.now() };
    const list = session.list(request);
    session.free();
    return list.total;
  });

/** Measures the page's tasks from now on. @param {Page} page */
const measure = (page) => page.tracing.start({ categories: ['-*', 'toplevel'] });

/** The longest task since then, in ms of processor time. @param {Page} page @param {string} what */
async function longest(page, what) {
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { traceEvents } = JSON.parse(Buffer.from((await page.tracing.stop()) ?? []).toString());
  const threadOf = (/** @type {{ pid: number, tid: number }} */ { pid, tid }) => `${pid} ${tid}`;
  const mains = traceEvents
    .filter((/** @type {any} */ { name, args }) => name === 'thread_name' && args.name === MAIN)
    .map(threadOf);
  const tasks = traceEvents.filter(
    (/** @type {any} */ event) => event.name === TASK && mains.includes(threadOf(event)),
  );
  assert.ok(tasks.length > 0, 'the trace has the tasks of pages');
  // Where a task took next to no processor time, it is left out.
  const times = tasks.map((/** @type {any} */ { tdur, dur = 0 }) => (tdur ?? dur) / 1000);
  const ms = times.reduce((/** @type {number} */ one, /** @type {number} */ other) =>
    Math.max(one, other),
  );
  console.log(`${what}: longest task ${ms.toFixed(0)} ms`);
  return ms;
}

/** Chromium's names of a page's thread, and of a task, in traces. */
const MAIN = 'CrRendererMain';
const TASK = 'ThreadControllerImpl::RunTask';

test('sections have addresses, Back works, and the focus goes to the heading', async () => {
  await oneAccount();
  const page = await settings();
  assert.equal(await heading(page), 'Accounts');
  for (const name of ['security', 'backup', 'appearance']) {
    await page.click(`[data-section-link="${name}"]`);
    await page.waitForSelector(`[data-section="${name}"]`);
    assert.ok(page.url().endsWith(`#${name}`));
    const current = await page.$$eval('[aria-current="page"]', (all) =>
      all.map((one) => one.getAttribute('data-section-link')),
    );
    assert.deepEqual(current, [name]);
    await until(() => page.evaluate(() => document.activeElement?.id === 'heading'));
  }
  await page.goBack();
  await page.waitForSelector('[data-section="backup"]');
  await page.goBack();
  await page.waitForSelector('[data-section="security"]');
  await page.goForward();
  await page.waitForSelector('[data-section="backup"]');
  await page.close();
  const about = await settings('#about');
  assert.equal(await heading(about), 'About Postern');
  await about.close();
});

test('an account opens from its row, and Back returns to the row', async () => {
  await oneAccount();
  await stage.add(link('Other', 'GEZDGNBVGY3TQOJQ'));
  const page = await settings();
  await page.click('[data-row="1"] [data-open]');
  await page.waitForSelector('[data-form="details"]');
  assert.equal(await heading(page), 'Other');
  await page.goBack();
  await page.waitForSelector('[data-row="1"]');
  await until(() =>
    page.evaluate(() => document.activeElement?.closest('[data-row]')?.matches('[data-row="1"]')),
  );
  assert.equal(await drawn(page, '[data-section="accounts"] option'), 0, 'no list of options');
  await page.close();
});

test('of 300 accounts, those found are selected, deleted, and come back with Undo', async () => {
  await stage.addMany(300);
  const page = await settings();
  await page.waitForSelector('[data-row="0"]');
  assert.ok((await drawn(page, '[data-row]')) < 60, 'only rows in view are drawn');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForSelector('[data-row="299"]');
  assert.ok(await isInView(page, '[data-find]'), 'what acts on the list stays in the window');
  await page.type('[data-find]', 'Portal 25');
  await until(async () => /^13 accounts$/.test(await count(page)));
  await page.click('[data-select-all]');
  await until(async () => /^13 selected$/.test(await count(page)));
  await page.click('[data-act="delete-selected"]');
  await says(page, '.toast', /13 accounts deleted\./);
  assert.equal(await total(page), 287);
  assert.ok(await isInView(page, '[data-undo]'));
  await page.click('[data-undo]');
  await says(page, '.toast', /13 accounts restored\./);
  assert.equal(await total(page), 300);
  await page.close();
});

test('rows are selected with Shift, by mouse and by keyboard, and none again', async () => {
  await stage.addMany(40);
  const page = await settings();
  await page.waitForSelector('[data-row="0"]');
  await page.click('[data-row="1"] [data-pick]');
  await page.keyboard.down('Shift');
  await page.click('[data-row="5"] [data-pick]');
  await page.keyboard.up('Shift');
  await until(async () => /^5 selected$/.test(await count(page)));
  await page.click('[data-select-all]');
  await until(async () => /^40 selected$/.test(await count(page)));
  await page.click('[data-select-all]');
  await until(async () => /^40 accounts$/.test(await count(page)));
  await page.focus('[data-find]');
  await page.keyboard.press('ArrowDown');
  for (const _ of [1, 2, 3, 4, 5, 6]) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await until(async () => /^1 selected$/.test(await count(page)));
  await page.keyboard.press('End');
  await until(() =>
    page.evaluate(() => document.activeElement?.closest('[data-row="39"]') !== null),
  );
  await page.keyboard.down('Shift');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.up('Shift');
  await until(async () => /^3 selected$/.test(await count(page)));
  await page.close();
});

test('selected accounts get a site, and an address that is none changes nothing', async () => {
  await stage.addMany(3);
  const page = await settings();
  await page.click('[data-row="0"] [data-pick]');
  await page.click('[data-row="2"] [data-pick]');
  await page.click('[data-act="site"]');
  await page.type('[name="site"]', '*.co.uk');
  const before = (await stage.stored()).vault.recs;
  await page.click('[data-form="site"] [data-add-site]');
  await says(page, '[data-error]', /can’t be linked/);
  assert.deepEqual((await stage.stored()).vault.recs, before);
  await page.click('[name="site"]', { count: 3 });
  await page.type('[name="site"]', 'https://Portal.Example/login');
  await page.click('[data-form="site"] [data-add-site]');
  await says(page, '.toast', /Site added to 2 accounts/);
  for (const [row, isBound] of /** @type {const} */ ([
    [0, true],
    [1, false],
  ])) {
    await page.click(`[data-row="${row}"] [data-open]`);
    await page.waitForSelector('[data-form="details"]');
    const bound = await page.$$eval('[name="bound"]', (all) =>
      all.map((one) => /** @type {HTMLSelectElement} */ (one).value),
    );
    assert.equal(bound.includes('portal.example'), isBound, bound.join());
    await page.evaluate(() => history.back());
    await page.waitForSelector('[data-row="0"]');
  }
  await page.close();
});

test('selected accounts join a group, and are exported without the others', async () => {
  await stage.addMany(6);
  const page = await settings();
  await page.click('[data-row="0"] [data-pick]');
  await page.click('[data-row="2"] [data-pick]');
  await page.click('[data-act="group"]');
  await page.type('[name="group"]', 'Work');
  await page.click('[data-add-group]');
  await says(page, '.toast', /2 accounts added to the group/);
  const groups = await page.$$eval('[data-row]', (rows) =>
    rows.map((row) => row.querySelector('.groups')?.textContent?.trim() ?? ''),
  );
  assert.deepEqual(groups, ['Work', '', 'Work', '', '', '']);
  await page.click('[data-row="0"] [data-pick]');
  await page.click('[data-row="2"] [data-pick]');
  await page.click('[data-act="export-selected"]');
  await page.waitForSelector('[data-section="export"]');
  assert.match(await textOf(page, '[data-which]'), /^2 selected$/);
  assert.equal(await textOf(page, '.toast'), '', 'what was done elsewhere is not said here');
  await page.click('[data-act="export-sheets"]');
  await page.type('[name="word"]', 'export');
  await page.click('[data-export]');
  await page.waitForSelector('[data-sheets] canvas[data-painted]');
  assert.equal(await drawn(page, '.sheet'), 2);
  await section(page, 'about');
  await section(page, 'export');
  assert.equal(await page.$('.sheet'), null, 'no key stays behind');
  await page.close();
});

test('300 accounts to import: they can be found and left out, and Add is in the window', async () => {
  const page = await settings('#import');
  await drop(page, 300);
  await page.waitForSelector('[data-status]');
  assert.ok(await isInView(page, '[data-act="take"]'));
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
  assert.ok(await isInView(page, '[data-act="take"]'));
  assert.ok(await isInView(page, '[data-select-all]'));
  await page.click('[data-select-all]');
  await until(async () => /Add 0 accounts/.test(await textOf(page, '[data-act="take"]')));
  await page.type('[data-find-import]', 'site 25');
  await until(async () => (await drawn(page, '[data-status]')) === 13);
  await page.click('[data-select-all]');
  await until(async () => /Add 13 accounts/.test(await textOf(page, '[data-act="take"]')));
  await page.click('[data-act="take"]');
  await says(page, '.toast', /Added 13 accounts/);
  assert.equal(await total(page), 13);
  await page.close();
});

test('with 2,000 accounts no task blocks the page: table, import, QR sheets, check of a backup, bin', async () => {
  await stage.addMany(2000);
  const page = await settings();
  await page.waitForSelector('[data-row="0"]');
  await measure(page);
  for (let at = 0; at < 20; at += 1) {
    await page.evaluate((part) => scrollTo(0, document.body.scrollHeight * part), at / 20);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
  await page.evaluate(() => scrollTo(0, 0));
  await page.click('[data-select-all]');
  await until(async () => /^2,000 selected$/.test(await count(page)));
  const table = await longest(page, 'the table of 2,000 accounts');

  await section(page, 'import');
  await measure(page);
  await drop(page, 2000);
  await page.waitForSelector('[data-status]');
  await scrollThrough(page, '[data-status][aria-posinset="2000"]');
  const imported = await longest(page, 'the review of 2,000 accounts');
  await page.click('[data-act="cancel-import"]');

  await section(page, 'export');
  await page.click('[data-act="export-sheets"]');
  await page.type('[name="word"]', 'export');
  await measure(page);
  await page.click('[data-export]');
  await until(async () => (await drawn(page, '.sheet')) === 2000, 60_000);
  await page.waitForSelector('[data-act="print-sheets"]:not([disabled])');
  const sheets = await longest(page, '2,000 QR sheets');
  assert.ok((await drawn(page, 'canvas[data-painted]')) < 100, 'those in view');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await drawn(page, 'canvas[data-painted]'), 2000, 'all of them on paper');
  await section(page, 'backup');
  const saved = await backup();
  await measure(page);
  await checkBackup(page, saved);
  await page.waitForSelector('[data-verdict="good"]', { timeout: 60_000 });
  await scrollThrough(page, '[data-state][aria-posinset="2000"]', '.within');
  const compared = await longest(page, 'the check of 2,000 accounts');

  await section(page, 'accounts');
  await measure(page);
  await page.click('[data-act="delete-selected"]');
  await says(page, '.toast', /2,000 accounts deleted/);
  const deleted = await longest(page, 'deleting 2,000 accounts');
  await measure(page);
  await page.evaluate(() => {
    location.hash = 'bin';
  });
  await page.waitForSelector('[data-binned]');
  await scrollThrough(page, '[data-binned][aria-posinset="2000"]');
  const binned = await longest(page, 'the bin of 2,000 accounts');
  for (const ms of [table, imported, sheets, compared, deleted, binned])
    assert.ok(ms < TASK_MS_MAX, `${ms} ms`);
  await page.close();
});

/**
 * Scrolls to the last row, by way of two places in between: the rows of other places are not drawn.
 * @param {Page} page
 * @param {string} last
 * @param {string} [within] what scrolls, if not the page
 */
async function scrollThrough(page, last, within = 'html') {
  const rows = last.replace(/\[aria.*/, '');
  assert.equal(await drawn(page, rows), 50, 'the first slice');
  for (const part of [0.3, 0.7, 1, 1])
    await page.$eval(
      within,
      async (scroll, to) => {
        scroll.scrollIntoView({ block: 'nearest' });
        scroll.scrollTop = scroll.scrollHeight * to;
        await new Promise((done) => setTimeout(done, 200));
      },
      part,
    );
  await page.waitForSelector(last);
  assert.ok(await isInView(page, last));
  assert.ok((await drawn(page, rows)) <= 500, 'slices near those places');
}

const PASSPHRASE = 'sturdy copper lantern';

/** Sets a passphrase. @returns {Promise<string>} the text of a backup */
async function backup() {
  const helper = await stage.extensionPage();
  const text = await helper.evaluate(async (passphrase) => {
    const [unlock, saving] = ['/extension/flows/unlock.js', '/extension/flows/saving.js'];
    await (await import(unlock)).setPassphrase(passphrase);
    return (await (await import(saving)).makeBackup(new Date())).text;
  }, PASSPHRASE);
  await helper.close();
  return text;
}

/** Chooses a backup and checks it. @param {Page} page @param {string} text */
async function checkBackup(page, text) {
  await page.evaluate((json) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([json], 'backup.json'));
    const field = /** @type {HTMLInputElement} */ (document.querySelector('[name="file"]'));
    field.files = dataTransfer.files;
    field.dispatchEvent(new Event('change'));
  }, text);
  await page.waitForSelector('[data-form="backup"] [name="pass"]');
  await page.type('[data-form="backup"] [name="pass"]', PASSPHRASE);
  await page.click('[data-check-backup]');
}

/** Drops a file of setup links. @param {Page} page @param {number} count */
function drop(page, count) {
  return page.evaluate((many) => {
    const links = Array.from({ length: many }, (_, at) => {
      const key = [...String(at).padStart(16, '0')].map((digit) => 'KLMNOPQRST'[Number(digit)]);
      return `otpauth://totp/Site ${at}:jo?secret=${key.join('')}&issuer=Site ${at}`;
    });
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([links.join('\n')], 'links.txt'));
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
    );
  }, count);
}

test('the QR code of one account is two presses from its row', async () => {
  await stage.add(link('First', KEY));
  await stage.add(link('Second', 'MFRGGZDFMZTWQ2LK'));
  await stage.show('portal', '');
  const popup = await stage.popup();
  const opening = stage.postern.browser.waitForTarget((target) => /#export=/.test(target.url()));
  await pressMenu(popup, 'qr', '[data-index="1"]');
  const page = await (await opening).page();
  assert.ok(page);
  await says(page, '[data-which]', /^1 selected$/);
  await page.type('[data-form="export"] [name="word"]', 'export');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-sheets] canvas');
  assert.match(await textOf(page, '[data-sheets]'), /Second/);
  assert.equal((await page.$$('[data-sheets] canvas')).length, 1);
  await page.close();
});
