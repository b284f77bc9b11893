// One run of sync: read what other computers wrote, merge it, store the vault, publish what the others lack. The vault
// is stored before anything is published, and what was seen is noted last: after an interruption at any point, the
// next run does the rest.

import { failureOf, loadCore } from '../core/core.js';
import { accountPlace } from '../platform/account.js';
import { forgetFolder, keptFolder } from '../platform/folder.js';
import { folderPlace } from '../platform/shared.js';
import { readLast, readSettings, readSync, writeSync } from '../platform/storage.js';
import { trace } from '../platform/trace.js';
import { fromText } from './keys.js';
import { isUnlocked, LOCK_MINUTES } from './lock.js';
import { publish } from './publishing.js';
import { changeSettings, hasDevice, mergeVault } from './vault.js';

/** @typedef {import('../core/core.js').Session} Session */
/** @typedef {import('../platform/shared.js').Found} Found */
/** @typedef {import('../platform/shared.js').Place} Place */
/** @typedef {import('../platform/shared.js').SyncPart} SyncPart */
/** @typedef {import('../platform/storage.js').Mark} Mark */
/** @typedef {import('../platform/storage.js').Sync} Sync */
/** @typedef {import('./sync.js').Code} Code */
/** @typedef {import('./sync.js').Engine} Engine */
/** @typedef {import('./sync.js').Trouble} Trouble */
/** @typedef {import('../core/postern.js').LockingJson} Locking */
/** @typedef {import('./publishing.js').Left} Left */
/** @typedef {import('../core/postern.js').ReceivedView} ReceivedView */

/** How often a computer says that it still takes part, without a change. */
const PRESENT_MS = 24 * 3600 * 1000;

/** How often to note that there was nothing new. */
const NOTED_MS = 60_000;

/** How many of this computer's last texts are recognised, if the place goes back to one of them. */
const OWN_MAX = 8;

/** Failures that say nothing about what is at the place. */
const PASSING = ['sync-busy', 'sync-folder-failed', 'sync-folder-missing', 'sync-off'];

/** @param {Engine} engine @returns {Promise<Place>} */
export async function placeOf(engine) {
  if (engine === 'account') return accountPlace;
  const kept = await keptFolder('sync');
  if (!kept) throw { code: 'sync-folder-missing' };
  if (!kept.isAllowed) throw { code: 'sync-folder-asks' };
  return folderPlace(kept.folder);
}

/** Everything that is at a place. @param {Engine} engine */
export async function readAll(engine) {
  const found = await (await placeOf(engine)).look();
  return found.read(Object.keys(found.marks));
}

/**
 * One at a time, in all contexts.
 * @template T
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
export const alone = (task) => /** @type {Promise<T>} */ (navigator.locks.request('sync', task));

/**
 * A run whose failure becomes the state's trouble. Must be called while holding the lock.
 * @param {boolean} isAsked
 * @returns {Promise<unknown>} what was thrown
 */
export async function attempt(isAsked) {
  try {
    await run(isAsked);
    return undefined;
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure) await noteTrouble(failure.code);
    else await trace('sync', thrown);
    return thrown;
  }
}

/** Reasons to wait, which the windows show in other ways. @type {Code[]} */
const WAITING = ['vault-locked', 'sync-folder-asks'];

/** @param {Code} code */
export async function noteTrouble(code) {
  const { sync } = await readSync();
  if (!sync || WAITING.includes(code)) return;
  const trouble = /** @type {Trouble} */ (code);
  if (code === 'sync-busy') await writeSync({ ...sync, trouble, wroteMs: Date.now() });
  else if (sync.trouble !== code) await writeSync({ ...sync, trouble });
}

/**
 * Must be called while holding the lock.
 * @param {boolean} isAsked the user asked for it: look at everything, whether it has changed or not
 * @returns {Promise<void>}
 * @throws the reason why nothing, or not everything, was read and written
 */
export async function run(isAsked) {
  const { sync, mark } = await readSync();
  if (!sync) return;
  // Whatever happens at the place now, only the user begins anew.
  if (isOver(sync)) throw { code: sync.trouble };
  const place = await placeOf(sync.engine);
  const found = await place.look();
  const nowMs = Date.now();
  if (!isAsked && isSettled(sync, found, mark, nowMs)) {
    await noteLook(sync, nowMs);
    return;
  }
  const device = await needUnlocked();
  const names = Object.keys(found.marks);
  const parts = await found.read(names);
  const missed = names.filter((name) => !parts.some((part) => part.name === name));
  const own = await foreignPart(sync.own, parts, device?.id);
  const locking = await lockingHere();
  const {
    view,
    left,
    isNamesake,
    id,
    mark: merged,
  } = await merge(place, sync, parts, own, locking);
  await takeLocking(view, locking);
  if (isNamesake) {
    // This profile was copied, and the copy writes under the same name. With a new name, both go on.
    await writeSync({ ...sync, own: [], seen: undefined });
    await run(isAsked);
    return;
  }
  const { marks, isWritten, ...written } = await write(
    place,
    left,
    sync,
    without(found.marks, ...found.young, ...missed),
  );
  const isFull = written.waiting > 0;
  const noticed = troubleOf(view, sync);
  const isBlocked = blocks(noticed, sync.engine);
  const trouble = isFull && !isBlocked ? 'sync-full' : noticed;
  const isPublished = isWritten && !isBlocked;
  if (sync.leaving && isPublished) {
    await turnOff(sync);
    return;
  }
  await writeSync({
    ...without(sync, 'trouble', 'isBeside'),
    ...written,
    seen: { marks, epoch: merged.epoch },
    vault: merged.vault,
    computers: [
      ...(isPublished ? [{ id, name: sync.name, atMs: nowMs, isMine: true, aheadMs: 0 }] : []),
      ...view.computers.filter(({ isMine }) => !(isMine && isPublished)),
      ...unread(sync, view, left),
    ].sort((one, other) => one.name.localeCompare(other.name)),
    ...(isPublished && { publishedMs: nowMs }),
    ...(isPublished && !isFull && { lastMs: nowMs }),
    ...(sync.engine === 'folder' && isBeside(view, id) && { isBeside: true }),
    ...(trouble && { trouble }),
  });
  if (trouble && isAsked) throw { code: trouble };
}

