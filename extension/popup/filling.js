// What a row does: types its code into the page, or copies it, and says what it did and why.

import { failureOf } from '../core/core.js';
import { copyCode } from '../flows/clipboard.js';
import { nextCounterCode } from '../flows/fill.js';
import { handOver } from '../flows/handover.js';
import { noteUse } from '../flows/usage.js';
import { codeTime } from '../platform/clock.js';
import { remember } from '../platform/memory.js';
import { focusOwnWindow } from '../platform/tabs.js';
import { say, sayCount, sayFailure } from '../platform/words.js';
import { model } from './model.js';
import { moveFocus } from './steady.js';
import { clickOf } from './views/list.js';
import { attempt, change, draw, open, toast } from './window.js';

/** @typedef {import('../core/postern.js').RowView} RowView */
/** @typedef {import('../flows/fill.js').Asked} Asked */
/** @typedef {import('../flows/fill.js').Typed} Typed */
/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Row} Row */

/** The vault was locked, or the account deleted or unbound, while the next code was awaited. */
const TAKEN_BACK = ['vault-locked', 'account-unknown', 'taken-back'];

/** Older failures are not reported: a time-based code has changed by then. */
const UNFILLED_MS = 60_000;

/** A second press on a counter's row within this time is a double click and does not produce another code. */
const TWICE_MS = 1000;

/** How long a click waits for the first look at the page: longer than slow pages need, but still short. */
const KNOWN_MAX_MS = 1500;

/** @param {Row} row */
async function codeOf(row) {
  if (row.kind === 'hotp') return nextCounterCode(row.id);
  return open().code(row.id, codeTime(model.page?.origin));
}

/** @param {Row} row @param {string} [reason] why it was not typed */
async function copyRow(row, reason) {
  const code = await codeOf(row);
  if (row.kind === 'hotp') model.shown.set(row.id, code);
  await copyCode(code.text, model.settings);
  toast(reason ? say('copiedNotFilled', reason) : say('copied'));
  await noteUse(row.id);
}

/**
 * Copies a code, but not at once if another site asks for one: a copied code is soon pasted there. The
 * user sees which site it is and chooses.
 * @param {RowView} row
 */
async function copyHere(row) {
  if (!model.field || row.forPage || !model.site) return copyRow(row);
  model.stranger = row;
  draw();
  moveFocus(
    document.querySelector('[data-elsewhere] [data-leave], [data-suggested] [data-use-here]'),
  );
}

/** The user has decided about a code that another site asks for. @param {(row: RowView) => Promise<void>} act */
function withStranger(act) {
  return attempt(() => {
    const { stranger } = model;
    model.stranger = undefined;
    draw();
    return stranger && act(stranger);
  });
}

/** @param {Pick<Row, 'id' | 'kind'>} account @param {Asked} [asked] @param {boolean} [isChoice] */
function type({ id, kind }, asked = {}, isChoice = false) {
  const { page, where } = model;
  if (!page) throw { code: 'page-no-access' };
  let isQuiet = false;
  const onWait = (/** @type {number} */ seconds) => {
    toast(sayCount('waiting', seconds), undefined, isQuiet);
    isQuiet = true;
  };
  return handOver({ account: { id, kind }, page, asked, isChoice, where }, onWait);
}

/** Counters whose next code is being produced. @type {Set<string>} */
const spending = new Set();

/**
 * Presses a row; only once if that spends a counter.
 * @param {Pick<Row, 'id' | 'kind'>} row
 * @param {() => unknown} act
 */
async function press({ id, kind }, act) {
  if (spending.has(id)) return;
  if (kind === 'hotp') spending.add(id);
  await attempt(act);
  setTimeout(() => spending.delete(id), TWICE_MS);
}

/**
 * The page did not keep a code, so it is copied instead.
 * @param {{ id: string, kind: string }} account
 * @param {string} code
 * @param {import('../core/core.js').Failure} failure
 * @returns {Promise<string>} the message for the user
 */
async function copyUnfilled({ id, kind }, code, failure) {
  // A counter's code is spent, so it is shown even if copying fails.
  if (kind === 'hotp')
    model.shown.set(id, { text: code, validFromMs: undefined, validUntilMs: undefined });
  const reason = sayFailure(failure);
  try {
    if (model.where === 'window') await focusOwnWindow();
    await copyCode(code, model.settings);
    return say('copiedNotFilled', reason);
  } catch (thrown) {
    if (!failureOf(thrown)) throw thrown;
    return reason;
  }
}

/** @param {NonNullable<Model['asking']>} asking */
function ask(asking) {
  model.asking = asking;
  draw();
}

