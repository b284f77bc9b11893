// After a key was added at a page: did the page take its first code, and if not, why?

import { loadCore, outcomeOf } from '../core/core.js';
import { recall, remember } from '../platform/memory.js';
import { collect, pageOf, serverAhead, watchPage } from '../platform/tabs.js';

/** @typedef {import('../platform/tabs.js').Page} Page */
/** @typedef {import('../platform/memory.js').Enrolment} Enrolment */

/** Who has not confirmed by then has gone away. */
const WATCHED_MS = 15 * 60_000;
/** A clock that is off by more than this is told of. */
export const DRIFT_MAX_MS = 5000;

/** An account was added at a page. @param {string} id @param {Page} page */
export async function noteEnrolment(id, page) {
  const { id: tabId, origin } = page;
  await remember('enrolment', { tabId, id, origin, state: 'added', sinceMs: Date.now() });
}

/** A code was typed: if it is the first one of an account that was just added there, the page is watched. @param {string} id @param {Page} page @param {number} frameId */
export async function noteFirstCode(id, page, frameId) {
  const enrolment = await recall('enrolment');
  if (enrolment?.id !== id || enrolment.tabId !== page.id || !isFresh(enrolment)) return;
  await remember('enrolment', { ...enrolment, state: 'open' });
  // What the page does on its own while it is typed into is over by now.
  await watchPage(page, frameId);
}

/** @param {Enrolment} enrolment */
function isFresh({ sinceMs }) {
  return Date.now() - sinceMs < WATCHED_MS;
}

/**
 * A tab has changed: looks what became of the enrolment there.
 * @param {number} tabId
 * @param {boolean} isNew a page was loaded, which nobody watches yet
 * @returns {Promise<Enrolment | undefined>} once there is an answer
 */
export async function lookAfterEnrolment(tabId, isNew) {
  const enrolment = await recall('enrolment');
  const isAwaited = enrolment?.tabId === tabId && enrolment.state === 'open';
  if (!isAwaited || !isFresh(enrolment)) return undefined;
  const page = await pageOf(tabId);
  if (!page || page.origin !== enrolment.origin) return undefined;
  const [facts] = await Promise.all([collect(page), loadCore()]);
  const state = outcomeOf(facts);
  if (state === 'open') {
    if (isNew) await watchPage(page, 0);
    return undefined;
  }
  const aheadMs = state === 'accepted' ? undefined : await serverAhead(page);
  const result = { ...enrolment, state, ...(aheadMs !== undefined && { aheadMs }) };
  const answered = /** @type {Enrolment} */ (result);
  await remember('enrolment', answered);
  return answered;
}
