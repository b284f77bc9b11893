// Keeping several computers in step: over a folder that another program carries, or over the browser account. The
// core decides what to take over and what to write; this moves sealed texts between it and the engine.

import { failureOf } from '../core/core.js';
import { accountShare } from '../platform/account.js';
import { allowFolder, keptFolder } from '../platform/folder.js';
import { recall, remember } from '../platform/memory.js';
import { readSync, writeSync } from '../platform/storage.js';
import { trace } from '../platform/trace.js';
import { needProof } from './authenticate.js';
import { alone, attempt, isOver, run, turnOff } from './syncing.js';
import { changeSlots } from './vault.js';

export {
  enterSyncKey,
  join,
  joinable,
  previewJoin,
  resumeElsewhere,
  startSync,
} from './joining.js';
export { isOver } from './syncing.js';

/** @typedef {'folder' | 'account'} Engine */
/** @typedef {import('../core/core.js').Failure['code']} Code */
/** @typedef {import('../platform/storage.js').StoredVault} StoredVault */

/**
 * A computer that takes part.
 * @typedef {object} ComputerView
 * @property {string} id 16 hex digits
 * @property {string} name that its user gave it
 * @property {number} atMs when it last wrote, in Unix ms
 * @property {boolean} isMine
 * @property {number} aheadMs how far its clock is ahead; 0 if it is less than a day
 */

/**
 * An account, on this computer and on the others.
 * @typedef {object} PreviewRow
 * @property {string} issuer
 * @property {string} name
 * @property {'new' | 'same' | 'differs' | 'onlyHere'} what
 */

/**
 * Why sync does not go on, or not with everything. `sync-busy` and `sync-folder-failed` pass without help,
 * `vault-locked` passes with the next unlock.
 * @typedef {Extract<Code, `${'storage' | 'sync' | 'vault'}-${string}`>} Trouble
 */

/**
 * What is true of sync on this computer.
 * @typedef {{ isOn: false } | OnState} SyncState
 * @typedef {object} OnState
 * @property {true} isOn
 * @property {Engine} engine
 * @property {string} place the folder's name; empty for the browser account
 * @property {string} name of this computer
 * @property {ComputerView[]} computers this one too
 * @property {number} [lastMs] when this computer last read and wrote everything
 * @property {boolean} isAllowed Postern can write into the folder now
 * @property {boolean} isGranted a click is enough to make it writable again
 * @property {boolean} isBeside another sync uses the folder too
 * @property {number} share of the browser account's room that is in use, 0 to 1
 * @property {number} waiting how many changed accounts the browser account has no room for
 * @property {Trouble} [trouble]
 */

/** What opens the accounts of the other computers. @typedef {{ passphrase: string } | { paper: string }} Secret */

/** How long to wait for more changes before syncing. */
const SOON_MS = 2000;

/** Chrome allows 1,800 writes an hour to the browser account; a run takes two. After a refusal, it counts by minutes. */
const PAUSE_MS = 5000;
const BUSY_MS = 60_000;

/** @returns {Promise<SyncState>} */
export async function syncState() {
  const { sync } = await readSync();
  if (!sync) return { isOn: false };
  const isFolder = sync.engine === 'folder';
  const [kept, isGranted, share] = await Promise.all([
    isFolder ? keptFolder('sync').catch(() => undefined) : undefined,
    recall('syncGranted'),
    isFolder ? 0 : accountShare().catch(() => 0),
  ]);
  return {
    isOn: true,
    engine: sync.engine,
    place: kept?.folder.name ?? '',
    name: sync.name,
    computers: sync.computers,
    isAllowed: isFolder ? (kept?.isAllowed ?? false) : true,
    isGranted: isFolder ? isGranted === true : true,
    isBeside: sync.isBeside === true,
    share,
    waiting: sync.trouble === 'sync-full' ? (sync.waiting ?? 0) : 0,
    ...(sync.lastMs !== undefined && { lastMs: sync.lastMs }),
    ...(sync.trouble && { trouble: sync.trouble }),
  };
}

