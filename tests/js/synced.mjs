// Computers with Postern on them, for the tests of sync.

import assert from 'node:assert/strict';
import { Computer, carry, pass, Relay } from './computers.mjs';

// The flows need a browser as soon as they are loaded.
new Computer();
const vault = await import('../../extension/flows/vault.js');
const core = await import('../../extension/core/core.js');
export const { makeRecoveryKey } = core;
const { authenticate } = await import('../../extension/flows/authenticate.js');
export const sync = await import('../../extension/flows/sync.js');

/** @typedef {import('../../extension/flows/sync.js').Engine} Engine */

/** The recovery key of the vault that the computers share. */
export const paper = await (async () => {
  await core.loadCore();
  return core.makeRecoveryKey();
})();

const material = new Uint8Array(32).fill(1);

/** A key that no other account has: what fills it up becomes a letter that no digit becomes. @param {string} name */
const keyOf = (name) =>
  [...name.padEnd(16, '_')]
    .map((letter) => String.fromCharCode(65 + (letter.charCodeAt(0) % 26)))
    .join('');

/** Adds accounts on this computer. @param {...string} names */
export const add = (...names) =>
  vault.editVault((session, now) => {
    for (const name of names) {
      const text = `otpauth://totp/${name}:jane?secret=${keyOf(name)}&issuer=${name}`;
      session.add({ text, origin: '' }, now);
    }
  });

/** The accounts of this computer, sorted. @returns {Promise<string[]>} */
export async function names() {
  return (await rows()).map(({ issuer }) => issuer).sort();
}

async function rows() {
  const session = await vault.openVault();
  const { rows: all } = session.list({
    ...{ query: '', origin: '' },
    from: 0,
    count: 9000,
    nowMs: 0,
  });
  session.free();
  return all;
}

/** The id of an account of this computer. @param {string} name */
export async function idOf(name) {
  const found = (await rows()).find(({ issuer }) => issuer === name);
  assert.ok(found, name);
  return found.id;
}

/** Deletes an account of this computer. @param {string} name */
export async function remove(name) {
  const id = await idOf(name);
  await vault.editVault((session, now) => session.remove(id, now));
}

/** Deletes an account of this computer for good. @param {string} name */
export async function discard(name) {
  const id = await idOf(name);
  await vault.editVault((session, now) => {
    session.remove(id, now);
    session.emptyBin([id], now);
  });
}

/** @param {string} name @param {{ issuer?: string, note?: string, tags?: string[] }} change */
export async function edit(name, change) {
  const id = await idOf(name);
  await vault.editVault((session, now) => {
    const { sites, recovery, ...details } = session.details(id, '');
    const kept = { sites: sites.map(({ site }) => site), recovery: [], used: [] };
    session.edit({ ...details, id, ...kept, ...change }, now);
  });
}

/** Sets a passphrase and a recovery key. @param {string} [key] */
export async function protect(key = paper) {
  await vault.changeSlots((session) => session.addRecovery(key));
  await vault.changeSlots((session) => session.addPassphrase(material.slice(), core.makeKdf()));
}

/** The user proves their identity. */
export const prove = (key = paper) => authenticate('recovery', key);

/** A computer with accounts that syncs. @param {Engine} engine @param {...string} accounts */
export const first = (engine, ...accounts) => firstWith(paper, engine, accounts);

/** The same, with a recovery key of its own. @param {string} key @param {Engine} engine @param {string[]} accounts */
export async function firstWith(key, engine, accounts) {
  const computer = new Computer();
  await computer.run(async () => {
    computer.choose();
    await add(...accounts);
    await protect(key);
    assert.deepEqual(await sync.startSync(engine, 'Office'), { isFound: false });
  });
  return computer;
}

/** Joins the computers whose parts have arrived here. @param {Computer} computer @param {Engine} engine @param {string} name */
export async function join(computer, engine, name) {
  await computer.run(async () => {
    computer.choose();
    const { key } = await sync.previewJoin(engine, { paper });
    await sync.join(engine, name, key);
  });
}

