// The vault lives in storage: whoever needs it reads, opens, acts and frees it.

import { loadCore, makeDevice, Session } from '../core/core.js';
import { codeTime, setAhead } from '../platform/clock.js';
import { readStored, writeStored } from '../platform/storage.js';

/** @typedef {import('../platform/storage.js').Stored} Stored */
/** @typedef {import('../core/postern.js').RowView} RowView */
/** @typedef {import('../core/core.js').Failure} Failure */

/**
 * Opens what is stored, or an empty vault that is stored with its first account.
 * @param {Promise<Stored>} [reading] storage, if it is being read already
 */
export async function openVault(reading = readStored()) {
  const [stored] = await Promise.all([reading, loadCore()]);
  return open(stored).session;
}

/**
 * The one account of a page, or the one that the user chose for it among several.
 * @param {{ origin: string }} page
 * @returns {Promise<RowView | 'several' | undefined>}
 */
export async function accountFor({ origin }) {
  const session = await openVault();
  const request = { query: '', origin, from: 0, count: 1, nowMs: codeTime() };
  const { rows, forPage } = session.list(request);
  session.free();
  const [first] = rows;
  if (!first?.forPage) return undefined;
  return forPage === 1 || first.chosen ? first : 'several';
}

/** @param {Stored} stored */
function open(stored) {
  setAhead(stored.clock?.aheadMs);
  const device = stored.device ?? makeDevice();
  const session = stored.vault
    ? Session.open(stored.vault, device)
    : Session.create(device, Date.now());
  return { device, session };
}

/**
 * One change, read-modify-write under the lock that all contexts share. The vault before it is
 * kept; the write is atomic. The open vault comes back with the edit's result: free it.
 * @template T
 * @param {(session: Session, nowMs: number) => T} edit
 */
export function changeVault(edit) {
  return navigator.locks.request('vault', async () => {
    const [stored] = await Promise.all([readStored(), loadCore()]);
    const { device, session } = open(stored);
    try {
      const nowMs = Date.now();
      const result = edit(session, nowMs);
      const vault = session.stored(nowMs);
      const before = stored.vault ? { vault_prev: stored.vault } : {};
      await writeStored({ vault, device, ...before });
      return { session, result };
    } catch (thrown) {
      session.free();
      throw thrown;
    }
  });
}

/** Corrects the time of all codes; 0 takes the correction back. @param {number} aheadMs */
export function correctClock(aheadMs) {
  return navigator.locks.request('vault', () => writeStored({ clock: { aheadMs } }));
}

/**
 * True if the vault before the last change opens and is whole: it can be put back.
 * @param {Stored} stored
 */
export function previousIsWhole(stored) {
  if (!stored.vault_prev || !stored.device) return false;
  try {
    const session = Session.open(stored.vault_prev, stored.device);
    const { sound } = session.health();
    session.free();
    return sound;
  } catch {
    return false;
  }
}

/** Puts the vault before the last change back, and keeps the damaged one beside it. */
export function usePrevious() {
  return navigator.locks.request('vault', async () => {
    const stored = await readStored();
    if (!stored.vault_prev || !previousIsWhole(stored)) throw { code: 'vault-damaged' };
    await writeStored({
      vault: stored.vault_prev,
      ...(stored.vault ? { vault_prev: stored.vault } : {}),
    });
  });
}
