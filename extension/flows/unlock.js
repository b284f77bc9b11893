// The ways to unlock a vault, and to change them.

import { failureOf, loadCore, makeDevice, unlockWithRecovery } from '../core/core.js';
import { loadStrength } from '../platform/files.js';
import { readStored, readSync } from '../platform/storage.js';
import { say } from '../platform/words.js';
import { needProof, noteProof } from './authenticate.js';
import {
  ceremony,
  keyByPasskey,
  keyByPassphrase,
  passkeyOutput,
  stretched,
  toText,
} from './keys.js';
import { keepUnlocked, lockCount } from './lock.js';
import { syncQuietly } from './sync.js';
import { changeSlots, vaultsOf } from './vault.js';

/** @typedef {import('../platform/storage.js').StoredVault} StoredVault */

/**
 * Tries a way to unlock on the vault, then on the vaults before it: a damaged header must not make a
 * correct passphrase look wrong.
 * @param {(vault: StoredVault) => Promise<string>} open
 * @param {Promise<number>} [counted] how often the vault had been locked when the user asked
 */
async function tryAll(open, counted = lockCount()) {
  /** @type {unknown} */
  let failure = { code: 'vault-damaged' };
  const headers = new Set();
  const [stored, locks] = await Promise.all([readStored(), counted, loadCore()]);
  for (const vault of vaultsOf(stored)) {
    if (headers.has(vault.hdr)) continue;
    headers.add(vault.hdr);
    try {
      return await keepUnlocked(await open(vault), locks);
    } catch (thrown) {
      // If there are several reasons, report a wrong secret: the user can correct that.
      if (headers.size === 1 || failureOf(thrown)?.code === 'vault-wrong-key') failure = thrown;
    }
  }
  throw failure;
}

/** @param {string} passphrase @param {Promise<number>} [counted] `lockCount()` of when the user asked */
export function unlockWithPassphrase(passphrase, counted) {
  return tryAll((vault) => keyByPassphrase(vault, passphrase), counted);
}

/** @param {string} paper the recovery key as it was typed @param {Promise<number>} [counted] `lockCount()` of when the user asked */
export function unlockWithPaper(paper, counted) {
  return tryAll(async (vault) => unlockWithRecovery(vault, paper), counted);
}

/** Asks for a passkey; must be called from a click, in a window that stays open. */
export function unlockWithPasskey() {
  return tryAll(keyByPasskey);
}

/**
 * Sets a passphrase in place of the device's own key or of the previous passphrase.
 * @param {string} passphrase
 * @throws `passphrase-short`, `passphrase-common`, `passphrase-pattern` if it is too easy to guess
 */
export async function setPassphrase(passphrase) {
  await needProof();
  await needStrength(passphrase);
  const { material, kdf } = await stretched(passphrase);
  await changeSlotsOfAll((session) => session.addPassphrase(material, kdf));
  await noteProof();
}

/**
 * A change that may replace the vault's key. What other computers have just written is read first: under the new
 * key, nobody could, and one of them may no longer be there to write it again.
 * @param {(session: import('../core/core.js').Session) => void} edit
 */
async function changeSlotsOfAll(edit) {
  await needProof();
  await syncQuietly();
  await changeSlots(edit);
}

/** Shorter passphrases are guessed almost at once, whatever their characters. */
const CHARS_MIN = 8;

/** @param {string} passphrase @throws `passphrase-short`, `passphrase-common`, `passphrase-pattern` */
export async function needStrength(passphrase) {
  if ([...passphrase].length < CHARS_MIN) throw { code: 'passphrase-short' };
  const { weaknessOf } = await loadStrength();
  const weakness = weaknessOf(passphrase);
  if (weakness) throw { code: weakness };
}

/**
 * Makes the vault open without a question on this computer again.
 * @throws `sync-needs-passphrase`: the other computers open it with the passphrase
 */
export async function useDevice() {
  if ((await readSync()).sync) throw { code: 'sync-needs-passphrase' };
  const device = makeDevice();
  return changeSlots((session) => session.useDevice(device), device.key);
}

/** @param {string} paper */
export function addRecovery(paper) {
  return changeSlotsOfAll((session) => session.addRecovery(paper));
}

/** @param {string} id */
export function removeSlot(id) {
  return changeSlotsOfAll((session) => session.removeSlot(id));
}

/** Creates a passkey and asks for it once, to check that it produces the same bytes again. */
export async function addPasskey() {
  await needProof();
  const salt = crypto.getRandomValues(new Uint8Array(32));
  const name = say('appName');
  const made = await ceremony(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rp: { name },
        user: { id: crypto.getRandomValues(new Uint8Array(16)), name, displayName: name },
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
        extensions: { prf: { eval: { first: salt } } },
      },
    }),
  );
  const { prf } = made.getClientExtensionResults();
  if (!prf?.enabled && !prf?.results) throw { code: 'passkey-unfit' };
  const credential = new Uint8Array(made.rawId);
  const slot = { credential: toText(credential), prfSalt: toText(salt) };
  const material = await passkeyOutput([slot]);
  await changeSlots((session) => session.addPasskey(material, credential, salt));
}
