// Accounts → files for other apps, and paper. What is not sealed asks for the passphrase again.

import { failureOf, slotsOf, unlockWithRecovery } from '../core/core.js';
import { readStored } from '../platform/storage.js';
import { askWorker } from '../platform/worker.js';
import { keyByPassphrase } from './unlock.js';
import { openVault } from './vault.js';

/** @typedef {import('../core/postern.js').SheetView} SheetView */
/** @typedef {import('../core/postern.js').QrView} Qr */
/** @typedef {import('../core/postern.js').WrittenView} Written */
/** @typedef {SheetView & { symbol: Qr }} Sheet */

const WRITE_MAX_MS = 60_000;

/** Shorter passwords would not keep the file closed. */
const PASSWORD_CHARS_MIN = 8;

/** @param {string} task @param {string} id of one account; empty for all @param {object} [more] */
async function write(task, id, more) {
  const session = await openVault();
  const accounts = session.give(id || undefined);
  session.free();
  const options = { maxMs: WRITE_MAX_MS, failure: 'file-failed' };
  return askWorker('exchange', { task, accounts, ...more }, options);
}

/** Aegis' sealed file. @param {string} id @param {string} password @returns {Promise<Written>} */
export async function toAegis(id, password) {
  if (password.length < PASSWORD_CHARS_MIN) throw { code: 'passphrase-short' };
  return write('aegis', id, { password });
}

/** Key links in plain text. @param {string} id @returns {Promise<Written>} */
export const toLinks = (id) => write('links', id);

/** Google Authenticator's pages. @param {string} id @returns {Promise<Written & { symbols: Qr[] }>} */
export const toPages = (id) => write('pages', id);

/** Paper. @param {string} id @returns {Promise<Sheet[]>} */
export const toSheets = (id) => write('sheets', id);

/**
 * What whoever is at the computer must know before anything leaves unsealed: the passphrase, or the
 * recovery key where there is none. A vault that opens without a question has nothing to ask.
 * @param {import('../core/postern.js').SlotView[]} slots
 * @returns {'pass' | 'recovery' | undefined}
 */
export function asksFor(slots) {
  const has = (/** @type {string} */ kind) => slots.some((slot) => slot.kind === kind);
  if (has('pass')) return 'pass';
  return has('recovery') && !has('device') ? 'recovery' : undefined;
}

/** @param {string} secret */
export async function authenticate(secret) {
  const { vault } = await readStored();
  if (!vault) return;
  const asked = asksFor(slotsOf(vault).slots);
  try {
    if (asked === 'pass') await keyByPassphrase(vault, secret);
    if (asked === 'recovery') unlockWithRecovery(vault, secret);
  } catch (thrown) {
    if (failureOf(thrown)?.code !== 'vault-wrong-key') throw thrown;
    throw { code: asked === 'pass' ? 'passphrase-wrong' : 'recovery-wrong' };
  }
}
