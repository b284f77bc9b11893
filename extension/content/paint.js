// Things painted over a field that clicks do not hit, and things painted under it.
//
// A hit test passes through `pointer-events: none` and never finds a shadow or an outline, so these are
// searched for one by one in the current page.

import { apart, CLEAR, colourOf, coloursIn, faded, filtered, over, WHITE } from './colour.js';
import { boxOf, clientLeftOf, clientTopOf, isRendered, matches, tagOf, windowOf } from './dom.js';
import { isOver, TOP_LAYER } from './stacking.js';
import { drawnIn, elements } from './walk.js';

/** @typedef {import('./colour.js').Colour} Colour */
/** @typedef {import('./stacking.js').Pseudo} Pseudo */
/** @typedef {{ x: number, y: number }} Point */
/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */
/** @typedef {{ colour: Colour, isUnknown: boolean }} Coat `isUnknown`: an image, whose colour is unknown */
/**
 * Something with its own colour; `hole`: the part of the box that a shadow leaves free.
 * @typedef {{ element: Element, pseudo: Pseudo, box: Box, hole?: Box, coat: Coat, isGhost: boolean, isBackdrop?: boolean }} Painting
 */

/** Anything fainter than this is invisible. */
export const OPACITY_MIN = 0.2;
/** Shadows, outlines and borders wider than this, in CSS pixels, are treated as areas. */
const EDGE_MIN = 20;
/** A gradient whose colours differ by less than this in each channel counts as one colour. */
const PLAIN_MAX = 0.1;
const OPAQUE = 0.99;
const REPLACED = new Set('IMG CANVAS VIDEO IFRAME OBJECT EMBED'.split(' '));
const PSEUDOS = /** @type {const} */ (['::before', '::after']);

/** @param {Box} box @param {Point} point */
export function holds({ left, top, right, bottom }, { x, y }) {
  return x >= left && x < right && y >= top && y < bottom;
}