/** The field is in a frame of a site that the account is not bound to yet. @param {Row} row @param {string} origin */
export function askAbout(row, origin) {
  ask({ row, origin, isBound: false, sendsTo: [], message: false, asked: {} });
}

/** @param {Row} row @param {Asked} [asked] @returns {Promise<void>} */
async function fillRow(row, asked = {}) {
  model.asking = undefined;
  let receipt;
  try {
    const isChoice = row.forPage && !row.chosen && model.forPage > 1;
    receipt = await type(row, asked, isChoice);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!failure) throw thrown;
    // The code must not leave in any other way either.
    if (TAKEN_BACK.includes(failure.code)) throw thrown;
    if (failure.code === 'frame-foreign' && model.elsewhere) return askAbout(row, model.elsewhere);
    return copyRow(row, sayFailure(failure));
  }
  if ('confirm' in receipt) {
    const { confirm: origin, sendsTo, message } = receipt;
    return ask({ row, origin, isBound: true, sendsTo, message, asked });
  }
  if (receipt.failure) return toast(await copyUnfilled(row, receipt.code, receipt.failure));
  toast(receiptOf(receipt));
}

/** @param {Typed} receipt */
function receiptOf({ pressed }) {
  return pressed ? say('filledPressed', say('filled'), pressed) : say('filled');
}

/** The user confirms that an account belongs to the page's site as well. @param {Row} row @returns {Promise<void>} */
async function fillHere(row) {
  const origin = model.page?.origin ?? '';
  await change((session, nowMs) => session.bind(row.id, origin, nowMs));
  return fillRow(row);
}

/**
 * The user has seen the origins of page and frame, and confirms that the account belongs there.
 * @param {NonNullable<Model['asking']>} asking
 * @returns {Promise<void>}
 */
async function fillThere({ row, origin, sendsTo, message, asked }) {
  // For this form, once: the account is not bound to the form's target.
  if (sendsTo.length > 0) return fillRow(row, { ...asked, agreed: sendsTo });
  if (message) return fillRow(row, { ...asked, message });
  const top = model.page?.origin ?? '';
  await change((session, nowMs) => session.confirmFrame(row.id, origin, top, nowMs));
  return fillRow(row);
}

/**
 * Types the first code of an account that was just added.
 * @param {Row} row
 * @returns {Promise<string>} the message for the user
 */
export async function fillFirst(row) {
  try {
    const receipt = await type(row);
    if ('confirm' in receipt) {
      const { confirm: origin, sendsTo, message } = receipt;
      ask({ row, origin, isBound: true, sendsTo, message, asked: {} });
      return say('added');
    }
    if (receipt.failure)
      return `${say('added')} ${await copyUnfilled(row, receipt.code, receipt.failure)}`;
    return say('addedFilled', receiptOf(receipt));
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!failure) throw thrown;
    return say('addedNotFilled', sayFailure(failure));
  }
}

/**
 * A fill that was requested here and failed after this popup had closed.
 * @param {import('../platform/memory.js').Unfilled} unfilled
 */
async function sayUnfilledNow({ failure, sinceMs, code }) {
  const isOld = Date.now() - sinceMs > UNFILLED_MS;
  if (isOld && !code?.isCounter) return remember('unfilled', undefined);
  if (code !== undefined) await copyCode(code.text, model.settings);
  await remember('unfilled', undefined);
  const reason = sayFailure(failure);
  toast(code === undefined ? reason : say('copiedNotFilled', reason));
}

/** A fill that was requested here and failed after this popup had closed. @param {import('../platform/memory.js').Unfilled} unfilled */
export function sayUnfilled(unfilled) {
  return attempt(() => sayUnfilledNow(unfilled));
}

/** Does what the row says. @param {RowView} row */
export function use(row) {
  return press(row, async () => {
    // A quick click means the action that the row shows a moment later.
    await model.known(KNOWN_MAX_MS);
    return clickOf(row, model) === 'fill' ? fillRow(row) : copyHere(row);
  });
}

/** @param {RowView} row */
export function fill(row) {
  return press(row, () => fillRow(row));
}

/** @param {RowView} row */
export function copy(row) {
  return press(row, () => copyRow(row));
}

export function copyAnyway() {
  return withStranger(copyRow);
}

export function useHere() {
  return withStranger(fillHere);
}

/** The account has no site yet: it belongs to this one from now on. @param {RowView} row */
export function useSuggested(row) {
  return press(row, () => fillHere(row));
}

export function decline() {
  return withStranger(async () => undefined);
}

/** The user has seen both origins and agrees. */
export function confirm() {
  return attempt(() => {
    const { asking } = model;
    return asking && fillThere(asking);
  });
}

export function dismiss() {
  model.asking = undefined;
  draw();
}
