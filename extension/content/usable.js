// Whether a person could see a field and type into it now, and which parts of a page are visible at all.

import { filtered, WHITE } from './colour.js';
import {
  area,
  attribute,
  boxOf,
  closest,
  contains,
  controlOf,
  hitIn,
  hitsIn,
  input,
  isRendered,
  matches,
  tagOf,
  windowOf,
} from './dom.js';
import { frameAround, outOf, pageOf, throughFrames } from './frames.js';
import { isLegible } from './ink.js';
import { isBareLater } from './later.js';
import { hasPseudoAt, leftAt, leftUnder, OPACITY_MIN } from './paint.js';
import { POINTS, pointsOf, SIDE_MIN, whenInView } from './place.js';
import { slotsOver } from './slots.js';
import { DEPTH_MAX, drawnIn, holders, shadowOf, textOf } from './walk.js';

/** How many of a box's nine points must belong to the field: icons and labels may cover the others. */
const OWN_MIN = 5;
/** … and how many must be visible for something that is only looked at. */
const SEEN_MIN = 3;

/** Longer field names are not compared with the text on top of them. */
const CAPTION_MAX = 200;
/** Elements that would react to a click in some other way. */
const CONTROL = 'a, button, input, select, textarea, summary, [role="button"], [role="link"]';
/** A caption extends beyond its field by at most this much, in CSS pixels: a border and its ring. */
const CAPTION_EDGE = 8;

/** @typedef {HTMLInputElement | HTMLElement} Field */
/** @typedef {import('./paint.js').Point} Point */
/** @typedef {import('./place.js').When} When */

/**
 * When a person can see a field and type into it.
 * @param {Field} field
 * @param {{ closed?: boolean }} [options] `closed`: also fields that are disabled or read-only until the one before them is filled, or until they have the focus
 * @returns {When}
 */
export function whenUsable(field, { closed = false } = {}) {
  if (!(closed || isEnabled(field)) || !isShown(field)) return 'never';
  const slots = slotsOver(field);
  if (slots.length === 0 && !(isOpaque(field) && isLegible(field))) return 'never';
  if (slots.length > 0 && !slots.every(isOpaque)) return 'never';
  return whenSeen(field, (point) => isOwn(field, slots, point), OWN_MIN);
}

/** True if a person could see a button and press it, now or after scrolling. @param {HTMLElement} button */
export function isPressable(button) {
  if (!isEnabled(button) || !isShown(button) || !isOpaque(button)) return false;
  return whenSeen(button, (point) => isOwn(button, [], point), OWN_MIN) !== 'never';
}

/** When a person can see a frame and click into it. @param {Element} frame @returns {When} */
export function whenFrameSeen(frame) {
  if (!isShown(frame) || !isOpaque(frame)) return 'never';
  return whenSeen(frame, (point) => isOwn(frame, [], point), OWN_MIN);
}

/** @param {Field} field */
function isEnabled(field) {
  const isInput = field instanceof HTMLInputElement;
  if (isInput && input.isDisabled(field)) return false;
  return !isReadOnly(field) && !matches(field, ':disabled');
}

/** @param {Field} field */
export function isReadOnly(field) {
  if (field instanceof HTMLTextAreaElement) return area.isReadOnly(field);
  return field instanceof HTMLInputElement && input.isReadOnly(field);
}

/** Rendered, and not hidden from anyone. @param {Element} element */
function isShown(element) {
  for (const around of throughFrames(element).chain) {
    // Some widgets hide their individual boxes from screen readers; those still count as visible.
    const isHidden = around !== element && attribute(around, 'aria-hidden') === 'true';
    if (isHidden || matches(around, '[inert]')) return false;
  }
  return isDrawn(element);
}

/** Whether the element is laid out and `visible`, and so are its frames. @param {Element} element */
function isDrawn(element) {
  for (let at = /** @type {Element | null} */ (element); at; at = frameAround(at))
    if (!isRendered(at, { visibilityProperty: true })) return false;
  return true;
}

