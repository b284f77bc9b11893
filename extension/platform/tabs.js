// The only caller of chrome.tabs and chrome.scripting.executeScript.

import { readWords } from './files.js';

/** @typedef {import('../core/postern.js').PageFacts} PageFacts */
/** @typedef {import('../core/postern.js').FrameFacts} FrameFacts */
/** @typedef {import('../content/page.js').Content} Content */
/** @typedef {{ id: number, windowId: number, origin: string }} Page */
/** The result of one look at a frame, and its number there. @typedef {FrameFacts & { look: number }} Look */

const SCRIPT = 'extension/content/page.js';

/**
 * The tab the user is looking at. Its origin is empty if the browser does not reveal it.
 * @param {chrome.tabs.Tab} [given] the tab a command came from
 * @returns {Promise<Page | undefined>}
 */
export async function pageInFront(given) {
  const [tab] = given
    ? [given]
    : await chrome.tabs.query({ active: true, ...(await windowInFront()) });
  if (tab?.id === undefined) return undefined;
  return { id: tab.id, windowId: tab.windowId, origin: originOf(tab.url) };
}

/**
 * Postern's own window has no page, so the last used window with pages counts.
 * @returns {Promise<{ currentWindow: true } | { windowId: number }>}
 */
async function windowInFront() {
  if (whereShown() !== 'window') return { currentWindow: true };
  // There may be no such window.
  const last = await chrome.windows
    .getLastFocused({ windowTypes: ['normal'] })
    .catch(() => undefined);
  return { windowId: last?.id ?? chrome.windows.WINDOW_ID_NONE };
}

/**
 * Calls back when another tab or window may have come to the front, and when a page has loaded in a tab.
 * @param {(loadedTabId?: number) => void} listener
 */
export function onPageInFront(listener) {
  chrome.tabs.onActivated.addListener(() => listener());
  chrome.windows.onFocusChanged.addListener(() => listener());
  chrome.tabs.onUpdated.addListener((tabId, { status }, { active }) => {
    if (status === 'complete' && active) listener(tabId);
  });
}

/** The page of a tab, if the browser still reveals its URL. @param {number} tabId */
export async function pageOf(tabId) {
  const tab = await chrome.tabs.get(tabId).catch(() => undefined);
  return tab?.url ? pageInFront(tab) : undefined;
}

/** Whether a page is the active tab of its window, and the window is not minimised. @param {Page} page */
export async function isInSight(page) {
  const tab = await chrome.tabs.get(page.id).catch(() => undefined);
  if (!tab?.active) return false;
  const { state } = await chrome.windows.get(tab.windowId);
  return state !== 'minimized';
}

/** What Chrome calls “Read your browsing history”. @type {chrome.permissions.Permissions} */
const TABS = { permissions: ['tabs'] };

/**
 * The hosts of the pages in all open tabs. The browser asks the user first, and the permission is given back at once.
 * Must be called from a click.
 * @returns {Promise<string[] | undefined>} undefined if the user does not allow it
 */
export async function openSites() {
  if (!(await chrome.permissions.request(TABS))) return undefined;
  try {
    const tabs = await chrome.tabs.query({});
    const pages = tabs.map(({ url }) => originOf(url)).filter((origin) => /^https?:/.test(origin));
    return [...new Set(pages.map((origin) => new URL(origin).host))].sort();
  } finally {
    await chrome.permissions.remove(TABS);
  }
}

/** @param {string | undefined} url */
function originOf(url) {
  if (!url || !URL.canParse(url)) return '';
  const { origin } = new URL(url);
  return origin === 'null' ? '' : origin;
}

/**
 * Opens the settings page: in a tab, or, for a passkey, in a small window that stays open under the
 * system's dialog.
 * @param {'' | '#backup' | '#backup=now' | '#import' | '#passkey' | '#rescue' | '#sync' | `#account=${string}` | `#export=${string}`} place
 */
