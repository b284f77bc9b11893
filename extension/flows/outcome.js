// The outcome of a typed code, at enrolment and at login: did the page accept it, and if not, why? The core
// decides; this module keeps the facts from one page to the next.

import { awaitedOn, failureOf, loadCore, outcomeOf } from '../core/core.js';
import { recall, remember } from '../platform/memory.js';
import { answerBefore, answerNow, awaitAnswer, watchAnswer } from '../platform/outcome.js';
import { collect, lookOf, pageOf, serverAhead } from '../platform/tabs.js';
import { checkClock } from './clock.js';

/** @typedef {import('../platform/tabs.js').Page} Page */
/** @typedef {import('../platform/memory.js').Outcome} Outcome */
/** @typedef {import('../platform/memory.js').Enrolment} Enrolment */
/** @typedef {import('../content/answer.js').Answer} Answer */

/** A user who has not submitted the code by then has gone away. */
const WATCHED_MS = 15 * 60_000;
/** A page that renders late may refuse a code after it seemed to move on; pgAdmin's took four seconds. */
const OVERRULED_MS = 30_000;
/** How long an answer is worth showing. */
const SHOWN_MS = 10 * 60_000;

/**
 * Serialises changes: pages report several things at once.
 * @template T
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
const alone = (task) => /** @type {Promise<T>} */ (navigator.locks.request('outcome', task));

/** An account was added at a page. @param {string} id @param {Page} page */
export async function noteEnrolment(id, page) {
  const { id: tabId, origin } = page;
  await remember('enrolment', { tabId, id, origin, sinceMs: Date.now() });
}

/**
 * Called just before a code is typed: the page's current messages are not an answer to it.
 * @param {{ id: string }} account
 * @param {Page} page
 * @param {import('../core/postern.js').FillPlan & { look: number }} plan
 */
export async function beforeTyping({ id }, page, plan) {
  const { frameId, known: isKnown } = plan;
  const { id: tabId, origin } = page;
  const said = (await answerBefore(page, frameId)).map(keyOf);
  await awaitAnswer(page, frameId, plan);
  await alone(async () => {
    const isFirst = isOf(await recall('enrolment'), id, page);
    const sinceMs = Date.now();
    const typing = { tabId, id, origin, frameId, isFirst, said, sinceMs, isKnown };
    await remember('outcome', { ...typing, state: 'typing', isSent: false, hasLeft: false });
  });
}

/**
 * Called just after typing: from now on the page is watched.
 * @param {{ id: string }} account
 * @param {Page} page
 * @param {number} frameId
 */
export async function afterTyping({ id }, page, frameId) {
  const found = await fieldsOf(page);
  // The elements may have been re-rendered.
  const isStill = await awaitAnswer(page, frameId, found?.frameId === frameId ? found : NOWHERE);
  await alone(async () => {
    const outcome = await recall('outcome');
    if (outcome?.id !== id || outcome.tabId !== page.id || isAnswered(outcome)) return;
    await remember('outcome', { ...outcome, state: 'open' });
  });
  // The page may have answered by now.
  await lookAfter(page.id, !isStill);
}

const NOWHERE = { look: 0, fields: [], sends: [], stays: [] };

/** @param {Page} page */
async function fieldsOf(page) {
  try {
    const facts = await collect(page);
    const awaited = awaitedOn(facts);
    return { ...awaited, look: lookOf(facts, awaited.frameId) };
  } catch (thrown) {
    // The page has navigated, or is about to.
    if (!failureOf(thrown)) throw thrown;
    return undefined;
  }
}

/** @param {Enrolment | undefined} enrolment @param {string} id @param {Page} page */
function isOf(enrolment, id, page) {
  if (enrolment?.id !== id || enrolment.tabId !== page.id) return false;
  return enrolment.origin === page.origin && Date.now() - enrolment.sinceMs < WATCHED_MS;
}

/** A content script reports a sign that the code was sent. @param {number} tabId @param {'isSent' | 'hasLeft'} trace */
export function noteTrace(tabId, trace) {
  return alone(async () => {
    const outcome = await recall('outcome');
    if (outcome?.tabId !== tabId || !isWatched(outcome)) return;
    await remember('outcome', { ...outcome, [trace]: true });
  });
}

/** @param {Outcome} outcome */
const isAnswered = ({ state }) => ['accepted', 'refused', 'used'].includes(state);

/** A page that submits itself during typing is gone before anything can report that typing has finished. @param {Outcome} outcome */
const isTyping = ({ state, isSent, hasLeft }) => state === 'typing' && !isSent && !hasLeft;

