// The options for a vault that cannot be opened: the vaults before it, a file with everything that is
// there, and a fresh start beside it.

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

/** The format name of a file with everything that is there. */
export const RESCUE_FORMAT = 'postern-rescue';

/**
 * The newest intact vault from before the last change that opens: it can be put back.
 * @param {Promise<Stored>} [reading] the storage read, if one is already in progress
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
 * Whether the user may have something that opens this vault, or one before it, and has not been asked for
 * it yet. Then that comes first: behind the lock, nothing may be wrong at all.
 */
async function waitsForKey() {
  const [stored, vaultKeys] = await Promise.all([readStored(), keysInMemory(), loadCore()]);
  return vaultKeys.length === 0 && vaultsOf(stored).some(asksSomebody);
}

/** Whether a vault that did not open is locked: the user is asked for what opens it. @param {unknown} thrown why it did not open */
export async function isLock(thrown) {
  const code = failureOf(thrown)?.code;
  return code === 'vault-locked' || (code !== undefined && (await waitsForKey()));
}

/** Whether a vault can be opened by something that the user knows or has. @param {StoredVault} vault */
const asksSomebody = (vault) => readableSlots(vault).some(({ kind }) => kind !== 'device');

/** Puts the last intact vault back, and keeps the damaged one beside it. */
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
 * Everything in storage as a file, so that its owner has it whatever Postern makes of it. It opens as the
 * vault does: with the passphrase, or without a question if it contains the device's key.
 * @param {Date} now
 * @param {number} [sinceMs] selects a vault that was set aside
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

/**
 * No proof is needed if nothing can be unlocked: a locked vault stays sealed, and a vault that was set
 * aside can be put back.
 */
async function needProofIfOpen() {
  if (await isUnlocked()) await needProof();
}

/**
 * Starts over beside a vault that does not open, or whose passphrase is forgotten. That vault is set aside
 * and can be put back; its readable part is kept.
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

/**
 * Puts back a vault that was set aside; the current vault takes its place.
 * @param {number} sinceMs
 * @param {Date} now
 */
export async function takeBack(sinceMs, now) {
  await needProofIfOpen();
  await navigator.locks.request('vault', async () => {
    // Comes first: the key in memory does not belong to the restored vault.
    await lock();
    await putBack(sinceMs, now.getTime());
  });
}

/** A locked vault can be deleted only after this, so that a passer-by who cannot open it cannot delete it. */
const ASIDE_MIN_MS = 30 * 24 * 3600 * 1000;

/** When a vault that was set aside may be deleted, in Unix ms. @param {import('../platform/storage.js').Aside} aside */
export function removableFrom({ sinceMs, stored }) {
  try {
    const vault = /** @type {StoredVault} */ (stored.vault);
    openWith(vault, /** @type {Stored} */ (stored), []).session.free();
    return sinceMs;
  } catch {
    return sinceMs + ASIDE_MIN_MS;
  }
}

/** Permanently deletes a vault that was set aside. @param {number} sinceMs @param {Date} now */
export async function forgetAside(sinceMs, now) {
  await needProof();
  await loadCore();
  const aside = (await readAside()).find((one) => one.sinceMs === sinceMs);
  if (!aside || removableFrom(aside) > now.getTime()) throw { code: 'cancelled' };
  await navigator.locks.request('vault', () => dropAside(sinceMs));
}

/** The readable part of a vault. @param {Stored} stored */
async function readableIn(stored) {
  if (!stored.vault) return undefined;
  try {
    return openWith(stored.vault, stored, await keysInMemory()).session;
  } catch (thrown) {
    if (!failureOf(thrown)) throw thrown;
    return undefined;
  }
}

/**
 * Whether the vault cannot be opened in any available way, or not be read completely.
 * @param {Stored} stored
 * @param {boolean} [ifLocked] the answer for a locked vault
 */
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
    // A vault written by a newer Postern is intact.
    return failure.code === 'vault-damaged' || failure.code === 'vault-wrong-key';
  }
}
