// Whether an element itself is visible to people: its text, its picture, or its box as a control.
// Attributes of any other element are invisible.

import { childrenOf, isRendered, matches, page } from './dom.js';
import { coatOf } from './paint.js';
import { hasEdge } from './slots.js';
import { isReadable, isSeen } from './usable.js';
import { elements, shadowOf } from './walk.js';

const PICTURE = 'img, canvas, input[type="image" i], object, embed';
const CONTROL = 'button, input, select, textarea';
const LINK = 'a, [role="link"], [role="button"]';

/**
 * Elements to examine within one that is not a link: a component and its picture have some five, a section
 * of a page more.
 */
const WITHIN_MAX = 20;
/** Nested elements to examine on one page: as many as it has, once. */
const LOOKS_MAX = 30_000;

/** Answers for one look at a page, within a bounded time. @returns {(element: Element) => boolean} */
export function makeIsNoticed() {
  const left = { count: LOOKS_MAX };
  return (element) => {
    if (element === page.root() || element === page.body()) return false;
    if (isPicture(element)) return isDrawnPicture(element);
    if (matches(element, CONTROL) && isSeen(element) && hasEdge(element)) return true;
    const within = [element, ...partsOf(element, left)];
    const isPart = matches(element, `${LINK}, ${CONTROL}`) || within.length <= WITHIN_MAX;
    return (isPart ? within : [element]).some(showsSomething);
  };
}

/**
 * The contents of an element and of its shadow root; a drawing counts as a whole.
 * @param {Element} element
 * @param {{ count: number }} left
 */
function partsOf(element, left) {
  const shadow = shadowOf(element);
  const all = [...(shadow ? elements(shadow, left) : []), ...elements(element, left)];
  return all.filter((one) => !(one instanceof SVGElement && one.ownerSVGElement));
}

/** @param {Element} element */
function showsSomething(element) {
  if (isPicture(element)) return isDrawnPicture(element);
  const hasText = [...childrenOf(element)].some(
    (one) => one instanceof Text && /\S/.test(one.data),
  );
  if ((hasText || hasGlyph(element)) && isReadable(element)) return true;
  return coatOf(getComputedStyle(element)).isUnknown && isSeen(element);
}

/** An icon-font glyph, in the colour of the element. @param {Element} element */
function hasGlyph(element) {
  return ['::before', '::after'].some((pseudo) => {
    const { content, color } = getComputedStyle(element, pseudo);
    return /^"\s*[^\s"]/.test(content) && color === getComputedStyle(element).color;
  });
}

/** @param {Element} element */
function isPicture(element) {
  return element instanceof SVGElement || matches(element, PICTURE);
}

/** @param {Element} picture */
function isDrawnPicture(picture) {
  if (!isSeen(picture)) return false;
  if (!(picture instanceof SVGElement) || picture instanceof SVGImageElement) return true;
  return [picture, ...elements(picture, { count: WITHIN_MAX })].some(isShape);
}

/** @param {Element} element */
function isShape(element) {
  const isOne =
    element instanceof SVGGeometryElement ||
    element instanceof SVGTextContentElement ||
    element instanceof SVGImageElement ||
    element instanceof SVGUseElement;
  if (!isOne || !isRendered(element, { visibilityProperty: true })) return false;
  const { fill, stroke } = getComputedStyle(element);
  return fill !== 'none' || stroke !== 'none';
}
