// Derives the vault's key from a passphrase or a passkey.

import { failureOf, slotsOf, unlock, unlockWithRecovery } from '../core/core.js';
import { askWorker } from '../platform/worker.js';

/** @typedef {import('../core/postern.js').SlotView} Slot */
/** @typedef {import('../core/postern.js').KdfView} Kdf */
/** @typedef {import('../platform/storage.js').StoredVault} StoredVault */

/** Slow machines need seconds for something that takes a third of one here. */
const STRETCH_MAX_MS = 60_000;

/** @param {string} passphrase @param {Kdf} [kdf] none: a new one @returns {Promise<{ material: Uint8Array, kdf: Kdf }>} */
export function stretched(passphrase, kdf) {
  const question = kdf ? { passphrase, kdf } : { passphrase };
  return askWorker('stretch', question, { maxMs: STRETCH_MAX_MS, failure: 'unlock-failed' });
}

/** @param {StoredVault} vault @param {Slot['kind']} kind */
const slotsOfKind = (vault, kind) => slotsOf(vault).slots.filter((slot) => slot.kind === kind);

/** The ways to unlock listed in a vault's header; empty if it cannot be read. @param {StoredVault} vault */
export function readableSlots(vault) {
  try {
    return slotsOf(vault).slots;
  } catch (thrown) {
    if (!failureOf(thrown)) throw thrown;
    return [];
  }
}

/** The key of a vault. @param {StoredVault} vault @param {string} passphrase */
export async function keyByPassphrase(vault, passphrase) {
  const [slot] = slotsOfKind(vault, 'pass');
  if (!slot?.kdf) throw { code: 'vault-wrong-key' };
  const { material } = await stretched(passphrase, slot.kdf).catch((thrown) => {
    // Passphrases are never that short, so this one is wrong.
    const code = failureOf(thrown)?.code;
    throw code === 'passphrase-short' ? { code: 'vault-wrong-key' } : thrown;
  });
  return unlock(vault, 'pass', material);
}

/** The key of a vault. @param {StoredVault} vault @param {'pass' | 'recovery'} way @param {string} secret */
export async function keyBySecret(vault, way, secret) {
  return way === 'pass' ? keyByPassphrase(vault, secret) : unlockWithRecovery(vault, secret);
}

/** Asks for a passkey; must be called from a click, in a window that stays open. @param {StoredVault} vault */
export async function keyByPasskey(vault) {
  const material = await passkeyOutput(slotsOfKind(vault, 'prf'));
  return unlock(vault, 'prf', material);
}

/** 32 bytes that only one of these passkeys can produce. @param {Pick<Slot, 'credential' | 'prfSalt'>[]} slots */
export async function passkeyOutput(slots) {
  if (slots.length === 0) throw { code: 'vault-wrong-key' };
  const salts = Object.fromEntries(
    slots.map(({ credential, prfSalt }) => [credential, { first: fromText(prfSalt) }]),
  );
  const given = await ceremony(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        allowCredentials: slots.map(({ credential }) => ({
          type: 'public-key',
          id: fromText(credential),
        })),
        userVerification: 'required',
        extensions: { prf: { evalByCredential: salts } },
      },
    }),
  );
  const output = given.getClientExtensionResults().prf?.results?.first;
  if (!output) throw { code: 'passkey-unfit' };
  return new Uint8Array(/** @type {ArrayBuffer} */ (output));
}

/** Shows the system's dialog; the user may cancel it. @param {() => Promise<Credential | null>} ask */
export async function ceremony(ask) {
  const credential = await ask().catch(() => null);
  if (!(credential instanceof PublicKeyCredential)) throw { code: 'passkey-cancelled' };
  return credential;
}

/** base64url, as in the header. @param {Uint8Array} bytes */
export function toText(bytes) {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @param {string | undefined} text */
export function fromText(text = '') {
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
