// What this computer writes for the others: everything, or as much of it as there is room for.

import { failureOf } from '../core/core.js';

/** @typedef {import('../core/core.js').Session} Session */
/** @typedef {import('../core/postern.js').LockingJson} Locking */
/** @typedef {import('../core/postern.js').PublishedView} Published */
/** @typedef {import('../platform/shared.js').Place} Place */
/** @typedef {import('../platform/shared.js').SyncPart} SyncPart */
/** @typedef {import('../platform/storage.js').Sync} Sync */
/**
 * What is to be written, what is to be deleted, and what had to be left out.
 * @typedef {object} Left
 * @property {SyncPart[]} parts
 * @property {string[]} dropped
 * @property {string[]} held ids of accounts whose newest state is left out
 * @property {number} waiting how many of them somebody would miss
 */

/** What the others read last of this computer. */
const FAREWELL = { leave: 'left', end: 'ended' };

/**
 * The parts that the others lack. If there is no room for all of them, new accounts wait first, then deletions, then
 * other changes, as few as possible: one that does not fit must not hold back a replaced key.
 * @param {Place} place
 * @param {Session} session
 * @param {Sync} sync
 * @param {SyncPart[]} have what is at the place
 * @param {Locking | undefined} locking
 * @returns {Promise<Left>}
 */
export async function publish(place, session, sync, have, locking) {
  const make = (/** @type {string[]} */ without) =>
    published(session, sync, have, locking, without);
  const fits = (/** @type {Published} */ { parts, dropped }, /** @type {boolean} */ isGrowing) =>
    place.fits(parts, dropped, isGrowing);
  const all = make([]);
  const { spare, deleted, edited } = all;
  const { held = [] } = sync;
  // Under a new key, nobody knows what is new: what waited before waits again.
  const [waited = [], others = []] = parted(all.isRead ? all.new : [...deleted, ...edited], held);
  // Where no record is, as after Chrome emptied the account, all are new.
  const isEmpty = !have.some(({ name }) => name.startsWith('b-'));
  const fresh = [...spare, ...waited, ...(all.isRead || isEmpty ? others : [])];
  const known = all.isRead ? [...deleted, ...edited] : others;
  const order = isEmpty ? fresh : [...fresh, ...known];
  // Somebody who turns sync on hears that there is no room, before anything is written.
  const isStart = isEmpty && sync.publishedMs === undefined;
  if (isStart || (await fits(all, fresh.length > 0))) return { ...all, held: [], waiting: 0 };
  let [tooFew, enough] = [0, order.length];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (await fits(make(order.slice(0, middle)), middle < fresh.length)) enough = middle;
    else tooFew = middle;
  }
  const out = order.slice(0, enough);
  return { ...make(out), held: out, waiting: Math.max(0, enough - spare.length) };
}

/** Those that are listed, and the others. @param {string[]} ids @param {string[]} listed */
function parted(ids, listed) {
  const isListed = (/** @type {string} */ id) => listed.includes(id);
  return [ids.filter(isListed), ids.filter((id) => !isListed(id))];
}

/**
 * @param {Session} session
 * @param {Sync} sync
 * @param {SyncPart[]} have
 * @param {Locking | undefined} locking
 * @param {string[]} without
 */
function published(session, { engine, name, startedMs = 0, leaving }, have, locking, without) {
  try {
    return session.publish({
      layout: engine,
      have,
      name,
      sinceMs: startedMs,
      ...(locking && { locking }),
      farewell: leaving ? FAREWELL[leaving] : '',
      without,
      nowMs: Date.now(),
    });
  } catch (thrown) {
    // Without a passphrase, other computers could not open it.
    throw failureOf(thrown)?.code === 'slot-needed' ? { code: 'sync-needs-passphrase' } : thrown;
  }
}
