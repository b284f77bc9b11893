// Typing into a page: its window gets the focus first, and the result is reported even if the page
// navigates away.

import { run } from './tabs.js';

/** @typedef {import('../core/postern.js').FillPlan} FillPlan */
/** @typedef {import('./tabs.js').Page} Page */

/** How long the browser has to give a page the focus once a popup is gone: 10 to 40 ms in Chromium 156. */
const FOCUS_MS = 1000;

/** How long a page that is going on has to say what it took: in one that stays it is still being typed. */
const GOING_MS = 1500;
/** … and one that has been given the whole code, to say that it stays. */
const GONE_MS = 400;

/** A page that shows an alert until then does not get the code when it is closed: it is an old one by then. */
const BEGUN_MS = 5000;

/**
 * Sees to it that a page has the focus, as far as the browser lets us. Nothing takes it from a side panel:
 * the page is told of a focus then that it does not have.
 * @param {Page} page
 * @param {{ isElsewhere?: boolean }} [options] asked for in another window
 */
export async function giveFocus(page, { isElsewhere = false } = {}) {
  if (isElsewhere) {
    // The tab may have been dragged into another window since it was looked at.
    const tab = await chrome.tabs.get(page.id).catch(() => undefined);
    const windowId = tab?.windowId ?? page.windowId;
    await chrome.windows.update(windowId, { focused: true }).catch(() => undefined);
  }
  await run(page, 'awaitFocus', { frames: [0], args: [FOCUS_MS] }).catch(() => []);
}

/**
 * Types one code where the plan says.
 * @param {Page} page
 * @param {FillPlan & { look: number }} plan with the look that it was made from
 * @param {string} code
 * @param {boolean} quiet nobody asked: the focus stays where the user has it
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
    // A script in a page that goes never answers.
    let isSilent = false;
    const failed = (/** @type {unknown} */ thrown) => {
      isSilent = !(thrown instanceof Error);
      return undefined;
    };
    const answer = await Promise.race([typing.catch(failed), watched.gone]);
    const receipt = answer?.[0]?.result;
    // What the button says is taken from the plan, which keeps it short.
    if (receipt) {
      const pressed = receipt.pressed && button && { pressed: button.text };
      return { took: receipt.took, of: receipt.of, ...pressed };
    }
    // A page that sends itself off at the last character has taken the code with it.
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
 * Tells when a tab goes on to another page, and whether the whole code had been typed by then.
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
        // Pages of one document say the same when they change their address.
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