/** @param {Box} box @param {number} by @returns {Box} */
function grown({ left, top, right, bottom }, by) {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

/** The background that an element paints itself. @param {CSSStyleDeclaration} style @returns {Coat} */
export function coatOf(style) {
  const plain = colourOf(style.backgroundColor);
  if (style.backgroundClip === 'text') return { colour: CLEAR, isUnknown: false };
  const image = style.backgroundImage;
  if (image === 'none') return { colour: insetOver(style, plain), isUnknown: false };
  const colours = coloursIn(image);
  if (/url\(|image-set\(|element\(/.test(image) || colours.length === 0)
    return { colour: plain, isUnknown: true };
  // Uses its most opaque colour: a partial cover counts as a full one.
  const most = colours.reduce((a, b) => (b[3] > a[3] ? b : a));
  const isPlain = colours.every((one) => apart(one, most).channel < PLAIN_MAX);
  return { colour: over(most, plain), isUnknown: !isPlain };
}

/** A shadow that fills its box lies over the background. @param {CSSStyleDeclaration} style @param {Colour} ground */
function insetOver({ boxShadow }, ground) {
  if (!boxShadow.includes('inset') || reachOf(boxShadow) < EDGE_MIN) return ground;
  return over(coloursIn(boxShadow)[0] ?? CLEAR, ground);
}

/** How far a shadow reaches beyond its box, in CSS pixels. @param {string} shadow */
function reachOf(shadow) {
  const lengths = [...shadow.replace(/\([^()]*\)/g, '').matchAll(/-?[\d.]+(?=px)/g)].map(Number);
  return lengths[3] ?? 0;
}

/**
 * The paint with which an element covers its box.
 * @param {Element | null} element
 * @param {CSSStyleDeclaration} style
 * @returns {Coat}
 */
function coverOf(element, style) {
  const tag = element ? tagOf(element) : '';
  if (REPLACED.has(tag) || style.content.startsWith('url('))
    return { colour: WHITE, isUnknown: true };
  if (changesBehind(style.backdropFilter)) return { colour: WHITE, isUnknown: true };
  if (element instanceof SVGGeometryElement)
    return { colour: faded(colourOf(style.fill), Number(style.fillOpacity)), isUnknown: false };
  const coat = coatOf(style);
  const border = Math.max(
    Number.parseFloat(style.borderTopWidth),
    Number.parseFloat(style.borderLeftWidth),
  );
  const isFrame = border >= EDGE_MIN && style.borderTopStyle !== 'none';
  const colour = isFrame ? over(colourOf(style.borderTopColor), coat.colour) : coat.colour;
  return { colour: coat.isUnknown ? faded(WHITE, 1) : colour, isUnknown: coat.isUnknown };
}

/** Whether a filter makes what lies behind it unrecognisable. @param {string} filter */
function changesBehind(filter) {
  if (!filter || filter === 'none') return false;
  const pair = [filtered(filter, WHITE), filtered(filter, [0, 0, 0, 1])];
  const [light, dark] = pair;
  return !light || !dark || apart(light, dark).ratio < 3 || light[3] < 0.5;
}

/** The opacity of an element, including its ancestors as drawn. @param {Element} element */
export function opacityOf(element) {
  let opacity = 1;
  for (const around of drawnIn(element)) {
    const style = getComputedStyle(around);
    opacity *= Number(style.opacity) * (filtered(style.filter, WHITE)?.[3] ?? 0);
  }
  return opacity;
}

/**
 * The box of a positioned pseudo-element: its used offsets within its containing block.
 * @param {Element} element
 * @param {CSSStyleDeclaration} style
 * @returns {Box}
 */
function pseudoBox(element, style) {
  const of = (/** @type {string} */ length) => Number.parseFloat(length) || 0;
  const [x, y] = [of(style.left), of(style.top)];
  let [left, top] = [0, 0];
  const contains = (/** @type {CSSStyleDeclaration} */ at) =>
    [at.transform, at.filter, at.perspective].some((value) => value !== 'none') ||
    (style.position === 'absolute' && at.position !== 'static');
  for (const around of drawnIn(element)) {
    if (!contains(getComputedStyle(around))) continue;
    const box = boxOf(around);
    [left, top] = [box.left + clientLeftOf(around), box.top + clientTopOf(around)];
    break;
  }
  const isBorderBox = style.boxSizing === 'border-box';
  const sum = (/** @type {string[]} */ ...sides) =>
    isBorderBox ? 0 : sides.reduce((all, side) => all + of(side), 0);
  const width = of(style.width) + sum(style.paddingLeft, style.paddingRight);
  const height = of(style.height) + sum(style.paddingTop, style.paddingBottom);
  return { left: left + x, top: top + y, right: left + x + width, bottom: top + y + height };
}

/** Shadows and outlines that cover an area beside their element. @param {Element} element @param {CSSStyleDeclaration} style @returns {Painting[]} */
function ringsOf(element, style) {
  const { boxShadow, outlineStyle, outlineWidth, outlineColor } = style;
  /** @type {Painting[]} */
  const rings = [];
  const ring = (/** @type {number} */ by, /** @type {Colour} */ colour) => {
    const hole = boxOf(element);
    const coat = { colour, isUnknown: false };
    rings.push({
      element,
      pseudo: /** @type {Pseudo} */ (''),
      box: grown(hole, by),
      hole,
      coat,
      isGhost: true,
    });
  };
  if (boxShadow !== 'none' && !boxShadow.includes('inset') && reachOf(boxShadow) >= EDGE_MIN)
    ring(reachOf(boxShadow), coloursIn(boxShadow)[0] ?? CLEAR);
  const outset = Number.parseFloat(style.borderImageOutset);
  if (style.borderImageSource !== 'none' && outset >= EDGE_MIN)
    ring(outset, coloursIn(style.borderImageSource)[0] ?? WHITE);
  const width = Number.parseFloat(outlineWidth);
  if (outlineStyle !== 'none' && width >= EDGE_MIN) ring(width, colourOf(outlineColor));
  return rings;
}

/**
 * The paintings of a document: all of them, or those that no hit test finds.
 * @param {Document} document
 * @param {boolean} all
 * @returns {Generator<Painting>}
 */
function* paintings(document, all) {
  for (const element of elements(document)) {
    const style = getComputedStyle(element);
    if (style.display === 'none') continue;
    const isGhost = style.pointerEvents === 'none';
    yield* ringsOf(element, style);
    if (matches(element, TOP_LAYER)) yield backdropOf(element);
    if (isGhost || all) {
      const coat = coverOf(element, style);
      if (coat.colour[3] > 0) yield { element, pseudo: '', box: boxOf(element), coat, isGhost };
    }
    for (const pseudo of PSEUDOS) {
      const own = getComputedStyle(element, pseudo);
      if (own.content === 'none' || own.content === 'normal') continue;
      const isFree = own.position === 'absolute' || own.position === 'fixed';
      const isOwnGhost = own.pointerEvents === 'none';
      if (!isFree || !(isOwnGhost || all)) continue;
      const coat = coverOf(null, own);
      const colour = faded(coat.colour, Number(own.opacity));
      if (colour[3] > 0)
        yield {
          element,
          pseudo,
          box: pseudoBox(element, own),
          coat: { ...coat, colour },
          isGhost: isOwnGhost,
        };
    }
  }
}

/**
 * The backdrop of a dialog or popover: it covers the whole page, and clicks pass through a popover's.
 * @param {Element} element
 * @returns {Painting}
 */
function backdropOf(element) {
  const style = getComputedStyle(element, '::backdrop');
  const { innerWidth: right, innerHeight: bottom } = windowOf(element);
  const coat = coverOf(null, style);
  const colour = faded(coat.colour, Number(style.opacity));
  const box = { left: 0, top: 0, right, bottom };
  return { element, pseudo: '', box, coat: { ...coat, colour }, isGhost: true, isBackdrop: true };
}

/** @type {Map<Document, Painting[]>} */
const ghosts = new Map();
/** @type {Map<Document, Painting[]>} */
const everything = new Map();

/** Pages change: clears the caches, so that everything is looked up again. */
export function forgetPaint() {
  ghosts.clear();
  everything.clear();
}

/** @param {Map<Document, Painting[]>} seen @param {Document} document */
function seenIn(seen, document) {
  const found = seen.get(document) ?? [...paintings(document, seen === everything)];
  seen.set(document, found);
  return found;
}

/** Everything a document paints, whether clicks hit it or not. @param {Document} document */
export function paintingsIn(document) {
  return seenIn(everything, document);
}

/** @param {Painting} painting @param {Point} point */
export function isAt({ box, hole }, point) {
  return holds(box, point) && !(hole && holds(hole, point));
}

/**
 * How much of an element is still visible at a point, through everything that no hit test finds: 1 for all of it.
 * @param {Element} element
 * @param {Document} document
 * @param {Point} point
 */
export function leftAt(element, document, point) {
  let left = 1;
  for (const painting of seenIn(ghosts, document)) {
    const { element: cover, pseudo, coat } = painting;
    if (cover === element || !isAt(painting, point)) continue;
    if (!pseudo && [...drawnIn(element)].includes(cover)) continue;
    if (!painting.isBackdrop && !isRendered(cover, { visibilityProperty: true })) continue;
    if (!isOver({ element: cover, pseudo }, { element, pseudo: '' })) continue;
    // A backdrop lies beside its element, not inside it.
    left *= 1 - coat.colour[3] * (painting.isBackdrop ? 1 : opacityOf(cover));
  }
  return left;
}

/**
 * How much is still visible through an element that a hit test found there, including its pseudo-elements.
 * @param {Element} element
 * @param {boolean} isAround whether it contains the examined element: then its own background lies below
 * @param {Point} point
 */
export function leftUnder(element, isAround, point) {
  const opacity = opacityOf(element);
  const style = getComputedStyle(element);
  let left = isAround ? 1 : 1 - coverOf(element, style).colour[3] * opacity;
  for (const pseudo of PSEUDOS) {
    const own = getComputedStyle(element, pseudo);
    if (own.content === 'none' || own.content === 'normal') continue;
    if (own.position === 'static' || !holds(pseudoBox(element, own), point)) continue;
    left *= 1 - coverOf(null, own).colour[3] * Number(own.opacity) * opacity;
  }
  return left;
}

/** True if a positioned pseudo-element of an element is at a point. @param {Element} element @param {Point} point */
export function hasPseudoAt(element, point) {
  return PSEUDOS.some((pseudo) => {
    const own = getComputedStyle(element, pseudo);
    const isDrawn = own.content !== 'none' && own.content !== 'normal' && own.position !== 'static';
    return isDrawn && holds(pseudoBox(element, own), point);
  });
}

/**
 * The topmost paint directly under an element at a point, from something that does not contain it;
 * undefined if there is none.
 * @param {Element} element
 * @param {Element | undefined} ground the innermost opaque element that contains it
 * @param {Document} document
 * @param {Point} point
 * @returns {Coat | undefined}
 */
export function coatUnder(element, ground, document, point) {
  const around = new Set(drawnIn(element));
  /** @type {Painting | undefined} */
  let highest;
  for (const painting of seenIn(everything, document)) {
    const is = { element: painting.element, pseudo: painting.pseudo };
    if (around.has(is.element) && !is.pseudo) continue;
    if (!isAt(painting, point) || painting.coat.colour[3] * opacityOf(is.element) < OPAQUE)
      continue;
    if (!isRendered(is.element, { visibilityProperty: true })) continue;
    if (isOver(is, { element, pseudo: '' })) continue;
    if (ground && !isOver(is, { element: ground, pseudo: '' })) continue;
    if (!highest || isOver(is, highest)) highest = painting;
  }
  return highest?.coat;
}
