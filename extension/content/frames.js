// The frames around a page, as far as they are same-origin: a field in an invisible frame is itself
// invisible.

import { boxOf, clientLeftOf, clientTopOf, documentOf, offsetHeightOf, windowOf } from './dom.js';
import { drawnIn } from './walk.js';

/** The browser itself limits the depth of frames; this is more than pages use. */
const FRAMES_MAX = 20;

/**
 * The element that contains a node's frame; null for the top page and for cross-origin frames.
 * @param {Node} node
 * @returns {Element | null}
 */
export function frameAround(node) {
  try {
    return windowOf(node).frameElement;
  } catch {
    // The parent frame is cross-origin.
    return null;
  }
}

/**
 * All ancestors of an element as drawn, innermost first, through same-origin frames.
 * @param {Element} element
 * @returns {{ chain: Element[], isWhole: boolean }} `isWhole`: the chain reaches the top page
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

/**
 * Converts a point of a frame to the coordinates of the page around it.
 * @param {Element} frame
 * @param {{ x: number, y: number }} point
 */
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
