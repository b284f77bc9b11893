// The first code of an account whose page does not show its field yet: a dialog covers it, or another step
// comes first. It is typed as soon as possible.

import { failureOf } from '../core/core.js';
import { recall, remember } from '../platform/memory.js';
import { isInSight, watchFields } from '../platform/tabs.js';
import { fillAccount } from './fill.js';

/** @typedef {import('../platform/tabs.js').Page} Page */

/** A user who has not reached the field by then is no longer on the way to it. */
const AWAITED_MS = 10 * 60_000;

/** @param {{ id: string, kind: import('../core/postern.js').KindView }} account @param {Page} page */
export async function awaitField(account, page) {
  const { id: tabId, origin } = page;
  await remember('awaited', { tabId, origin, account, sinceMs: Date.now() });
  await watchFields(page);
}

/**
 * Called when a field appears in a page: types the code if it is awaited there.
 * @param {Page} page
 * @param {import('./fill.js').OnWait} onWait
 * @returns {Promise<import('./fill.js').Typed | undefined>} undefined: there was nothing to do
 */
export async function fillAwaited(page, onWait) {
  // The frames of a page report their fields one by one; one fill is enough.
  return navigator.locks.request(`awaited:${page.id}`, { ifAvailable: true }, async (lock) => {
    const awaited = lock && (await recall('awaited'));
    if (awaited?.tabId !== page.id || awaited.origin !== page.origin) return undefined;
    if (Date.now() - awaited.sinceMs > AWAITED_MS || !(await isInSight(page))) return undefined;
    try {
      const onTyping = () => remember('awaited', undefined);
      const manner = { onWait, onTyping };
      const receipt = await fillAccount(awaited.account, page, manner, { unasked: true });
      return 'confirm' in receipt ? undefined : receipt;
    } catch (thrown) {
      // No field yet: the page reports the next one.
      if (!failureOf(thrown)) throw thrown;
      return undefined;
    }
  });
}
