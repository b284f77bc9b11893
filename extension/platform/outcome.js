// Asks a page about its reaction to a code, before and after typing.

import { run, watchPage } from './tabs.js';

/** @typedef {import('../content/page.js').Content} Content */
/** @typedef {import('../content/answer.js').Answer} Answer */
/** @typedef {import('./tabs.js').Page} Page */

/**
 * Runs one of the functions of `content/page.js`; the result is empty if the page is gone or denies access.
 * @template {keyof Content} Name
 * @param {Page} page
 * @param {Name} name
 * @param {number[]} [frames] all if omitted
 * @param {Parameters<Content[Name]>} args
 */
async function ask(page, name, frames, ...args) {
  return run(page, name, { ...(frames && { frames }), args }).catch(() => []);
}

/** The page and the frame of the field. @param {number} frameId */
const around = (frameId) => [...new Set([0, frameId])];

/**
 * Called just before a code is typed: returns the page's current messages, and starts to track signs that
 * the code was sent.
 * @param {Page} page
 * @param {number} frameId
 * @returns {Promise<string[]>}
 */
export async function answerBefore(page, frameId) {
  const found = await ask(page, 'answerBefore', around(frameId));
  return found.flatMap(({ result }) => result);
}

/**
 * Called just after typing.
 * @param {Page} page
 * @param {number} frameId
 * @param {{ look: number, fields: number[], sends: number[], stays: number[] }} awaited
 * @returns {Promise<boolean>} false if the page has navigated
 */
export async function awaitAnswer(page, frameId, awaited) {
  const [answer] = await ask(page, 'awaitAnswer', [frameId], awaited);
  return answer?.result ?? false;
}

/**
 * Makes a page report its changes to the service worker, once the code's page has led to it.
 * @param {Page} page
 * @param {number} frameId
 */
export async function watchAnswer(page, frameId) {
  await Promise.all(around(frameId).map((frame) => watchPage(page, frame)));
}

/**
 * The page's current state.
 * @param {Page} page
 * @param {number} frameId of the field
 * @returns {Promise<Answer | undefined>} that of the field's frame, with the messages of all frames
 */
export async function answerNow(page, frameId) {
  const found = await ask(page, 'answerNow');
  const top = found.find((one) => one.frameId === 0)?.result;
  const own = found.find((one) => one.frameId === frameId)?.result;
  if (!top) return undefined;
  // A frame that is gone has navigated: the page around it shows the outcome.
  const field = own ?? { ...top, typedHere: false, held: false };
  return {
    ...field,
    said: found.flatMap(({ result }) => result.said),
    password: found.some(({ result }) => result.password),
    blank: top.blank,
    calm: top.calm && field.calm,
  };
}
