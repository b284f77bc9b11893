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
import { keysInMemory, lock } from './lock.js';
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

/** Puts the last whole vault back, and keeps the damaged one beside it. */
export function usePrevious() {
  return navigator.locks.request('vault', async () => {
    const reading = readStored();
    const [stored, whole] = await Promise.all([reading, wholeBefore(reading)]);
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
  // Nobody can prove anything to a vault that does not open.
  if (!(await isLost(await readStored()))) await needProof();
  const aside = (await readAside()).find((one) => one.sinceMs === sinceMs);
  const { stored, copy } = aside ?? (await readRaw());
  const { aside: _aside, ...rest } = stored;
  const content = { format: RESCUE_FORMAT, saved: now.toISOString(), stored: rest, copy };
  const day = now.toISOString().slice(0, 10);
  return { name: `postern-rescue-${day}.json`, text: JSON.stringify(content, null, 1) };
}

/**
 * Begins anew beside a vault that does not open, or whose passphrase nobody knows. What is there is
 * set aside, and can be put back; what can be read of it goes on.
 * @param {Date} now
 */
export async function beginAnew(now) {
  const stored = await readStored();
  if (!(await isLost(stored, true))) await needProof();
  const rest = await readableIn(stored);
  try {
    await navigator.locks.request('vault', () => setAside(now.getTime()));
    await lock();
    if (rest) await editVault((ours, nowMs) => ours.merge(rest, nowMs));
  } finally {
    rest?.free();
  }
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

/** Puts back what was set aside; what is there now takes its place. @param {number} sinceMs @param {Date} now */
export function takeBack(sinceMs, now) {
  return navigator.locks.request('vault', async () => {
    if (!(await isLost(await readStored(), true))) await needProof();
    await putBack(sinceMs, now.getTime());
    await lock();
  });
}

/** Deletes for good what was set aside. @param {number} sinceMs */
export async function forgetAside(sinceMs) {
  await needProof();
  await navigator.locks.request('vault', () => dropAside(sinceMs));
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
