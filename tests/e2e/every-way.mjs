// Every real way to get a code typed, in a browser window on a screen: the page's focus behaves as it does
// for a person.

import { Secret, TOTP } from 'otpauth';
import { patient, pressMenu, steady, until } from './browser.mjs';
import { grantedExtension } from './copies.mjs';
import { startDisplay } from './display.mjs';
import { link, openStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const KEY = 'JBSWY3DPEHPK3PXP';

export const WAYS = /** @type {const} */ (['popup', 'command', 'menu', 'window', 'panel', 'auto']);
/** @typedef {typeof WAYS[number]} Way */

/** If the current code has less than three seconds to live, the next one is awaited. */
const TYPED_MS = 20_000;
const NOTED_MS = 10_000;

/** The currently valid codes. */
export function rightCodes() {
  const totp = new TOTP({ secret: Secret.fromBase32(KEY) });
  const now = Date.now();
  return [now, now - 30_000].map((timestamp) => totp.generate({ timestamp }));
}

/** A browser with one account that belongs to `site`. @param {string} site */
export async function openWays(site) {
  const display = await startDisplay();
  const stage = await openStage({
    headless: false,
    display: display.name,
    extension: grantedExtension(),
  });
  await stage.add(link('IATA', KEY), stage.origin(site));
  const { page, postern } = stage;
  /** @type {{ window?: Page, panel?: Page }} */
  const own = {};

  /** Forgets which codes were typed, and where: a code is typed once, and a page filled automatically once a minute. */
  async function forget() {
    await (await postern.worker()).evaluate(() => chrome.storage.session.clear());
  }

  /** Opens the popup's views where they stay open. @param {'window' | 'panel'} where */
  async function openOwn(where) {
    const popup = await stage.popup();
    const opened = new Promise((resolve) =>
      postern.browser.on('targetcreated', async (target) => {
        await until(async () => target.url() !== '');
        if (target.url().endsWith(`?${where}`)) resolve(target);
      }),
    );
    await pressMenu(popup, where);
    const target = /** @type {import('puppeteer-core').Target} */ (await opened);
    const view = await target.asPage();
    await view.waitForSelector('.row');
    own[where] = view;
    return patient(view);
  }

  /** Focuses the first row of a view that stays open, once it has looked at the page in front. @param {Page} view */
  async function focusRow(view) {
    await until(async () => (await view.$('.row.here [data-use]')) !== null);
    await until(() => view.$eval('.row .does', (does) => /Fill/.test(does.textContent ?? '')));
    await view.focus('.row [data-use]');
  }

  /** @type {Record<Way, () => Promise<unknown>>} */
  const ask = {
    async popup() {
      const popup = await postern.click(page);
      await popup.waitForSelector('.row.here [data-use]');
      await popup.focus('.row [data-use]');
      await popup.keyboard.press('Enter');
    },
    command: async () => display.press('alt+shift+f'),
    async menu() {
      // Some widgets keep the whole code in an invisible field.
      const places = await page.$$eval('#root >>> input', (inputs) =>
        inputs.flatMap((input) => {
          const { left, top, width, height } = input.getBoundingClientRect();
          const y = screenY + (outerHeight - innerHeight) + top + height / 2;
          return width > 10 && input.checkVisibility() ? [[screenX + left + width / 2, y]] : [];
        }),
      );
      const [place] = places;
      // Postern's item is the second to last, above the browser's “Inspect”.
      await display.menu({ x: Number(place?.[0]), y: Number(place?.[1]) }, ['Up', 'Up', 'Return']);
    },
    async window() {
      const view = own.window ?? (await openOwn('window'));
      await view.evaluate(async () => {
        const { id } = await chrome.windows.getCurrent();
        await chrome.windows.update(id ?? 0, { focused: true });
      });
      await focusRow(view);
      await view.keyboard.press('Enter');
    },
    async panel() {
      const view = own.panel ?? (await openOwn('panel'));
      await focusRow(view);
      await until(async () => {
        // The panel is at the right edge of the window: below its rows, a click hits nothing.
        display.click({ x: 1150, y: 780 });
        await view.focus('.row [data-use]');
        await steady(view);
        return page.evaluate(() => !document.hasFocus());
      });
      display.keys(['Return']);
    },
    async auto() {},
  };

  return {
    stage,
    display,
    forget,
    /** Turns on filling at page load. */
    async fillUnasked() {
      const pattern = `http://${site}.localhost/*`;
      await (await postern.worker()).evaluate(async (id) => {
        const script = { id, matches: [id], js: ['extension/content/auto.js'] };
        await chrome.scripting.registerContentScripts([script]);
      }, pattern);
    },
    /** @param {Way} way */
    ask: (way) => ask[way](),
    /** Waits until a page holds a code, or the time is up. @param {() => Promise<string>} held */
    async awaitCode(held) {
      await until(async () => /^\d{6}$/.test(await held()), TYPED_MS).catch(() => undefined);
      // The fill is recorded after checking what the page kept.
      const isNoted = async () =>
        (await postern.worker()).evaluate(async () =>
          Object.keys(await chrome.storage.session.get()).some((key) => key.startsWith('typed:')),
        );
      await until(isNoted, NOTED_MS).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 150));
    },
    /** Closes the views that stay open. */
    async closeOwn() {
      for (const view of [own.window, own.panel]) await view?.close().catch(() => undefined);
      Object.assign(own, { window: undefined, panel: undefined });
      await page.bringToFront();
    },
    async close() {
      await stage.close();
      display.stop();
    },
  };
}
