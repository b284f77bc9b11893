// The only caller of chrome.tabs and chrome.scripting.

import { collectFields } from '../content/collect.js';
import { fillCode } from '../content/fill.js';
import { collectPictures } from '../content/pictures.js';

/** @typedef {import('../core/postern.js').PageFacts} PageFacts */
/** @typedef {import('../core/postern.js').FillPlan} FillPlan */
/** @typedef {{ id: number, windowId: number, origin: string }} Page */

/**
 * The tab the user is looking at. Its origin is empty where the browser keeps it from us.
 * @param {chrome.tabs.Tab} [given] the tab a command came from
 * @returns {Promise<Page | undefined>}
 */
export async function pageInFront(given) {
  const [tab] = given ? [given] : await chrome.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) return undefined;
  return { id: tab.id, windowId: tab.windowId, origin: originOf(tab.url) };
}

/** @param {string | undefined} url */
function originOf(url) {
  if (!url || !URL.canParse(url)) return '';
  const { origin } = new URL(url);
  return origin === 'null' ? '' : origin;
}

/**
 * What the fields of a page say about themselves, in every frame the permission reaches.
 * @param {Page} page
 * @returns {Promise<PageFacts>}
 */
export async function collect(page) {
  const target = { tabId: page.id, allFrames: true };
  const results = await inPage(() =>
    chrome.scripting.executeScript({ target, func: collectFields }),
  );
  const frames = results
    .filter(({ result }) => result)
    .map(({ frameId, result }) => ({ frameId, .../** @type {any} */ (result) }))
    .sort((a, b) => a.frameId - b.frameId);
  return { origin: page.origin, frames };
}

/**
 * Types one code where the plan says.
 * @param {Page} page
 * @param {FillPlan} plan
 * @param {string} code
 * @returns {Promise<import('../content/fill.js').Receipt>}
 */
export async function fill(page, plan, code) {
  const target = { tabId: page.id, frameIds: [plan.frameId] };
  const order = { origin: plan.origin, fields: plan.fields, code };
  const leaving = leaves(page.id);
  try {
    const typing = chrome.scripting.executeScript({ target, func: fillCode, args: [order] });
    const answer = await Promise.race([typing, leaving.promise]);
    // A page that sends itself off at the last character has taken the code with it.
    if (!answer) return { took: plan.fields.length, of: plan.fields.length };
    const [injection] = answer;
    if (injection?.result) return injection.result;
  } catch {
    throw { code: 'page-no-access' };
  } finally {
    leaving.stop();
  }
  throw { code: 'page-changed' };
}

/** Tells when a tab goes on to another page: a script that is busy in it never answers then. @param {number} tabId */
function leaves(tabId) {
  let stop = () => {};
  const promise = /** @type {Promise<undefined>} */ (
    new Promise((resolve) => {
      const listen = (/** @type {number} */ id, /** @type {{ status?: string }} */ { status }) => {
        if (id === tabId && status === 'loading') resolve(undefined);
      };
      chrome.tabs.onUpdated.addListener(listen);
      stop = () => chrome.tabs.onUpdated.removeListener(listen);
    })
  );
  return { promise, stop };
}

/**
 * A picture of the visible part of a window's tab, at device pixels, as a PNG data URL.
 * @param {Page} page
 */
export function picture(page) {
  return inPage(async () => {
    for (;;) {
      try {
        return await chrome.tabs.captureVisibleTab(page.windowId, { format: 'png' });
      } catch (thrown) {
        // Two pictures a second: who opens the popup a third time waits a moment.
        if (!String(thrown).includes('CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND')) throw thrown;
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    }
  });
}

/** How long a page may take to draw its pictures; a hostile one takes for ever. */
const PICTURES_MAX_MS = 3000;

/**
 * The pictures of a page, in every frame the permission reaches, as PNG data URLs.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function pictures(page) {
  const target = { tabId: page.id, allFrames: true };
  const drawing = inPage(() => chrome.scripting.executeScript({ target, func: collectPictures }));
  const late = new Promise((resolve) => setTimeout(resolve, PICTURES_MAX_MS, []));
  const results = /** @type {{ result?: unknown }[]} */ (await Promise.race([drawing, late]));
  return results.flatMap(({ result }) => /** @type {string[]} */ (result ?? []));
}

/**
 * Pages that the browser keeps to itself — its own, the store's, files — refuse by throwing.
 * @template T
 * @param {() => Promise<T>} call
 */
async function inPage(call) {
  try {
    return await call();
  } catch {
    throw { code: 'page-no-access' };
  }
}
