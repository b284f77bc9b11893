// A fill that is asked for in the popup. While the popup is open the page does not have the focus, so the
// service worker does it: it tells the popup to close, and types once the page has the focus back.

import { failureOf } from '../core/core.js';
import { remember } from '../platform/memory.js';
import { lineToWorker } from '../platform/port.js';
import { giveFocus } from '../platform/typing.js';
import { fillAccount } from './fill.js';

/** @typedef {import('../core/core.js').Failure} Failure */
/** @typedef {import('../core/postern.js').KindView} KindView */
/** @typedef {import('../platform/tabs.js').Page} Page */
/** @typedef {import('./fill.js').Typed} Typed */
/** @typedef {import('./fill.js').Unconfirmed} Unconfirmed */
/** @typedef {{ account: { id: string, kind: KindView }, page: Page, asked: import('./fill.js').Asked, isChoice: boolean }} Wanted */
/** @typedef {{ done: Typed | Unconfirmed } | { failure: Failure }} Result */
/** @typedef {{ waitS: number } | { giveWay: true } | Result} Told */

/** A popup that was told to close is gone by then; the page is typed into all the same. */
const CLOSING_MS = 1000;

/**
 * In the popup: asks for a fill.
 * @param {Wanted} wanted
 * @param {import('./fill.js').OnWait} onWait
 * @returns {Promise<Typed | Unconfirmed>} never, if the code is typed: the popup closes first
 */
export function handOver(wanted, onWait) {
  return new Promise((resolve, reject) => {
    const hear = (/** @type {Told} */ told) => {
      if ('waitS' in told) onWait(told.waitS);
      if ('giveWay' in told) window.close();
      if ('done' in told) resolve(told.done);
      if ('failure' in told) reject(told.failure);
    };
    const send = lineToWorker(hear, () => reject(new Error('the service worker has gone')));
    send(wanted);
  });
}

/**
 * In the service worker: does what a popup asks for. What becomes of it is told to the popup while that is
 * open, and to `tell` afterwards.
 * @param {Wanted} wanted
 * @param {import('../platform/port.js').Line<Told>} line
 * @param {{ onWait: (secondsLeft: number) => void, tell: (result: Result) => Promise<void> }} after
 */
export async function takeOver({ account, page, asked, isChoice }, line, { onWait, tell }) {
  let isOpen = true;
  const closed = line.closed.then(() => {
    isOpen = false;
  });
  const report = async (/** @type {Result} */ result) =>
    isOpen ? line.send(result) : tell(result);
  const giveWay = async () => {
    line.send({ giveWay: true });
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, CLOSING_MS))]);
    isOpen = false;
    await giveFocus(page);
  };
  const wait = (/** @type {number} */ waitS) => (isOpen ? line.send({ waitS }) : onWait(waitS));
  try {
    const manner = { onWait: wait, giveWay, isChoice };
    await report({ done: await fillAccount(account, page, manner, asked) });
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!failure) throw thrown;
    await report({ failure });
  }
}

/**
 * Leaves what went wrong, and the code, for the popup that is opened next over a page.
 * @param {Page} page
 * @param {Failure} failure
 * @param {string} [code] that the page did not keep
 */
export async function leaveForPopup(page, failure, code) {
  const left = { tabId: page.id, failure, sinceMs: Date.now() };
  await remember('unfilled', code === undefined ? left : { ...left, code });
}
