// Keeping several computers in step: over a folder that another program carries, or over the browser account. The
// core decides what to take over and what to write; this moves sealed texts between it and the engine.

import { failureOf, loadCore, makeDevice, sharedHeader } from '../core/core.js';
import { accountShare } from '../platform/account.js';
import { allowFolder, keptFolder } from '../platform/folder.js';
import { recall, remember } from '../platform/memory.js';
import { readStored, readSync, writeSync } from '../platform/storage.js';
import { trace } from '../platform/trace.js';
import { authenticate, needProof, orWrong } from './authenticate.js';
import { keyBySecret, readableSlots } from './keys.js';
import { readAll, run, turnOff } from './syncing.js';
import { changeSlots, openVault, reseal } from './vault.js';

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
 * @property {number} share of the browser account's room that is in use, 0 to 1
 * @property {Trouble} [trouble]
 */

/** What opens the accounts of the other computers. @typedef {{ passphrase: string } | { paper: string }} Secret */

/** How long to wait for more changes before syncing. */
const SOON_MS = 2000;

/** Chrome allows 1,800 writes an hour to the browser account; a run takes two. After a refusal, it counts by minutes. */
const PAUSE_MS = 5000;
const BUSY_MS = 60_000;

/**
 * One at a time, in all contexts.
 * @template T
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
const alone = (task) => /** @type {Promise<T>} */ (navigator.locks.request('sync', task));

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
    share,
    ...(sync.lastMs !== undefined && { lastMs: sync.lastMs }),
    ...(sync.trouble && { trouble: sync.trouble }),
  };
}

/**
 * Turns sync on. For a folder, `chooseFolder('sync')` of platform/folder.js comes first, from a click.
 * @param {Engine} engine
 * @param {string} name of this computer
 * @returns {Promise<{ isFound: boolean }>} true: other computers are there already, nothing was turned on, and
 *   `previewJoin` and `join` come next
 * @throws `sync-needs-passphrase`, `sync-newer`, or the reason why the place cannot be used
 */
export function startSync(engine, name) {
  return alone(async () => {
    const [{ vault }] = await Promise.all([readStored(), loadCore()]);
    const opens = vault && readableSlots(vault).some(({ kind }) => kind === 'pass');
    if (!opens) throw { code: 'sync-needs-passphrase' };
    const parts = await readAll(engine);
    const ours = await asOurs(parts);
    if (headerIn(parts) && !ours.isMember) return { isFound: true };
    await writeSync(newSync(engine, name, ours.vault));
    try {
      await run(true);
    } catch (thrown) {
      await writeSync(undefined);
      throw thrown;
    }
    return { isFound: false };
  });
}

/**
 * Whether all parts are sealed with the key of this computer's vault: it took part before.
 * @param {import('../platform/shared.js').SyncPart[]} parts
 */
async function asOurs(parts) {
  const session = await openVault();
  try {
    const { vault } = session.mark();
    const { parts: states, wasRemoved } = session.receive(parts, Date.now());
    const isRead = states.every(({ state }) => ['read', 'behind', 'damaged'].includes(state));
    return { vault, isMember: isRead && !wasRemoved };
  } finally {
    session.free();
  }
}

/** @param {Engine} engine @param {string} name @param {string} vault @returns {import('../platform/storage.js').Sync} */
const newSync = (engine, name, vault) => ({
  ...{ engine, name, vault },
  ...{ computers: [], own: [], seen: undefined },
});

/**
 * Whether other computers are at this place already.
 * @param {Engine} engine
 * @returns {Promise<StoredVault | undefined>} their newest header, for `readableSlots` of flows/keys.js: whether a
 *   passphrase or a recovery key opens it
 */
export async function joinable(engine) {
  await loadCore();
  return headerIn(await readAll(engine));
}

/** @param {import('../platform/shared.js').SyncPart[]} parts @returns {StoredVault | undefined} */
function headerIn(parts) {
  try {
    return sharedHeader(parts);
  } catch (thrown) {
    throw failureOf(thrown)?.code === 'vault-newer' ? { code: 'sync-newer' } : thrown;
  }
}

/** @param {Engine} engine */
async function foundAt(engine) {
  await loadCore();
  const parts = await readAll(engine);
  const header = headerIn(parts);
  if (!header) throw { code: 'sync-nothing' };
  return { parts, header };
}

/** @param {Secret} secret @returns {['pass' | 'recovery', string]} */
const wayOf = (secret) =>
  'paper' in secret ? ['recovery', secret.paper] : ['pass', secret.passphrase];

/**
 * What joining would do. Changes nothing.
 * @param {Engine} engine
 * @param {Secret} secret
 * @returns {Promise<{ rows: PreviewRow[], key: string }>} the key is for `join`
 * @throws `passphrase-wrong`, `recovery-wrong`, `recovery-misread`, `sync-nothing`, `sync-newer`
 */
export async function previewJoin(engine, secret) {
  const { parts, header } = await foundAt(engine);
  const key = await keyOf(header, secret);
  const session = await openVault();
  try {
    const { rows } = session.previewJoin(header, key, parts, Date.now());
    return { rows, key };
  } finally {
    session.free();
  }
}

