// Filling without a click, at the sites where the user turned that on, in the visible tab.

import { failureOf } from '../core/core.js';
import { lastUnasked, rememberUnasked } from '../platform/memory.js';
import { fillsAt } from '../platform/sites.js';
import { isInSight } from '../platform/tabs.js';
import { fillAccount } from './fill.js';
import { accountFor } from './vault.js';

/** @typedef {import('../platform/tabs.js').Page} Page */

/** A page that asks again this soon did not accept the code: the rest is left to the user. */
const PAUSE_MS = 60_000;

/** Of each tab, the newest page that waits for its turn. @type {Map<number, Page>} */
const waiting = new Map();

/**
 * Types the code of a page's only account, or of the one the user chose for it.
 * @param {Page} page
 * @param {import('./fill.js').OnWait} onWait
 * @returns {Promise<import('./fill.js').Typed | 'several' | undefined>} undefined: there was nothing to do
 */
export async function fillUnasked(page, onWait) {
  // The frames of a page report their fields one by one, and the next page of a login may do so before the
  // last fill is recorded: of all that is reported during a fill, the newest page is looked at afterwards.
  const isFirst = !waiting.has(page.id);
  waiting.set(page.id, page);
  if (!isFirst) return undefined;
  return navigator.locks.request(`unasked:${page.id}`, async () => {
    const newest = waiting.get(page.id) ?? page;
    waiting.delete(page.id);
    return fillNow(newest, onWait);
  });
}

/**
 * @param {Page} page
 * @param {import('./fill.js').OnWait} onWait
 */
async function fillNow(page, onWait) {
  if (!(await isInSight(page)) || !(await fillsAt(page.origin))) return undefined;
  const before = await lastUnasked(page.origin);
  if (before !== undefined && Date.now() - before < PAUSE_MS) return undefined;
  try {
    const account = await accountFor(page);
    if (!account || account === 'several') return account;
    // A counter's code is spent once it is shown, and the user might not be there to use it.
    if (account.kind === 'hotp') return undefined;
    // Noted before the first key, because the page may ask again during typing.
    const onTyping = () => rememberUnasked(page.origin, Date.now());
    const receipt = await fillAccount(account, page, { onWait, onTyping }, { unasked: true });
    return 'confirm' in receipt ? undefined : receipt;
  } catch (thrown) {
    // No field yet, or none for an authenticator: the script reports the next one.
    if (!failureOf(thrown)) throw thrown;
    return undefined;
  }
}
