// Records which accounts are used, for the orders "recent" and "most used": ids and numbers, no names.

import { failureOf } from '../core/core.js';
import { readUsage, writeStored } from '../platform/storage.js';

/** @typedef {import('../platform/storage.js').Usage} Usage */

/** An order by use is not worth keeping for more accounts than this. */
const KEPT_MAX = 500;

/** An account's code was typed or copied. @param {string} id */
export function noteUse(id) {
  return navigator.locks.request('usage', async () => {
    const usage = await readUsage();
    const { times = 0 } = usage[id] ?? {};
    const all = { ...usage, [id]: { times: times + 1, lastMs: Date.now() } };
    const kept = Object.entries(all).sort(([, a], [, b]) => b.lastMs - a.lastMs);
    await writeStored({ usage: Object.fromEntries(kept.slice(0, KEPT_MAX)) }).catch((thrown) => {
      // If storage is full, the order stays as it was; the typed code is still a success.
      if (!failureOf(thrown)) throw thrown;
    });
  });
}

/**
 * The core's sort order, and the accounts that come first.
 * @param {import('../platform/storage.js').Settings} settings
 * @param {Usage} usage
 * @returns {Pick<import('../core/postern.js').ListRequest, 'order' | 'first'>}
 */
export function sorting({ order }, usage) {
  if (order === 'name' || order === 'manual') return { order };
  if (!order) return {};
  const by = order === 'recent' ? 'lastMs' : 'times';
  const used = Object.entries(usage).sort(([, a], [, b]) => b[by] - a[by]);
  return { first: used.map(([id]) => id) };
}
