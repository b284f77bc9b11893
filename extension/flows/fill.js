// From an account and a page to a typed code: plan, wait if necessary, type, return a receipt.

import { failureOf } from '../core/core.js';
import { codeTime } from '../platform/clock.js';
import { lastTyped, recall, remember, rememberTyped } from '../platform/memory.js';
import { collect, isInSight, lookOf, pageOf } from '../platform/tabs.js';
import { fill, giveFocus } from '../platform/typing.js';
import { afterTyping, beforeTyping } from './outcome.js';
import { noteUse } from './usage.js';
import { editVault, openVault } from './vault.js';

/** @typedef {import('../core/core.js').Session} Session */
/** @typedef {import('../core/postern.js').CodeView} CodeView */
/** @typedef {import('../core/postern.js').KindView} KindView */
/** @typedef {import('../core/core.js').Failure} Failure */
/** @typedef {import('../platform/tabs.js').Page} Page */
/** @typedef {(secondsLeft: number) => void} OnWait */
/**
 * How the fill was requested, and what the user has just agreed to: the sites that the form sends to, or a
 * page that wants a code sent by message.
 * @typedef {{ focused?: boolean, unasked?: boolean, agreed?: string[], message?: boolean }} Asked
 */
/**
 * @typedef {object} Manner
 * @property {OnWait} onWait called each second while the next code is awaited
 * @property {() => Promise<void>} [giveWay] gives the focus back to the page before it is examined again
 * @property {() => Promise<void>} [onTyping] called just before the first key, once nothing can refuse any more
 * @property {boolean} [isChoice] the user chose this account among several of the site
 */
/**
 * How many fields took the code, the code itself, and why some fields did not take it.
 * @typedef {{ took: number, of: number, code: string, pressed?: string, failure?: Failure }} Typed
 */
/**
 * Nothing was typed: the field is in a frame of this origin, or its form sends to these, or it is for a
 * code that comes by message, and the user has to confirm that.
 * @typedef {{ confirm: string, sendsTo: string[], message: boolean }} Unconfirmed
 */

/** A code with less life than this is not typed, because it would expire on its way to the server … */
const LIFE_MIN_MS = 3000;
/** … unless all codes of the account are that short-lived. */
const LIFE_MIN_SHARE = 0.5;

/** The longest wait for the next code: an account whose codes live for hours types the same one again. */
const WAIT_MAX_MS = 90_000;

/** After these failures no code leaves in any way: the vault was locked or the account deleted since then … */
const GONE = ['vault-locked', 'account-unknown'];
/** … or the site was removed from the account. */
const UNBOUND = ['site-not-bound', 'frame-foreign'];

/**
 * Fills in progress, all of them in the service worker. A second fill of the same account would type
 * between the keystrokes of the first, and spend another counter.
 * @type {Map<string, { isUnasked: boolean, manners: Manner[], done: Promise<Typed | Unconfirmed> }>}
 */
const underWay = new Map();

/**
 * Types the code of one account into the page. A caller that asks again during a fill gets the result of
 * the first request.
 * @param {{ id: string, kind: KindView }} account
 * @param {Page} page
 * @param {Manner} manner
 * @param {Asked} [asked]
 * @returns {Promise<Typed | Unconfirmed>}
 * @throws why nothing can be typed, before any wait
 */
export async function fillAccount(account, page, manner, asked = {}) {
  const key = [page.id, page.origin, account.id].join(' ');
  const isUnasked = asked.unasked === true;
  const going = underWay.get(key);
  // The page is already being filled.
  if (going && isUnasked) throw { code: 'page-changed' };
  if (going) {
    going.manners.push(manner);
    if (!going.isUnasked) return going.done;
    // What an automatic fill refuses may be allowed for a user who asks.
    const done = await going.done.catch(unlessFailure);
    if (done && 'took' in done && !done.failure) return done;
    return fillAccount(account, page, manner, asked);
  }
  const manners = [manner];
  const done = fillOnce(account, page, manners, asked).finally(() => underWay.delete(key));
  underWay.set(key, { isUnasked, manners, done });
  return done;
}

/** @param {unknown} thrown */
function unlessFailure(thrown) {
  if (!failureOf(thrown)) throw thrown;
  return undefined;
}

/**
 * @param {{ id: string, kind: KindView }} account
 * @param {Page} page
 * @param {Manner[]} manners of all callers so far
 * @param {Asked} asked
 */
async function fillOnce(account, page, manners, asked) {
  const giveWay = async () => {
    const ways = manners.flatMap((one) => one.giveWay ?? []);
    for (const way of ways) await way();
    if (ways.length === 0 && !asked.unasked) await giveFocus(page);
  };
  const onTyping = async () => {
    for (const one of manners) await one.onTyping?.();
  };
  const onWait = (/** @type {number} */ seconds) => {
    for (const one of manners) one.onWait(seconds);
  };
  // Refusals come first, so that the user does not wait for a code that may not be typed.
  const first = await planNow(account, page, asked);
  const { confirm, origin, sendsTo, message } = first;
  if (confirm) return { confirm: origin, sendsTo, message };
  const code = await freshCode(account, page, onWait);
  const receipt = await typeCode(account, page, { onWait, giveWay, onTyping }, asked, code);
  const isChoice = manners.some((one) => one.isChoice);
  if (!receipt.failure) await noteFill(account, page, receipt.frameId, isChoice);
  const { frameId: _frame, ...told } = receipt;
  return told;
}

