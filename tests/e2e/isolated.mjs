// Filling as users have it, without the waits: the extension collects facts and types codes in its isolated
// world of each frame, and the core plans in between.

import { until } from './browser.mjs';
import { link } from './stage.mjs';

export const CODE = '407192';
const KEY = 'JBSWY3DPEHPK3PXP';

/**
 * @param {Awaited<ReturnType<typeof import('./stage.mjs').openStage>>} stage with the sites granted
 * @param {string} [host] the account's site
 */
export async function openFilling(stage, host = 'portal') {
  await stage.add(link('IATA', KEY), stage.origin(host));
  const helper = await stage.extensionPage();
  return {
    helper,
    /**
     * Fills the page in front and returns the result: a receipt, a failure's code, or the sites that need
     * confirmation.
     * @param {{ unasked?: boolean, agreed?: string[] }} [asked]
     * @param {{ presses?: boolean }} [account]
     */
    async fill(asked = {}, { presses = false } = {}) {
      const url = stage.page.url();
      return helper.evaluate(fillIn, { url, asked, code: CODE, presses });
    },
    /** Confirms a frame of another site within the page's. @param {string} name of its host */
    async confirmFrame(name) {
      const origins = { frame: stage.origin(name), top: stage.origin(host) };
      await helper.evaluate(async ({ frame, top }) => {
        const path = '/extension/flows/vault.js';
        const { changeVault } = await import(path);
        const { session } = await changeVault(
          (/** @type {any} */ vault, /** @type {number} */ now) => {
            const all = { query: '', origin: '', from: 0, count: 1, nowMs: now };
            vault.confirmFrame(vault.list(all).rows[0].id, frame, top, now);
          },
        );
        session.free();
      }, origins);
    },
    /** The content of the code fields in the page's frames. @returns {Promise<string>} */
    async held() {
      const frames = stage.page.frames().map((frame) => frame.evaluate(valuesIn).catch(() => ''));
      return (await Promise.all(frames)).join('');
    },
    /** Shows HTML as a page, and waits for its frames. @param {string} html */
    async show(html) {
      await stage.show(host, html);
      const frames = (html.match(/<iframe/g) ?? []).length;
      await until(async () => stage.page.frames().length >= frames / 2);
    },
  };
}

/**
 * Runs in a page of the extension.
 * @param {{ url: string, asked: { unasked?: boolean, agreed?: string[] }, code: string, presses: boolean }} order
 */
async function fillIn({ url, asked, code, presses }) {
  const [{ collect, lookOf }, { fill }, { openVault, changeVault }] = await Promise.all(
    ['platform/tabs', 'platform/typing', 'flows/vault'].map(
      (name) => import(`/extension/${name}.js`),
    ),
  );
  const [tab] = (await chrome.tabs.query({})).filter((one) => one.url === url);
  if (!tab) throw new Error(`no tab of ${url}`);
  const page = { id: tab.id, windowId: tab.windowId, origin: new URL(url).origin };
  const session = await openVault();
  const all = { query: '', origin: '', from: 0, count: 1, nowMs: Date.now() };
  const { id } = session.list(all).rows[0];
  session.free();
  const { session: open } = await changeVault(
    (/** @type {any} */ given, /** @type {number} */ now) => {
      const { sites, recovery, ...details } = given.details(id, '');
      const names = sites.map((/** @type {any} */ one) => one.site);
      given.edit({ ...details, id, recovery: [], used: [], sites: names, presses }, now);
    },
  );
  try {
    const started = performance.now();
    const facts = await collect(page);
    const ms = performance.now() - started;
    const plan = open.plan({ id, page: facts, ...asked });
    if (plan.confirm) return { confirm: plan.sendsTo, ms };
    const seen = { ...plan, look: lookOf(facts, plan.frameId) };
    return { ...(await fill(page, seen, code, asked.unasked ?? false)), ms };
  } catch (thrown) {
    return { failure: /** @type {any} */ (thrown)?.code ?? String(thrown) };
  } finally {
    open.free();
  }
}

/** Runs in a frame; bypasses the names of its elements. */
function valuesIn() {
  const all = Document.prototype.querySelectorAll.call(document, 'input, [contenteditable]');
  return [...all]
    .map((one) =>
      one instanceof HTMLInputElement
        ? Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.get?.call(one)
        : one.textContent,
    )
    .join('');
}
