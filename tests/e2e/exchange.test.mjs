// Imports files of other apps, and exports accounts to them.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import jsQR from 'jsqr';
import { pressMenu, says, textOf, until } from './browser.mjs';
import { handsOn, KEY } from './safe.mjs';
import { link, qr, useStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const stage = await useStage();
const { settings, setPassphrase, prove, oneAccount } = handsOn(stage);
const folder = mkdtempSync(join(tmpdir(), 'postern-exports-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const PASSWORD = 'correct horse battery';
const FIXTURES = 'tests/fixtures/import';

/** Drops files on a page, as from the desktop. @param {Page} page @param {...string} paths */
async function drop(page, ...paths) {
  const files = paths.map((path) => ({
    name: path.split('/').pop() ?? '',
    type: path.endsWith('.png') ? 'image/png' : '',
    base64: readFileSync(join(FIXTURES, path)).toString('base64'),
  }));
  await page.evaluate((given) => {
    const dataTransfer = new DataTransfer();
    for (const { name, type, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], name, { type }));
    }
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
    );
  }, files);
}

/** @param {Page} page @param {string} password */
async function open(page, password) {
  await page.waitForSelector('[data-file="sealed"] [name="password"]');
  await page.$eval('[data-file="sealed"] [name="password"]', (field) => {
    /** @type {any} */ (field).value = '';
  });
  await page.type('[data-file="sealed"] [name="password"]', password);
  await page.click('[data-act="open-file"]');
}

/** @param {Page} page */
const statuses = (page) =>
  page.$$eval('[data-status]', (rows) => rows.map((row) => row.getAttribute('data-status')));

/** The file that a click downloads. @param {Page} page @param {() => Promise<void>} act */
async function saved(page, act) {
  const client = await stage.postern.browser.target().createCDPSession();
  await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  for (const file of readdirSync(folder)) rmSync(join(folder, file));
  await act();
  await says(page, '.toast', /saved to your downloads/);
  // The file's name exists before its content.
  const name = await until(async () =>
    readdirSync(folder).find(
      (file) => !file.endsWith('.crdownload') && statSync(join(folder, file)).size > 0,
    ),
  );
  return { name, text: readFileSync(join(folder, name), 'utf8') };
}

test('an encrypted Aegis file is dropped, opened, looked at and taken, once', async () => {
  const page = await settings('#import');
  await drop(page, 'aegis/encrypted.json');
  await open(page, 'not it');
  await says(page, '[data-file-error]', /Wrong password/);
  await open(page, PASSWORD);
  await page.waitForSelector('[data-status]');
  assert.deepEqual(await statuses(page), Array(5).fill('new'));
  assert.equal((await stage.stored()).vault, undefined, 'nothing is added before the user says so');
  // One account is left out.
  await page.click('[data-status] [data-tick]');
  assert.match(await textOf(page, '[data-act="take"]'), /Add 4 accounts/);
  await page.click('[data-act="take"]');
  await says(page, '.toast', /Added 4 accounts\.$/);

  await drop(page, 'aegis/encrypted.json');
  await open(page, PASSWORD);
  await page.waitForSelector('[data-status="same-key"]');
  assert.deepEqual(await statuses(page), ['new', ...Array(4).fill('same-key')]);
  await page.click('[data-act="take"]');
  await says(page, '.toast', /Added 1 account\./);
  await drop(page, 'aegis/plain.json');
  await page.waitForSelector('[data-status="same-key"]');
  assert.deepEqual(await statuses(page), Array(5).fill('same-key'));
  assert.ok(await page.$('[data-act="take"][disabled]'), 'there is nothing to take');
  await page.close();

  await stage.show('portal', '<p>Nothing to log in to.</p>');
  const popup = await stage.popup();
  await until(async () => (await popup.$$('.row')).length === 5);
  assert.match(
    await textOf(popup, '.row:first-child .issuer'),
    /Müller/,
    'the pinned one is first',
  );
});

