// Backups: a file with the sealed vault, which a passphrase or the recovery key opens on any machine.

import { Session, slotsOf, unlockWithRecovery } from '../core/core.js';
import { keyByPassphrase } from './unlock.js';
import { changeSettings, changeVault, openVault } from './vault.js';

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
  return changeSettings({ savedMs: now.getTime() });
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
 * Adds what a backup has more than the vault.
 * @param {StoredVault} backup
 * @param {'pass' | 'recovery'} way
 * @param {string} secret
 */
export async function restoreBackup(backup, way, secret) {
  const vaultKey =
    way === 'pass' ? await keyByPassphrase(backup, secret) : unlockWithRecovery(backup, secret);
  // The name of this device is only for what is written, and nothing is written to a backup.
  const theirs = Session.open(backup, { id: 'AAAAAAAAAAA', vaultKey });
  try {
    const { unreadable } = theirs.health();
    const { session, result } = await changeVault((ours, nowMs) => ours.merge(theirs, nowMs));
    session.free();
    return { ...result, unreadable };
  } finally {
    theirs.free();
  }
}
