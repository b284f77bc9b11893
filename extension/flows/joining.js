// Joining the computers that share their accounts, and going on with them after one of them has replaced the key.

import { failureOf, loadCore, makeDevice, sharedHeader } from '../core/core.js';
import { readStored, readSync, writeSync } from '../platform/storage.js';
import { authenticate, needProof, orWrong } from './authenticate.js';
import { keyBySecret, readableSlots } from './keys.js';
import {
  alone,
  attempt,
  isOwnName,
  nameOfDevice,
  noteTrouble,
  placeOf,
  readAll,
  run,
} from './syncing.js';
import { openVault, reseal } from './vault.js';

/** @typedef {import('../platform/shared.js').SyncPart} SyncPart */
/** @typedef {import('../platform/storage.js').StoredVault} StoredVault */
/** @typedef {import('../platform/storage.js').Sync} Sync */
/** @typedef {import('./sync.js').Engine} Engine */
/** @typedef {import('./sync.js').PreviewRow} PreviewRow */
/** @typedef {import('./sync.js').Secret} Secret */

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
    if (headerIn(parts) && !goesOn) return { isFound: true };
    const opens = vault && readableSlots(vault).some(({ kind }) => kind === 'pass');
    if (!opens) throw { code: 'sync-needs-passphrase' };
    await leaveOther(engine);
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
  const session = await openVault();
  try {
    const { vault } = session.mark();
    const { parts: states, wasRemoved, computers } = session.receive(parts, Date.now());
    const isAlone = computers.every(({ isMine }) => isMine);
    const isRead = states.every(({ state }) => ['read', 'behind', 'damaged'].includes(state));
    return { vault, isAlone, isMember: isRead && !wasRemoved };
  } finally {
    session.free();
  }
}

/** @param {Engine} engine @param {string} name @param {string} vault @returns {Sync} */
const newSync = (engine, name, vault) => ({
  ...{ engine, name, vault, startedMs: Date.now() },
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
  return headerIn(await ofOthers(await readAll(engine)));
}

/** Without this computer's own part, which may be left from another sync, unless nobody else is there. @param {SyncPart[]} parts */
async function ofOthers(parts) {
  const { device } = await readStored();
  const own = nameOfDevice(device?.id);
  const others = parts.filter(({ name }) => !isOwnName(name, own));
  return headerIn(others) ? others : parts;
}

/** @param {SyncPart[]} parts @returns {StoredVault | undefined} */
function headerIn(parts) {
  try {
    return sharedHeader(parts);
  } catch (thrown) {
    throw failureOf(thrown)?.code === 'vault-newer' ? { code: 'sync-newer' } : thrown;
  }
}

/** @param {Engine} engine @param {(parts: SyncPart[]) => Promise<SyncPart[]>} choose */
async function foundAt(engine, choose) {
  await loadCore();
  const parts = await choose(await readAll(engine));
  const header = headerIn(parts);
  if (!header) throw { code: 'sync-nothing' };
  return { parts, header };
}

/** Those of this computer's vault, whatever their key. @param {SyncPart[]} parts */
async function ofThisVault(parts) {
  const session = await openVault();
  try {
    const { parts: states } = session.receive(parts, Date.now());
    const others = states.filter(({ state }) => state === 'other-vault').map(({ name }) => name);
    return parts.filter(({ name }) => !others.includes(name));
  } finally {
    session.free();
  }
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
  const { parts, header } = await foundAt(engine, ofOthers);
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
    await needProof();
    const vault = await takeOver(engine, key, true);
    await leaveOther(engine);
    await writeSync(newSync(engine, name, vault));
    await attempt(true);
  });
}

/**
 * Makes this vault one with that of the others.
 * @param {Engine} engine
 * @param {string} key
 * @param {boolean} returns it went its own way, and joins even if they have removed it
 * @returns {Promise<string>} the id of the common vault
 */
async function takeOver(engine, key, returns) {
  // A computer that returns may take over another vault.
  const { parts, header } = await foundAt(engine, returns ? ofOthers : ofThisVault);
  let vault = '';
  await reseal((session, nowMs, device) => {
    const { notFitting, wasRemoved } = session.join(header, key, parts, nowMs, returns);
    if (notFitting > 0) throw { code: 'vault-full' };
    if (wasRemoved && !returns) throw { code: 'sync-removed' };
    vault = session.mark().vault;
    // A computer that was removed here may know the key.
    session.rekey(undefined);
    // The others know a removed computer by its id.
    return wasRemoved ? makeDevice() : device;
  });
  return vault;
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
    const { header } = await foundAt(sync.engine, ofThisVault);
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