test('three pages of a Google export, scanned off a page, become one list', async () => {
  const { pages } = await written('pages', 23);
  const codes = await Promise.all(pages.map(qr));
  await stage.show('portal', `<style>img { width: 330px }</style>${codes.slice(0, 2).join('')}`);
  const popup = await stage.popup();
  await popup.waitForSelector('[data-exported]');
  await popup.click('[data-import-seen]');
  const page = await importPage();
  await says(page, '[data-pages]', /2 of 3 scanned/);
  assert.equal((await statuses(page)).length, 20);
  await stage.show('portal', codes.slice(2).join(''));
  await stage.page.bringToFront();
  const again = await stage.popup();
  await again.waitForSelector('[data-import-seen]');
  await again.click('[data-import-seen]');
  await says(page, '[data-pages]', /3 of 3 scanned/);
  assert.deepEqual(await statuses(page), Array(23).fill('new'));
  await page.click('[data-act="take"]');
  await says(page, '.toast', /Added 23 accounts/);
  await page.close();
});

test('several files at once, good and bad: each says what it is, and the good ones are read', async () => {
  await stage.add(link('Harbour', KEY));
  const page = await settings('#import');
  await drop(
    page,
    'links/bad-row.txt',
    'zip/bomb.zip',
    'aegis/cut.json',
    'aegis/costly.json',
    'authenticator-extension/v0.json',
  );
  await open(page, PASSWORD);
  await until(async () => (await page.$$('[data-file="failed"]')).length === 3);
  const said = await page.$$eval('[data-file-error]', (all) => all.map((one) => one.textContent));
  assert.match(said.join(' | '), /too large.*damaged or incomplete.*more work/);
  assert.match(await textOf(page, '[data-skipped]'), /Broken.*“1”.*Did you mean “I”/);
  assert.match(await textOf(page, '[data-caution]'), /Version 8/);
  // Two from the list; the same two in the other file do not appear twice.
  assert.deepEqual(
    (await statuses(page)).filter((status) => status === 'same-key').length,
    2 + 1,
    'what two files share, and the hexadecimal copy of a key',
  );
  await page.click('[data-act="cancel-import"]');
  await until(async () => (await page.$$('[data-file]')).length === 0);
  await page.close();
});

test('a printed page is searched for codes and keys, and the user hears that it was', async () => {
  const page = await settings('#import');
  const file = join(folder, 'printed.html');
  const codes = [link('Printed', KEY), link('Second', 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU')];
  writeFileSync(file, `<html><h1>Codes</h1>${(await Promise.all(codes.map(qr))).join('')}</html>`);
  await drop(page, relative(FIXTURES, file));
  await says(page, '[data-searched]', /doesn’t know the format/);
  assert.deepEqual(await statuses(page), ['new', 'new']);
  await drop(page, 'search/picture.html');
  await says(page, '[data-file-error]', /No accounts found/);
  await page.click('[data-act="cancel-import"]');
  await page.close();
});

test('a database opens with its key file, chosen with it or asked for', async () => {
  const page = await settings('#import');
  await drop(page, 'keepass/key-xml-2.kdbx');
  await open(page, PASSWORD);
  await says(page, '[data-file-error]', /also needs its key file/);
  const chooser = await page.waitForSelector('[data-second-file]');
  assert.ok(chooser);
  await /** @type {any} */ (chooser).uploadFile(join(FIXTURES, 'keepass/beside/xml-2.key'));
  await open(page, PASSWORD);
  await page.waitForSelector('[data-status]');
  await page.click('[data-act="cancel-import"]');
  await drop(page, 'steam/sealed.maFile', 'steam/beside/manifest.json');
  await open(page, PASSWORD);
  await page.waitForSelector('[data-status]');
  assert.equal((await page.$$('[data-file]')).length, 1, 'the manifest is no file to read');
  await page.click('[data-act="cancel-import"]');
  await page.close();
});

test('unreadable files are named, and no password is asked for', async () => {
  const page = await settings('#import');
  await drop(
    page,
    'foreign/paper.pdf',
    'foreign/files.7z',
    'foreign/sqlcipher.db',
    'foreign/unknown.bin',
  );
  await until(async () => (await page.$$('[data-file="failed"]')).length === 4);
  const said = await page.$$eval('[data-file-error]', (all) => all.map((one) => one.textContent));
  assert.match(said.join(' | '), /PDF.*archive.*database.*kind of file/);
  assert.equal(await page.$('[name="password"]'), null);
  await page.click('[data-act="cancel-import"]');
  await page.close();
});

test('a database of random bytes asks for its password because of its name', async () => {
  const page = await settings('#import');
  await drop(page, 'otpclient/cheap-1.enc');
  await says(page, '[data-file-error]', /can’t read this kind of file/);
  await open(page, 'not it');
  await says(page, '[data-file-error]', /Wrong password/);
  await open(page, PASSWORD);
  await page.waitForSelector('[data-status]');
  assert.deepEqual(await statuses(page), Array(5).fill('new'));
  await page.close();
});

test('a file that takes long can be cancelled', async () => {
  const page = await settings('#import');
  const slow = JSON.parse(readFileSync(join(FIXTURES, 'ente/encrypted.txt'), 'utf8'));
  slow.kdfParams = { ...slow.kdfParams, memLimit: 1024 * 1024 * 1024, opsLimit: 4 };
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'ente.txt'));
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
    );
  }, JSON.stringify(slow));
  await open(page, PASSWORD);
  await says(page, '[data-file="reading"]', /about 17 seconds/);
  await page.click('[data-act="cancel-read"]');
  await page.waitForSelector('[data-file="sealed"]');
  assert.equal(await page.$('[data-file-error]'), null);
  await page.close();
});

