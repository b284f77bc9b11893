// Whether something covers an element that a person has to scroll to. A hit test only works within the
// window, so this module looks for covers among everything the page paints, at its current layout.

import { boxOf, isRendered, rectsOf, windowOf } from './dom.js';
import { pageOf } from './frames.js';
import { holds, isAt, OPACITY_MIN, opacityOf, paintingsIn } from './paint.js';
import { clipsOf, pointsOf } from './place.js';
import { isOver } from './stacking.js';
import { drawnIn } from './walk.js';

/** @typedef {import('./paint.js').Painting} Painting */
/** @typedef {import('./paint.js').Point} Point */
/**
 * @typedef {{ painting: Painting, clips: Element[] }} Cover `clips`: the elements that clip it but not what it covers
 */

/** Covers to compare by depth in one look at a page, some 0.2 ms each: beyond that, nothing counts as uncovered. */
const COMPARED_MAX = 10_000;
/** @type {WeakMap<Painting[], number>} the number compared, for the paintings of each look */
const compared = new WeakMap();

/**
 * True if at least `wanted` points of an element are uncovered once it is scrolled into view, and as many
 * in each of its scroll containers and in the window.
 * @param {Element} element
 * @param {number} wanted
 * @param {boolean} underBanners a click dismisses what is fixed to the window
 */
export function isBareLater(element, wanted, underBanners) {
  const isBare = (/** @type {Cover[] | undefined} */ covers, /** @type {Point[]} */ points) =>
    covers !== undefined &&
    points.filter((point) => leftUnder(covers, point) >= OPACITY_MIN).length >= wanted;
  const parts = [element, ...clipsOf(element)];
  if (!parts.every((part, at) => isBare(coversOf(part, parts[at + 1]), pointsOf(boxOf(part)))))
    return false;
  if (underBanners) return true;
  const { innerWidth: width, innerHeight: height } = windowOf(element);
  return isBare(fixedOver(element), pointsOf({ left: 0, top: 0, width, height }));
}

/** @param {Cover[]} covers @param {Point} point */
function leftUnder(covers, point) {
  let left = 1;
  for (const cover of covers) {
    const { coat, element } = cover.painting;
    if (isPaintedAt(cover, point)) left *= 1 - coat.colour[3] * opacityOf(element);
  }
  return left;
}

/**
 * The paintings that lie over a part of the page and move with it.
 * @param {Element} part
 * @param {Element | undefined} scroller the part's next scroll container
 */
function coversOf(part, scroller) {
  const { left, top, right, bottom } = boxOf(part);
  const around = new Set(drawnIn(part));
  const found = paintingsIn(pageOf(part)).filter((painting) => {
    const { box } = painting;
    if (box.left >= right || box.right <= left || box.top >= bottom || box.bottom <= top)
      return false;
    const within = [...drawnIn(painting.element)];
    if (within.includes(part) || (scroller && !within.includes(scroller))) return false;
    return !isStuck(within, around, /fixed|sticky/) && mayCover(painting, part, around);
  });
  return over(found, part, around);
}

/** The paintings that lie over an element wherever the page is scrolled to. @param {Element} element */
function fixedOver(element) {
  const around = new Set(drawnIn(element));
  const found = paintingsIn(pageOf(element)).filter(
    (painting) =>
      isStuck(drawnIn(painting.element), around, /fixed/) && mayCover(painting, element, around),
  );
  return over(found, element, around);
}

/**
 * @param {Iterable<Element>} within innermost first
 * @param {Set<Element>} around ancestors of the examined element, which move with it
 * @param {RegExp} positions
 */
function isStuck(within, around, positions) {
  for (const at of within)
    if (!around.has(at) && positions.test(getComputedStyle(at).position)) return true;
  return false;
}

/** @param {Painting[]} found @param {Element} element @param {Set<Element>} around @returns {Cover[] | undefined} those over an element; undefined if there are too many to tell */
function over(found, element, around) {
  const all = paintingsIn(pageOf(element));
  const count = (compared.get(all) ?? 0) + found.length;
  compared.set(all, count);
  if (count > COMPARED_MAX) return undefined;
  return found
    .filter(({ element: cover, pseudo }) =>
      isOver({ element: cover, pseudo }, { element, pseudo: '' }),
    )
    .map((painting) => ({
      painting,
      clips: clipsOf(painting.element).filter((clip) => !around.has(clip)),
    }));
}

/** @param {Painting} painting @param {Element} element @param {Set<Element>} around */
function mayCover({ element: cover, pseudo, isBackdrop }, element, around) {
  if (around.has(cover) && !(pseudo && cover !== element)) return false;
  return isBackdrop || isRendered(cover, { visibilityProperty: true });
}

/**
 * Whether a cover reaches a point through its clips; text of two lines has a box for each line.
 * @param {Cover} cover
 * @param {Point} point
 */
function isPaintedAt({ painting, clips }, point) {
  const { element, pseudo, hole, isBackdrop } = painting;
  if (!isAt(painting, point)) return false;
  if (isBackdrop) return true;
  if (!pseudo && !hole && ![...rectsOf(element)].some((rect) => holds(rect, point))) return false;
  return clips.every((clip) => holds(boxOf(clip), point));
}
