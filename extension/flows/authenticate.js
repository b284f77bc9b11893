// Who is at the computer: asked before keys leave, before a way in changes, and before locking is
// weakened. An unlocked browser is not enough, for anybody may sit down at it.

import { failureOf, loadCore, unlockWithRecovery } from '../core/core.js';
import { readStored } from '../platform/storage.js';
import { keyByPasskey, keyByPassphrase, readableSlots } from './keys.js';
import { lockCount } from './lock.js';
import { asTry } from './tries.js';

/** @typedef {import('../core/postern.js').SlotView} Slot */

/** An answer is good for so long. */
const FRESH_MS = 60_000;

/** When the user last proved who they are, in this window alone, and how often the vault had been locked. */
let proven = { atMs: Number.NEGATIVE_INFINITY, locks: 0 };

/**
 * What whoever is at the computer can show. A vault that opens without a question has nothing to ask,
 * for anyone with this profile has its key.
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
  // A header that cannot be read lets nobody prove anything, and nobody in.
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
 * Proves it, for a minute.
 * @param {'pass' | 'recovery' | 'prf'} way
 * @param {string} secret what was typed; nothing for a passkey
 * @throws `passphrase-wrong`, `recovery-wrong`
 */
export async function authenticate(way, secret) {
  const { vault } = await readStored();
  if (!vault) return;
  await loadCore();
  try {
    // The system's dialogue takes its time, and no passkey can be guessed.
    if (way === 'prf') await keyByPasskey(vault);
    else if (way === 'pass') await asTry(() => keyByPassphrase(vault, secret));
    else await asTry(async () => unlockWithRecovery(vault, secret));
  } catch (thrown) {
    if (failureOf(thrown)?.code !== 'vault-wrong-key') throw thrown;
    throw { code: WRONG[way] };
  }
  proven = { atMs: performance.now(), locks: await lockCount() };
}
