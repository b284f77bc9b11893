// Chromium with the extension, and the ways in which a person uses it.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import puppeteer from 'puppeteer-core';
import { chromium } from '../../tools/chromium.mjs';
import { EXTENSION } from './copies.mjs';

/** @typedef {import('puppeteer-core').Browser} Browser */
/** @typedef {import('puppeteer-core').Page} Page */

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--lang=en-US',
];

/** Chromium without the extension. */
export function launchPlain() {
  return puppeteer.launch({ executablePath: chromium(), headless: true, args: FLAGS });
}

/** A browser that is being closed keeps writing for a while. */
const REMOVING = { recursive: true, force: true, maxRetries: 50, retryDelay: 200 };

/** A temporary profile folder, and a function to remove it. */
export function makeProfile() {
  const path = mkdtempSync(join(tmpdir(), 'postern-profile-'));
  return { path, remove: () => rmSync(path, REMOVING) };
}

/**
 * Chromium with the extension loaded.
 * @param {object} [options]
 * @param {string} [options.profile] kept between two launches; a fresh one if omitted
 * @param {boolean} [options.headless]
 * @param {string} [options.display] an X display to open a window on
 * @param {number} [options.scale] device pixels per CSS pixel
 * @param {number} [options.height] of the page, in CSS pixels
 * @param {string} [options.extension] the folder of the extension
 * @param {string} [options.other] the folder of another one
 * @param {string} [options.language] of the browser itself
 * @param {boolean} [options.keepsWelcome] the first-run page stays open
 * @param {string[]} [options.flags] of the browser's command line
 */
export async function launch({
  profile,
  headless = true,
  display,
  scale = 1,
  height = 800,
  extension,
  other,
  language = 'en',
  keepsWelcome = false,
  flags = [],
} = {}) {
  const browser = await puppeteer.launch({
    executablePath: chromium(),
    headless,
    pipe: true,
    enableExtensions: [extension ?? EXTENSION, ...(other ? [other] : [])],
    defaultViewport: headless ? { width: 1280, height, deviceScaleFactor: scale } : null,
    args: [
      ...FLAGS,
      '--window-size=1280,900',
      ...flags,
      ...(display ? ['--ozone-platform=x11', `--force-device-scale-factor=${scale}`] : []),
    ],
    ...(profile ? { userDataDir: profile } : {}),
    // On Linux, this sets the browser's own language.
    env: { ...process.env, LC_ALL: `${language}.UTF-8`, ...(display && { DISPLAY: display }) },
  });
  const extension_ = await until(async () =>
    [...(await browser.extensions()).values()].find(({ name }) => name.includes('Postern')),
  );
  const postern = new Postern(browser, extension_);
  postern.watch();
  // To Chromium, every launch with a folder is an installation.
  const first = await browser.waitForTarget((target) => target.url().endsWith('welcome.html'));
  if (!keepsWelcome) await (await first.page())?.close();
  return postern;
}

/** The extension in a browser. */
export class Postern {
  /** @param {Browser} browser @param {import('puppeteer-core').Extension} extension */
  constructor(browser, extension) {
    this.browser = browser;
    this.extension = extension;
    /** The extension's network requests and console messages, which must stay empty. */
    this.leaks = /** @type {string[]} */ ([]);
    this.seen = 0;
  }

  /** Records the requests and messages of the extension's pages, in every test. */
  watch() {
    const origin = `chrome-extension://${this.extension.id}`;
    this.browser.on('targetcreated', async (target) => {
      // Attaching to a worker blocks it or keeps it alive. Pages are blank at first.
      if (target.type() !== 'page') return;
      const client = await target.createCDPSession().catch(() => undefined);
      client?.on('Network.requestWillBeSent', ({ request, documentURL }) => {
        if (!documentURL.startsWith(origin)) return;
        this.seen += 1;
        if (!/^(chrome-extension|data|blob):/.test(request.url)) this.leaks.push(request.url);
      });
      const hear = (/** @type {string} */ text) => {
        if (target.url().startsWith(origin) && SECRET.test(text)) this.leaks.push(text);
      };
      client?.on('Runtime.consoleAPICalled', ({ args }) =>
        hear(args.map(({ value, description }) => value ?? description).join(' ')),
      );
      client?.on('Log.entryAdded', ({ entry }) => hear(entry.text));
      for (const domain of /** @type {const} */ (['Network', 'Runtime', 'Log']))
        await client?.send(`${domain}.enable`).catch(() => undefined);
    });
  }

