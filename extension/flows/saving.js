// Saving backups: a file with the sealed vault, which a passphrase or the recovery key can open on any machine. It goes
// to the user's downloads, or after each change to a folder that the user has chosen.

import { failureOf } from '../core/core.js';
import { allowFolder, keptFolder, writeKept } from '../platform/folder.js';
import { recall, remember } from '../platform/memory.js';
import { readSettings } from '../platform/storage.js';
import { trace } from '../platform/trace.js';
import { changeSettings, openVault } from './vault.js';

/** @typedef {import('../core/core.js').Session} Session */

/** The name of the format in a backup file. */
export const FORMAT = 'postern-otpv1';

/** The backup file: its name and its content. @param {Date} now */
export async function makeBackup(now) {
  const session = await openVault();
  try {
    return fileOf('backup', session, now);
  } finally {
    session.free();
  }
}

/**
 * A file with accounts for another person: a vault of its own, which a passphrase of its own opens.
 * @param {Session} theirs
 * @param {Date} now
 */
export const makeShared = (theirs, now) => fileOf('shared', theirs, now, { shared: true });

/** @param {string} what @param {Session} session @param {Date} now @param {{ shared?: true }} [more] */
function fileOf(what, session, now, more) {
  const saved = now.toISOString();
  const content = { format: FORMAT, saved, ...more, vault: session.backup() };
  return {
    name: `postern-${what}-${saved.slice(0, 10)}.json`,
    text: JSON.stringify(content, null, 1),
  };
}

/**
 * @param {Date} now
 * @param {number} [contained] how many changes the backup contains; others may have followed meanwhile
 */
export function noteBackup(now, contained) {
  return changeSettings(({ unsaved = 0 }) => ({
    savedMs: now.getTime(),
    unsaved: contained === undefined ? 0 : Math.max(0, unsaved - contained),
  }));
}

/** After this many changes without a backup, the popup shows a reminder. */
const UNSAVED_MAX = 5;

/** Whether the popup asks for a backup. @param {import('../platform/storage.js').Settings} settings @param {number} accounts */
export function wantsBackup({ savedMs, unsaved = 0 }, accounts) {
  return accounts > 0 && (savedMs === undefined || unsaved >= UNSAVED_MAX);
}

/** How many versions to keep in the user's folder. */
const KEPT = { prefix: 'postern-kept-', most: 5 };

/**
 * What is true of the user's folder.
 * @typedef {object} FolderState
 * @property {string} name empty if there is none
 * @property {boolean} isAllowed Postern can write into it now
 * @property {boolean} isGranted the user has allowed it since the browser was started: it allows it again without a question
 * @property {boolean} isFailing the last write failed
 * @property {number} [keptMs] when Postern last wrote into it
 */

/** @returns {Promise<FolderState>} */
export async function folderState() {
  const [kept, isFailing, isGranted, { keptMs }] = await Promise.all([
    keptFolder('backups').catch(() => undefined),
    recall('folderFailed'),
    recall('folderGranted'),
    readSettings(),
  ]);
  return {
    name: kept?.folder.name ?? '',
    isAllowed: kept?.isAllowed ?? false,
    isGranted: isGranted === true,
    isFailing: kept !== undefined && isFailing === true,
    ...(kept && keptMs !== undefined && { keptMs }),
  };
}

/**
 * Asks the browser to let Postern write into the folder, and writes. Must be called from a click or a key press.
 * @param {boolean} always write even if nothing has changed
 * @returns {Promise<boolean>} whether a backup was written
 */
export async function resumeFolder(always) {
  const kept = await keptFolder('backups');
  if (!kept || !(kept.isAllowed || (await allowFolder(kept.folder)))) return false;
  await remember('folderGranted', true);
  return saveToFolder(always);
}

/**
 * Writes a backup into the user's folder, if there is a writable folder and something to save. The user
 * did not ask for it, so failures are remembered for the settings page and not thrown.
 */
export async function keepFolderFresh() {
  try {
    await saveToFolder(false);
  } catch (thrown) {
    if (!failureOf(thrown)) await trace('backup folder', thrown);
  }
}

/**
 * The same, for a caller that waits for it. Every open window and the service worker try after each change: the first
 * one writes.
 * @param {boolean} always write even if nothing has changed
 * @returns {Promise<boolean>} whether a backup was written
 * @throws `folder-failed`, or the reason why there is no backup
 */
export function saveToFolder(always) {
  return navigator.locks.request('folder', () => saveNow(always));
}

/** @param {boolean} always */
async function saveNow(always) {
  const kept = await keptFolder('backups').catch(() => undefined);
  if (!kept?.isAllowed) return false;
  const { unsaved = 0, savedMs } = await readSettings();
  if (!always && savedMs !== undefined && unsaved === 0) return false;
  const now = new Date();
  await remember('folderFailed', true);
  const { text } = await makeBackup(now);
  const name = `${KEPT.prefix}${now.toISOString().replace(/[:.]/g, '-')}.json`;
  await writeKept(kept.folder, name, text, KEPT).catch(async (thrown) => {
    await trace('backup folder', thrown);
    throw { code: 'folder-failed' };
  });
  await remember('folderFailed', undefined);
  await noteBackup(now, unsaved);
  await changeSettings({ keptMs: now.getTime() });
  return true;
}
