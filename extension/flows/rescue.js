// What leads on from a vault that cannot be opened: the vaults before it, a file of all that is
// there, and a new beginning beside it.

import { failureOf, loadCore } from '../core/core.js';
import {
  dropAside,
  putBack,
  readAside,
  readRaw,
  readStored,
  setAside,
  writeVault,
} from '../platform/storage.js';
import { needProof } from './authenticate.js';
import { readableSlots } from './keys.js';
import { isUnlocked, keysInMemory, lock } from './lock.js';
import { editVault, openWith, pushed, vaultsOf } from './vault.js';

/** @typedef {import('../platform/storage.js').Stored} Stored */
/** @typedef {import('../platform/storage.js').StoredVault} StoredVault */

/** Names the format of a file of all that is there. */
export const RESCUE_FORMAT = 'postern-rescue';

/**
 * The newest of the vaults before the last change that opens and is whole: it can be put back.
 * @param {Promise<Stored>} [reading] storage, if it is being read already
 */
export async function wholeBefore(reading = readStored()) {
  const [stored, vaultKeys] = await Promise.all([reading, keysInMemory(), loadCore()]);
  for (const vault of vaultsOf(stored).slice(stored.vault ? 1 : 0)) {
    try {
      const { session } = openWith(vault, stored, vaultKeys);
      const [{ sound }, mark] = [session.health(), session.mark()];
      session.free();
      if (sound) return { vault, mark };
    } catch (thrown) {
      if (!failureOf(thrown)) throw thrown;
    }
  }
  return undefined;
}

/**
 * Whether somebody may have what opens this vault, or one before it, and was not asked for it yet. Then
 * that is asked first: behind the lock there may be nothing wrong at all.
 */
export async function waitsForKey() {
  const [stored, vaultKeys] = await Promise.all([readStored(), keysInMemory(), loadCore()]);
  return vaultKeys.length === 0 && vaultsOf(stored).some(asksSomebody);
}

/** Whether a person can show something that opens a vault. @param {StoredVault} vault */
const asksSomebody = (vault) => readableSlots(vault).some(({ kind }) => kind !== 'device');

/** Puts the last whole vault back, and keeps the damaged one beside it. */
export function usePrevious() {
  return navigator.locks.request('vault', async () => {
    const reading = readStored();
    const [stored, whole] = await Promise.all([reading, wholeBefore(reading)]);
    // Another window may have done it already: the vault stored now must be kept.
    if (!(await isLost(stored))) return;
    if (!whole) throw { code: 'vault-damaged' };
    const { vault, mark } = whole;
    await writeVault({ mark, ...pushed(vault, stored.vault ? [stored.vault, vault] : []) });
  });
}

/**
 * All that is there, as a file: whatever Postern makes of it, its owner has it. It opens as the vault
 * does: with the passphrase, or without a question where the device's key lies in it.
 * @param {Date} now
 * @param {number} [sinceMs] of what was set aside
 */
export async function makeRescue(now, sinceMs) {
  await needProofIfOpen();
  const aside = (await readAside()).find((one) => one.sinceMs === sinceMs);
  const { stored, copy } = aside ?? (await readRaw());
  const { aside: _aside, ...rest } = stored;
  const content = { format: RESCUE_FORMAT, saved: now.toISOString(), stored: rest, copy };
  const day = now.toISOString().slice(0, 10);
  return { name: `postern-rescue-${day}.json`, text: JSON.stringify(content, null, 1) };
}

/** No proof is asked for where nothing can be unlocked: what is locked stays sealed, and what is set aside can be put back. */
async function needProofIfOpen() {
  if (await isUnlocked()) await needProof();
}

/**
 * Starts over beside a vault that does not open, or whose passphrase is forgotten. That vault is
 * set aside, and can be put back; what can be read of it goes on.
 * @param {Date} now
 */
export async function beginAnew(now) {
  await needProofIfOpen();
  const rest = await readableIn(await readStored());
  try {
    await navigator.locks.request('vault', async () => {
      await lock();
      await setAside(now.getTime());
    });
    if (rest) await editVault((ours, nowMs) => ours.merge(rest, nowMs));
  } finally {
    rest?.free();
  }
}

/** Puts back what was set aside; the current vault takes its place. @param {number} sinceMs @param {Date} now */
export async function takeBack(sinceMs, now) {
  await needProofIfOpen();
  await navigator.locks.request('vault', async () => {
    // First: the key in memory is not that of the vault that comes.
    await lock();
    await putBack(sinceMs, now.getTime());
  });
}

/** A locked vault can be deleted only after this, so that a passer-by who cannot open it cannot delete it. */
const ASIDE_MIN_MS = 30 * 24 * 3600 * 1000;

/** When something that was set aside may be deleted, in Unix ms. @param {import('../platform/storage.js').Aside} aside */
export function removableFrom({ sinceMs, stored }) {
  try {
    const vault = /** @type {StoredVault} */ (stored.vault);
    openWith(vault, /** @type {Stored} */ (stored), []).session.free();
    return sinceMs;
  } catch {
    return sinceMs + ASIDE_MIN_MS;
  }
}

/** Deletes for good what was set aside. @param {number} sinceMs @param {Date} now */
export async function forgetAside(sinceMs, now) {
  await needProof();
  await loadCore();
  const aside = (await readAside()).find((one) => one.sinceMs === sinceMs);
  if (!aside || removableFrom(aside) > now.getTime()) throw { code: 'cancelled' };
  await navigator.locks.request('vault', () => dropAside(sinceMs));
}

/** What can be read of a vault. @param {Stored} stored */
async function readableIn(stored) {
  if (!stored.vault) return undefined;
  try {
    return openWith(stored.vault, stored, await keysInMemory()).session;
  } catch (thrown) {
    if (!failureOf(thrown)) throw thrown;
    return undefined;
  }
}

/** Whether the vault cannot be opened by any way there is, or not read whole. @param {Stored} stored @param {boolean} [ifLocked] the answer for one that is locked */
export async function isLost(stored, ifLocked = false) {
  if (!stored.vault) return !stored.isNew;
  const [vaultKeys] = await Promise.all([keysInMemory(), loadCore()]);
  try {
    const { session } = openWith(stored.vault, stored, vaultKeys);
    const { sound } = session.health();
    session.free();
    return !sound;
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!failure) throw thrown;
    if (failure.code === 'vault-locked') return ifLocked;
    // One that a newer Postern wrote is whole.
    return failure.code === 'vault-damaged' || failure.code === 'vault-wrong-key';
  }
}