/**
 * Opens the vault for a moment; it may be locked between two such moments.
 * @template T
 * @param {(session: Session) => T} ask
 */
async function withVault(ask) {
  const session = await openVault();
  try {
    return ask(session);
  } finally {
    session.free();
  }
}

/** @param {{ id: string }} account @param {Page} page @param {Asked} asked */
async function planNow({ id }, page, asked) {
  const facts = await collect(page);
  const plan = await withVault((session) => session.plan({ id, page: facts, ...asked }));
  return { ...plan, look: lookOf(facts, plan.frameId) };
}

/**
 * Codes for one page are typed one after another.
 * @param {{ id: string }} account
 * @param {Page} page
 * @param {Required<Omit<Manner, 'isChoice'>>} manner
 * @param {Asked} asked
 * @param {CodeView} code
 * @returns {Promise<Typed & { frameId: number }>}
 */
function typeCode(account, page, manner, asked, code) {
  return navigator.locks.request(`fill:${page.id}`, async () => {
    let frameId = 0;
    try {
      await manner.giveWay();
      const plan = await planAgain(account, page, asked);
      if (plan.confirm) throw { code: 'page-changed' };
      frameId = plan.frameId;
      await beforeTyping(account, page, plan);
      await manner.onTyping();
      const receipt = await fill(page, plan, code.text, asked.unasked ?? false);
      if (code.validFromMs !== undefined) await rememberTyped(account.id, code.validFromMs);
      const typed = { ...receipt, code: code.text, frameId };
      return receipt.took < receipt.of
        ? { ...typed, failure: /** @type {Failure} */ ({ code: 'fill-incomplete' }) }
        : typed;
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!failure || GONE.includes(failure.code)) throw thrown;
      if (UNBOUND.includes(failure.code)) throw { code: 'taken-back' };
      // No caller waits for it.
      if (asked.unasked) throw thrown;
      // A counter's code is spent by now, so the user gets it anyway.
      return { took: 0, of: 1, code: code.text, failure, frameId };
    }
  });
}

/**
 * Records a typed code. If something cannot be stored, the code still counts as typed.
 * @param {{ id: string, kind: KindView }} account
 * @param {Page} page
 * @param {number} frameId
 * @param {boolean} isChoice
 */
async function noteFill(account, page, frameId, isChoice) {
  const { id } = account;
  await afterTyping(account, page, frameId).catch(unlessFailure);
  await forgetAwaited(id).catch(unlessFailure);
  // Noted here, so that it counts for every way of asking.
  await noteUse(id).catch(unlessFailure);
  if (!isChoice) return;
  // Of several accounts of a site, the last used one comes first next time.
  const choose = editVault((vault, nowMs) => vault.choose(id, page.origin, nowMs));
  await choose.catch(unlessFailure);
}

/** Once a code has been typed, the account's first code is no longer awaited. @param {string} id */
async function forgetAwaited(id) {
  const awaited = await recall('awaited');
  if (awaited?.account.id === id) await remember('awaited', undefined);
}

/**
 * Looks and decides again: the page may have changed since the plan, and the vault may have been locked or
 * the account deleted.
 * @param {{ id: string }} account
 * @param {Page} page
 * @param {Asked} asked
 */
async function planAgain(account, page, asked) {
  const now = await pageOf(page.id);
  if (now?.origin !== page.origin) throw { code: 'page-changed' };
  if (asked.unasked && !(await isInSight(page))) throw { code: 'page-changed' };
  return planNow(account, page, asked);
}

/**
 * Returns a code that will live long enough and was not typed before: most portals accept each code once.
 * @param {{ id: string, kind: KindView }} account
 * @param {Page} page
 * @param {OnWait} onWait
 * @returns {Promise<CodeView>}
 * @throws as soon as the vault is locked or the account deleted
 */
async function freshCode(account, page, onWait) {
  if (account.kind === 'hotp') return nextCounterCode(account.id);
  const typed = await lastTyped(account.id);
  for (;;) {
    const now = codeTime(page.origin);
    const code = await withVault((session) => session.code(account.id, now));
    const { validFromMs = now, validUntilMs = Number.POSITIVE_INFINITY } = code;
    const left = validUntilMs - now;
    const wanted = Math.min(LIFE_MIN_MS, (validUntilMs - validFromMs) * LIFE_MIN_SHARE);
    const isSpent = validFromMs === typed && left <= WAIT_MAX_MS;
    if (left >= wanted && !isSpent) return code;
    onWait(Math.ceil(left / 1000));
    await new Promise((resolve) => setTimeout(resolve, Math.min(left + 20, 1000)));
  }
}

/**
 * Counter-based codes: the counter is stored as used before the code is shown to anyone.
 * @param {string} id
 */
export function nextCounterCode(id) {
  return editVault((vault, nowMs) => vault.advance(id, nowMs));
}