  /**
   * A real click on the toolbar icon while `page` is in front: the real popup, activeTab granted.
   * @param {Page} page
   * @returns {Promise<Page>}
   */
  async click(page) {
    await page.bringToFront();
    await this.extension.triggerAction(page);
    const popup = await pageAt(this.extension, /popup\.html$/);
    await popup.waitForSelector('.search, .card, .locked', { timeout: PATIENCE_MS });
    return patient(popup);
  }

  /** A responsive service worker: one that has ended may still be listed. A sleeping one is woken by a message. */
  worker() {
    let rounds = 0;
    return until(async () => {
      const targets = this.browser.targets().filter((target) => target.type() === 'service_worker');
      // All at once: in a test that ends the worker many times, most of them are dead.
      const answering = targets.map(async (target) => {
        const asking = target.worker().then(async (worker) => {
          await worker?.evaluate(() => true);
          return worker;
        });
        const worker = await atMost(ANSWER_MS, asking);
        if (!worker) throw new Error('it has ended');
        return worker;
      });
      const worker = await Promise.any(answering).catch(() => undefined);
      if (worker) return worker;
      rounds += 1;
      // A worker that was attached to during startup may wait forever for a debugger.
      if (rounds % STUCK_ROUNDS === 0) await this.endWorkers(targets);
      const page = await this.browser.newPage({ background: true });
      await page.goto(`chrome-extension://${this.extension.id}/manifest.json`);
      await page.evaluate(() => chrome.runtime.sendMessage({}).catch(() => undefined));
      await page.close();
      return undefined;
    }, 3 * PATIENCE_MS);
  }

  /** @param {import('puppeteer-core').Target[]} targets */
  async endWorkers(targets) {
    for (const target of targets) {
      const ending = target.worker().then((worker) => worker?.close());
      await atMost(
        ANSWER_MS,
        ending.catch(() => undefined),
      );
    }
  }

  /** Waits until the icon reports a code typed into the page in front; returns its text. */
  async filled(timeoutMs = 40_000) {
    const worker = await this.worker();
    return until(async () => {
      const [text, title] = await worker.evaluate(async () => {
        const [tab] = await chrome.tabs.query({ active: true, url: 'http://*/*' });
        const tabId = tab?.id ?? 0;
        return Promise.all([
          chrome.action.getBadgeText({ tabId }),
          chrome.action.getTitle({ tabId }),
        ]);
      });
      assert.notEqual(text, '!', title);
      return text === '✓' && title;
    }, timeoutMs);
  }

  /** Closes the browser, and returns unexpected requests and messages of the extension. */
  async close() {
    // Now and then Chromium does not end when it is told to.
    await atMost(CLOSING_MS, this.browser.close());
    this.browser.process()?.kill('SIGKILL');
    assert.deepEqual(this.leaks, []);
  }
}

/** How long a running service worker takes to answer, with a margin. */
const ANSWER_MS = 3000;

/** How long a page or a browser takes to close, with a margin. */
const CLOSING_MS = 20_000;

/** Rounds without an answer after which a worker counts as stuck. */
const STUCK_ROUNDS = 4;

/**
 * Waits no longer than this. The timer does not keep the process alive: every file would end that much later.
 * @template T
 * @param {number} ms
 * @param {Promise<T>} promise
 */
const atMost = (ms, promise) => Promise.race([promise, pause(ms, undefined, { ref: false })]);

/** How long the popup ignores clicks after something has moved under the pointer. */
const STEADY_MS = 550;

/** A busy machine draws everything within this time. */
const DRAWN_MS = 15_000;

/** A popup that is clicked as a person does: once nothing moves any more. @param {Page} popup */
export async function patient(popup) {
  await popup.evaluate(() => {
    const note = () => Object.assign(globalThis, { movedMs: performance.now() });
    const watch = new ResizeObserver(note);
    const cards = () => {
      for (const one of document.querySelectorAll('[data-cards]')) watch.observe(one);
    };
    new MutationObserver(cards).observe(document.body, { childList: true, subtree: true });
    const said = { attributes: true, attributeFilter: ['data-dock'], subtree: true };
    new MutationObserver(note).observe(document.body, said);
    // The popup moves the focus as well, and ignores keys just after that.
    addEventListener('focusin', note, { capture: true });
    cards();
  });
  const click = popup.click.bind(popup);
  popup.click = async (selector, options) => {
    // What is drawn after the first look at the page may not be there yet.
    await popup.waitForSelector(selector, { timeout: DRAWN_MS }).catch(unlessClosed);
    await steady(popup);
    // A row may be re-rendered between the query and the click.
    const again = (/** @type {Error} */ thrown) => {
      if (!/^Node is/.test(thrown.message)) throw thrown;
      return click(selector, options);
    };
    await click(selector, options).catch(again).catch(unlessClosed);
  };
  const close = popup.close.bind(popup);
  popup.close = (options) => atMost(CLOSING_MS, close(options).catch(unlessClosed));
  const press = popup.keyboard.press.bind(popup.keyboard);
  popup.keyboard.press = async (key, options) => {
    if (key === 'Enter') await steady(popup);
    await press(key, options).catch(unlessClosed);
  };
  return popup;
}

