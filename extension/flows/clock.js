// Corrections of the time that codes are made for: set and undone by the user, ended when a portal shows
// that this computer's clock is right again.

import { AHEAD_MAX_MS, aheadFor, leftAfter } from '../platform/clock.js';
import { readLast, writeStored } from '../platform/storage.js';

/** @typedef {import('../platform/storage.js').Clock} Clock */

/**
 * Corrects the time of a portal's codes.
 * @param {string} origin
 * @param {number} [aheadMs] none: removes the correction
 */
export function correctClock(origin, aheadMs) {
  return change(({ portals }) => {
    const { [origin]: _before, ...others } = portals;
    const isTaken = aheadMs !== undefined && Math.abs(aheadMs) <= AHEAD_MAX_MS;
    return { portals: { ...others, ...(isTaken && { [origin]: aheadMs }) } };
  });
}

/**
 * Removes every correction of this computer's clock that applies to a portal.
 * @param {string} origin empty if no portal is in front
 */
export function forgetCorrection(origin) {
  return change((clock) => leftAfter(clock, origin, 0));
}

/**
 * Called when a portal that refused a code was asked for its time.
 * @param {string} origin
 * @param {number} aheadMs measured against this computer's own clock
 * @returns {Promise<{ correctedMs: number, isClockRight: boolean }>} the refused code's correction; whether it ended
 */
export async function checkClock(origin, aheadMs) {
  let correctedMs = 0;
  let isClockRight = false;
  await change((clock) => {
    const left = leftAfter(clock, origin, aheadMs);
    correctedMs = aheadFor(clock, origin);
    isClockRight = left !== clock;
    return left;
  });
  return { correctedMs, isClockRight };
}

/** @param {(clock: Clock) => Clock} edit */
function change(edit) {
  return navigator.locks.request('vault', async () => {
    const { clock } = await readLast();
    const edited = edit(clock);
    if (edited !== clock) await writeStored({ clock: edited });
  });
}
