// Reading backups: checking them against the vault, and restoring them. `saving.js` writes them.

import { failureOf, Session, slotsOf } from '../core/core.js';
import { readStored } from '../platform/storage.js';
import { keyBySecret } from './keys.js';
import { beginAnew, isLost, RESCUE_FORMAT } from './rescue.js';
import { FORMAT } from './saving.js';
import { changeSettings, editVault, openVault, openWith, vaultsOf } from './vault.js';

/** @typedef {import('../platform/storage.js').StoredVault} StoredVault */

/**
 * Larger files are rejected. 5,000 accounts with the longest notes take some 30 MB; a rescue file holds up
 * to three such vaults, and as many again in the copy.
 */
const BYTES_MAX = 256 * 1024 * 1024;

/**
 * The content of a file and what can open it: a backup, or everything that was left of a vault.
 * @typedef {object} Backup
 * @property {string} name of the file
 * @property {StoredVault[]} vaults the best first
 * @property {Pick<import('../platform/storage.js').Stored, 'device' | 'device_copy'>} keys
 * @property {('pass' | 'recovery' | 'device')[]} kinds
 * @property {boolean} isShared it was made for another person, with a passphrase of its own
 */

/** @param {Blob} file @returns {Promise<Backup>} */
export async function readBackup(file) {
  if (file.size > BYTES_MAX) throw { code: 'backup-unreadable' };
  const { vaults, keys, isShared } = contentOf(await file.text());
  const kinds = new Set(vaults.flatMap(kindsOf));
  if (!keys.device && !keys.device_copy) kinds.delete('device');
  if (kinds.size === 0) throw { code: 'backup-unreadable' };
  const name = file instanceof File ? file.name : '';
  return { name, vaults, keys, kinds: [...kinds], isShared };
}

/** What can open a vault outside the browser that it was in. @param {StoredVault} vault @returns {Backup['kinds']} */
function kindsOf(vault) {
  try {
    const kinds = slotsOf(vault).slots.map(({ kind }) => kind);
    return /** @type {any} */ (kinds.filter((kind) => kind !== 'prf'));
  } catch (thrown) {
    if (failureOf(thrown)?.code === 'vault-newer') throw thrown;
    // Its header is damaged; another vault's may be readable.
    return [];
  }
}

/** @param {string} text @returns {Omit<Backup, 'kinds' | 'name'>} */
function contentOf(text) {
  try {
    const { format, vault, stored, copy, shared } = JSON.parse(text);
    if (format === FORMAT) return { vaults: [vault], keys: {}, isShared: shared === true };
    if (format === RESCUE_FORMAT) {
      const all = [stored, ...copyIn(copy)];
      const keys = all.find(({ device, device_copy }) => device || device_copy) ?? {};
      return { vaults: all.flatMap(vaultsOf), keys, isShared: false };
    }
  } catch {
    // Not JSON, so not a backup.
  }
  throw { code: 'backup-unreadable' };
}

/** The content of a copy; empty if it is truncated or garbled. @param {unknown} copy @returns {any[]} */
function copyIn(copy) {
  try {
    return typeof copy === 'string' ? [JSON.parse(copy)] : [];
  } catch {
    return [];
  }
}

/**
 * Opens a backup and calls `act` with it.
 * @template T
 * @param {Backup} backup
 * @param {Backup['kinds'][number]} way
 * @param {string} secret
 * @param {(theirs: Session) => T} act
 * @returns {Promise<Awaited<T>>}
 */
async function withBackup(backup, way, secret, act) {
  const theirs = await openBest(backup, way, secret);
  try {
    return await act(theirs);
  } finally {
    theirs.free();
  }
}

/**
 * The first of its vaults that is intact, or else the first that opens.
 * @param {Backup} backup
 * @param {Backup['kinds'][number]} way
 * @param {string} secret
 */
async function openBest({ vaults, keys }, way, secret) {
  /** @type {Session | undefined} */
  let best;
  /** @type {unknown} */
  let failure = { code: 'backup-unreadable' };
  for (const [at, vault] of vaults.entries()) {
    try {
      const vaultKeys = way === 'device' ? [] : [await keyOf(vault, way, secret)];
      const { session } = openWith(vault, keys, vaultKeys);
      if (session.health().sound) {
        best?.free();
        return session;
      }
      if (best) session.free();
      else best = session;
    } catch (thrown) {
      // If there are several reasons, report a wrong secret: the user can correct that.
      if (at === 0 || failureOf(thrown)?.code === 'backup-wrong-key') failure = thrown;
    }
  }
  if (best) return best;
  throw failure;
}

/** @param {StoredVault} vault @param {'pass' | 'recovery'} way @param {string} secret */
async function keyOf(vault, way, secret) {
  try {
    return await keyBySecret(vault, way, secret);
  } catch (thrown) {
    // It opens with the passphrase from the time when it was saved.
    throw failureOf(thrown)?.code === 'vault-wrong-key' ? { code: 'backup-wrong-key' } : thrown;
  }
}

/**
 * Compares a backup with the vault at this moment, account by account and code by code. It is good if it
 * gives the same code for every account of the vault.
 * @param {Backup} backup
 * @param {Backup['kinds'][number]} way
 * @param {string} secret
 */
export function compareBackup(backup, way, secret) {
  return withBackup(backup, way, secret, async (theirs) => {
    const { sound, lost } = theirs.health();
    const ours = await openVault();
    try {
      const { accounts } = ours.compareBackup(theirs);
      const isGood = sound && accounts.every(({ state }) => state === 'same' || state === 'more');
      if (isGood) await changeSettings({ checkedMs: Date.now() });
      return { accounts, isGood, isWhole: sound, lost };
    } finally {
      ours.free();
    }
  });
}

/**
 * Adds what the backup contains and the vault does not. A vault that does not open, or only in part, is
 * set aside first, and its readable part is kept. Reports what is missing from the backup.
 * @param {Backup} backup
 * @param {Backup['kinds'][number]} way
 * @param {string} secret
 * @param {boolean} [besideLocked] nobody can unlock the existing vault
 */
export function restoreBackup(backup, way, secret, besideLocked = false) {
  return withBackup(backup, way, secret, async (theirs) => {
    const { sound, lost } = theirs.health();
    if (await isLost(await readStored(), besideLocked)) await beginAnew(new Date());
    const merged = await editVault((ours, nowMs) => ours.merge(theirs, nowMs));
    return { ...merged, isWhole: sound, lost };
  });
}