export async function openSettings(place) {
  const url = `${chrome.runtime.getURL('extension/settings/settings.html')}${place}`;
  if (place !== '#passkey') await chrome.tabs.create({ url });
  else await chrome.windows.create({ url, type: 'popup', width: 480, height: 440 });
}

/** Opens the first-run page. */
export async function openWelcome() {
  await chrome.tabs.create({ url: chrome.runtime.getURL('extension/welcome/welcome.html') });
}

/**
 * Opens the page that scans elsewhere, in a tab: the popup closes when the browser asks about a camera, or when the user
 * goes to another window.
 * @param {'' | '#screen'} place with a camera, or another window
 */
export async function openCameraPage(place) {
  await chrome.tabs.create({ url: chrome.runtime.getURL(`extension/camera/camera.html${place}`) });
}

/** Where this copy of the popup is shown. @returns {'popup' | 'panel' | 'window'} */
export function whereShown() {
  const search = globalThis.location?.search;
  return search === '?panel' ? 'panel' : search === '?window' ? 'window' : 'popup';
}

/** Shows the popup's views beside the pages of its window, where they stay. */
export async function openPanel() {
  const { id } = await chrome.windows.getCurrent();
  await chrome.sidePanel.open({ windowId: id ?? chrome.windows.WINDOW_ID_CURRENT });
}

/** Shows the popup's views in a separate small window; there is one at most. */
export async function openWindow() {
  const url = chrome.runtime.getURL('extension/popup/popup.html?window');
  const [open] = await chrome.runtime.getContexts({
    contextTypes: /** @type {any} */ (['TAB']),
    documentUrls: [url],
  });
  if (open) await chrome.windows.update(open.windowId, { focused: true });
  else await chrome.windows.create({ url, type: 'popup', width: 400, height: 640 });
}

/** How long a window takes to get the focus, with a margin. */
const FOCUSED_MS = 500;

/** Brings Postern's own window to the front again: only a focused page may write to the clipboard. */
export async function focusOwnWindow() {
  const { id } = await chrome.windows.getCurrent();
  const focused = new Promise((resolve) => addEventListener('focus', resolve, { once: true }));
  await chrome.windows.update(id ?? chrome.windows.WINDOW_ID_CURRENT, { focused: true });
  if (!document.hasFocus()) await Promise.race([focused, later(FOCUSED_MS, undefined)]);
}

/** The browser's page for keyboard shortcuts. */
export async function openShortcuts() {
  await chrome.tabs.create({ url: 'chrome://extensions/shortcuts' });
}

/** A page that shows an alert, runs a loop or is paused in a debugger does not answer until that ends. */
const ANSWER_MAX_MS = 10_000;

/**
 * Runs one of the functions of `content/page.js` in frames of a page.
 * @template {keyof Content} Name
 * @param {Page} page
 * @param {Name} name
 * @param {{ frames?: number[], args?: Parameters<Content[Name]> }} [options] all frames if omitted
 * @returns {Promise<{ frameId: number, result: Awaited<ReturnType<Content[Name]>> }[]>}
 * @throws `page-silent` for a page that does not answer in time
 */
export async function run(page, name, options = {}) {
  const answer = await Promise.race([runNow(page, name, options), later(ANSWER_MAX_MS, undefined)]);
  if (!answer) throw { code: 'page-silent' };
  return answer;
}

/**
 * @template {keyof Content} Name
 * @param {Page} page
 * @param {Name} name
 * @param {{ frames?: number[], args?: Parameters<Content[Name]> }} options
 * @returns {Promise<{ frameId: number, result: Awaited<ReturnType<Content[Name]>> }[]>}
 */
async function runNow(page, name, { frames, args }) {
  const target = frames
    ? { tabId: page.id, frameIds: frames }
    : { tabId: page.id, allFrames: true };
  await chrome.scripting.executeScript({ target, files: [SCRIPT] });
  const results = await chrome.scripting.executeScript({
    target,
    func: (/** @type {string} */ wanted, /** @type {any[]} */ given) =>
      /** @type {any} */ (globalThis)[Symbol.for('postern')]?.[wanted](...given),
    args: [name, args ?? []],
  });
  const answered = results.filter(({ result }) => result !== null && result !== undefined);
  return /** @type {any} */ (answered);
}