/** Whether the element is opaque enough, with its ancestors as drawn, and not masked. @param {Element} element */
export function isOpaque(element) {
  let opacity = 1;
  const { chain } = throughFrames(element);
  // Beyond this depth, nothing is known about its ancestors.
  if (chain.length >= DEPTH_MAX) return false;
  for (const around of chain) {
    const style = getComputedStyle(around);
    // What a mask leaves depends on its image, which cannot be read.
    const masks = [style.maskImage, style.getPropertyValue('-webkit-mask-box-image-source')];
    if (masks.some((mask) => mask && mask !== 'none') || isTurnedAway(style)) return false;
    opacity *= Number(style.opacity) * (filtered(style.filter, WHITE)?.[3] ?? 0);
  }
  return opacity >= OPACITY_MIN;
}

/** True for the back of an element that only shows its front. @param {CSSStyleDeclaration} style */
function isTurnedAway({ backfaceVisibility, transform, rotate }) {
  if (backfaceVisibility !== 'hidden' || (transform === 'none' && rotate === 'none')) return false;
  const turned = new DOMMatrix(transform === 'none' ? '' : transform);
  // `rotate: y 180deg` applies in addition to `transform`.
  const own = /^(?:([xy])|([-\d. ]+) )?\s*([-\d.]+)deg$/.exec(rotate);
  if (own?.[1])
    turned.rotateAxisAngleSelf(own[1] === 'x' ? 1 : 0, own[1] === 'y' ? 1 : 0, 0, Number(own[3]));
  return turned.m33 < 0;
}

/**
 * When enough of an element's points are its own, here and in the surrounding frames.
 * @param {Element} element
 * @param {(point: Point) => boolean} isGood in the element's own page
 * @param {number} wanted
 * @param {number} [side]
 * @returns {When}
 */
function whenSeen(element, isGood, wanted, side = SIDE_MIN) {
  const when = whenInView(element, side);
  if (when === 'never') return 'never';
  const frames = [];
  for (let at = frameAround(element); at; at = frameAround(at)) frames.push(at);
  const places = frames.map((frame) => whenInView(frame));
  if (places.includes('never')) return 'never';
  const at = pointsOf(boxOf(element));
  // An element out of view cannot be hit: it is examined again once it is in view.
  if (when === 'later') return 'later';
  const inside = at.filter((point) => isInside(element, point));
  const good = inside.filter(isGood);
  if (good.length * POINTS < wanted * inside.length || inside.length === 0) return 'never';
  return places.includes('later') ? 'later' : throughAll(frames, good, wanted);
}

/**
 * Whether points of a frame are in view and uncovered in each page around it.
 * @param {Element[]} frames innermost first
 * @param {Point[]} points
 * @param {number} wanted
 * @returns {When}
 */
function throughAll(frames, points, wanted) {
  let now = points;
  for (const frame of frames) {
    now = now.map((point) => outOf(frame, point));
    const inside = now.filter((point) => isInside(frame, point));
    if (inside.length === 0) return 'later';
    now = inside.filter((point) => isOwn(frame, [], point));
    if (now.length * POINTS < wanted * inside.length) return 'never';
  }
  return 'now';
}

/** @param {Element} element @param {Point} point */
function isInside(element, { x, y }) {
  const { innerWidth, innerHeight } = windowOf(element);
  return x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
}

/** The innermost element at a point, through shadow roots. @param {Document} page @param {Point} point */
function hitAt(page, { x, y }) {
  let hit = hitIn(page, x, y);
  // Nested components: no page nests them more deeply than this.
  for (let depth = 0; hit && depth < 100; depth += 1) {
    const shadow = shadowOf(hit);
    const inner = shadow && hitIn(shadow, x, y);
    if (!inner || inner === hit || !within(inner, shadow)) return hit;
    hit = inner;
  }
  return hit;
}

/** @param {Element} element @param {ShadowRoot} shadow */
function within(element, shadow) {
  for (const holder of holders(element)) if (shadowOf(holder) === shadow) return true;
  return false;
}

/**
 * Whether a click at a point would reach a field, and the field is visible there. Only the field's label
 * and a widget's own slots may lie over it.
 * @param {Element} field
 * @param {Element[]} slots
 * @param {Point} point
 */
