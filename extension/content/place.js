// Where an element is: in view now, reachable by scrolling, or unreachable.

import {
  bodyOf,
  boxOf,
  clientHeightOf,
  clientLeftOf,
  clientTopOf,
  clientWidthOf,
  rootOf,
  scrollHeightOf,
  scrollLeftOf,
  scrollTopOf,
  scrollWidthOf,
  windowOf,
} from './dom.js';
import { pageOf } from './frames.js';
import { drawnIn } from './walk.js';

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */
/** @typedef {'now' | 'later' | 'never'} When a person can see it; `later`: after scrolling */

/** Elements narrower or lower than this, in CSS pixels, are too small to hit. */
export const SIDE_MIN = 8;
/** The share of an element that a clip must leave; input-otp cuts off a fifth of its input. */
const SHARE_MIN = 0.4;

/** Points to examine in a box, as fractions of its width and height: within a circle as well. */
const PARTS = [0.5, 0.1, 0.9].flatMap((x) => [0.5, 0.25, 0.75].map((y) => ({ x, y })));

export const POINTS = PARTS.length;

/** The points to examine in a box. @param {{ left: number, top: number, width: number, height: number }} box */
export function pointsOf({ left, top, width, height }) {
  return PARTS.map(({ x, y }) => ({ x: left + x * width, y: top + y * height }));
}

const CONTAINS = /paint|layout|strict|content/;

/**
 * Whether an element with this style is the containing block even for its `fixed` descendants.
 * @param {CSSStyleDeclaration} style
 */
function isFrameOfReference(style) {
  const changes = [style.transform, style.translate, style.scale, style.rotate, style.filter];
  const all = [...changes, style.perspective, style.backdropFilter];
  return all.some((value) => value && value !== 'none') || CONTAINS.test(style.contain);
}

/**
 * When an element is in view, according to the boxes that clip it. Elements on top of it are ignored.
 * @param {Element} element
 * @param {number} [side] the smallest side that counts
 * @returns {When}
 */
export function whenInView(element, side = SIDE_MIN) {
  const { left, top, right, bottom } = boxOf(element);
  /** @type {Box | undefined} */
  let box = { left, top, right, bottom };
  if (right - left < side || bottom - top < side) return 'never';
  if (!isLeftByClips(element)) return 'never';
  let isMoved = false;
  let isFixed = getComputedStyle(element).position === 'fixed';
  for (const { holder, style, isPage } of layoutHolders(element)) {
    isFixed = style.position === 'fixed';
    if (isPage) continue;
    const seen = through(holder, style, box, side);
    if (!seen) return 'never';
    isMoved ||= seen.isMoved;
    box = seen.box;
  }
  const when = inWindow(element, box, isFixed, side);
  return when === 'now' && isMoved ? 'later' : when;
}

/**
 * The ancestors of an element in terms of boxes, innermost first: positioned elements skip some of them.
 * @param {Element} element
 */
function* layoutHolders(element) {
  const root = rootOf(pageOf(element));
  let { position } = getComputedStyle(element);
  const [, ...around] = drawnIn(element);
  for (const holder of around) {
    const style = getComputedStyle(holder);
    const isFree = position === 'absolute' || position === 'fixed';
    const holds =
      isFrameOfReference(style) || (position === 'absolute' && style.position !== 'static');
    if (isFree && !holds) continue;
    yield { holder, style, isPage: isViewport(holder, root) };
    position = style.position;
  }
}

/**
 * The elements that clip or scroll an element within the page, innermost first.
 * @param {Element} element
 * @returns {Element[]}
 */
export function clipsOf(element) {
  return [...layoutHolders(element)]
    .filter(
      ({ style, isPage }) => !isPage && `${style.overflowX}${style.overflowY}` !== 'visiblevisible',
    )
    .map(({ holder }) => holder);
}

/**
 * Whether an element is the page's own scroller: the root, or the body if the root does not scroll.
 * @param {Element} holder
 * @param {Element | null} root
 */
function isViewport(holder, root) {
  if (holder === root) return true;
  if (!root || holder !== bodyOf(pageOf(holder))) return false;
  const { overflowX, overflowY } = getComputedStyle(root);
  return overflowX === 'visible' && overflowY === 'visible';
}

/**
 * The part of a box that is visible through one of its containers.
 * @param {Element} holder
 * @param {CSSStyleDeclaration} style
 * @param {Box} box
 * @param {number} side
 */
function through(holder, style, box, side) {
  const of = boxOf(holder);
  const start = { left: of.left + clientLeftOf(holder), top: of.top + clientTopOf(holder) };
  const across = axis(
    style.overflowX,
    [box.left, box.right],
    [start.left, clientWidthOf(holder), scrollLeftOf(holder), scrollWidthOf(holder)],
  );
  const along = axis(
    style.overflowY,
    [box.top, box.bottom],
    [start.top, clientHeightOf(holder), scrollTopOf(holder), scrollHeightOf(holder)],
  );
  if (!across || !along) return undefined;
  const [left, right] = across.side;
  const [top, bottom] = along.side;
  if (right - left < side || bottom - top < side) return undefined;
  return { box: { left, top, right, bottom }, isMoved: across.isMoved || along.isMoved };
}

