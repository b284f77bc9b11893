// The service worker: small, stateless, woken for one event at a time.

import { failureOf } from '../core/core.js';
import { fillAccount } from '../flows/fill.js';
import { openVault } from '../flows/vault.js';
import { closeStorageToPages } from '../platform/storage.js';
import { pageInFront } from '../platform/tabs.js';
import { say, sayFailure } from '../platform/words.js';

const BADGE_SHOWN_MS = 4000;

chrome.commands.onCommand.addListener((command, tab) => {
  if (command === 'fill') void fillInFront(tab);
});

void closeStorageToPages();

/**
 * Fills the page in front with the one account that belongs to it, without a popup. With several,
 * or none, the popup is the place to choose: it is opened.
 * @param {chrome.tabs.Tab | undefined} tab
 */
async function fillInFront(tab) {
  const page = await pageInFront(tab);
  if (!page) return;
  const badge = badgeOf(page.id);
  try {
    const session = await openVault();
    const nowMs = Date.now();
    const { rows, forPage } = session.list({
      query: '',
      origin: page.origin,
      from: 0,
      count: 2,
      nowMs,
    });
    session.free();
    const [account] = rows;
    if (forPage !== 1 || !account) {
      await chrome.action.openPopup({ windowId: page.windowId });
      return;
    }
    const { failure } = await fillAccount(account, page, (s) => badge(String(s)));
    if (failure) badge('!', sayFailure(failure));
    else badge('✓', say('badgeFilled'));
  } catch (thrown) {
    badge('!', sayFailure(failureOf(thrown)));
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
