// A stage for single scenes: one browser, plain pages on loopback hosts, accounts as needed.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach } from 'node:test';
import QRCode from 'qrcode';
import { launch, looked, makeProfile, SECRET, unlessClosed, until } from './browser.mjs';
import { startDisplay } from './display.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

/** A key link whose secret is used nowhere else. @param {string} issuer @param {string} secret */
export function link(issuer, secret) {
  return `otpauth://totp/${issuer}:jane?secret=${secret}&issuer=${issuer}`;
}

/**
 * Pages on `NAME.localhost`, each with the HTML that was set for it.
 * @param {Parameters<typeof launch>[0]} [options]
 */
export async function openStage(options) {
  /** @type {Map<string, string>} */
  const pages = new Map();
  let aheadS = 0;
  const server = createServer((request, response) => {
    response.setHeader('date', new Date(Date.now() + aheadS * 1000).toUTCString());
    const name = request.headers.host?.split('.localhost')[0] ?? '';
    const script = request.url?.endsWith('.js');
    // Scripts do not change: the browser need not compile them for every page.
    if (script) response.setHeader('cache-control', 'max-age=3600');
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(pages.get(script ? `${name}${request.url}` : name) ?? '<p>Nothing here.</p>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const postern = await launch(options);
  const page = await postern.browser.newPage();

  return {
    postern,
    page,
    /** Shows a page with this HTML. @param {string} name @param {string} html */
    async show(name, html) {
      pages.set(name, `<!doctype html><title>${name}</title>${html}`);
      await page.goto(`http://${name}.localhost:${port}/`);
    },
    /** Sets how far the pages' server is ahead of this computer. @param {number} seconds */
    setClock: (seconds) => {
      aheadS = seconds;
    },
    /**
     * Serves a script that pages of a host can load as `/FILE`.
     * @param {string} name
     * @param {string} file
     * @param {string} text
     */
    serve: (name, file, text) => void pages.set(`${name}/${file}`, text),
    /** Sets the HTML of a page, without going there. @param {string} name @param {string} html */
    put: (name, html) => void pages.set(name, html),
    /** @param {string} name */
    origin: (name) => `http://${name}.localhost:${port}`,
    /** The popup over the page in front, after it has looked at the page. */
    async popup() {
      const popup = await postern.click(page);
      await looked(popup);
      return popup;
    },
    /**
     * Adds an account to the vault the way the popup does.
     * @param {string} text
     * @param {string} [origin]
     * @param {{ pinned?: boolean, tags?: string[], note?: string }} [keeping]
     */
    async add(text, origin = '', keeping = {}) {
      const helper = await extensionPage();
      await helper.evaluate(
        async (path, request, kept) => {
          const { changeVault } = await import(path);
          const { session } = await changeVault(
            (/** @type {any} */ vault, /** @type {number} */ now) => {
              const id = vault.add(request, now);
              const { sites, recovery, ...details } = vault.details(id, '');
              const edit = { ...details, id, recovery: [], used: [], ...kept };
              vault.edit({ ...edit, sites: sites.map((/** @type {any} */ one) => one.site) }, now);
            },
          );
          session.free();
        },
        '/extension/flows/vault.js',
        { text, origin },
        keeping,
      );
      await helper.close();
    },
    /** Adds many accounts to the vault in one write. @param {number} count */
    async addMany(count) {
      const helper = await extensionPage();
      await helper.evaluate(addAccounts, count);
      await helper.close();
    },
    /** The content of storage. @returns {Promise<any>} */
    async stored() {
      const worker = await postern.worker();
      return worker.evaluate(() => chrome.storage.local.get());
    },
    /** @param {any} items */
    async store(items) {
      const worker = await postern.worker();
      await worker.evaluate((values) => chrome.storage.local.set(values), items);
    },
    async clear() {
      const worker = await postern.worker();
      await worker.evaluate(async () => {
        const folder = await navigator.storage.getDirectory();
        await folder.removeEntry('vault-copy.json').catch(() => undefined);
        await Promise.all([
          chrome.storage.local.clear(),
          chrome.storage.sync.clear(),
          chrome.storage.session.clear(),
          chrome.scripting.unregisterContentScripts(),
        ]);
      });
    },
    /** The browser's id of the page's tab. */
    async tabId() {
      await page.bringToFront();
      const worker = await postern.worker();
      return worker.evaluate(async () => {
        const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
        return tab?.id ?? 0;
      });
    },
    /** The clipboard as the page reads it, which needs permission and the focus. */
    clipboard: async () => {
      await allowClipboard();
      return page.evaluate(() => navigator.clipboard.readText());
    },
    /** Writes a text to the clipboard, as the page would. @param {string} text */
    async setClipboard(text) {
      await allowClipboard();
      await page.evaluate((value) => navigator.clipboard.writeText(value), text);
    },
    extensionPage,
    async close() {
      await postern.close();
      server.closeAllConnections();
      server.close();
    },
  };

  /** A popup that has just closed may keep the focus for another moment. */
  async function allowClipboard() {
    const permissions = ['clipboard-read', 'clipboard-sanitized-write'];
    await postern.browser
      .defaultBrowserContext()
      .overridePermissions(new URL(page.url()).origin, /** @type {any} */ (permissions));
    await page.bringToFront();
    await until(() => page.evaluate(() => document.hasFocus()));
  }

  /** A page of the extension in a separate tab. @returns {Promise<Page>} */
  async function extensionPage() {
    const tab = await postern.browser.newPage();
    await tab.goto(`chrome-extension://${postern.extension.id}/extension/popup/popup.html`);
    return tab;
  }
}

/** A stage with a window, for tests that answer the browser's own questions with real keys. */
export async function useWindow() {
  const display = await startDisplay();
  const stage = await openStage({ headless: false, display: display.name });
  after(async () => {
    await stage.close();
    display.stop();
  });
  return { display, stage };
}

/** A real folder, and a profile whose browser can be restarted: `open` opens it. @param {string} name */
export async function useFolder(name) {
  // Chrome lets no page write into the system's own folders.
  mkdirSync(homedir(), { recursive: true });
  const folder = mkdtempSync(join(homedir(), name));
  const profile = makeProfile();
  const display = await startDisplay();
  after(() => {
    display.stop();
    profile.remove();
    rmSync(folder, { recursive: true });
  });
  const open = () => openStage({ headless: false, display: display.name, profile: profile.path });
  return { display, folder, open };
}

/** A stage for the tests of a file, cleared after each of them. @param {Parameters<typeof launch>[0]} [options] */
export async function useStage(options) {
  const stage = await openStage(options);
  after(() => stage.close());
  afterEach(async () => {
    for (const popup of await stage.postern.extension.pages()) {
      // A popup that has typed its code closes on its own.
      const attributes = (await attributesOf(popup).catch(unlessClosed)) ?? [];
      assert.deepEqual(
        attributes.filter((text) => SECRET.test(text)),
        [],
      );
      await popup.close().catch(unlessClosed);
    }
    await stage.clear();
  });
  return stage;
}

/** The attributes, title and URL of a page, but not its text. @param {Page} page @returns {Promise<string[]>} */
function attributesOf(page) {
  return page.evaluate(() => [
    document.title,
    location.href,
    ...[...document.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes].map(({ value }) => value),
    ),
  ]);
}

/** HTML of a QR code. @param {string} text */
export async function qr(text) {
  return `<img src="${await QRCode.toDataURL(text, { scale: 5 })}">`;
}

/** Runs in the popup: adds accounts to the vault in one write. @param {number} count */
export async function addAccounts(count) {
  const path = '/extension/flows/vault.js';
  const { changeVault } = await import(path);
  const { session } = await changeVault((/** @type {any} */ vault, /** @type {number} */ nowMs) => {
    for (let at = 0; at < count; at += 1) {
      const key = [...String(at).padStart(16, '0')].map((digit) => 'ABCDEFGHIJ'[Number(digit)]);
      const text = `otpauth://totp/Portal ${at}:jane@agency.aero?secret=${key.join('')}&issuer=Portal ${at}`;
      vault.add({ text, origin: `https://portal${at}.example` }, nowMs);
    }
  });
  session.free();
}
