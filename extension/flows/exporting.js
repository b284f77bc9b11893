// Accounts → files for other apps, and paper. Keys leave only after the user has proved their identity.

import { makeDevice, Session } from '../core/core.js';
import { askWorker } from '../platform/worker.js';
import { needProof } from './authenticate.js';
import { joined } from './importing.js';
import { stretched } from './keys.js';
import { makeShared } from './saving.js';
import { needStrength } from './unlock.js';
import { openVault } from './vault.js';

/** @typedef {import('../core/postern_workers.js').SheetView} SheetView */
/** @typedef {import('../core/postern_workers.js').QrView} Qr */
/** @typedef {import('../core/postern_workers.js').WrittenView} Written */
/** @typedef {import('../core/postern_workers.js').TargetRequest} Target */
/** What is lost, and the names of the accounts that lose it. @typedef {Record<keyof import('../core/postern_workers.js').LostView, string[]>} Lost */
/** @typedef {SheetView & { symbol: Qr }} Sheet */

const WRITE_MAX_MS = 60_000;

/**
 * The accounts to export, with their keys.
 * @param {import('../core/core.js').Session} session
 * @param {string[]} ids empty for all
 */
function give(session, ids) {
  return ids.length === 0
    ? session.exportSecrets()
    : joined(ids.map((id) => session.exportSecrets(id)));
}

/** @param {string} task @param {string[]} ids @param {AbortSignal | undefined} signal @param {object} [more] */
async function write(task, ids, signal, more) {
  await needProof();
  const session = await openVault();
  try {
    const question = { task, accounts: give(session, ids), ...more };
    const options = { maxMs: WRITE_MAX_MS, failure: 'file-failed', ...(signal && { signal }) };
    return await askWorker('exchange', question, options);
  } finally {
    session.free();
  }
}

/** Aegis' encrypted file. @param {string[]} ids empty for all @param {string} password @param {AbortSignal} [signal] @returns {Promise<Written>} */
export async function toAegis(ids, password, signal) {
  await needProof();
  await needStrength(password);
  return write('aegis', ids, signal, { password });
}

/**
 * Accounts for another person, with the sites that they belong to.
 * @param {string[]} ids empty for all
 * @param {string} passphrase that opens the file
 */
export async function toShared(ids, passphrase) {
  await needProof();
  await needStrength(passphrase);
  const { material, kdf } = await stretched(passphrase);
  const now = new Date();
  const [ours, theirs] = [await openVault(), Session.create(makeDevice(), now.getTime())];
  try {
    const accounts = give(ours, ids);
    const places = theirs.previewImport(accounts).accounts.map((_, place) => place);
    theirs.importSelected(accounts, places, new Uint32Array(), now.getTime());
    theirs.addPassphrase(material, kdf);
    return makeShared(theirs, now);
  } finally {
    ours.free();
    theirs.free();
  }
}

/** A file that another app imports, not encrypted. @param {string[]} ids empty for all @param {Target} target @param {AbortSignal} [signal] @returns {Promise<Written>} */
export const toApp = (ids, target, signal) => write('app', ids, signal, { target });

/**
 * What another app would lose of the accounts, by their names. Nothing leaves: the answer holds no key.
 * @param {string[]} ids empty for all
 * @param {Target} target
 * @returns {Promise<Lost>}
 */
export async function lostIn(ids, target) {
  const session = await openVault();
  try {
    const accounts = give(session, ids);
    const question = { task: 'lost', accounts, target };
    const lost = await askWorker('exchange', question, {
      maxMs: WRITE_MAX_MS,
      failure: 'file-failed',
    });
    const names = session
      .previewImport(accounts)
      .accounts.map(({ issuer, name }) => [issuer, name].filter(Boolean).join(' – '));
    const namesAt = (/** @type {number[]} */ places) => places.map((place) => names[place] ?? '');
    return /** @type {Lost} */ (
      Object.fromEntries(Object.entries(lost).map(([what, places]) => [what, namesAt(places)]))
    );
  } finally {
    session.free();
  }
}

/** Key links in plain text. @param {string[]} ids @param {AbortSignal} [signal] @returns {Promise<Written>} */
export const toLinks = (ids, signal) => write('links', ids, signal);

/** Google Authenticator's QR pages. @param {string[]} ids @param {AbortSignal} [signal] @returns {Promise<Written & { symbols: Qr[] }>} */
export const toPages = (ids, signal) => write('pages', ids, signal);

/** Paper sheets. @param {string[]} ids @param {AbortSignal} [signal] @returns {Promise<Sheet[]>} */
export const toSheets = (ids, signal) => write('sheets', ids, signal);
