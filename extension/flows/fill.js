// From an account and a page to a typed code: plan, wait if need be, type, receipt.

import { failureOf } from '../core/core.js';
import { lastTyped, rememberTyped } from '../platform/storage.js';
import { collect, fill } from '../platform/tabs.js';
import { changeVault, openVault } from './vault.js';

/** @typedef {import('../core/core.js').Session} Session */
/** @typedef {import('../core/postern.js').CodeView} CodeView */
/** @typedef {import('../core/postern.js').KindView} KindView */
/** @typedef {import('../core/core.js').Failure} Failure */
/** @typedef {import('../platform/tabs.js').Page} Page */
/** @typedef {(secondsLeft: number) => void} OnWait */
/**
 * How many fields took the code, the code itself, and why not all of them did.
 * @typedef {{ took: number, of: number, code: string, failure?: Failure }} Receipt
 */

/** A code with less life than this is not typed: it would expire on its way to the server. */
const LIFE_MIN_MS = 3000;

/**
 * Types the code of one account into the page. Waiting can take a while, so the vault is opened for
 * this alone: whoever asked may close theirs.
 * @param {{ id: string, kind: KindView }} account
 * @param {Page} page
 * @param {OnWait} onWait called each second while the next code is awaited
 * @returns {Promise<Receipt>}
 * @throws why there is nothing to type into, before any wait
 */
export async function fillAccount(account, page, onWait) {
  const session = await openVault();
  try {
    return await planAndType(session, account, page, onWait);
  } finally {
    session.free();
  }
}

/**
 * @param {Session} session
 * @param {{ id: string, kind: KindView }} account
 * @param {Page} page
 * @param {OnWait} onWait
 * @returns {Promise<Receipt>}
 */
async function planAndType(session, account, page, onWait) {
  // Refusals come first, so that nobody waits for a code that may not be typed.
  session.plan(account.id, await collect(page));
  const code = await freshCode(session, account, onWait);
  try {
    // The page may have moved on meanwhile: look again, decide again.
    const plan = session.plan(account.id, await collect(page));
    const { took, of } = await fill(page, plan, code.text);
    if (code.validFromMs !== undefined) await rememberTyped(account.id, code.validFromMs);
    return took === of
      ? { took, of, code: code.text }
      : { took, of, code: code.text, failure: { code: 'fill-incomplete' } };
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!failure) throw thrown;
    // A counter's code is spent by now: whoever asked gets it all the same.
    return { took: 0, of: 1, code: code.text, failure };
  }
}

/**
 * A code that will live long enough and was not typed before: most portals take each code once.
 * @param {Session} session
 * @param {{ id: string, kind: KindView }} account
 * @param {OnWait} onWait
 * @returns {Promise<CodeView>}
 */
async function freshCode(session, account, onWait) {
  if (account.kind === 'hotp') return nextCounterCode(account.id);
  const typed = await lastTyped(account.id);
  for (;;) {
    const now = Date.now();
    const code = session.code(account.id, now);
    const left = (code.validUntilMs ?? Number.POSITIVE_INFINITY) - now;
    if (left >= LIFE_MIN_MS && code.validFromMs !== typed) return code;
    onWait(Math.ceil(left / 1000));
    await new Promise((resolve) => setTimeout(resolve, Math.min(left + 20, 1000)));
  }
}

/**
 * Counter-based codes: the counter is stored as used before the code is shown to anyone.
 * @param {string} id
 */
export async function nextCounterCode(id) {
  const { session, result } = await changeVault((vault, nowMs) => vault.advance(id, nowMs));
  session.free();
  return result;
}
