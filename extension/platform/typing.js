// Types into a page: gives its window the focus first, and reports the result even if the page navigates
// away.

import { run } from './tabs.js';

/** @typedef {import('../core/postern.js').FillPlan} FillPlan */
/** @typedef {import('./tabs.js').Page} Page */

/** How long the browser may take to focus a page once a popup is gone: 10 to 40 ms in Chromium 156. */
const FOCUS_MS = 1000;

/** How long a page that is navigating may take to report what it took; if it stays, typing is still in progress. */
const GOING_MS = 1500;
/** … and one that was given the whole code, to report that it stays. */
const GONE_MS = 400;

/**
 * A page that shows an alert for longer than this does not get the code when the alert is closed: it is too
 * old by then.
 */
const BEGUN_MS = 5000;

/**
 * Gives a page the focus, as far as the browser allows. A side panel cannot lose it: then the page gets
 * synthetic focus events.
 * @param {Page} page
 * @param {{ isElsewhere?: boolean }} [options] the fill was requested in another window
 */
export async function giveFocus(page, { isElsewhere = false } = {}) {
  if (isElsewhere) {
    // The tab may have been dragged into another window since the look.
    const tab = await chrome.tabs.get(page.id).catch(() => undefined);
    const windowId = tab?.windowId ?? page.windowId;
    await chrome.windows.update(windowId, { focused: true }).catch(() => undefined);
  }
  await run(page, 'awaitFocus', { frames: [0], args: [FOCUS_MS] }).catch(() => []);
}

/**
 * Types one code where the plan says.
 * @param {Page} page
 * @param {FillPlan & { look: number }} plan with the look that it is based on
 * @param {string} code
 * @param {boolean} quiet the user did not ask for this: the focus stays where it is
 * @returns {Promise<{ took: number, of: number, pressed?: string }>}
 */
export async function fill(page, plan, code, quiet) {
  const { origin, look, fields, appends, button } = plan;
  const untilMs = Date.now() + BEGUN_MS;
  const pressing = button && { button: button.index };
  const order = { origin, look, fields, code, untilMs, appends, quiet, ...pressing };
  const watched = watch(page.id);
  try {
    const typing = run(page, 'fillCode', { frames: [plan.frameId], args: [order] });
    // A script in a page that is being unloaded never answers.
    let isSilent = false;
    const failed = (/** @type {unknown} */ thrown) => {
      isSilent = !(thrown instanceof Error);
      return undefined;
    };
    const answer = await Promise.race([typing.catch(failed), watched.gone]);
    const receipt = answer?.[0]?.result;
    // The button's caption comes from the plan, which keeps it short.
    if (receipt) {
      const pressed = receipt.pressed && button && { pressed: button.text };
      return { took: receipt.took, of: receipt.of, ...pressed };
    }
    // A page that submits itself at the last character has received the whole code.
    if (watched.isTyped()) return { took: fields.length, of: fields.length };
    if (isSilent) throw { code: 'page-silent' };
    if (!answer) throw { code: (await isThere(page)) ? 'page-changed' : 'page-no-access' };
    throw { code: 'page-changed' };
  } finally {
    watched.stop();
  }
}

/** @param {Page} page */
async function isThere(page) {
  const tab = await chrome.tabs.get(page.id).catch(() => undefined);
  return tab?.url !== undefined;
}

/**
 * Detects when a tab navigates, and whether the whole code had been typed by then.
 * @param {number} tabId
 */
function watch(tabId) {
  let isTyped = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let going;
  let stop = () => {};
  const gone = /** @type {Promise<undefined>} */ (
    new Promise((resolve) => {
      const onGoing = (/** @type {number} */ id, /** @type {{ status?: string }} */ { status }) => {
        // Same-document navigations report this status too.
        if (id === tabId && status === 'loading')
          going ??= setTimeout(() => resolve(undefined), isTyped ? GONE_MS : GOING_MS);
      };
      /** @type {Parameters<typeof chrome.runtime.onMessage.addListener>[0]} */
      const onTyped = (message, { id, tab }) => {
        const isOurs = id === chrome.runtime.id && tab?.id === tabId;
        if (isOurs && message?.type === 'code-typed') isTyped = true;
      };
      chrome.tabs.onUpdated.addListener(onGoing);
      chrome.runtime.onMessage.addListener(onTyped);
      stop = () => {
        clearTimeout(going);
        chrome.tabs.onUpdated.removeListener(onGoing);
        chrome.runtime.onMessage.removeListener(onTyped);
      };
    })
  );
  return { gone, isTyped: () => isTyped, stop };
}
