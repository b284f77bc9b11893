// The frames around a page, as far as they are of the same origin: a field in a frame that nobody sees
// is one that nobody sees.

import { boxOf, clientLeftOf, clientTopOf, documentOf, offsetHeightOf, windowOf } from './dom.js';
import { drawnIn } from './walk.js';

/** The browser itself ends at some depth of frames; this is more than pages have. */
const FRAMES_MAX = 20;

/** The element that a node's frame is in; null for the page itself and for frames of another origin. @param {Node} node @returns {Element | null} */
export function frameAround(node) {
  try {
    return windowOf(node).frameElement;
  } catch {
    // The frame around it is of another origin.
    return null;
  }
}

/**
 * All that an element is drawn in, innermost first, through frames of its origin.
 * @param {Element} element
 * @returns {{ chain: Element[], isWhole: boolean }} `isWhole`: up to the page itself
 */
export function throughFrames(element) {
  const chain = [];
  let at = /** @type {Element | null} */ (element);
  let last = element;
  for (let depth = 0; at && depth < FRAMES_MAX; depth += 1) {
    chain.push(...drawnIn(at));
    last = at;
    at = frameAround(at);
  }
  const view = windowOf(last);
  return { chain, isWhole: !at && view === view.top };
}

/** Where a point of a frame is in the page around it. @param {Element} frame @param {{ x: number, y: number }} point */
export function outOf(frame, { x, y }) {
  const { left, top, height } = boxOf(frame);
  const style = getComputedStyle(frame);
  const scale = height / (offsetHeightOf(/** @type {HTMLElement} */ (frame)) || height);
  const edge = (/** @type {number} */ border, /** @type {string} */ padding) =>
    border + (Number.parseFloat(padding) || 0);
  return {
    x: left + (edge(clientLeftOf(frame), style.paddingLeft) + x) * scale,
    y: top + (edge(clientTopOf(frame), style.paddingTop) + y) * scale,
  };
}

/** @param {Element} element @returns {Document} */
export function pageOf(element) {
  return /** @type {Document} */ (documentOf(element));
}