/** Another computer has ended sync, here or everywhere. @param {Pick<Sync, 'trouble'>} sync */
export const isOver = ({ trouble }) => trouble === 'sync-removed' || trouble === 'sync-ended';

/**
 * Computers that are still there, although what they wrote cannot be read now.
 * @param {Sync} sync
 * @param {ReceivedView} view
 * @param {Left} left
 */
function unread({ computers }, view, { dropped }) {
  const isNamed = (/** @type {string} */ id) =>
    view.parts.some(
      ({ name, state }) =>
        !['read', 'other-vault'].includes(state) && isOwnName(name, id) && !dropped.includes(name),
    );
  const listed = view.computers.map(({ id }) => id);
  return computers.filter(({ id, isMine }) => !isMine && !listed.includes(id) && isNamed(id));
}

/** Whether no other computer takes part. @param {Pick<ReceivedView, 'computers'>} view */
export const isAlone = ({ computers }) => computers.every(({ isMine }) => isMine);

/** Copies of a conflict outlive their computer. @param {string} name @param {string} id */
const isOwnName = (name, id) => name === `postern-${id}.sync` || name === `c-${id}`;

/** Ends sync on this computer, whatever the others know. @param {Sync} sync */
export async function turnOff({ engine }) {
  await changeSettings({ hasSynced: true });
  await writeSync(undefined);
  if (engine === 'folder') await forgetFolder('sync');
}

/**
 * Whether neither the place nor the vault has changed since they were last found to agree.
 * @param {Sync} sync
 * @param {Found} found
 * @param {Mark | undefined} mark
 * @param {number} nowMs
 */
function isSettled({ seen, vault, publishedMs = 0, leaving }, { marks }, mark, nowMs) {
  if (!seen || !mark || leaving) return false;
  const sinceMs = nowMs - publishedMs;
  if (sinceMs < 0 || sinceMs > PRESENT_MS) return false;
  if (mark.vault !== vault || mark.epoch !== seen.epoch) return false;
  const names = Object.keys(marks);
  const isSame = names.every((name) => marks[name] === seen.marks[name]);
  return isSame && names.length === Object.keys(seen.marks).length;
}

/** There was nothing new. @param {Sync} sync @param {number} nowMs */
async function noteLook(sync, nowMs) {
  const { trouble, lastMs = 0 } = sync;
  const isOver = trouble !== undefined && PASSING.includes(trouble);
  if (trouble && !isOver) return;
  if (!isOver && Math.abs(nowMs - lastMs) < NOTED_MS) return;
  await writeSync({ ...without(sync, 'trouble'), lastMs: nowMs });
}

/**
 * While the vault is locked, sync waits, and nothing is read.
 * @returns {Promise<import('../platform/storage.js').Device | undefined>} this profile
 */
async function needUnlocked() {
  const [{ vault, device }] = await Promise.all([readLast(), loadCore()]);
  if (vault && !hasDevice(vault) && !(await isUnlocked())) throw { code: 'vault-locked' };
  return device;
}

/** A computer's name in those of its parts. @param {string | undefined} id of the device */
const nameOfDevice = (id) =>
  [...fromText(id)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * The name of this computer's own part, if it is none of the last texts that this computer wrote.
 * @param {string[]} own hashes of those texts
 * @param {SyncPart[]} parts
 * @param {string | undefined} id of this computer
 */
async function foreignPart(own, parts, id) {
  const part = parts.find(({ name }) => isOwnName(name, nameOfDevice(id)));
  if (!part || own.length === 0) return undefined;
  return own.includes(await hashOf(part.text)) ? undefined : part.name;
}

/** @param {string} text */
async function hashOf(text) {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(hash)));
}

/**
 * Merges the parts into the vault, and makes the parts that the others lack.
 * @param {Place} place
 * @param {Sync} sync
 * @param {SyncPart[]} parts
 * @param {string | undefined} foreign the own part, if somebody else wrote it
 * @param {Locking | undefined} locking
 */
