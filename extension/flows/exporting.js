// Accounts → files for other apps, and paper. Keys leave only after the user has proved their identity.

import { askWorker } from '../platform/worker.js';
import { needProof } from './authenticate.js';
import { needStrength } from './unlock.js';
import { openVault } from './vault.js';

/** @typedef {import('../core/postern_workers.js').SheetView} SheetView */
/** @typedef {import('../core/postern_workers.js').QrView} Qr */
/** @typedef {import('../core/postern_workers.js').WrittenView} Written */
/** @typedef {SheetView & { symbol: Qr }} Sheet */

const WRITE_MAX_MS = 60_000;

/** @param {string} task @param {string} id of one account; empty for all @param {object} [more] */
async function write(task, id, more) {
  await needProof();
  const session = await openVault();
  const accounts = session.give(id || undefined);
  session.free();
  const options = { maxMs: WRITE_MAX_MS, failure: 'file-failed' };
  return askWorker('exchange', { task, accounts, ...more }, options);
}

/** Aegis' encrypted file. @param {string} id @param {string} password @returns {Promise<Written>} */
export async function toAegis(id, password) {
  await needProof();
  await needStrength(password);
  return write('aegis', id, { password });
}

/** Key links in plain text. @param {string} id @returns {Promise<Written>} */
export const toLinks = (id) => write('links', id);

/** Google Authenticator's QR pages. @param {string} id @returns {Promise<Written & { symbols: Qr[] }>} */
export const toPages = (id) => write('pages', id);

/** Paper sheets. @param {string} id @returns {Promise<Sheet[]>} */
export const toSheets = (id) => write('sheets', id);