test('an Aegis file is exported and opens only with its password', async () => {
  await oneAccount();
  await stage.add(link('Other', 'GEZDGNBVGY3TQOJQ'));
  const page = await settings('#export');
  await page.click('[data-act="export-aegis"]');
  await page.type('[data-form="export"] [name="password"]', PASSWORD);
  await page.type('[data-form="export"] [name="again"]', PASSWORD);
  const { name, text } = await saved(page, () => page.click('[data-export]'));
  assert.match(name, /^postern-aegis-.*\.json$/);
  for (const secret of [KEY, 'IATA', PASSWORD]) assert.ok(!text.includes(secret), secret);
  assert.deepEqual(JSON.parse(text).version, 1);
  await page.close();
});

test('an export for another app says beforehand what the app cannot hold, account by account', async () => {
  await oneAccount();
  await stage.add(`otpauth://hotp/Desk:jane?secret=GEZDGNBVGY3TQOJQ&issuer=Desk&counter=3`);
  const page = await settings('#export');
  await page.click('[data-act="export-app"]');
  await page.waitForSelector('[data-form="export"] [name="target"]');
  await page.select('[name="target"]', 'proton');
  await says(page, '[data-lost="accounts"] summary', /^1 account: it can’t make these codes$/);
  await page.click('[data-lost="accounts"] summary');
  assert.match(await textOf(page, '[data-lost="accounts"] li'), /^Desk – jane$/);
  await says(page, '[data-lost="sites"] summary', /^Sites of 1 account$/);
  await page.select('[name="target"]', 'twofas');
  await until(async () => (await page.$('[data-lost="accounts"]')) === null);
  await page.select('[name="target"]', 'proton');
  await page.waitForSelector('[data-lost="accounts"]');
  await page.type('[name="word"]', 'export');
  const { name, text } = await saved(page, () => page.click('[data-export]'));
  assert.match(name, /^postern-proton-.*\.json$/);
  assert.equal(JSON.parse(text).entries.length, 1);
  await says(page, '.toast', /1 account/);
  await page.close();
});

