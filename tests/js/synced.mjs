// Computers with Postern on them, for the tests of sync.

import assert from 'node:assert/strict';
import { Computer } from './computers.mjs';

// The flows need a browser as soon as they are loaded.
new Computer();
const vault = await import('../../extension/flows/vault.js');
const core = await import('../../extension/core/core.js');
const { authenticate } = await import('../../extension/flows/authenticate.js');
export const sync = await import('../../extension/flows/sync.js');

/** @typedef {import('../../extension/flows/sync.js').Engine} Engine */

/** The recovery key of the vault that the computers share. */
export const paper = await (async () => {
  await core.loadCore();
  return core.makeRecoveryKey();
})();

const material = new Uint8Array(32).fill(1);

/** A key that no other account has. @param {string} name */
const keyOf = (name) =>
  [...name.padEnd(16, 'Q')]
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

/** @param {string} name @param {{ issuer?: string, note?: string, tags?: string[] }} change */
export async function edit(name, change) {
  const id = await idOf(name);
  await vault.editVault((session, now) => {
    const { sites, recovery, ...details } = session.details(id, '');
    const kept = { sites: sites.map(({ site }) => site), recovery: [], used: [] };
    session.edit({ ...details, id, ...kept, ...change }, now);
  });
}

/** Sets a passphrase and the recovery key. */
export async function protect() {
  await vault.changeSlots((session) => session.addRecovery(paper));
  await vault.changeSlots((session) => session.addPassphrase(material.slice(), core.makeKdf()));
}

/** The user proves their identity. */
export const prove = () => authenticate('recovery', paper);

/** A computer with accounts that syncs. @param {Engine} engine @param {...string} accounts */
export async function first(engine, ...accounts) {
  const computer = new Computer();
  await computer.run(async () => {
    computer.choose();
    await add(...accounts);
    await protect();
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