async function merge(place, sync, parts, foreign, locking) {
  // An older text than this computer's last one is merged and replaced; then the other finds a newer one than its own.
  const isForeign = (/** @type {ReceivedView} */ { computers }) =>
    foreign !== undefined &&
    computers.some(({ isMine, atMs }) => isMine && atMs > (sync.publishedMs ?? 0));
  const { session, result } = await mergeVault((opened, nowMs) => {
    const { vault } = opened.mark();
    if (sync.vault && sync.vault !== vault) throw { code: 'sync-other-vault' };
    const view = opened.receive(parts, nowMs);
    // What is there belongs to a later sync, which the user may join.
    if (troubleOf(view, sync) === 'sync-ended' && !isAlone(view)) throw { code: 'sync-ended' };
    return view;
  }, isForeign);
  try {
    const { taken: view, mark } = result;
    const isNamesake = isForeign(view);
    const isBlocked = blocks(troubleOf(view, sync), sync.engine);
    const left =
      isNamesake || isBlocked ? nothing(sync) : await publish(place, session, sync, parts, locking);
    return { view, mark, left, isNamesake, id: session.computer() };
  } finally {
    session.free();
  }
}

/** @param {Sync} sync @returns {Left} */
const nothing = ({ held = [], waiting = 0 }) => ({ parts: [], dropped: [], held, waiting });

/** When this computer locks, if it was ever chosen. @returns {Promise<Locking | undefined>} */
async function lockingHere() {
  const { lockMinutes = LOCK_MINUTES, lockChosenMs } = await readSettings();
  return lockChosenMs === undefined ? undefined : { minutes: lockMinutes, atMs: lockChosenMs };
}

/** The latest choice counts on all computers; it was proved where it was made. @param {ReceivedView} view @param {Locking | undefined} here */
async function takeLocking({ locking }, here) {
  if (!locking || locking.atMs <= (here?.atMs ?? 0)) return;
  await changeSettings({ lockMinutes: locking.minutes, lockChosenMs: locking.atMs });
}

/**
 * Writes to the place, and returns what is there afterwards. If it has no room, everything stays as it is until there
 * is a change here or there.
 * @param {Place} place
 * @param {Left} left
 * @param {Sync} sync
 * @param {Found['marks']} seen
 */
async function write(place, { parts, dropped, held, waiting }, sync, seen) {
  const marks = without(seen, ...dropped);
  if (parts.length === 0 && dropped.length === 0) return { marks, held, waiting, isWritten: true };
  const texts = parts.filter(({ name }) => /^(?:postern|c)-/.test(name)).map(({ text }) => text);
  const own = [...sync.own, ...(await Promise.all(texts.map(hashOf)))].slice(-OWN_MAX);
  // Comes first, so that the text is recognised even if this is the last thing that happens here.
  await writeSync({ ...sync, own });
  try {
    const written = { ...marks, ...(await place.write(parts, dropped)) };
    return { marks: written, own, held, waiting, wroteMs: Date.now(), isWritten: true };
  } catch (thrown) {
    if (failureOf(thrown)?.code !== 'sync-full') throw thrown;
    return { marks: seen, own, waiting: Math.max(1, waiting), isWritten: false };
  }
}

/** @param {ReceivedView} view @param {ReceivedView['parts'][number]['state']} wanted */
const has = ({ parts }, wanted) => parts.some(({ state }) => state === wanted);

/** Whether another computer takes part in another sync; a part of this one's own is replaced. @param {ReceivedView} view @param {string} id */
const isBeside = ({ parts }, id) =>
  parts.some(({ name, state }) => state === 'other-vault' && !isOwnName(name, id));

/**
 * What a person should know about what was found.
 * @param {ReceivedView} view
 * @param {Sync} sync
 * @returns {Trouble | undefined}
 */
function troubleOf(view, sync) {
  const { wasRemoved, endedMs = 0, notFitting } = view;
  const { engine, startedMs = 0, publishedMs } = sync;
  if (wasRemoved) return 'sync-removed';
  // An earlier end, or one before this computer wrote anything, was that of an earlier sync.
  if (endedMs >= startedMs && publishedMs !== undefined) return 'sync-ended';
  if (has(view, 'key-needed')) return 'sync-key-needed';
  // In a folder, another sync is no trouble: each computer writes its own file.
  if (has(view, 'other-vault') && engine === 'account') return 'sync-other-vault';
  if (has(view, 'newer')) return 'sync-newer';
  return notFitting > 0 ? 'vault-full' : undefined;
}

/** Whether writing would be useless, or overwrite what this computer cannot read. @param {Trouble | undefined} trouble @param {Engine} engine */
function blocks(trouble, engine) {
  if (trouble === 'sync-newer') return engine === 'account';
  return trouble !== undefined && trouble !== 'vault-full';
}

/**
 * @template {object} T
 * @template {keyof T} K
 * @param {T} all
 * @param {...K} keys
 * @returns {Omit<T, K>}
 */
function without(all, ...keys) {
  const kept = Object.entries(all).filter(([key]) => !keys.includes(/** @type {any} */ (key)));
  return /** @type {any} */ (Object.fromEntries(kept));
}
