// Verifies that the user is at the computer before keys leave, before a way to unlock changes, and before
// locking is weakened. An unlocked browser is not enough, because anybody may sit down at it.

import { failureOf, loadCore } from '../core/core.js';
import { readStored } from '../platform/storage.js';
import { keyByPasskey, keyBySecret, readableSlots } from './keys.js';
import { lockCount } from './lock.js';
import { asTry } from './tries.js';

/** @typedef {import('../core/postern.js').SlotView} Slot */

/** How long a proof is valid. */
const FRESH_MS = 60_000;

/** When the user last proved their identity, in this window only, and how often the vault had been locked by then. */
let proven = { atMs: Number.NEGATIVE_INFINITY, locks: 0 };

/**
 * The proofs that can be asked for. A vault that opens without a question has none, because anyone with
 * this profile has its key.
 * @param {Pick<Slot, 'kind'>[]} slots
 * @returns {Slot['kind'][]}
 */
export function proofsOf(slots) {
  const kinds = ['pass', 'prf', 'recovery'].filter((kind) =>
    slots.some((slot) => slot.kind === kind),
  );
  return slots.some(({ kind }) => kind === 'device') ? [] : kinds;
}

/** @throws `proof-needed`, unless there is nothing to ask or it was answered within the last minute */
export async function needProof() {
  const [{ vault }] = await Promise.all([readStored(), loadCore()]);
  // With an unreadable header, nobody can prove anything or unlock the vault.
  if (!vault || proofsOf(readableSlots(vault)).length === 0) return;
  const age = performance.now() - proven.atMs;
  if (age < FRESH_MS && proven.locks === (await lockCount())) return;
  throw { code: 'proof-needed' };
}

const WRONG = /** @type {const} */ ({
  pass: 'passphrase-wrong',
  recovery: 'recovery-wrong',
  prf: 'passkey-cancelled',
});

/**
 * Proves the user's identity, for a minute.
 * @param {'pass' | 'recovery' | 'prf'} way
 * @param {string} secret the typed text; empty for a passkey
 * @throws `passphrase-wrong`, `recovery-wrong`
 */
export async function authenticate(way, secret) {
  const { vault } = await readStored();
  if (!vault) return;
  await loadCore();
  // The system's dialog takes time, and passkeys cannot be guessed.
  if (way === 'prf') await orWrong(way, keyByPasskey(vault));
  else
    await orWrong(
      way,
      asTry(() => keyBySecret(vault, way, secret)),
    );
  await noteProof();
}

/**
 * Says which secret was wrong.
 * @template T
 * @param {keyof typeof WRONG} way
 * @param {Promise<T>} opening
 */
export function orWrong(way, opening) {
  return opening.catch((/** @type {unknown} */ thrown) => {
    throw failureOf(thrown)?.code === 'vault-wrong-key' ? { code: WRONG[way] } : thrown;
  });
}

/** The user has just typed, or chosen, a secret that opens the vault: that is a proof. */
export async function noteProof() {
  proven = { atMs: performance.now(), locks: await lockCount() };
}