/**
 * Opens the menu of an account and presses one of its items; without a row, the popup’s own menu.
 * @param {Page} popup
 * @param {'copy' | 'fill' | 'edit-row' | 'pin' | 'qr' | 'delete-row' | 'settings' | 'camera' | 'screen' | 'panel'
 *   | 'window' | 'why'} item
 * @param {string} [row] selector
 */
export async function pressMenu(popup, item, row) {
  await popup.click(row ? `${row} [data-more]` : '[data-act="more"]');
  await popup.click(`[data-item="${item}"]`);
}

/** Waits until nothing has moved in a patient popup for a while. @param {Page} popup */
export async function steady(popup) {
  // Recent drawing is only noticed in the next frame.
  await popup.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  await popup.waitForFunction(
    (ms) => {
      const { movedMs = 0 } = /** @type {any} */ (globalThis);
      return performance.now() - movedMs > ms;
    },
    { polling: 50 },
    STEADY_MS,
  );
}

/** A popup that hands a fill over is closed before the key is released, and one that opens has no frame yet. @param {Error} thrown */
export function unlessClosed(thrown) {
  if (
    !/(target|session|connection) closed|detached frame|no target with|frame too early/i.test(
      thrown.message,
    )
  )
    throw thrown;
  return undefined;
}

/** A key, a code, a link with a key, a vault's key: must not appear in any log, attribute, title or URL. */
export const SECRET = /[A-Z2-7]{16,}|(?<![\d.])\d{6}(?![\d.])|otpauth:|quiet harbours/;

/** Far longer than anything takes on a machine that is busy with other tests. */
const PATIENCE_MS = 30_000;

/**
 * Polls until there is an answer.
 * @template T
 * @param {() => Promise<T | undefined | null | false>} ask
 * @param {number} [timeoutMs]
 * @returns {Promise<T>}
 */
export async function until(ask, timeoutMs = PATIENCE_MS) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`nothing came of: ${ask}`);
    await pause(50);
  }
}

/** The page at an address, once there is one. @param {{ pages(): Promise<Page[]> }} where @param {RegExp} address */
export function pageAt(where, address) {
  const look = async () => (await where.pages()).find((one) => address.test(one.url()));
  return until(() => look().catch(unlessClosed));
}

/** @param {Page} page @param {string} selector */
export function textOf(page, selector) {
  return page.$eval(selector, (element) => element.textContent?.replace(/\s+/g, ' ').trim() ?? '');
}

/** Waits until the popup has looked at the page. @param {Page} popup */
export function looked(popup) {
  return until(async () => (await popup.$('[data-cards][aria-busy="true"]')) === null);
}

/**
 * Waits until an element of a page shows a message.
 * @param {Page} page
 * @param {string} selector
 * @param {RegExp} pattern
 * @param {number} [timeoutMs]
 */
export function says(page, selector, pattern, timeoutMs) {
  return until(
    async () => (await page.$(selector)) && pattern.test(await textOf(page, selector)),
    timeoutMs,
  );
}

/** @typedef {import('../../extension/content/page.js').Content} Content */

/**
 * The functions that Postern runs in pages, injected into the page's own world: they find and do the same
 * there, except for closed shadow roots.
 * @param {Page} page
 * @returns {Promise<Pick<Content, 'collectFields' | 'fillCode' | 'collectKeys'>>}
 */
export async function inject(page) {
  // Nothing listens to the script's messages to the service worker.
  await page.evaluate('(globalThis.chrome ??= {}).runtime ??= { sendMessage: async () => {} }');
  await page.evaluate(readFileSync(`${EXTENSION}/extension/content/page.js`, 'utf8'));
  const call =
    (/** @type {string} */ name) =>
    (/** @type {unknown[]} */ ...given) =>
      page.evaluate(
        (wanted, args) => /** @type {any} */ (globalThis)[Symbol.for('postern')][wanted](...args),
        name,
        given,
      );
  return /** @type {any} */ ({
    collectFields: call('collectFields'),
    collectKeys: call('collectKeys'),
    fillCode: call('fillCode'),
  });
}
