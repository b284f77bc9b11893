// The vault lives in storage: each context that needs it reads, opens, acts and frees it.

import { failureOf, loadCore, makeDevice, Session, slotsOf } from '../core/core.js';
import { codeTime, setClock } from '../platform/clock.js';
import {
  readLast,
  readSettings,
  readStored,
  rewriteStored,
  writeStored,
  writeVault,
} from '../platform/storage.js';
import { needProof } from './authenticate.js';
import { keepUnlocked, keysInMemory, lock, lockCount, rememberNextKey } from './lock.js';

/** @typedef {import('../platform/storage.js').Stored} Stored */
/** @typedef {import('../platform/storage.js').Change} Change */
/** @typedef {import('../platform/storage.js').Device} Device */
/** @typedef {import('../platform/storage.js').Mark} Mark */
/** @typedef {import('../platform/storage.js').StoredVault} StoredVault */
/** @typedef {import('../core/postern.js').RowView} RowView */
/** @typedef {import('../core/core.js').Failure} Failure */

/**
 * Opens the stored vault, or an empty one that is stored along with its first account.
 * @param {Promise<Stored>} [reading] the storage read, if one is already in progress
 */
export async function openVault(reading = readLast()) {
  const [stored, vaultKeys] = await Promise.all([reading, keysInMemory(), loadCore()]);
  return open(stored, vaultKeys).session;
}

/**
 * The only account of a page, or the one that the user chose for it among several.
 * @param {{ origin: string }} page
 * @returns {Promise<RowView | 'several' | undefined>}
 */
export async function accountFor({ origin }) {
  const session = await openVault();
  const request = { query: '', origin, from: 0, count: 1, nowMs: codeTime(origin) };
  const { rows, forPage } = session.list(request);
  session.free();
  const [first] = rows;
  if (!first?.forPage) return undefined;
  return forPage === 1 || first.chosen ? first : 'several';
}

/** @param {Stored} stored @param {string[]} vaultKeys */
function open(stored, vaultKeys) {
  setClock(stored.clock);
  if (stored.vault) return openWith(stored.vault, stored, vaultKeys);
  // A lost vault is not a new one: nothing may overwrite a vault that may come back.
  if (!stored.isNew) throw { code: 'vault-missing' };
  const device = makeDevice();
  return { device, session: Session.create(device, Date.now()) };
}

/**
 * Opens one of the stored vaults: with a key in memory, or else with the device's key, which is stored
 * twice. The first key that opens it is the right one.
 * @param {StoredVault} vault
 * @param {Pick<Stored, 'device' | 'device_copy'>} stored
 * @param {string[]} vaultKeys
 */
export function openWith(vault, { device, device_copy }, vaultKeys) {
  /** @type {unknown} */
  let failure;
  const devices = [device, device_copy].filter((one) => one !== undefined);
  // With the vault's key, any device name works for this profile.
  const named = vaultKeys.length > 0 ? [...devices, { id: makeDevice().id }] : [];
  const openers = [
    ...named.flatMap((one) => vaultKeys.map((vaultKey) => ({ ...one, vaultKey }))),
    ...devices,
    ...(devices.length === 0 ? [{ id: '' }] : []),
  ];
  for (const { vaultKey, ...one } of /** @type {import('../core/postern.js').Opener[]} */ (
    openers
  )) {
    try {
      const opener = vaultKey === undefined ? one : { ...one, vaultKey };
      return { device: /** @type {Device} */ (one), session: Session.open(vault, opener) };
    } catch (thrown) {
      const code = failureOf(thrown)?.code;
      if (!code) throw thrown;
      // With another vault's key it looks damaged; all that is certain is that it is locked.
      if (failure === undefined || code === 'vault-locked') failure = thrown;
    }
  }
  throw failure;
}

/** The stored vaults, the latest first. @param {Stored} stored @returns {StoredVault[]} */
export function vaultsOf({ vault, vault_prev, vault_prev2 }) {
  return [vault, vault_prev, vault_prev2].filter((one) => one !== undefined);
}

