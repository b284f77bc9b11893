// Joining the computers that share their accounts, and going on with them after one of them has replaced the key.

import { failureOf, loadCore, makeDevice, sharedHeaders } from '../core/core.js';
import { forgetFolder } from '../platform/folder.js';
import { readSettings, readStored, readSync, writeSync } from '../platform/storage.js';
import { authenticate, needProof, orWrong } from './authenticate.js';
import { keyBySecret, readableSlots } from './keys.js';
import { alone, attempt, isAlone, noteTrouble, placeOf, readAll, run } from './syncing.js';
import { editVault, openVault, reseal } from './vault.js';

/** @typedef {import('../core/core.js').Session} Session */
/** @typedef {import('../platform/shared.js').SyncPart} SyncPart */
/** @typedef {import('../platform/storage.js').StoredVault} StoredVault */
/** @typedef {import('../platform/storage.js').Sync} Sync */
/** @typedef {import('./sync.js').Engine} Engine */
/** @typedef {import('./sync.js').PreviewRow} PreviewRow */
/** @typedef {import('./sync.js').Secret} Secret */

/** Parts of this computer's vault, perhaps under another key. */
const OURS = ['read', 'behind', 'key-needed'];

/** More syncs than anybody has at one place; a passphrase is tried on each. */
const VAULTS_MAX = 8;

/**
 * Turns sync on. For a folder, `chooseFolder('sync')` of platform/folder.js comes first, from a click.
 * @param {Engine} engine
 * @param {string} name of this computer
 * @param {boolean} [replaces] what is there, because the user can no longer open it; `proof-needed`
 * @returns {Promise<{ isFound: boolean }>} true: other computers are there already, nothing was turned on, and
 *   `previewJoin` and `join` come next
 * @throws `sync-needs-passphrase`, `sync-newer`, or the reason why the place cannot be used
 */
export function startSync(engine, name, replaces = false) {
  return alone(async () => {
    if (replaces) await clear(engine);
    const [{ vault }] = await Promise.all([readStored(), loadCore()]);
    const parts = await readAll(engine);
    const ours = await asOurs(parts);
    const { sync } = await readSync();
    // A computer that went its own way sees first what will happen.
    const goesOn = ours.isMember && (ours.isAlone || sync !== undefined);
    if (sharedHeaders(parts).length > 0 && !goesOn) return { isFound: true };
    const opens = vault && readableSlots(vault).some(({ kind }) => kind === 'pass');
    if (!opens) throw { code: 'sync-needs-passphrase' };
    if (!sync) await startOver(engine, parts);
    await leaveOther(engine);
    await writeSync(newSync(engine, name, ours));
    try {
      await run(true);
    } catch (thrown) {
      // It has begun if the others can read something, although not everything has room.
      if ((await readSync()).sync?.publishedMs !== undefined) return { isFound: false };
      await returnTo(sync);
      throw thrown;
    }
    return { isFound: false };
  });
}

/** Computers of an earlier sync may turn up where nobody is now. @param {Engine} engine @param {SyncPart[]} parts what is at the place */
async function startOver(engine, parts) {
  const { hasSynced } = await readSettings();
  if (hasSynced) await editVault((session, nowMs) => session.startOver(engine, parts, nowMs));
}

/** The new place did not work: this computer takes part again where it did before. @param {Sync | undefined} before */
async function returnTo(before) {
  await writeSync(before && { ...before, seen: undefined });
  if (before) await attempt(true);
}

/** Deletes what computers left for each other. Each of them still has its accounts. @param {Engine} engine */
async function clear(engine) {
  await needProof();
  const place = await placeOf(engine);
  await place.write([], Object.keys((await place.look()).marks));
}

/** This computer moves to another place. Those that stay are told, if they can be. @param {Engine} engine */
async function leaveOther(engine) {
  const { sync } = await readSync();
  if (!sync || sync.engine === engine) return;
  await writeSync({ ...sync, leaving: 'leave' });
  await attempt(true);
}

