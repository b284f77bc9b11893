// From an account and a page to a typed code: plan, wait if need be, type, receipt.

import { failureOf } from '../core/core.js';
import { codeTime } from '../platform/clock.js';
import { lastTyped, rememberTyped } from '../platform/memory.js';
import { collect, isInSight, pageOf } from '../platform/tabs.js';
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
 * How it was asked for, and to what the user has just said yes: to the sites that the form sends to, to
 * a page that wants a code that comes by message.
 * @typedef {{ focused?: boolean, unasked?: boolean, agreed?: string[], message?: boolean }} Asked
 */
/**
 * @typedef {object} Manner
 * @property {OnWait} onWait called each second while the next code is awaited
 * @property {() => Promise<void>} [giveWay] whatever has the focus leaves it to the page: just before typing
 * @property {boolean} [isChoice] the user chose this account among several of the site
 */
/**
 * How many fields took the code, the code itself, and why not all of them did.
 * @typedef {{ took: number, of: number, code: string, pressed?: string, failure?: Failure }} Typed
 */
/**
 * Nothing was typed: the field is in a frame of this origin, or its form sends to these, or it is for a
 * code that comes by message, and the user has to confirm that.
 * @typedef {{ confirm: string, sendsTo: string[], message: boolean }} Unconfirmed
 */

/** A code with less life than this is not typed: it would expire on its way to the server. */
const LIFE_MIN_MS = 3000;

/** After these no code leaves in any way: the vault was locked or the account deleted meanwhile … */
const GONE = ['vault-locked', 'account-unknown'];
/** … or the site was taken away from it. */
const UNBOUND = ['site-not-bound', 'frame-foreign'];

/**
 * Fills that are under way. A second one would type between the strokes of the first, and spend another
 * counter.
 * @type {Map<string, { manners: Manner[], done: Promise<Typed | Unconfirmed> }>}
 */
const underWay = new Map();

/**
 * Types the code of one account into the page. Whoever asks again meanwhile gets what comes of the first
 * time.
 * @param {{ id: string, kind: KindView }} account
 * @param {Page} page
 * @param {Manner} manner
 * @param {Asked} [asked]
 * @returns {Promise<Typed | Unconfirmed>}
 * @throws why there is nothing to type into, before any wait
 */
export function fillAccount(account, page, manner, asked = {}) {
  const key = [page.id, page.origin, account.id, asked.unasked === true].join(' ');
  const going = underWay.get(key);
  if (going) {
    going.manners.push(manner);
    return going.done;
  }
  const manners = [manner];
  const done = fillOnce(account, page, manners, asked).finally(() => underWay.delete(key));
  underWay.set(key, { manners, done });
  return done;
}

/**
 * Waiting can take a while, so the vault is opened for this alone: whoever asked may close theirs.
 * @param {{ id: string, kind: KindView }} account
 * @param {Page} page
 * @param {Manner[]} manners of all who have asked by then
 * @param {Asked} asked
 */
async function fillOnce(account, page, manners, asked) {
  const session = await openVault();
  const giveWay = async () => {
    const ways = manners.flatMap((one) => one.giveWay ?? []);
    for (const way of ways) await way();
    if (ways.length === 0 && !asked.unasked) await giveFocus(page);
  };
  const onWait = (/** @type {number} */ seconds) => {
    for (const one of manners) one.onWait(seconds);
  };
  const isChoice = manners.some((one) => one.isChoice);
  try {
    return await planAndType(session, account, page, { onWait, giveWay, isChoice }, asked);
  } finally {
    session.free();
  }
}

/**
 * @param {Session} session
 * @param {{ id: string, kind: KindView }} account
 * @param {Page} page
 * @param {Required<Manner>} manner
 * @param {Asked} asked
 * @returns {Promise<Typed | Unconfirmed>}
 */
async function planAndType(session, account, page, manner, asked) {
  // Refusals come first, so that nobody waits for a code that may not be typed.
  const first = session.plan({ id: account.id, page: await collect(page), ...asked });
  const { confirm, origin, sendsTo, message } = first;
  if (confirm) return { confirm: origin, sendsTo, message };
  const code = await freshCode(session, account, page, manner.onWait);
  try {
    await manner.giveWay();
    const second = await planAgain(account, page, asked);
    if (second.confirm) throw { code: 'page-changed' };
    await beforeTyping(account, page, second);
    const receipt = await fill(page, second, code.text, asked.unasked ?? false);
    if (code.validFromMs !== undefined) await rememberTyped(account.id, code.validFromMs);
    if (receipt.took < receipt.of) {
      return { ...receipt, code: code.text, failure: { code: 'fill-incomplete' } };
    }
    await afterTyping(account, page, second.frameId);
    // Here, so that it counts whichever way it was asked for.
    await noteUse(account.id);
    // Of several accounts of a site, the one that was used is the first one next time.
    if (manner.isChoice)
      await editVault((vault, nowMs) => vault.choose(account.id, page.origin, nowMs));
    return { ...receipt, code: code.text };
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!failure || GONE.includes(failure.code)) throw thrown;
    if (UNBOUND.includes(failure.code)) throw { code: 'taken-back' };
    // A counter's code is spent by now: whoever asked gets it all the same.
    return { took: 0, of: 1, code: code.text, failure };
  }
}

/**
 * Looks again and decides again: the page may have moved on meanwhile, and the vault may have been
 * locked or the account deleted.
 * @param {{ id: string }} account
 * @param {Page} page
 * @param {Asked} asked
 */
async function planAgain({ id }, page, asked) {
  const now = await pageOf(page.id);
  if (now?.origin !== page.origin) throw { code: 'page-changed' };
  if (asked.unasked && !(await isInSight(page))) throw { code: 'page-changed' };
  const facts = await collect(page);
  const session = await openVault();
  try {
    return session.plan({ id, page: facts, ...asked });
  } finally {
    session.free();
  }
}

/**
 * A code that will live long enough and was not typed before: most portals take each code once.
 * @param {Session} session
 * @param {{ id: string, kind: KindView }} account
 * @param {Page} page
 * @param {OnWait} onWait
 * @returns {Promise<CodeView>}
 */
async function freshCode(session, account, page, onWait) {
  if (account.kind === 'hotp') return nextCounterCode(account.id);
  const typed = await lastTyped(account.id);
  for (;;) {
    const now = codeTime(page.origin);
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
export function nextCounterCode(id) {
  return editVault((vault, nowMs) => vault.advance(id, nowMs));
}
