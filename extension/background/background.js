// The service worker: small, stateless, woken for one event at a time.

import { failureOf } from '../core/core.js';
import { fillAwaited } from '../flows/awaited.js';
import { forgetCopied } from '../flows/clipboard.js';
import { fillAccount } from '../flows/fill.js';
import { forgetLeft, leaveForPopup, takeOver } from '../flows/handover.js';
import { lock, lockWhenDue, touch } from '../flows/lock.js';
import { lookAfter, noteTrace } from '../flows/outcome.js';
import { keepFolderFresh } from '../flows/saving.js';
import { syncQuietly, syncSoon } from '../flows/sync.js';
import { fillUnasked } from '../flows/unasked.js';
import { accountFor } from '../flows/vault.js';
import { onAccount } from '../platform/account.js';
import { onLockNeeded } from '../platform/lock.js';
import { remember } from '../platform/memory.js';
import { onLineFromPopup } from '../platform/port.js';
import { forgetSites, goOnAsking } from '../platform/sites.js';
import {
  closeStorageToPages,
  onSettings,
  onVaultWritten,
  readSettings,
  tidyStorage,
} from '../platform/storage.js';
import { openWelcome, pageInFront } from '../platform/tabs.js';
import { hearErrors, trace } from '../platform/trace.js';
import { say, sayFailure, speak } from '../platform/words.js';

/** How long to wait before each try to open the popup. */
const OPENING_PAUSES_MS = [0, 200, 600];

const BADGE_SHOWN_MS = 4000;
/** A countdown updates every second: if it stops for this long, the wait has ended some other way. */
const COUNTED_MS = 2500;

// Comes first, so that failures during the rest of the setup are recorded as well.
hearErrors('service worker');

/** What the context menu offers. */
const MENU = /** @type {const} */ ({ fill: 'postern-fill', scan: 'postern-scan' });

chrome.commands.onCommand.addListener((command, tab) => {
  if (command === 'fill') void fillInFront(tab, false);
  if (command === 'lock') void lock();
});

chrome.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === 'install') void openWelcome();
  chrome.contextMenus.create({ id: MENU.fill, title: say('menuFill'), contexts: ['editable'] });
  chrome.contextMenus.create({ id: MENU.scan, title: say('menuScan'), contexts: ['image'] });
  void speakAsChosen();
});

/** Messages from the service worker use the user's chosen language too, not only those of the pages. */
async function speakAsChosen() {
  await speak((await readSettings()).language);
  await chrome.contextMenus.update(MENU.fill, { title: say('menuFill') });
  await chrome.contextMenus.update(MENU.scan, { title: say('menuScan') });
}

onSettings((before, now) => {
  if (before.language !== now.language) void speakAsChosen();
});

// The window in which something was changed may be closed by now.
onVaultWritten(() => void keepFolderFresh());
onVaultWritten(syncSoon);

// Another computer's values arrive one after another.
onAccount(syncSoon);

chrome.contextMenus.onClicked.addListener(({ menuItemId }, tab) => {
  if (menuItemId === MENU.fill) void fillInFront(tab, true);
  if (menuItemId === MENU.scan) void scanInPopup(tab);
});

/**
 * The messages that content scripts may send: each says only that there is something to look at. They
 * carry no data, and the sender's identity comes from the browser.
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

onLineFromPopup((wanted, line) => {
  const { page, account } = wanted;
  const badge = badgeOf(page.id);
  const tell = async (/** @type {import('../flows/handover.js').Result} */ result) => {
    if ('failure' in result) await tellFailure(page, badge, result.failure);
    else if ('confirm' in result.done) await openPopup(page.windowId);
    else await tellReceipt(page, badge, account, result.done);
  };
  void takeOver(wanted, line, { onWait: countdownOn(badge), tell });
});

chrome.tabs.onUpdated.addListener((tabId, { status }) => {
  if (status === 'complete') void tellOutcome(tabId, true);
});

chrome.tabs.onRemoved.addListener((tabId) => void forgetLeft(tabId));

// The browser's prompt may have closed the popup that asked, so the answer is handled here.
chrome.permissions.onAdded.addListener(() => void goOnAsking());

chrome.permissions.onRemoved.addListener(({ origins = [] }) => void forgetSites(origins));

onLockNeeded({
  onDue: () => void lockWhenDue(),
  onScreenLocked: () => void lock(),
  onClipboardDue: () => void forgetCopied(),
});

chrome.runtime.onStartup.addListener(() => void tidyStorage().then(syncQuietly));

void closeStorageToPages();

void readSettings().then(({ language }) => speak(language));

/**
 * Fills the active page without the popup, with the only account that belongs to it or the one the user
 * chose for it. With several accounts or none, it opens the popup for the user to choose.
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {boolean} focused fill the focused field
 */
