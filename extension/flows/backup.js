// Backups: a file with the sealed vault, which a passphrase or the recovery key opens on any machine.

import { failureOf, Session, slotsOf, unlockWithRecovery } from '../core/core.js';
import { keptFolder, writeKept } from '../platform/folder.js';
import { readSettings } from '../platform/storage.js';
import { keyByPassphrase } from './unlock.js';
import { changeSettings, editVault, openVault } from './vault.js';

/** @typedef {import('../platform/storage.js').StoredVault} StoredVault */

/** Files larger than the largest vault are none of ours. */
const BYTES_MAX = 16 * 1024 * 1024;

const FORMAT = 'postern-otpv1';

/** The file: its name, and what is in it. @param {Date} now */
export async function makeBackup(now) {
  const session = await openVault();
  try {
    const day = now.toISOString().slice(0, 10);
    const content = { format: FORMAT, saved: now.toISOString(), vault: session.backup() };
    return { name: `postern-backup-${day}.json`, text: JSON.stringify(content, null, 1) };
  } finally {
    session.free();
  }
}

/** @param {Date} now */
export function noteBackup(now) {
  return changeSettings({ savedMs: now.getTime(), unsaved: 0 });
}

/** So many changes without a backup are worth a line in the popup. */
const UNSAVED_MAX = 5;

/** Whether the popup asks for a backup. @param {import('../platform/storage.js').Settings} settings @param {number} accounts */
export function wantsBackup({ savedMs, unsaved = 0 }, accounts) {
  return accounts > 0 && (savedMs === undefined || unsaved >= UNSAVED_MAX);
}

/** How many versions stay in the user's folder. */
const KEPT = { prefix: 'postern-kept-', most: 5 };

/** Writes a backup into the user's folder, if there is one that may be written to and something to save. @param {boolean} [always] */
export async function keepFolderFresh(always = false) {
  const kept = await keptFolder().catch(() => undefined);
  if (!kept?.isAllowed) return false;
  const { unsaved = 0, savedMs } = await readSettings();
  if (!always && savedMs !== undefined && unsaved === 0) return false;
  const now = new Date();
  const { text } = await makeBackup(now);
  const name = `${KEPT.prefix}${now.toISOString().replace(/[:.]/g, '-')}.json`;
  await writeKept(kept.folder, name, text, KEPT);
  await noteBackup(now);
  return true;
}

/** The vault in a file, and what opens it. @param {Blob} file */
export async function readBackup(file) {
  if (file.size > BYTES_MAX) throw { code: 'backup-unreadable' };
  const vault = vaultIn(await file.text());
  const kinds = slotsOf(vault).slots.map(({ kind }) => kind);
  return { vault, kinds };
}

/** @param {string} text @returns {StoredVault} */
function vaultIn(text) {
  try {
    const { format, vault } = JSON.parse(text);
    if (format === FORMAT) return vault;
  } catch {
    // No JSON, so no backup.
  }
  throw { code: 'backup-unreadable' };
}

/**
 * Opens a backup and does something with it.
 * @template T
 * @param {StoredVault} backup
 * @param {'pass' | 'recovery'} way
 * @param {string} secret
 * @param {(theirs: Session) => T} act
 * @returns {Promise<Awaited<T>>}
 */
async function withBackup(backup, way, secret, act) {
  const vaultKey = await keyOf(backup, way, secret);
  // The name of this device is only for what is written, and nothing is written to a backup.
  const theirs = Session.open(backup, { id: 'AAAAAAAAAAA', vaultKey });
  try {
    return await act(theirs);
  } finally {
    theirs.free();
  }
}

/** @param {StoredVault} backup @param {'pass' | 'recovery'} way @param {string} secret */
async function keyOf(backup, way, secret) {
  try {
    return way === 'pass'
      ? await keyByPassphrase(backup, secret)
      : unlockWithRecovery(backup, secret);
  } catch (thrown) {
    // Its passphrase is the one from when it was saved.
    throw failureOf(thrown)?.code === 'vault-wrong-key' ? { code: 'backup-wrong-key' } : thrown;
  }
}

/**
 * Compares a backup with the vault, account by account and code by code, at this moment. It is good if
 * every account of the vault gives the same code from it.
 * @param {StoredVault} backup
 * @param {'pass' | 'recovery'} way
 * @param {string} secret
 */
export function rehearseBackup(backup, way, secret) {
  return withBackup(backup, way, secret, async (theirs) => {
    const { sound, unreadable } = theirs.health();
    const ours = await openVault();
    try {
      const { accounts } = ours.rehearse(theirs, Date.now());
      const isGood = sound && accounts.every(({ state }) => state === 'same' || state === 'more');
      if (isGood) await changeSettings({ checkedMs: Date.now() });
      return { accounts, isGood, unreadable };
    } finally {
      ours.free();
    }
  });
}

/**
 * Adds what a backup has more than the vault.
 * @param {StoredVault} backup
 * @param {'pass' | 'recovery'} way
 * @param {string} secret
 */
export function restoreBackup(backup, way, secret) {
  return withBackup(backup, way, secret, async (theirs) => {
    const { unreadable } = theirs.health();
    const merged = await editVault((ours, nowMs) => ours.merge(theirs, nowMs));
    return { ...merged, unreadable };
  });
}
