// The service worker: small, stateless, woken for one event at a time.

import { failureOf } from '../core/core.js';
import { forgetCopied } from '../flows/clipboard.js';
import { fillAccount } from '../flows/fill.js';
import { lock, lockWhenDue, touch } from '../flows/lock.js';
import { lookAfter, noteTrace } from '../flows/outcome.js';
import { fillUnasked } from '../flows/unasked.js';
import { accountFor } from '../flows/vault.js';
import { onLockNeeded } from '../platform/lock.js';
import { remember } from '../platform/memory.js';
import { forgetSites, goOnAsking } from '../platform/sites.js';
import { closeStorageToPages, onSettings, readSettings, tidyStorage } from '../platform/storage.js';
import { pageInFront } from '../platform/tabs.js';
import { hearErrors } from '../platform/trace.js';
import { say, sayFailure, speak } from '../platform/words.js';

const BADGE_SHOWN_MS = 4000;

// First: what fails while the rest is set up is heard of as well.
hearErrors('service worker');

/** What the context menu offers. */
const MENU = /** @type {const} */ ({ fill: 'postern-fill', scan: 'postern-scan' });

chrome.commands.onCommand.addListener((command, tab) => {
  if (command === 'fill') void fillInFront(tab, false);
  if (command === 'lock') void lock();
});

chrome.runtime.onInstalled.addListener(() => {
  chrome.contextMenus.create({ id: MENU.fill, title: say('menuFill'), contexts: ['editable'] });
  chrome.contextMenus.create({ id: MENU.scan, title: say('menuScan'), contexts: ['image'] });
  void speakAsChosen();
});

/** What is said here, beside the pages, is said in the user's language as well. */
async function speakAsChosen() {
  await speak((await readSettings()).language);
  await chrome.contextMenus.update(MENU.fill, { title: say('menuFill') });
  await chrome.contextMenus.update(MENU.scan, { title: say('menuScan') });
}

onSettings((before, now) => {
  if (before.language !== now.language) void speakAsChosen();
});

chrome.contextMenus.onClicked.addListener(({ menuItemId }, tab) => {
  if (menuItemId === MENU.fill) void fillInFront(tab, true);
  if (menuItemId === MENU.scan) void scanInPopup(tab);
});

/**
 * What scripts in pages may say: that there is something to look at. They hand over nothing; who
 * they are comes from the browser.
 * @type {Record<string, (tab: chrome.tabs.Tab, tabId: number) => unknown>}
 */
const FROM_PAGES = {
  'field-appeared': fillByItself,
  'page-changed': (_tab, tabId) => tellOutcome(tabId, false),
  'code-sent': (_tab, tabId) => noteTrace(tabId, 'isSent'),
  'page-left': (_tab, tabId) => noteTrace(tabId, 'hasLeft'),
};

chrome.runtime.onMessage.addListener((message, { id, tab }) => {
  const type = String(message?.type);
  if (id !== chrome.runtime.id || tab?.id === undefined || !Object.hasOwn(FROM_PAGES, type)) return;
  void FROM_PAGES[type]?.(tab, tab.id);
});

chrome.tabs.onUpdated.addListener((tabId, { status }) => {
  if (status === 'complete') void tellOutcome(tabId, true);
});

// The browser's question may have closed the popup that asked it: the answer comes here.
chrome.permissions.onAdded.addListener(() => void goOnAsking());

chrome.permissions.onRemoved.addListener(({ origins = [] }) => void forgetSites(origins));

onLockNeeded({
  onDue: () => void lockWhenDue(),
  onScreenLocked: () => void lock(),
  onClipboardDue: () => void forgetCopied(),
});

chrome.runtime.onStartup.addListener(() => void tidyStorage());

void closeStorageToPages();

void readSettings().then(({ language }) => speak(language));

/**
 * Fills the page in front with the one account that belongs to it, or that the user chose for it,
 * without a popup. With several, or none, the popup is the place to choose: it is opened.
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {boolean} focused into the field that has the focus
 */
async function fillInFront(tab, focused) {
  const page = await pageInFront(tab);
  if (!page) return;
  const badge = badgeOf(page.id);
  try {
    const account = await accountFor(page);
    await touch();
    if (!account || account === 'several') return await openPopup(page.windowId);
    const receipt = await fillAccount(account, page, (s) => badge(String(s)), { focused });
    if ('confirm' in receipt) return await openPopup(page.windowId);
    tellReceipt(badge, receipt);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure?.code === 'vault-locked') return await openPopup(page.windowId);
    badge('!', sayFailure(failure));
  }
}

/** Nothing was clicked: what does not work is not told of either. @param {chrome.tabs.Tab} tab @param {number} tabId */
async function fillByItself(tab, tabId) {
  const badge = badgeOf(tabId);
  const page = await pageInFront(tab);
  const result = page && (await fillUnasked(page, (seconds) => badge(String(seconds))));
  if (result === 'several') badge('?', say('badgeSeveral'));
  else if (result) tellReceipt(badge, result);
}

/** @param {ReturnType<typeof badgeOf>} badge @param {import('../flows/fill.js').Typed} receipt */
function tellReceipt(badge, { failure, pressed }) {
  if (failure) badge('!', sayFailure(failure));
  else badge('✓', pressed ? say('badgePressed', pressed) : say('badgeFilled'));
}

/** The key of a picture that was clicked with the right button. @param {chrome.tabs.Tab | undefined} tab */
async function scanInPopup(tab) {
  const page = await pageInFront(tab);
  if (!page) return;
  await remember('wish', { tabId: page.id });
  await openPopup(page.windowId);
}

/** @param {number} windowId */
async function openPopup(windowId) {
  await chrome.action.openPopup({ windowId });
}

/** A login that worked needs no words. @param {number} tabId @param {boolean} isNew */
async function tellOutcome(tabId, isNew) {
  try {
    const outcome = await lookAfter(tabId, isNew);
    if (outcome?.state === 'accepted') {
      if (outcome.isFirst) badgeOf(tabId)('✓', say('badgeAccepted'));
    } else if (outcome) badgeOf(tabId)('!', say('badgeRefused'));
  } catch (thrown) {
    // The page went on, or lets us in no longer: then it has the last word.
    if (!failureOf(thrown)) throw thrown;
  }
}

/**
 * Says how it went on the toolbar icon of one tab, for a moment.
 * @param {number} tabId
 */
function badgeOf(tabId) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let clearing;
  /** @param {string} text @param {string} [title] */
  return (text, title) => {
    clearTimeout(clearing);
    // The tab may be gone by now; then there is nothing to say and nobody to say it to.
    const show = (/** @type {string} */ shown, /** @type {string} */ tip) =>
      Promise.all([
        chrome.action.setBadgeText({ tabId, text: shown }),
        chrome.action.setTitle({ tabId, title: tip }),
      ]).catch(() => undefined);
    void show(text, title ?? say('actionTitle'));
    if (title) clearing = setTimeout(() => void show('', say('actionTitle')), BADGE_SHOWN_MS);
  };
}