/**
 * Makes one change: a read-modify-write under the lock that all contexts share. The two previous vaults
 * are kept; the write is atomic. Returns the open vault with the edit's result; the caller must free it.
 * @template T
 * @param {(session: Session, nowMs: number) => T} edit
 */
export function changeVault(edit) {
  return change((session, nowMs, { stored, device }) => {
    const result = edit(session, nowMs);
    const vault = session.stored(nowMs);
    const settings = { ...stored.settings, unsaved: (stored.settings.unsaved ?? 0) + 1 };
    const written = { ...twice(device), mark: markOf(session, stored.mark), settings };
    return { result, write: { ...written, ...pushed(vault, vaultsOf(stored)) } };
  });
}

/**
 * Takes over what other computers have written; stores the vault only if that changes it. However often this happens,
 * it counts as one change that is in no backup. Returns the open vault; the caller must free it.
 * @template {{ isChanged: boolean }} T
 * @param {(session: Session, nowMs: number) => T} take
 * @param {(taken: T) => boolean} isCopied whether another profile uses this one's device name: then it gets a new one
 */
export function mergeVault(take, isCopied) {
  return change((session, nowMs, { stored, device }) => {
    const taken = take(session, nowMs);
    const named = isCopied(taken) ? { ...device, id: makeDevice().id } : device;
    if (!taken.isChanged) {
      const mark = stored.mark ?? session.mark();
      const isNoted = stored.mark !== undefined && named.id === stored.device?.id;
      // Without a vault, neither may be there: it would look lost.
      const isKept = isNoted || !stored.vault;
      return { result: { taken, mark }, write: isKept ? {} : { ...twice(named), mark } };
    }
    const settings = { ...stored.settings, unsaved: Math.max(1, stored.settings.unsaved ?? 0) };
    const mark = markOf(session, stored.mark);
    const written = { ...twice(named), mark, settings };
    const write = { ...written, ...pushed(session.stored(nowMs), vaultsOf(stored)) };
    return { result: { taken, mark }, write };
  }, writeIfAny);
}

/**
 * Stores the vault as it is. It counts as no change.
 * @param {(session: Session, nowMs: number) => boolean} isDue
 */
export async function storeIf(isDue) {
  const { session } = await change((opened, nowMs, { stored, device }) => {
    if (!isDue(opened, nowMs)) return { result: undefined, write: {} };
    const written = { ...twice(device), mark: markOf(opened, stored.mark) };
    const write = { ...written, ...pushed(opened.stored(nowMs), vaultsOf(stored)) };
    return { result: undefined, write };
  }, writeIfAny);
  session.free();
}

/** @param {Change} write */
async function writeIfAny(write) {
  if (Object.keys(write).length > 0) await writeVault(write);
}

/** @param {Device} device */
const twice = (device) => ({ device, device_copy: device });

/**
 * The mark to compare the vault with the next time it is opened. While an older version is in use without
 * the user's consent, the mark stays at the newest version ever written.
 * @param {Session} session that has just been stored
 * @param {Mark | undefined} before
 * @returns {Mark}
 */
function markOf(session, before) {
  const { vault, epoch } = session.mark();
  const isOlder = before?.vault === vault && epoch < before.epoch;
  // The number of missing writes is the same before and after this write.
  return { vault, epoch: (isOlder ? before.epoch : epoch) + 1 };
}

/**
 * How many writes the vault is missing compared with the newest version written here.
 * @param {Session} session
 * @param {Mark | undefined} mark
 */
export function writesMissing(session, mark) {
  const { vault, epoch } = session.mark();
  return mark?.vault === vault ? Math.max(0, mark.epoch - epoch) : 0;
}

/** The user accepts the vault as it is. */
export function acceptOlder() {
  return navigator.locks.request('vault', async () => {
    const [stored, vaultKeys] = await Promise.all([readStored(), keysInMemory(), loadCore()]);
    const { session } = open(stored, vaultKeys);
    const mark = session.mark();
    session.free();
    await writeStored({ mark });
  });
}