/** @param {Outcome} outcome */
function isWatched({ state, sinceMs, answeredMs }) {
  const now = Date.now();
  if (state === 'accepted') return now - Number(answeredMs) < OVERRULED_MS;
  return now - sinceMs < WATCHED_MS;
}

/**
 * Called when a tab has changed: checks the outcome of the code that was typed there.
 * @param {number} tabId
 * @param {boolean} isNew a page was loaded and is not watched yet
 * @returns {Promise<Outcome | undefined>} once there is an answer, or a different one
 */
export async function lookAfter(tabId, isNew) {
  const turn = turns.next();
  const before = await recall('outcome');
  if (before?.tabId !== tabId || isTyping(before) || !isWatched(before)) return undefined;
  const page = await pageOf(tabId);
  if (!page || page.origin !== before.origin) return undefined;
  // A page may take its time, and codes for other pages must not wait for it.
  const [answer, facts] = await Promise.all([
    answerNow(page, before.frameId),
    collect(page),
    loadCore(),
  ]);
  if (!answer) return undefined;
  if (isNew) await watchAnswer(page, before.frameId);
  return alone(async () => {
    const outcome = await recall('outcome');
    // Another code was typed in the meantime, or a later look has been decided on.
    if (!outcome || outcome.sinceMs !== before.sinceMs || outcome.tabId !== tabId) return undefined;
    return turns.isLast(turn) ? decide(outcome, page, facts, answer) : undefined;
  });
}

/** Looks may end in a different order than they began: then the earlier one's result is out of date. */
const turns = {
  begun: 0,
  decided: 0,
  next() {
    turns.begun += 1;
    return turns.begun;
  },
  /** @param {number} turn */
  isLast(turn) {
    if (turn < turns.decided) return false;
    turns.decided = turn;
    return true;
  },
};

/**
 * @param {Outcome} outcome the previous outcome
 * @param {Page} page
 * @param {import('../core/postern.js').PageFacts} facts
 * @param {Answer} answer
 */
async function decide(outcome, page, facts, answer) {
  const { typedHere, said, ...seen } = answer;
  const keys = new Set(said.map(({ text }) => keyOf(text)));
  const state = outcomeOf(facts, {
    said: said.map((one) => ({ ...one, before: outcome.said.includes(keyOf(one.text)) })),
    traces: {
      ...seen,
      sent: outcome.isSent,
      left: outcome.hasLeft,
      moved: !typedHere,
      known: outcome.isKnown,
    },
  });
  if (state === 'open' || state === 'unknown') {
    // A message that disappears and comes back counts as new.
    const left = typedHere ? outcome.said.filter((key) => keys.has(key)) : outcome.said;
    const now = isAnswered(outcome) ? outcome.state : state;
    if (now !== outcome.state || left.length < outcome.said.length)
      await remember('outcome', { ...outcome, said: left, state: now });
    return undefined;
  }
  if (state === outcome.state) return undefined;
  const answered = {
    ...outcome,
    state: /** @type {Outcome['state']} */ (state),
    answeredMs: Date.now(),
  };
  if (state === 'accepted') {
    if (outcome.isFirst) await remember('enrolment', undefined);
    await remember('outcome', answered);
    return answered;
  }
  // The sent code has been answered: the next answer belongs to the next code.
  const refused = { ...answered, isSent: false, hasLeft: false, said: [...keys] };
  const clock = state === 'refused' ? await compareClocks(page) : {};
  await remember('outcome', { ...refused, ...clock });
  return { ...refused, ...clock };
}

/**
 * Asks the page's own server for its time. No other server is ever asked, and this one only after a refusal.
 * @param {Page} page
 */
async function compareClocks(page) {
  const aheadMs = await serverAhead(page);
  return aheadMs === undefined ? {} : { aheadMs, ...(await checkClock(page.origin, aheadMs)) };
}

/**
 * The outcome to show for the last code typed into a page.
 * @param {Page | undefined} page
 * @returns {Promise<Outcome | undefined>}
 */
export async function outcomeAt(page) {
  const outcome = await recall('outcome');
  if (!page || outcome?.tabId !== page.id || outcome.origin !== page.origin) return undefined;
  return Date.now() - (outcome.answeredMs ?? outcome.sinceMs) < SHOWN_MS ? outcome : undefined;
}

/** The user has read it. */
export function forgetOutcome() {
  return alone(() => remember('outcome', undefined));
}

/** A key that is equal for texts that differ only by a countdown. @param {string} text */
const keyOf = (text) => text.replace(/\d+/g, '#');