/** What is true of sync on this computer, which must be on. */
export async function state() {
  const now = await sync.syncState();
  assert.ok(now.isOn);
  return now;
}

/** The id of a computer that takes part. @param {string} wanted */
export async function idNamed(wanted) {
  const { computers } = await state();
  return computers.find(({ name }) => name === wanted)?.id ?? '';
}

/** @param {Promise<unknown>} doing @param {string} code */
export const fails = (doing, code) =>
  assert.rejects(doing, (thrown) => /** @type {any} */ (thrown).code === code);

/** An account of this computer. @param {string} name */
export async function details(name) {
  const id = await idOf(name);
  const session = await vault.openVault();
  const found = session.details(id, '');
  session.free();
  return found;
}

/** The accounts in the bin. */
export async function bin() {
  const session = await vault.openVault();
  const { accounts } = session.bin(Date.now());
  session.free();
  return accounts.map(({ issuer }) => issuer).sort();
}

export const { useDevice } = await import('../../extension/flows/unlock.js');
const { unlockWithPaper } = await import('../../extension/flows/unlock.js');
export const { lock } = await import('../../extension/flows/lock.js');
export const storage = await import('../../extension/platform/storage.js');
export const settings = storage.readSettings;

export const unlock = () => unlockWithPaper(paper);

/** More than a minute after the last proof. */
export function forgetProof() {
  aheadMs += 61_000;
}
let aheadMs = 0;
const { now } = performance;
performance.now = () => now.call(performance) + aheadMs;

/** Sets another passphrase. */
export const setPassphrase = () =>
  vault.changeSlots((session) => session.addPassphrase(material.slice(), core.makeKdf()));

/** A minute later: files are no longer so young that they are read again. */
export const later = () => pass(60_000);

/** Two computers with one folder, which agree. @param {...string} accounts */
export async function pair(...accounts) {
  const office = await first('folder', ...accounts);
  const home = new Computer();
  carry(office.disk, home.disk);
  await join(home, 'folder', 'Home');
  await settle(office, home);
  return { office, home };
}

/** Carries and syncs until nothing changes any more. @param {...Computer} computers */
export async function settle(...computers) {
  for (let round = 0; round < 3; round += 1) {
    for (const computer of computers) {
      later();
      for (const other of computers) if (other !== computer) carry(other.disk, computer.disk);
      await computer.run(sync.syncQuietly);
    }
  }
}

/** Two computers with one browser account, which agree. @param {...string} accounts */
export async function pairByAccount(...accounts) {
  const relay = new Relay();
  const office = await first('account', ...accounts);
  const home = new Computer();
  relay.meet(office.account);
  relay.meet(home.account);
  await join(home, 'account', 'Home');
  await settleByAccount(relay, office, home);
  return { relay, office, home };
}

/** Carries and syncs until nothing changes any more. @param {Relay} relay @param {...Computer} computers */
export async function settleByAccount(relay, ...computers) {
  for (let round = 0; round < 4; round += 1) {
    for (const computer of computers) {
      later();
      relay.meet(computer.account);
      await computer.run(sync.syncQuietly);
      relay.meet(computer.account);
    }
  }
}

/** All computers have these accounts, and no trouble. @param {string[]} wanted @param {...Computer} computers */
export async function agree(wanted, ...computers) {
  for (const computer of computers) {
    await computer.run(async () => {
      assert.deepEqual(await names(), wanted);
      assert.equal((await state()).trouble, undefined);
    });
  }
}

/** @param {Computer} computer */
export const troubleOf = (computer) => computer.run(async () => (await state()).trouble);

/** The file that a computer writes. @param {Computer} computer */
export const ownFile = (computer) => {
  const hex = Buffer.from(computer.stored('device').id, 'base64url').toString('hex');
  return `postern-${hex}.sync`;
};