test('unencrypted exports ask for proof of identity, and for a typed word', async () => {
  await oneAccount();
  await setPassphrase();
  const page = await settings('#export');
  await page.click('[data-act="export-links"]');
  /** @param {string} word */
  const type = async (word) => {
    await page.$eval('[name="word"]', (input) => {
      /** @type {any} */ (input).value = '';
    });
    await page.type('[name="word"]', word);
    await page.click('[data-export]');
  };
  await type('exporT it');
  await says(page, '[data-error]', /exactly/);
  await type('export');
  await page.waitForSelector('[data-proof]');
  await page.type('dialog [name="secret"]', 'not the passphrase');
  await page.click('[data-prove]');
  await says(page, 'dialog .error', /Wrong passphrase/);
  assert.deepEqual(
    readdirSync(folder).filter((file) => file.includes('links')),
    [],
  );
  const { text } = await saved(page, async () => {
    await page.$eval('dialog [name="secret"]', (input) => {
      /** @type {any} */ (input).value = '';
    });
    await prove(page);
  });
  assert.match(text, new RegExp(`secret=${KEY}`));

  // Within a minute the proof is valid for the next export too.
  await page.click('[data-act="export-pages"]');
  await type('export');
  await page.waitForSelector('[data-google] canvas[data-painted]');
  assert.match(
    await readCanvas(page, '[data-google] canvas'),
    /^otpauth-migration:\/\/offline\?data=/,
  );

  await page.click('[data-act="export-sheets"]');
  await type('export');
  await page.waitForSelector('[data-sheets] canvas[data-painted]');
  assert.match(await textOf(page, '[data-sheets]'), /IATA[\s\S]*JBSW Y3DP EHPK 3PXP/);
  assert.equal(
    await readCanvas(page, '[data-sheets] canvas'),
    `otpauth://totp/IATA:jane?secret=${KEY}&issuer=IATA`,
  );
  await page.click('[data-act="close"]');
  assert.equal(await page.$('[data-sheets]'), null);
  await page.close();
});

test('tags, a note and recovery codes are kept with an account, and ticked off', async () => {
  await oneAccount();
  const popup = await stage.popup();
  await pressMenu(popup, 'edit-row', '.row');
  await popup.waitForSelector('[name="recovery"]');
  await popup.type('[name="tags"]', 'Work, Travel');
  await popup.type('[name="note"]', 'Ask Jo');
  await popup.type('[name="recovery"]', 'aaaa-1111\nbbbb-2222');
  await popup.click('.form .button.primary');
  await popup.waitForSelector('.row');
  await popup.type('.search', 'travel');
  await until(async () => (await popup.$$('.row')).length === 1);
  await pressMenu(popup, 'edit-row', '.row');
  await popup.waitForSelector('[name="used"]');
  await popup.click('[name="used"]');
  await popup.click('.form .button.primary');
  await popup.waitForSelector('.row');
  await pressMenu(popup, 'edit-row', '.row');
  await popup.waitForSelector('[name="used"]');
  assert.deepEqual(
    await popup.$$eval('[name="used"]', (boxes) =>
      boxes.map((box) => /** @type {any} */ (box).checked),
    ),
    [true, false],
  );
  const field = (/** @type {string} */ name) =>
    popup.$eval(`[name="${name}"]`, (input) => /** @type {any} */ (input).value);
  assert.deepEqual([await field('tags'), await field('note')], ['Work, Travel', 'Ask Jo']);
});

/** The tab that the popup opened for the files. */
async function importPage() {
  const target = await stage.postern.browser.waitForTarget((one) => one.url().endsWith('#import'));
  const page = /** @type {Page} */ (await target.page());
  await page.waitForSelector('[data-file]');
  return page;
}

/**
 * Google's export pages for this many made-up accounts, from the half of the core that exports.
 * @param {string} task
 * @param {number} count
 */
async function written(task, count) {
  const helper = await stage.extensionPage();
  await stage.addMany(count);
  const { texts } = await helper.evaluate(async (what) => {
    const path = '/extension/flows/exporting.js';
    const { toPages } = await import(path);
    return what === 'pages' ? toPages([]) : undefined;
  }, task);
  await helper.close();
  await stage.clear();
  return { pages: /** @type {string[]} */ (texts) };
}

/** The text of a drawn QR code, as read by an independent reader. @param {Page} page @param {string} selector */
async function readCanvas(page, selector) {
  const { data, width, height } = await page.$eval(selector, (element) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
    return { data: [...(pixels?.data ?? [])], width: canvas.width, height: canvas.height };
  });
  return /** @type {any} */ (jsQR)(Uint8ClampedArray.from(data), width, height)?.data ?? '';
}
