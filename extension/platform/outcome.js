// What a page makes of a code: asked in the page, around the typing of one.

import { run, watchPage } from './tabs.js';

/** @typedef {import('../content/page.js').Content} Content */
/** @typedef {import('../content/answer.js').Answer} Answer */
/** @typedef {import('./tabs.js').Page} Page */

/**
 * Runs one of the functions of `content/page.js`; a page that is gone, or lets nobody in, answers nothing.
 * @template {keyof Content} Name
 * @param {Page} page
 * @param {Name} name
 * @param {number[]} [frames] all if none is named
 * @param {Parameters<Content[Name]>} args
 */
async function ask(page, name, frames, ...args) {
  return run(page, name, { ...(frames && { frames }), args }).catch(() => []);
}

/** The page and the frame of the field. @param {number} frameId */
const around = (frameId) => [...new Set([0, frameId])];

/** What a page says just before a code is typed; from then on the traces of its being sent are kept. @param {Page} page @param {number} frameId @returns {Promise<string[]>} */
export async function answerBefore(page, frameId) {
  const found = await ask(page, 'answerBefore', around(frameId));
  return found.flatMap(({ result }) => result);
}

/** Just after. @param {Page} page @param {number} frameId @param {{ look: number, fields: number[], sends: number[], stays: number[] }} awaited @returns {Promise<boolean>} false if the page has gone on */
export async function awaitAnswer(page, frameId, awaited) {
  const [answer] = await ask(page, 'awaitAnswer', [frameId], awaited);
  return answer?.result ?? false;
}

/** Has the service worker told when a page changes to which the code's page has led. @param {Page} page @param {number} frameId */
export async function watchAnswer(page, frameId) {
  await Promise.all(around(frameId).map((frame) => watchPage(page, frame)));
}

/**
 * What a page says now.
 * @param {Page} page
 * @param {number} frameId of the field
 * @returns {Promise<Answer | undefined>} that of the field's frame, with what all of them say
 */
export async function answerNow(page, frameId) {
  const found = await ask(page, 'answerNow');
  const top = found.find((one) => one.frameId === 0)?.result;
  const own = found.find((one) => one.frameId === frameId)?.result;
  if (!top) return undefined;
  // A frame that is gone has gone on: the page around it says how.
  const field = own ?? { ...top, typedHere: false, held: false };
  return {
    ...field,
    said: found.flatMap(({ result }) => result.said),
    password: found.some(({ result }) => result.password),
    blank: top.blank,
    calm: top.calm && field.calm,
  };
}