function isOwn(field, slots, point) {
  const page = pageOf(field);
  const hit = hitAt(page, point);
  if (!hit) return false;
  const around = new Set(drawnIn(field));
  // Where the field itself is not painted, its container is hit, unless clicks pass through it.
  if (around.has(hit) && hit !== field && slots.length === 0 && !isBelow(field, hit, point))
    return false;
  // If slots are drawn over their input, they are its visible part.
  const shown = slots.find((slot) => isAround(slot, point)) ?? field;
  const leftOver = () => leftAt(shown, page, point);
  let left = 1;
  for (const at of drawnIn(hit)) {
    if (at === field || slots.includes(at)) return left * leftOver() >= OPACITY_MIN;
    left *= leftUnder(at, around.has(at), point);
    const isLabel = isLabelOf(at, field);
    // An element that contains all the slots is the widget.
    const isWidget = slots.length > 0 && around.has(at) && slots.every((slot) => isIn(slot, at));
    if (isLabel || isWidget) return left * leftOver() >= OPACITY_MIN;
    if (around.has(at)) return false;
  }
  return false;
}

/** A field's label, or a caption that lies where its text will be. @param {Element} at @param {Element} field */
function isLabelOf(at, field) {
  const control = tagOf(at) === 'LABEL' ? controlOf(/** @type {any} */ (at)) : null;
  if (control) return control === field;
  if (contains(at, field) || closest(at, CONTROL)) return false;
  const said = textOf(at, CAPTION_MAX);
  if (!said) return false;
  const names = ['aria-label', 'placeholder'].map((name) => attribute(field, name)?.trim());
  if (names.some((name) => name && name === said)) return true;
  // An element that is larger than the field, or covers others as well, is not its caption.
  const [own, of] = [boxOf(at), boxOf(field)];
  return (
    own.left >= of.left - CAPTION_EDGE &&
    own.top >= of.top - CAPTION_EDGE &&
    own.right <= of.right + CAPTION_EDGE &&
    own.bottom <= of.bottom + CAPTION_EDGE
  );
}

/** @param {Element} element @param {Point} point */
function isAround(element, { x, y }) {
  const { left, top, right, bottom } = boxOf(element);
  return x >= left && x < right && y >= top && y < bottom;
}

/** @param {Element} field @param {Element} holder @param {Point} point */
function isBelow(field, holder, point) {
  return getComputedStyle(field).pointerEvents === 'none' || hasPseudoAt(holder, point);
}

/** @param {Element} element @param {Element} holder */
function isIn(element, holder) {
  for (const at of drawnIn(element)) if (at === holder) return true;
  return false;
}

/** Something that is only looked at may be smaller than a click target: a link of one letter. */
const LOOKED_SIDE_MIN = 4;

/**
 * True if a person can see an element of the page, now or after scrolling: a link, a picture, a text.
 * @param {Element} element
 * @param {{ underBanners?: boolean }} [options] `fixed` elements may cover it: a click dismisses them
 */
export function isSeen(element, { underBanners = false } = {}) {
  if (!isDrawn(element) || !isOpaque(element)) return false;
  const isGood = (/** @type {Point} */ point) => isBared(element, point, underBanners);
  const when = whenSeen(element, isGood, SEEN_MIN, LOOKED_SIDE_MIN);
  if (when !== 'later') return when === 'now';
  for (let at = /** @type {Element | null} */ (element); at; at = frameAround(at))
    if (!isBareLater(at, SEEN_MIN, underBanners)) return false;
  return true;
}

/** Whether nothing opaque lies over an element at a point. @param {Element} element @param {Point} point @param {boolean} underBanners */
function isBared(element, point, underBanners) {
  const page = pageOf(element);
  const around = new Set(drawnIn(element));
  let left = leftAt(element, page, point);
  for (const at of hitsIn(page, point.x, point.y)) {
    if (isIn(at, element) || around.has(at)) break;
    if (!(underBanners && isBanner(at))) left *= leftUnder(at, false, point);
  }
  return left >= OPACITY_MIN;
}

/** @param {Element} element */
function isBanner(element) {
  for (const at of drawnIn(element))
    if (['fixed', 'sticky'].includes(getComputedStyle(at).position)) return true;
  return false;
}

/** True if a person can read an element's own text. @param {Element} element */
export function isReadable(element) {
  return isLegible(element) && isSeen(element);
}