/**
 * Reads, merges, stores, publishes.
 * @throws the failure that `syncState` then reports as trouble
 */
export function syncNow() {
  return alone(async () => {
    const thrown = await attempt(true);
    if (thrown) throw thrown;
  });
}

/** The same, for triggers: failures go into the state, and bugs into the trace. */
export async function syncQuietly() {
  try {
    const { sync } = await readSync();
    if (!sync) return;
    const restMs = restOf(sync);
    if (restMs > 0) syncAfter(restMs);
    else await alone(() => attempt(false));
  } catch (thrown) {
    // Not even the trouble could be stored.
    await trace('sync', thrown);
  }
}

/** How long the browser account is left alone. @param {import('../platform/storage.js').Sync} sync */
function restOf({ engine, wroteMs = 0, trouble }) {
  const pauseMs = trouble === 'sync-busy' ? BUSY_MS : PAUSE_MS;
  const passedMs = Date.now() - wroteMs;
  return engine === 'account' && passedMs >= 0 ? pauseMs - passedMs : 0;
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** @param {number} ms */
function syncAfter(ms) {
  clearTimeout(waiting);
  waiting = setTimeout(() => void syncQuietly(), ms);
}

/** Something beside the vault has changed that the other computers should know. */
export async function syncChanged() {
  const { sync } = await readSync();
  if (!sync) return;
  await alone(async () => {
    const { sync: now } = await readSync();
    if (now) await writeSync({ ...now, seen: undefined });
  });
  syncSoon();
}

/** The same, after a pause in which more may change. */
export const syncSoon = () => syncAfter(SOON_MS);

/**
 * Asks the browser to let Postern use the folder again, and syncs. Must be called from a click or a key press.
 * @returns {Promise<boolean>} whether it may
 */
export async function resumeSync() {
  const kept = await keptFolder('sync');
  if (!kept || !(kept.isAllowed || (await allowFolder(kept.folder)))) return false;
  await remember('syncGranted', true);
  await alone(() => attempt(true));
  return true;
}

/** @param {string} name of this computer */
export function renameComputer(name) {
  return alone(async () => {
    const { sync } = await readSync();
    if (!sync) return;
    await writeSync({ ...sync, name, seen: undefined });
    await attempt(true);
  });
}

/**
 * Removes another computer and draws a new vault key.
 * @param {string} id
 * @throws `proof-needed`, `sync-full`, or the reason why its last changes cannot be read, or why the others do not
 *   have the new key yet
 */
export function removeComputer(id) {
  return alone(async () => {
    await needProof();
    // Under the new key, nobody could read what it wrote last, and its file is deleted.
    await needWritten();
    await changeSlots((session) => session.removeComputer(id));
    await needWritten();
  });
}

/**
 * A run after which the others can read what is here, perhaps without accounts for which there is no room.
 * @throws the reason why they cannot
 */
async function needWritten() {
  const startedMs = Date.now();
  const thrown = await attempt(true);
  const { sync } = await readSync();
  if (thrown && (sync?.publishedMs ?? 0) < startedMs) throw thrown;
}

/**
 * Ends sync on this computer. Whatever the others can be told, this computer no longer takes part.
 * @throws `proof-needed`
 */
export const leaveSync = () => depart('leave');

/** Ends sync on all computers. @throws `proof-needed`, or the reason why the others cannot be told */
export const endSync = () => depart('end');

/** @param {'leave' | 'end'} leaving */
function depart(leaving) {
  return alone(async () => {
    const { sync } = await readSync();
    if (!sync) return;
    // The others have said goodbye already.
    if (isOver(sync)) return turnOff(sync);
    await needProof();
    await writeSync({ ...sync, leaving });
    try {
      await run(true);
    } catch (thrown) {
      if (leaving === 'leave' && failureOf(thrown)) return turnOff(sync);
      await writeSync(sync);
      throw thrown;
    }
  });
}
