// The vault lives in storage: whoever needs it reads, opens, acts and frees it.

import { loadCore, makeDevice, Session, slotsOf } from '../core/core.js';
import { codeTime, setAhead } from '../platform/clock.js';
import {
  readLast,
  readSettings,
  readStored,
  rewriteStored,
  writeStored,
} from '../platform/storage.js';
import { keepUnlocked, keyInMemory, lock } from './lock.js';

/** @typedef {import('../platform/storage.js').Stored} Stored */
/** @typedef {import('../platform/storage.js').StoredVault} StoredVault */
/** @typedef {import('../core/postern.js').RowView} RowView */
/** @typedef {import('../core/core.js').Failure} Failure */

/**
 * Opens what is stored, or an empty vault that is stored with its first account.
 * @param {Promise<Stored>} [reading] storage, if it is being read already
 * @param {() => Promise<unknown>} [load] what is loaded for it; all that windows call, if not less
 */
export async function openVault(reading = readLast(), load = loadCore) {
  const [stored, vaultKey] = await Promise.all([reading, keyInMemory(), load()]);
  return open(stored, vaultKey).session;
}

/**
 * The one account of a page, or the one that the user chose for it among several.
 * @param {{ origin: string }} page
 * @returns {Promise<RowView | 'several' | undefined>}
 */
export async function accountFor({ origin }) {
  const session = await openVault();
  const request = { query: '', origin, from: 0, count: 1, nowMs: codeTime() };
  const { rows, forPage } = session.list(request);
  session.free();
  const [first] = rows;
  if (!first?.forPage) return undefined;
  return forPage === 1 || first.chosen ? first : 'several';
}

/** @param {Stored} stored @param {string | undefined} vaultKey */
function open(stored, vaultKey) {
  setAhead(stored.clock?.aheadMs);
  const device = stored.device ?? makeDevice();
  const session = stored.vault
    ? Session.open(stored.vault, openerOf(device, vaultKey))
    : Session.create({ ...makeDevice(), ...device }, Date.now());
  return { device, session };
}

/** @param {import('../platform/storage.js').Device} device @param {string | undefined} vaultKey */
function openerOf(device, vaultKey) {
  return vaultKey === undefined ? device : { ...device, vaultKey };
}

/** The vaults that are there, the last one first. @param {Stored} stored @returns {StoredVault[]} */
export function vaultsOf({ vault, vault_prev, vault_prev2 }) {
  return [vault, vault_prev, vault_prev2].filter((one) => one !== undefined);
}

/**
 * One change, read-modify-write under the lock that all contexts share. The two vaults before it are
 * kept; the write is atomic. The open vault comes back with the edit's result: free it.
 * @template T
 * @param {(session: Session, nowMs: number) => T} edit
 */
export function changeVault(edit) {
  return change((session, nowMs, { stored, device }) => {
    const result = edit(session, nowMs);
    const vault = session.stored(nowMs);
    const settings = { ...stored.settings, unsaved: (stored.settings?.unsaved ?? 0) + 1 };
    return { result, write: { device, settings, ...pushed(vault, vaultsOf(stored)) } };
  });
}

/** One change, for who needs no open vault afterwards. @template T @param {(session: Session, nowMs: number) => T} edit */
export async function editVault(edit) {
  const { session, result } = await changeVault(edit);
  session.free();
  return result;
}

/**
 * A change of what opens the vault. The vaults before it open the same way from now on: they hold
 * the same accounts under the same key, and nothing may open them that the user has taken away.
 * @param {(session: Session) => void} edit
 * @param {string} [deviceKey] a new one
 */
export async function changeSlots(edit, deviceKey) {
  const { session, result: opensAlone } = await change((opened, nowMs, { stored, device }) => {
    edit(opened);
    const vault = opened.stored(nowMs);
    const { hdr, mac } = vault;
    const before = vaultsOf(stored).map((old) =>
      vaultIdOf(old) === vaultIdOf(vault) ? { ...old, hdr, mac } : old,
    );
    const alone = hasDevice(vault);
    const key = deviceKey ?? device.key;
    const kept = alone && key ? { id: device.id, key } : { id: device.id };
    return { result: alone, write: { device: kept, ...pushed(vault, before) } };
  }, rewriteStored);
  const key = session.key();
  session.free();
  await (opensAlone ? lock() : keepUnlocked(key));
}

/**
 * @template T
 * @param {(session: Session, nowMs: number, before: { stored: Stored, device: import('../platform/storage.js').Device })
 *   => { result: T, write: Stored }} edit
 * @param {(write: Stored) => Promise<void>} [put]
 */
function change(edit, put = writeStored) {
  return navigator.locks.request('vault', async () => {
    const [stored, vaultKey] = await Promise.all([readStored(), keyInMemory(), loadCore()]);
    const { device, session } = open(stored, vaultKey);
    try {
      const { result, write } = edit(session, Date.now(), { stored, device });
      await put(write);
      return { session, result };
    } catch (thrown) {
      session.free();
      throw thrown;
    }
  });
}

/** A vault and the two before it. @param {StoredVault} vault @param {StoredVault[]} before @returns {Stored} */
function pushed(vault, [vault_prev, vault_prev2]) {
  return { vault, ...(vault_prev && { vault_prev }), ...(vault_prev2 && { vault_prev2 }) };
}

/** Whether a vault opens without a question. @param {StoredVault} vault */
export function hasDevice(vault) {
  return slotsOf(vault).slots.some(({ kind }) => kind === 'device');
}

/** @param {StoredVault} vault @returns {unknown} */
function vaultIdOf({ hdr }) {
  try {
    return JSON.parse(hdr).vid;
  } catch {
    return undefined;
  }
}

/** Corrects the time of all codes; 0 takes the correction back. @param {number} aheadMs */
export function correctClock(aheadMs) {
  return navigator.locks.request('vault', () => writeStored({ clock: { aheadMs } }));
}

/** @param {import('../platform/storage.js').Choice} change */
export function changeSettings(change) {
  return navigator.locks.request('vault', async () => {
    const settings = { ...(await readSettings()), ...change };
    await writeStored({
      settings: /** @type {import('../platform/storage.js').Settings} */ (settings),
    });
  });
}

/**
 * The newest of the vaults before the last change that opens and is whole: it can be put back.
 * @param {Promise<Stored>} [reading] storage, if it is being read already
 * @returns {Promise<StoredVault | undefined>}
 */
export async function wholeBefore(reading = readStored()) {
  const [stored, vaultKey] = await Promise.all([reading, keyInMemory()]);
  const isWhole = (/** @type {StoredVault} */ vault) => {
    try {
      const session = Session.open(vault, openerOf(stored.device ?? { id: '' }, vaultKey));
      const { sound } = session.health();
      session.free();
      return sound;
    } catch {
      return false;
    }
  };
  return vaultsOf(stored)
    .slice(stored.vault ? 1 : 0)
    .find(isWhole);
}

/** Puts the last whole vault back, and keeps the damaged one beside it. */
export function usePrevious() {
  return navigator.locks.request('vault', async () => {
    const reading = readStored();
    const [stored, whole] = await Promise.all([reading, wholeBefore(reading)]);
    if (!whole) throw { code: 'vault-damaged' };
    await writeStored(pushed(whole, stored.vault ? [stored.vault, whole] : []));
  });
}
