// Slows down guessing at the keyboard. Argon2 protects against attackers with a copy of the vault.

import { failureOf } from '../core/core.js';
import { recall, remember } from '../platform/memory.js';

/** After this many wrong secrets in a row, each further answer takes twice as long, up to a limit. */
const FREE_TRIES = 3;
const WAIT_FIRST_MS = 500;
const WAIT_MAX_MS = 16_000;

/**
 * Tries a secret. The count is kept until the browser closes, for all windows: neither reopening the popup
 * nor using several windows at once shortens the wait.
 * @template T
 * @param {() => Promise<T>} open
 * @returns {Promise<T>}
 */
export function asTry(open) {
  return navigator.locks.request('tries', async () => {
    const { count, lastMs } = (await recall('wrong')) ?? { count: 0, lastMs: 0 };
    await pause(waitMs(count) - sinceMs(lastMs));
    try {
      const opened = await open();
      await remember('wrong', undefined);
      return opened;
    } catch (thrown) {
      const isWrong = failureOf(thrown)?.code === 'vault-wrong-key';
      if (isWrong) await remember('wrong', { count: count + 1, lastMs: Date.now() });
      throw thrown;
    }
  });
}

/** @param {number} count of wrong secrets */
export function waitMs(count) {
  if (count < FREE_TRIES) return 0;
  return Math.min(WAIT_MAX_MS, WAIT_FIRST_MS * 2 ** (count - FREE_TRIES));
}

/**
 * A clock that was set forward does not shorten a wait, and one that was set back does not prolong it.
 * @param {number} lastMs
 */
function sinceMs(lastMs) {
  const passed = Date.now() - lastMs;
  return passed >= 0 && passed < WAIT_MAX_MS ? passed : 0;
}

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