/**
 * The same for one axis: cut off if it cannot be scrolled, moved into view if it can.
 * @param {string} overflow
 * @param {[number, number]} side
 * @param {[number, number, number, number]} view visible start and length, scroll offset, total length
 * @returns {{ side: [number, number], isMoved: boolean } | undefined}
 */
function axis(overflow, [from, to], [start, length, scrolled, whole]) {
  // Inline boxes have no size and clip nothing.
  if (overflow === 'visible' || (length === 0 && whole === 0 && overflow === 'visible'))
    return { side: [from, to], isMoved: false };
  const middle = (from + to) / 2;
  if (middle >= start && middle < start + length)
    return { side: [Math.max(from, start), Math.min(to, start + length)], isMoved: false };
  const isScrolled = overflow === 'auto' || overflow === 'scroll';
  const isInside = middle >= start - scrolled && middle < start - scrolled + whole;
  if (!isScrolled || !isInside) return undefined;
  const size = Math.min(to - from, length);
  return { side: [start, start + size], isMoved: true };
}

/** @param {Element} element @param {Box} box @param {boolean} isFixed @param {number} side @returns {When} */
function inWindow(element, { left, top, right, bottom }, isFixed, side) {
  const { innerWidth, innerHeight, scrollX, scrollY } = windowOf(element);
  if (innerWidth < side || innerHeight < side) return 'never';
  if (Math.min(right, innerWidth) - Math.max(left, 0) < side) return 'never';
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  if (x >= 0 && x < innerWidth && y >= 0 && y < innerHeight) return 'now';
  const root = rootOf(pageOf(element));
  if (isFixed || !root) return 'never';
  // The browser applies the body's overflow to the page if the root has none.
  const own = getComputedStyle(root);
  const body = bodyOf(pageOf(element));
  const isOwn = own.overflowX !== 'visible' || own.overflowY !== 'visible' || !body;
  const { overflowY } = isOwn ? own : getComputedStyle(body);
  if (overflowY === 'hidden' || overflowY === 'clip') return 'never';
  const isInside =
    y >= -scrollY &&
    y < scrollHeightOf(root) - scrollY &&
    x >= -scrollX &&
    x < scrollWidthOf(root) - scrollX;
  return isInside ? 'later' : 'never';
}

/** Whether `clip` and `clip-path`, of an element and its ancestors, leave enough of it. @param {Element} element */
function isLeftByClips(element) {
  for (const around of drawnIn(element)) {
    const { clip, clipPath, position } = getComputedStyle(around);
    const isCut = clip !== 'auto' && (position === 'absolute' || position === 'fixed');
    if (isCut && rectShare(clip, boxOf(around)) < SHARE_MIN) return false;
    if (clipPath !== 'none' && pathShare(clipPath, boxOf(around)) < SHARE_MIN) return false;
  }
  return true;
}

/** @param {number} side @param {number} whole */
function part(side, whole) {
  return Math.max(0, Math.min(1, side / (whole || 1)));
}

/** `rect(top, right, bottom, left)` @param {string} clip @param {DOMRect} box */
function rectShare(clip, { width, height }) {
  const [top = '', right = '', bottom = '', left = ''] = clip.slice(5, -1).split(/,\s*|\s+/);
  const of = (/** @type {string} */ edge, /** @type {number} */ auto) =>
    edge === 'auto' ? auto : Number.parseFloat(edge) || 0;
  const across = Math.min(of(right, width), width) - Math.max(of(left, 0), 0);
  const along = Math.min(of(bottom, height), height) - Math.max(of(top, 0), 0);
  return part(across, width) * part(along, height);
}

/**
 * The share of its box that a shape leaves. It cannot be determined for shapes without numbers.
 * @param {string} shape
 * @param {DOMRect} box
 */
function pathShare(shape, { width, height }) {
  const [, name = '', given = ''] = /^(\w+)\((.*?)\)/.exec(shape) ?? [];
  const length = (/** @type {string} */ text, /** @type {number} */ whole) =>
    text.endsWith('%') ? (Number.parseFloat(text) / 100) * whole : Number.parseFloat(text) || 0;
  const words = given.split(/\s+round\s+/)[0]?.split(/[\s,]+/) ?? [];
  if (name === 'inset') {
    const [top = '0', right = top, bottom = top, left = right] = words;
    const across = width - length(left, width) - length(right, width);
    const along = height - length(top, height) - length(bottom, height);
    return part(across, width) * part(along, height);
  }
  if (name === 'circle' || name === 'ellipse') {
    const [x = '', y = x] =
      words[0] === 'at' ? ['closest-side'] : words.filter((w) => /\d/.test(w));
    const radius = (/** @type {string} */ text, /** @type {number} */ whole) =>
      /\d/.test(text) ? length(text, whole) : whole / 2;
    const second = name === 'circle' ? x : y;
    return part(Math.PI * radius(x, width) * radius(second, height), width * height);
  }
  if (name === 'polygon') {
    const corners = given.split(',').map((corner) => {
      const [x = '0', y = '0'] = corner.trim().split(/\s+/).slice(-2);
      return [length(x, width), length(y, height)];
    });
    const twice = corners.reduce((sum, [x = 0, y = 0], at) => {
      const [nextX = 0, nextY = 0] = corners[(at + 1) % corners.length] ?? [];
      return sum + x * nextY - nextX * y;
    }, 0);
    return part(Math.abs(twice) / 2, width * height);
  }
  return name === 'path' || name === 'url' ? 0 : 1;
}