async function fillInFront(tab, focused) {
  const page = await pageInFront(tab);
  if (!page) return;
  const badge = badgeOf(page.id);
  try {
    const account = await accountFor(page);
    await touch();
    if (!account || account === 'several') return await openPopup(page.windowId);
    const receipt = await fillAccount(account, page, { onWait: countdownOn(badge) }, { focused });
    if ('confirm' in receipt) return await openPopup(page.windowId);
    await tellReceipt(page, badge, account, receipt);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!failure) {
      await trace('service worker', thrown);
      return badge('!', sayFailure(failure));
    }
    if (failure.code === 'vault-locked') return await openPopup(page.windowId);
    await tellFailure(page, badge, failure);
  }
}

/** The user did not ask for this, so failures are not reported. @param {chrome.tabs.Tab} tab @param {number} tabId */
async function fillByItself(tab, tabId) {
  const badge = badgeOf(tabId);
  const page = await pageInFront(tab);
  if (!page) return;
  const onWait = countdownOn(badge);
  const result = (await fillAwaited(page, onWait)) ?? (await fillUnasked(page, onWait));
  if (result === 'several') badge('?', say('badgeSeveral'));
  else if (result) sayTyped(badge, result);
}

/**
 * Shows the seconds until the next code.
 * @param {ReturnType<typeof badgeOf>} badge
 * @returns {import('../flows/fill.js').OnWait}
 */
const countdownOn = (badge) => (seconds) => badge(String(seconds));

/** @param {ReturnType<typeof badgeOf>} badge @param {import('../flows/fill.js').Typed} receipt */
function sayTyped(badge, { failure, pressed }) {
  if (failure) badge('!', sayFailure(failure));
  else badge('✓', pressed ? say('badgePressed', pressed) : say('badgeFilled'));
}

/** @param {import('../platform/tabs.js').Page} page @param {ReturnType<typeof badgeOf>} badge @param {{ kind: string }} account @param {import('../flows/fill.js').Typed} receipt */
async function tellReceipt(page, badge, { kind }, receipt) {
  const code = { text: receipt.code, isCounter: kind === 'hotp' };
  if (receipt.failure) await tellFailure(page, badge, receipt.failure, code);
  else sayTyped(badge, receipt);
}

/**
 * The user asked for a code and is waiting: the popup reopens with the reason and with the code copied.
 * @param {import('../platform/tabs.js').Page} page
 * @param {ReturnType<typeof badgeOf>} badge
 * @param {import('../core/core.js').Failure} failure
 * @param {{ text: string, isCounter: boolean }} [code]
 */
async function tellFailure(page, badge, failure, code) {
  badge('!', sayFailure(failure));
  await leaveForPopup(page, failure, code);
  await openPopup(page.windowId);
}

/** Scans the picture that was right-clicked for a key. @param {chrome.tabs.Tab | undefined} tab */
async function scanInPopup(tab) {
  const page = await pageInFront(tab);
  if (!page) return;
  await remember('wish', { tabId: page.id });
  await openPopup(page.windowId);
}

/**
 * Opens the popup. The browser refuses while the previous one is still closing, which takes a moment on a
 * busy computer, and in a window without focus; there, the badge already shows the result.
 * @param {number} windowId
 */
async function openPopup(windowId) {
  for (const pauseMs of OPENING_PAUSES_MS) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const opening = chrome.action.openPopup({ windowId });
    const isOpen = await opening.then(
      () => true,
      () => false,
    );
    if (isOpen) return;
  }
}

/** A successful login needs no message. @param {number} tabId @param {boolean} isNew */
async function tellOutcome(tabId, isNew) {
  try {
    const outcome = await lookAfter(tabId, isNew);
    if (outcome?.state === 'accepted') {
      if (outcome.isFirst) badgeOf(tabId)('✓', say('badgeAccepted'));
    } else if (outcome) badgeOf(tabId)('!', say('badgeRefused'));
  } catch (thrown) {
    // The page has navigated, or no longer gives access: then there is no outcome to show.
    if (!failureOf(thrown)) throw thrown;
  }
}

/** The timer that clears the badge, for each tab. @type {Map<number, ReturnType<typeof setTimeout>>} */
const clearing = new Map();

/**
 * Shows the result on one tab's toolbar icon for a moment.
 * @param {number} tabId
 */
function badgeOf(tabId) {
  // The tab may be closed by now; then there is nothing to show.
  const show = (/** @type {string} */ text, /** @type {string} */ title) =>
    Promise.all([
      chrome.action.setBadgeText({ tabId, text }),
      chrome.action.setTitle({ tabId, title }),
    ]).catch(() => undefined);
  return (/** @type {string} */ text, title = '') => {
    // The previous message is replaced.
    clearTimeout(clearing.get(tabId));
    clearing.delete(tabId);
    void show(text, title || say('actionTitle'));
    const clear = () => {
      clearing.delete(tabId);
      void show('', say('actionTitle'));
    };
    clearing.set(tabId, setTimeout(clear, title ? BADGE_SHOWN_MS : COUNTED_MS));
  };
}
