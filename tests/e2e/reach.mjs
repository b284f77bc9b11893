// Acts like a person in a page of any shape: reaches into frames and shadow roots, including closed ones.

import { until } from './browser.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

/** The page methods that the steps of `people.mjs` use; elements may appear late. */
export class Reach {
  /** @param {Page} page @param {boolean} framed the portal is in a frame of the page */
  constructor(page, framed) {
    this.page = page;
    this.framed = framed;
  }

  async frame() {
    if (!this.framed) return this.page.mainFrame();
    return until(async () => this.page.frames().find((frame) => frame.parentFrame() !== null));
  }

  /** @param {string} url */
  async goto(url) {
    await this.page.goto(url, { waitUntil: 'load' });
  }

  /** @param {string} selector @returns {Promise<import('puppeteer-core').ElementHandle<any> | null>} */
  async $(selector) {
    const frame = await this.frame();
    const handle = await frame
      .evaluateHandle(
        (wanted) => /** @type {any} */ (globalThis).root?.querySelector(wanted),
        selector,
      )
      // The page is navigating.
      .catch(() => undefined);
    return handle?.asElement() ?? null;
  }

  /** @param {string} selector */
  element(selector) {
    return until(() => this.$(selector));
  }

  /** @param {string} selector @param {string} text */
  async type(selector, text) {
    await (await this.element(selector)).type(text);
  }

  /** @param {string} selector */
  async click(selector) {
    await (await this.element(selector)).evaluate((element) => element.click());
  }

  async waitForNavigation() {
    return (await this.frame()).waitForNavigation();
  }

  /** Whether an element is, or soon will be, on the page. @param {string} selector */
  async shows(selector) {
    return (await until(() => this.$(selector)).catch(() => null)) !== null;
  }

  /** @param {string} selector @returns {Promise<string>} */
  async valueOf(selector) {
    return (await this.element(selector)).evaluate((input) => input.value);
  }

  /**
   * The position of an element on the window's screen, once it is stable, for a real mouse.
   * @param {string} selector
   */
  async placeOf(selector) {
    const element = await this.element(selector);
    let before = '';
    const box = await until(async () => {
      const now = await element.boundingBox();
      const [was, is] = [before, JSON.stringify(now)];
      before = is;
      if (was === is) return now;
      await new Promise((resolve) => setTimeout(resolve, 150));
      return undefined;
    });
    const chrome = await this.page.evaluate(() => ({
      x: window.screenX,
      y: window.screenY + window.outerHeight - window.innerHeight,
    }));
    return { x: chrome.x + box.x + box.width / 2, y: chrome.y + box.y + box.height / 2 };
  }
}
