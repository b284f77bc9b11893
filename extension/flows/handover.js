// A fill requested in the popup, the side panel or Postern's own window. The service worker does all fills.
// While a popup is open the page does not have the focus: the worker tells the popup to close, and types
// once the page has the focus again.

import { failureOf } from '../core/core.js';
import { recall, remember } from '../platform/memory.js';
import { lineToWorker } from '../platform/port.js';
import { trace } from '../platform/trace.js';
import { giveFocus } from '../platform/typing.js';
import { fillAccount } from './fill.js';

/** @typedef {import('../core/core.js').Failure} Failure */
/** @typedef {import('../core/postern.js').KindView} KindView */
/** @typedef {import('../platform/tabs.js').Page} Page */
/** @typedef {import('./fill.js').Typed} Typed */
/** @typedef {import('./fill.js').Unconfirmed} Unconfirmed */
/** @typedef {{ account: { id: string, kind: KindView }, page: Page, asked: import('./fill.js').Asked, isChoice: boolean, where: 'popup' | 'panel' | 'window' }} Wanted */
/** @typedef {{ done: Typed | Unconfirmed } | { failure: Failure }} Result */
/** @typedef {{ waitS: number } | { giveWay: true } | Result} Told */

/** A popup that was told to close is gone by then; otherwise the worker types anyway. */
const CLOSING_MS = 1000;

/**
 * Requests a fill, from one of Postern's views.
 * @param {Wanted} wanted
 * @param {import('./fill.js').OnWait} onWait
 * @returns {Promise<Typed | Unconfirmed>} never resolves in a popup if the code is typed: the popup closes first
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
 * Does what a view requests, in the service worker. The result goes to the view while it is open, and to
 * `tell` after that.
 * @param {Wanted} wanted
 * @param {import('../platform/port.js').Line<Told>} line
 * @param {{ onWait: (secondsLeft: number) => void, tell: (result: Result) => Promise<void> }} after
 */
export async function takeOver({ account, page, asked, isChoice, where }, line, { onWait, tell }) {
  let isOpen = true;
  const closed = line.closed.then(() => {
    isOpen = false;
  });
  const report = async (/** @type {Result} */ result) =>
    isOpen ? line.send(result) : tell(result);
  const giveWay = async () => {
    // Nothing can take the focus from the side panel.
    if (where === 'panel') return;
    if (where === 'window') return giveFocus(page, { isElsewhere: true });
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
    if (!failure) await trace('service worker', thrown);
    await report({ failure: failure ?? { code: 'bad-request' } });
  }
}

/**
 * Stores a failure, and the code, for the next popup that opens over a page.
 * @param {Page} page
 * @param {Failure} failure
 * @param {{ text: string, isCounter: boolean }} [code] that the page did not keep
 */
export async function leaveForPopup(page, failure, code) {
  const left = { tabId: page.id, failure, sinceMs: Date.now() };
  await remember('unfilled', code === undefined ? left : { ...left, code });
}

/** A tab was closed: no popup can open over it any more. @param {number} tabId */
export async function forgetLeft(tabId) {
  if ((await recall('unfilled'))?.tabId === tabId) await remember('unfilled', undefined);
}