/** @param {StoredVault} header @param {Secret} secret */
function keyOf(header, secret) {
  const [way, text] = wayOf(secret);
  return orWrong(way, keyBySecret(header, way, text));
}

/**
 * Joins the other computers: this vault takes over their passphrase and recovery key.
 * @param {Engine} engine
 * @param {string} name of this computer
 * @param {string} key from `previewJoin`
 * @throws `proof-needed`, `vault-full`, `sync-nothing`
 */
export function join(engine, name, key) {
  return alone(async () => {
    const vault = await takeOver(engine, key, true);
    await writeSync(newSync(engine, name, vault));
    await attempt(true);
  });
}

/**
 * Makes this vault one with that of the others.
 * @param {Engine} engine
 * @param {string} key
 * @param {boolean} returns also if they have removed this computer
 * @returns {Promise<string>} the id of the common vault
 */
async function takeOver(engine, key, returns) {
  const { parts, header } = await foundAt(engine);
  let vault = '';
  await reseal((session, nowMs, device) => {
    const { notFitting, wasRemoved } = session.join(header, key, parts, nowMs);
    if (notFitting > 0) throw { code: 'vault-full' };
    if (wasRemoved && !returns) throw { code: 'sync-removed' };
    vault = session.mark().vault;
    // The others know a removed computer by its id.
    return wasRemoved ? makeDevice() : device;
  });
  return vault;
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
  const { sync } = await readSync();
  if (!sync) return;
  const restMs = restOf(sync);
  if (restMs > 0) syncAfter(restMs);
  else await alone(() => attempt(false));
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

/** The same, after a pause in which more may change. */
export const syncSoon = () => syncAfter(SOON_MS);

/**
 * Must be called while holding the lock.
 * @param {boolean} isAsked
 * @returns {Promise<unknown>} what was thrown
 */
async function attempt(isAsked) {
  try {
    await run(isAsked);
    return undefined;
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure) await noteTrouble(failure.code);
    else await trace('sync', thrown);
    return thrown;
  }
}

/** Reasons to wait, which the windows show in other ways. @type {Code[]} */
const WAITING = ['vault-locked', 'sync-folder-asks'];

/** @param {Code} code */
async function noteTrouble(code) {
  const { sync } = await readSync();
  if (!sync || WAITING.includes(code)) return;
  const trouble = /** @type {Trouble} */ (code);
  if (code === 'sync-busy') await writeSync({ ...sync, trouble, wroteMs: Date.now() });
  else if (sync.trouble !== code) await writeSync({ ...sync, trouble });
}

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

/**
 * Takes over the key that another computer has drawn, after `sync-key-needed`.
 * @param {Secret} secret
 * @throws `passphrase-wrong`, `recovery-wrong`, `recovery-misread`; `proof-needed` if the secret does not open this
 *   computer's vault, because it was changed on another computer
 */
export function enterSyncKey(secret) {
  return alone(async () => {
    const { sync } = await readSync();
    if (!sync) return;
    const { header } = await foundAt(sync.engine);
    const key = await keyOf(header, secret);
    await proveWith(secret);
    try {
      const vault = await takeOver(sync.engine, key, false);
      await writeSync({ ...sync, vault, seen: undefined });
    } catch (thrown) {
      if (failureOf(thrown)?.code === 'sync-removed') await noteTrouble('sync-removed');
      throw thrown;
    }
    await attempt(true);
  });
}

/** The secret that opens the others' accounts may open these too, and is a proof then. @param {Secret} secret */
async function proveWith(secret) {
  const needed = await needProof().then(() => undefined, failureOf);
  if (needed?.code !== 'proof-needed') return;
  await authenticate(...wayOf(secret)).catch((thrown) => {
    const code = failureOf(thrown)?.code;
    if (code !== 'passphrase-wrong' && code !== 'recovery-wrong') throw thrown;
  });
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
 * @throws `proof-needed`
 */
export function removeComputer(id) {
  return alone(async () => {
    await changeSlots((session) => session.removeComputer(id));
    await attempt(true);
  });
}

/**
 * Ends sync on this computer. Whatever the others can be told, this computer no longer takes part.
 * @throws `proof-needed`
 */
export const leaveSync = () => part('leave');

/** Ends sync on all computers. @throws `proof-needed`, or the reason why the others cannot be told */
export const endSync = () => part('end');

/** @param {'leave' | 'end'} leaving */
function part(leaving) {
  return alone(async () => {
    const { sync } = await readSync();
    if (!sync) return;
    const { engine, trouble } = sync;
    // The others have said goodbye already.
    if (trouble === 'sync-removed' || trouble === 'sync-ended') return turnOff(engine);
    await needProof();
    await writeSync({ ...sync, leaving });
    try {
      await run(true);
    } catch (thrown) {
      if (leaving === 'leave' && failureOf(thrown)) return turnOff(engine);
      await writeSync(sync);
      throw thrown;
    }
  });
}
