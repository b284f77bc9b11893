// Whether the vault is unlocked. Its key is in memory only, with a deadline that is looked at by the
// wall clock at every read: an alarm can be late, and a computer can sleep.

import { clearLockAlarm, setLockAlarm } from '../platform/lock.js';
import { forgetKey, recall, recallKeys, remember, rememberKey } from '../platform/memory.js';
import { readSettings } from '../platform/storage.js';

/** @typedef {import('../platform/memory.js').Unlocked} Unlocked */

/** Minutes without use; the user may choose another number, or 0: until the browser closes. */
export const LOCK_MINUTES = 10;

/** A clock that goes back by more than this was set back: then no deadline means anything. */
const BACK_MS = 10_000;

/** Writes of the key, one after another in all contexts: none may undo a lock. @template T @param {() => Promise<T>} task @returns {Promise<T>} */
const alone = (task) => /** @type {Promise<T>} */ (navigator.locks.request('unlocked', task));

/**
 * The vault's key while it is unlocked, and the one that is about to take its place. Asking after the
 * deadline locks.
 * @returns {Promise<string[]>} none while it is locked
 */
export async function keysInMemory() {
  return (await isUnlocked()) ? recallKeys() : [];
}

/** Whether the vault is unlocked, without another copy of its key. Asking after the deadline locks. */
export async function isUnlocked() {
  const seeing = whileUnlocked((unlocked, nowMs) => ({ ...unlocked, seenMs: nowMs }));
  // Most have no such key, and learn it without waiting for their turn.
  return (await recall('unlocked')) !== undefined && (await seeing) !== undefined;
}

/** The vault is about to be sealed under another key. @param {string} key */
export function rememberNextKey(key) {
  return whileUnlocked(async (unlocked) => {
    await remember('nextKey', key);
    return unlocked;
  });
}

/** The user did something: the time without use begins anew. */
export async function touch() {
  const minutes = await lockMinutes();
  const unlocked = await whileUnlocked((before, nowMs) => ({
    ...before,
    ...lifeFrom(nowMs, minutes),
  }));
  if (unlocked) await setAlarm(unlocked);
}

/** The alarm has rung: it may be early, or the user may have done something since. */
export async function lockWhenDue() {
  const unlocked = await whileUnlocked((before) => before);
  if (unlocked) await setAlarm(unlocked);
}

/** How often the vault has been locked: ask before what ends in `keepUnlocked`. */
export async function lockCount() {
  return (await recall('locks')) ?? 0;
}

/**
 * Keeps the vault unlocked, unless it was locked since: a lock wins over what was under way.
 * @param {string} key of the vault
 * @param {number} locks what `lockCount` said before
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

/** In its turn. */
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