/**
 * Whether all parts are sealed with the key of this computer's vault: it took part before. And whether no other
 * computer takes part now.
 * @param {SyncPart[]} parts
 */
async function asOurs(parts) {
  const view = await read(parts);
  const { vault, endedMs, parts: states, wasRemoved } = view;
  const isRead = states.every(({ state }) => ['read', 'behind', 'damaged'].includes(state));
  return { vault, endedMs, isAlone: isAlone(view), isMember: isRead && !wasRemoved };
}

/** What the parts say to this computer. Changes nothing. @param {SyncPart[]} parts */
async function read(parts) {
  const session = await openVault();
  try {
    return { vault: session.mark().vault, ...session.receive(parts, Date.now()) };
  } finally {
    session.free();
  }
}

/**
 * This computer takes part from now on, whatever was ended before; a clock may have been ahead then.
 * @param {Engine} engine
 * @param {string} name
 * @param {{ vault: string, endedMs: number | undefined }} found
 * @returns {Sync}
 */
const newSync = (engine, name, { vault, endedMs = 0 }) => ({
  ...{ engine, name, vault, startedMs: Math.max(Date.now(), endedMs + 1) },
  ...{ computers: [], own: [], seen: undefined },
});

/**
 * Whether other computers are at this place already.
 * @param {Engine} engine
 * @returns {Promise<string[] | undefined>} what opens their accounts, `pass` or `recovery`
 * @throws `sync-newer`
 */
export async function joinable(engine) {
  try {
    const { headers } = await foundAt(engine);
    return [...new Set(headers.flatMap(readableSlots).map(({ kind }) => kind))];
  } catch (thrown) {
    if (failureOf(thrown)?.code !== 'sync-nothing') throw thrown;
    return undefined;
  }
}

/**
 * The parts at a place, and the header of each vault that they are of. This computer's vault comes last: with the same
 * passphrase, somebody joins another one.
 * @param {Engine} engine
 * @param {(parts: SyncPart[]) => Promise<SyncPart[]>} [choose]
 */
async function foundAt(engine, choose = async (parts) => parts) {
  await loadCore();
  const parts = await choose(await readAll(engine));
  const { vault } = await readStored();
  const headers = sharedHeaders(parts)
    .slice(0, VAULTS_MAX)
    .sort((one, other) => Number(isOwn(one, vault)) - Number(isOwn(other, vault)));
  if (headers.length > 0) return { parts, headers };
  const { parts: states } = await read(parts);
  throw { code: states.some(({ state }) => state === 'newer') ? 'sync-newer' : 'sync-nothing' };
}

/**
 * Whether this computer has the vault already, perhaps under another key.
 * @param {StoredVault} header
 * @param {StoredVault | undefined} here
 */
const isOwn = ({ hdr }, here) =>
  here !== undefined && JSON.parse(hdr).vid === JSON.parse(here.hdr).vid;

/** What opens this computer's vault besides its passphrase, and no longer does after joining another one. @param {StoredVault} header */
async function lostTo(header) {
  const { vault } = await readStored();
  if (!vault || isOwn(header, vault)) return [];
  const kinds = readableSlots(vault).map(({ kind }) => kind);
  return kinds.filter((kind) => kind === 'recovery' || kind === 'prf');
}

/** Those of this computer's vault, whatever their key. @param {SyncPart[]} parts */
async function ofThisVault(parts) {
  const { parts: states } = await read(parts);
  const others = states.filter(({ state }) => state === 'other-vault').map(({ name }) => name);
  return parts.filter(({ name }) => !others.includes(name));
}

/** @param {Secret} secret @returns {['pass' | 'recovery', string]} */
const wayOf = (secret) =>
  'paper' in secret ? ['recovery', secret.paper] : ['pass', secret.passphrase];

