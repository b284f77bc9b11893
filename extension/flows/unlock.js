// The ways to unlock a vault, and to change them.

import { loadCore, makeDevice, slotsOf, unlock, unlockWithRecovery } from '../core/core.js';
import { readStored } from '../platform/storage.js';
import { say } from '../platform/words.js';
import { askWorker } from '../platform/worker.js';
import { keepUnlocked } from './lock.js';
import { changeSlots, vaultsOf } from './vault.js';

/** @typedef {import('../core/postern.js').SlotView} Slot */
/** @typedef {import('../core/postern.js').KdfView} Kdf */
/** @typedef {import('../platform/storage.js').StoredVault} StoredVault */

/** Slow machines need seconds for what takes a third of one here. */
const STRETCH_MAX_MS = 60_000;

/** @param {string} passphrase @param {Kdf} [kdf] none: a new one @returns {Promise<{ material: Uint8Array, kdf: Kdf }>} */
function stretched(passphrase, kdf) {
  const question = kdf ? { passphrase, kdf } : { passphrase };
  return askWorker('stretch', question, { maxMs: STRETCH_MAX_MS, failure: 'unlock-failed' });
}

/**
 * Tries a way in on the vault, then on the vaults before it: a header that was damaged must not make
 * a right passphrase look wrong.
 * @param {(vault: StoredVault) => Promise<string>} open
 */
async function tryAll(open) {
  /** @type {unknown} */
  let failure = { code: 'vault-damaged' };
  const headers = new Set();
  await loadCore();
  for (const vault of vaultsOf(await readStored())) {
    if (headers.has(vault.hdr)) continue;
    headers.add(vault.hdr);
    try {
      return await keepUnlocked(await open(vault));
    } catch (thrown) {
      if (headers.size === 1) failure = thrown;
    }
  }
  throw failure;
}

/** @param {StoredVault} vault @param {Slot['kind']} kind */
const slotsOfKind = (vault, kind) => slotsOf(vault).slots.filter((slot) => slot.kind === kind);

/** The key of a vault. @param {StoredVault} vault @param {string} passphrase */
export async function keyByPassphrase(vault, passphrase) {
  const [slot] = slotsOfKind(vault, 'pass');
  if (!slot?.kdf) throw { code: 'vault-wrong-key' };
  const { material } = await stretched(passphrase, slot.kdf);
  return unlock(vault, 'pass', material);
}

/** @param {string} passphrase */
export function unlockWithPassphrase(passphrase) {
  return tryAll((vault) => keyByPassphrase(vault, passphrase));
}

/** @param {string} paper the recovery key as it was typed */
export function unlockWithPaper(paper) {
  return tryAll(async (vault) => unlockWithRecovery(vault, paper));
}

/** Asks for a passkey: call it in a click, in a window that stays. */
export function unlockWithPasskey() {
  return tryAll(async (vault) => {
    const slots = slotsOfKind(vault, 'prf');
    const material = await passkeyOutput(slots);
    return unlock(vault, 'prf', material);
  });
}

/** A passphrase instead of the device's own key, or instead of the passphrase before. @param {string} passphrase */
export async function setPassphrase(passphrase) {
  const { material, kdf } = await stretched(passphrase);
  await changeSlots((session) => session.addPassphrase(material, kdf));
}

/** Opens without a question on this computer again. */
export function useDevice() {
  const device = makeDevice();
  return changeSlots((session) => session.useDevice(device), device.key);
}

/** @param {string} paper */
export function addRecovery(paper) {
  return changeSlots((session) => session.addRecovery(paper));
}

/** @param {string} id */
export function removeSlot(id) {
  return changeSlots((session) => session.removeSlot(id));
}

/** Makes a passkey and asks for it once, to see that it gives the same bytes again. */
export async function addPasskey() {
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

/** 32 bytes that only one of these passkeys gives. @param {Pick<Slot, 'credential' | 'prfSalt'>[]} slots */
async function passkeyOutput(slots) {
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

/** The system's dialog; the user may close it. @param {() => Promise<Credential | null>} ask */
async function ceremony(ask) {
  const credential = await ask().catch(() => null);
  if (!(credential instanceof PublicKeyCredential)) throw { code: 'passkey-cancelled' };
  return credential;
}

/** base64url, as the header has it. @param {Uint8Array} bytes */
function toText(bytes) {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @param {string | undefined} text */
function fromText(text = '') {
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
