// Whether text in an element can be read: the colour of its ink beside the colour of its ground, after
// everything that the page does to both.

import {
  apart,
  blended,
  CLEAR,
  colourOf,
  coloursIn,
  faded,
  filtered,
  NIGHT,
  over,
  WHITE,
} from './colour.js';
import { boxOf, documentOf, offsetHeightOf, page } from './dom.js';
import { throughFrames } from './frames.js';
import { coatOf, coatUnder } from './paint.js';
import { drawnIn } from './walk.js';

/** @typedef {import('./colour.js').Colour} Colour */

/** WCAG 2.2 asks for 3 at the least, of large text; the faintest text of tests/fixtures/pages has 4. */
const RATIO_MIN = 1.5;
/** Colours as bright as each other are told apart by this much in a channel. */
const CHANNEL_MIN = 0.4;
/** Smaller than this, in CSS pixels on the screen, nobody reads. */
const FONT_MIN = 5;
/** What is left for text within a field, in CSS pixels. */
const ROOM_MIN = 4;
/** A first line hangs out of its box by this many letters at the most: a number with its dot. */
const HANGING_MAX = 2;
const OPAQUE = 0.99;

/**
 * True if an element's text, or what is typed into it, could be read, as far as its colours and its
 * place in its box go.
 * @param {Element} element
 */
export function isLegible(element) {
  const style = getComputedStyle(element);
  const { width, height } = boxOf(element);
  const px = (/** @type {string} */ length) => Number.parseFloat(length) || 0;
  const laidOut = element instanceof HTMLElement ? offsetHeightOf(element) : 0;
  const scale = height / (laidOut || height);
  const font = px(style.fontSize);
  if (font * scale < FONT_MIN) return false;
  // Out of its own box, or on top of each other.
  const indent = px(style.textIndent);
  const line = lineBoxOf(element);
  if (indent * scale > boxOf(line).width * 0.8) return false;
  if (-indent > px(getComputedStyle(line).paddingLeft) + HANGING_MAX * font) return false;
  if (px(style.letterSpacing) < -0.6 * font || px(style.letterSpacing) * scale > width)
    return false;
  const across = px(style.paddingLeft) + px(style.paddingRight);
  const along = px(style.paddingTop) + px(style.paddingBottom);
  if (width / scale - across < ROOM_MIN || height / scale - along < ROOM_MIN) return false;
  return isInked(element);
}

/** The box whose lines an element's text is in: `text-indent` is about that. @param {Element} element */
function lineBoxOf(element) {
  for (const at of drawnIn(element))
    if (!/^(inline|contents)$/.test(getComputedStyle(at).display)) return at;
  return element;
}

/** True if an element's text differs in colour from what it stands on, or if nobody can tell. @param {Element} element */
function isInked(element) {
  const { ink, ground, isUnknown, opaque } = mixed(element);
  if (!ink || !ground) return false;
  if (isUnknown || differ(ink, ground)) return true;
  // Its own ground: nothing else can lie between.
  if (opaque === element) return false;
  const { x, y, width, height } = boxOf(element);
  const at = { x: x + width / 2, y: y + height / 2 };
  const root = documentOf(element);
  const other = root && coatUnder(element, opaque, root, at);
  if (!other) return false;
  return (
    other.isUnknown || differ(over(inkOf(getComputedStyle(element)), other.colour), other.colour)
  );
}

/** @param {Colour} ink @param {Colour} ground */
function differ(ink, ground) {
  const { ratio, channel } = apart(ink, ground);
  return ratio >= RATIO_MIN || channel >= CHANNEL_MIN;
}

/** @param {CSSStyleDeclaration} style @returns {Colour} */
function inkOf(style) {
  const ink = colourOf(style.webkitTextFillColor);
  // Some fields draw their text as its own shadow, so that the caret is not seen.
  const [shadow] = ink[3] < 0.2 ? coloursIn(style.textShadow) : [];
  return shadow ?? ink;
}

/**
 * The colours of an element's text and of the ground beside it, through everything it is drawn in;
 * none if filters or blending leave nothing to read. `opaque`: the innermost element whose ground
 * hides all behind it.
 * @param {Element} element
 * @returns {{ ink?: Colour, ground?: Colour, isUnknown?: boolean, opaque?: Element }}
 */
function mixed(element) {
  let ink = inkOf(getComputedStyle(element));
  let ground = CLEAR;
  let isUnknown = false;
  /** @type {Element | undefined} */
  let opaque;
  const { chain, isWhole } = throughFrames(element);
  for (const [at, around] of chain.entries()) {
    const style = getComputedStyle(around);
    if (ground[3] <= OPAQUE) {
      const coat = coatOf(style);
      isUnknown ||= coat.isUnknown;
      [ink, ground] = [over(ink, coat.colour), over(ground, coat.colour)];
      if (ground[3] > OPAQUE) opaque ??= around;
    }
    if (style.filter !== 'none') {
      const [one, other] = [filtered(style.filter, ink), filtered(style.filter, ground)];
      if (!one || !other) return {};
      [ink, ground] = [one, other];
    }
    if (style.mixBlendMode !== 'normal') {
      const under = behind(chain.slice(at + 1));
      const [one, other] = [ink, ground].map((top) => blended(style.mixBlendMode, top, under));
      if (!one || !other) return {};
      [ink, ground] = [one, other];
    }
    const opacity = Number(style.opacity);
    [ink, ground] = [faded(ink, opacity), faded(ground, opacity)];
  }
  const under = canvas();
  // A frame of another site's page shows what that page has behind it.
  if (!opaque && !isWhole) isUnknown = true;
  const mix = { ink: over(ink, under), ground: over(ground, under), isUnknown };
  return opaque ? { ...mix, opaque } : mix;
}

/** The ground that some elements make together. @param {Element[]} chain innermost first @returns {Colour} */
function behind(chain) {
  let ground = CLEAR;
  for (const around of chain) ground = over(ground, coatOf(getComputedStyle(around)).colour);
  return over(ground, canvas());
}

/** What a page stands on that paints nothing itself. @returns {Colour} */
function canvas() {
  const root = page.root();
  const scheme = root ? getComputedStyle(root).colorScheme : '';
  const isDark = scheme.includes('dark') && !scheme.includes('light');
  const mayBeDark = scheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches;
  return isDark || mayBeDark ? NIGHT : WHITE;
}