/**
 * What joining would do. Changes nothing.
 * @param {Engine} engine
 * @param {Secret} secret
 * @returns {Promise<{ rows: PreviewRow[], key: string, lost: string[] }>} the key is for `join`; `lost`: which secrets
 *   of this computer no longer unlock it afterwards, `recovery` or `prf`
 * @throws `passphrase-wrong`, `recovery-wrong`, `recovery-misread`, `sync-nothing`, `sync-newer`
 */
export async function previewJoin(engine, secret) {
  const { parts, headers } = await foundAt(engine);
  const { header, key } = await keyOf(headers, secret);
  const session = await openVault();
  try {
    const { rows } = session.previewJoin(header, key, parts, Date.now());
    return { rows, key, lost: await lostTo(header) };
  } finally {
    session.free();
  }
}

/** The vault that the secret opens, and its key. @param {StoredVault[]} headers @param {Secret} secret */
function keyOf(headers, secret) {
  const [way, text] = wayOf(secret);
  const open = async () => {
    for (const header of headers) {
      const key = await keyBySecret(header, way, text).catch(ifWrong);
      if (key !== undefined) return { header, key };
    }
    throw { code: 'vault-wrong-key' };
  };
  return orWrong(way, open());
}

/** Nothing, if it was only the wrong key. @param {unknown} thrown */
function ifWrong(thrown) {
  if (failureOf(thrown)?.code !== 'vault-wrong-key') throw thrown;
  return undefined;
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
    await needProof();
    const found = await takeOver(engine, key, true);
    await leaveOther(engine);
    await writeSync(newSync(engine, name, found));
    await attempt(true);
  });
}

/**
 * Makes this vault one with that of the others.
 * @param {Engine} engine
 * @param {string} key
 * @param {boolean} returns it went its own way, and joins even if they have removed it
 * @returns {Promise<{ vault: string, endedMs: number | undefined }>} the id of the common vault, and when another
 *   computer ended sync before
 */
async function takeOver(engine, key, returns) {
  // A computer that joins may take over another vault.
  const { parts, headers } = await foundAt(engine, returns ? undefined : ofThisVault);
  /** @type {{ vault: string, endedMs: number | undefined }} */
  const found = { vault: '', endedMs: undefined };
  await reseal((session, nowMs, device) => {
    const { endedMs, notFitting, wasRemoved } = joined(
      session,
      headers,
      key,
      parts,
      nowMs,
      returns,
    );
    if (notFitting > 0) throw { code: 'vault-full' };
    if (wasRemoved && !returns) throw { code: 'sync-removed' };
    Object.assign(found, { vault: session.mark().vault, endedMs });
    // A computer that was removed here may know the key.
    session.rekey(undefined);
    // The others know a removed computer by its id.
    return wasRemoved ? makeDevice() : device;
  });
  return found;
}

/**
 * Joins the vault that the key is of.
 * @param {Session} session
 * @param {StoredVault[]} headers
 * @param {string} key
 * @param {SyncPart[]} parts
 * @param {number} nowMs
 * @param {boolean} returns
 */
function joined(session, headers, key, parts, nowMs, returns) {
  for (const header of headers) {
    try {
      return session.join(header, key, parts, nowMs, returns);
    } catch (thrown) {
      ifWrong(thrown);
    }
  }
  throw { code: 'vault-wrong-key' };
}

/**
 * Goes on in the folder that was chosen after `sync-folder-missing`. `chooseFolder('sync')` of platform/folder.js comes
 * first, from a click.
 * @throws `sync-elsewhere`, and the folder is forgotten; or the reason why it cannot be used
 */
export function resumeElsewhere() {
  return alone(async () => {
    const { parts: states } = await read(await readAll('folder'));
    if (!states.some(({ state }) => OURS.includes(state))) {
      await forgetFolder('sync');
      throw { code: 'sync-elsewhere' };
    }
    const thrown = await attempt(true);
    if (thrown) throw thrown;
  });
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
    const { headers } = await foundAt(sync.engine, ofThisVault);
    const { key } = await keyOf(headers, secret);
    await proveWith(secret);
    try {
      const { vault } = await takeOver(sync.engine, key, false);
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
