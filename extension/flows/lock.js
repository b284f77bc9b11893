// Whether the vault is unlocked. Its key is only in memory, with a deadline that is checked against the
// wall clock at every read: an alarm can be late, and a computer can sleep.

import { clearLockAlarm, setLockAlarm } from '../platform/lock.js';
import { forgetKey, recall, recallKeys, remember, rememberKey } from '../platform/memory.js';
import { readSettings } from '../platform/storage.js';

/** @typedef {import('../platform/memory.js').Unlocked} Unlocked */

/** Minutes without use; the user may choose another number, or 0 for "until the browser closes". */
export const LOCK_MINUTES = 10;

/** A clock that moves back by more than this was set back, which invalidates any deadline. */
const BACK_MS = 10_000;

/**
 * Serialises writes of the key across all contexts, so that none can undo a lock.
 * @template T
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
const alone = (task) => /** @type {Promise<T>} */ (navigator.locks.request('unlocked', task));

/**
 * The vault's key while it is unlocked, and the one that is about to replace it. Locks if the deadline has
 * passed.
 * @returns {Promise<string[]>} empty while it is locked
 */
export async function keysInMemory() {
  return (await isUnlocked()) ? recallKeys() : [];
}

/** Whether the vault is unlocked, without making another copy of its key. Locks if the deadline has passed. */
export async function isUnlocked() {
  const seeing = whileUnlocked((unlocked, nowMs) => ({ ...unlocked, seenMs: nowMs }));
  // Most vaults have no such key, and learn that without waiting for the lock.
  return (await recall('unlocked')) !== undefined && (await seeing) !== undefined;
}

/** Called before the vault is sealed under another key. @param {string} key */
export function rememberNextKey(key) {
  return whileUnlocked(async (unlocked) => {
    await remember('nextKey', key);
    return unlocked;
  });
}

/** The user did something: restarts the time without use. */
export async function touch() {
  const minutes = await lockMinutes();
  const unlocked = await whileUnlocked((before, nowMs) => ({
    ...before,
    ...lifeFrom(nowMs, minutes),
  }));
  if (unlocked) await setAlarm(unlocked);
}

/** The alarm fired: it may be early, or the user may have done something since. */
export async function lockWhenDue() {
  const unlocked = await whileUnlocked((before) => before);
  if (unlocked) await setAlarm(unlocked);
}

/** How often the vault has been locked; call this before an operation that ends in `keepUnlocked`. */
export async function lockCount() {
  return (await recall('locks')) ?? 0;
}

/**
 * Keeps the vault unlocked, unless it was locked in the meantime: a lock wins over operations in progress.
 * @param {string} key of the vault
 * @param {number} locks what `lockCount` returned before
 * @throws `vault-locked`
 */
export async function keepUnlocked(key, locks) {
  const minutes = await lockMinutes();
  const unlocked = lifeFrom(Date.now(), minutes);
  await alone(async () => {
    if ((await lockCount()) !== locks) throw { code: 'vault-locked' };
    await rememberKey(key, unlocked);
  });
  await setAlarm(unlocked);
}

export async function lock() {
  await alone(forget);
  await clearLockAlarm();
}

/** Must be called while holding the lock. */
async function forget() {
  await forgetKey((await lockCount()) + 1);
}

/** @param {(unlocked: Unlocked, nowMs: number) => Unlocked | Promise<Unlocked>} change */
function whileUnlocked(change) {
  return alone(async () => {
    const unlocked = await recall('unlocked');
    if (!unlocked) return undefined;
    const nowMs = Date.now();
    if (nowMs >= unlocked.untilMs || nowMs < unlocked.seenMs - BACK_MS) {
      await forget();
      return undefined;
    }
    const changed = await change(unlocked, nowMs);
    await remember('unlocked', changed);
    return changed;
  });
}

/** @param {number} nowMs @param {number} minutes */
function lifeFrom(nowMs, minutes) {
  const untilMs = minutes > 0 ? nowMs + minutes * 60_000 : Number.MAX_SAFE_INTEGER;
  return { seenMs: nowMs, untilMs };
}

async function lockMinutes() {
  return (await readSettings()).lockMinutes ?? LOCK_MINUTES;
}

/** @param {Unlocked} unlocked */
async function setAlarm({ untilMs }) {
  if (untilMs < Number.MAX_SAFE_INTEGER) await setLockAlarm(untilMs);
  else await clearLockAlarm();
}