/**
 * Collects the facts about a page's fields, in every frame that the permission covers.
 * @param {Page} page
 * @returns {Promise<Omit<PageFacts, 'frames'> & { frames: Look[] }>}
 */
export async function collect(page) {
  const [words, results] = await Promise.all([
    readWords(),
    inPage(() => run(page, 'collectFields')),
  ]);
  const frames = results
    .map(({ frameId, result }) => ({ ...result, frameId }))
    .sort((a, b) => a.frameId - b.frameId);
  // The tab has navigated to another page.
  if (frames.some((frame) => frame.frameId === 0 && frame.origin !== page.origin))
    throw { code: 'page-changed' };
  return { origin: page.origin, frames, words };
}

/** The number of the look at a frame. @param {Awaited<ReturnType<typeof collect>>} facts @param {number} frameId */
export function lookOf({ frames }, frameId) {
  return frames.find((frame) => frame.frameId === frameId)?.look ?? 0;
}

/**
 * The sites of a page's visible frames, apart from its own.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function foreignFrames(page) {
  const found = await run(page, 'collectFrames').catch(() => []);
  return [...new Set(found.flatMap(({ result }) => result))];
}

/** Waits until a page has changed in one of its frames, or the time is up. @param {Page} page @param {number} maxMs */
export async function pageChanges(page, maxMs) {
  await run(page, 'awaitChange', { args: [maxMs] }).catch(() => []);
}

/** The key links and the text of a page. @param {Page} page */
export async function collectKeys(page) {
  const found = await inPage(() => run(page, 'collectKeys'));
  return {
    links: found.flatMap(({ result }) => result.links),
    texts: found.map(({ result }) => result.text),
  };
}

/**
 * How far the server of a page is ahead of this computer, in ms.
 * @param {Page} page
 * @returns {Promise<number | undefined>}
 */
export async function serverAhead(page) {
  const asking = run(page, 'serverAhead', { frames: [0] }).catch(() => []);
  const [answer] = await Promise.race([asking, later(4000, [])]);
  return answer?.result ?? undefined;
}

/** Makes a page report each new field to the service worker, until it is unloaded. @param {Page} page */
export async function watchFields(page) {
  await run(page, 'watchFields').catch(() => []);
}

/**
 * Makes a page report its changes to the service worker, until it is unloaded.
 * @param {Page} page
 * @param {number} frameId
 */
export async function watchPage(page, frameId) {
  await run(page, 'watch', { frames: [frameId], args: ['page-changed'] }).catch(() => []);
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
        // Chrome allows two captures a second; a third one waits.
        if (!String(thrown).includes('CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND')) throw thrown;
        await later(300, undefined);
      }
    }
  });
}

/** How long a page may take to draw its pictures; a hostile one takes forever. */
const PICTURES_MAX_MS = 3000;

/**
 * The pictures of a page, in every frame that the permission covers, as PNG data URLs.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function pictures(page) {
  const drawing = inPage(() => run(page, 'collectPictures'));
  const results = await Promise.race([drawing, later(PICTURES_MAX_MS, [])]);
  return results.flatMap(({ result }) => result);
}

/**
 * @template T
 * @param {number} ms
 * @param {T} value
 * @returns {Promise<T>}
 */
function later(ms, value) {
  return new Promise((resolve) => setTimeout(resolve, ms, value));
}

/**
 * Pages that the browser protects — its own, the store's, files — refuse by throwing.
 * @template T
 * @param {() => Promise<T>} call
 */
async function inPage(call) {
  try {
    return await call();
  } catch (thrown) {
    throw thrown instanceof Error ? { code: 'page-no-access' } : thrown;
  }
}