/**
 * One change, for callers that do not need the open vault afterwards.
 * @template T
 * @param {(session: Session, nowMs: number) => T} edit
 */
export async function editVault(edit) {
  const { session, result } = await changeVault(edit);
  session.free();
  return result;
}

/**
 * Changes how the vault is unlocked. A removed way no longer opens anything, including the previous
 * vaults: those that can be read completely are re-sealed for the remaining ways, the others are deleted.
 * @param {(session: Session) => void} edit
 * @param {string} [deviceKey] a new one
 */
export async function changeSlots(edit, deviceKey) {
  await reseal((session, _nowMs, { id, key }) => {
    edit(session);
    const last = deviceKey ?? key;
    session.rekey(last ? { id, key: last } : undefined);
    return { id, ...(last && { key: last }) };
  });
}

/**
 * Replaces the vault's key, and stores nothing beside it that another key opens.
 * @param {(session: Session, nowMs: number, device: Device) => Device} edit returns this profile's device
 */
export async function reseal(edit) {
  await needProof();
  const locks = await lockCount();
  const { session, result } = await change((opened, nowMs, { stored, device }) => {
    const { id, key } = edit(opened, nowMs, device);
    const vault = opened.stored(nowMs);
    const before = vaultsOf(stored).flatMap((old) => opened.carried(old) ?? []);
    const alone = hasDevice(vault);
    const kept = alone && key ? { id, key } : { id };
    const gone = { vault_prev: undefined, vault_prev2: undefined };
    const mark = markOf(opened, stored.mark);
    const write = { ...gone, ...twice(kept), mark, ...pushed(vault, before) };
    return { result: { alone, key: opened.key() }, write };
  }, rewriteUnder);
  const { alone: opensAlone, key } = result;
  session.free();
  if (opensAlone) await lock();
  else await stayUnlocked(key, locks);
}

/**
 * The new key is in memory before anything is sealed with it, so a window that dies in between locks nobody out.
 * @param {Change} write
 * @param {{ key: string }} result
 */
async function rewriteUnder(write, { key }) {
  await rememberNextKey(key);
  await rewriteStored(write);
}

/** A lock during the change wins; the change is stored anyway. @param {string} key @param {number} locks */
async function stayUnlocked(key, locks) {
  await keepUnlocked(key, locks).catch((thrown) => {
    if (failureOf(thrown)?.code !== 'vault-locked') throw thrown;
  });
}

/**
 * @template T
 * @param {(session: Session, nowMs: number, before: { stored: Stored, device: Device })
 *   => { result: T, write: Change }} edit
 * @param {(write: Change, result: T) => Promise<void>} [put]
 */
function change(edit, put = writeVault) {
  return navigator.locks.request('vault', async () => {
    const [stored, vaultKeys] = await Promise.all([readStored(), keysInMemory(), loadCore()]);
    const { device, session } = open(stored, vaultKeys);
    try {
      const { result, write } = edit(session, Date.now(), { stored, device });
      await put(write, result);
      return { session, result };
    } catch (thrown) {
      session.free();
      throw thrown;
    }
  });
}

/** A vault and its two predecessors. @param {StoredVault} vault @param {StoredVault[]} before @returns {Change} */
export function pushed(vault, [vault_prev, vault_prev2]) {
  return { vault, ...(vault_prev && { vault_prev }), ...(vault_prev2 && { vault_prev2 }) };
}

/** Whether a vault opens without a question. @param {StoredVault} vault */
export function hasDevice(vault) {
  return slotsOf(vault).slots.some(({ kind }) => kind === 'device');
}

/** @typedef {import('../platform/storage.js').Choice} Choice */

/** @param {Choice | ((before: import('../platform/storage.js').Settings) => Choice)} change */
export function changeSettings(change) {
  return navigator.locks.request('vault', async () => {
    const before = await readSettings();
    const settings = { ...before, ...(typeof change === 'function' ? change(before) : change) };
    await writeStored({
      settings: /** @type {import('../platform/storage.js').Settings} */ (settings),
    });
  });
}
