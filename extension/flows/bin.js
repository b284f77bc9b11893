// The bin: deleted accounts can be restored for 30 days, or until the user empties it.

import { failureOf } from '../core/core.js';
import { trace } from '../platform/trace.js';
import { needProof } from './authenticate.js';
import { editVault, storeIf } from './vault.js';

/** @typedef {import('../core/core.js').Session} Session */

/**
 * The bin ages when the vault is stored, so if nothing changes, it is stored once a day while the bin holds anything. The
 * user did not ask for it: failures are left to the next change that they do ask for.
 * @param {Session | undefined} session of the window, if it is open
 */
export async function ageBin(session) {
  try {
    if (session?.isBinDue(Date.now())) await storeIf((stored, nowMs) => stored.isBinDue(nowMs));
  } catch (thrown) {
    if (!failureOf(thrown)) await trace('bin', thrown);
  }
}

/** Nobody can restore these accounts any more. @param {string[]} ids @throws `proof-needed` */
export async function emptyBin(ids) {
  await needProof();
  await editVault((session, nowMs) => session.emptyBin(ids, nowMs));
}
