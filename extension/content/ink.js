// Whether the text of an element is readable: compares the colour of the text with its background, after
// all effects that the page applies to either.

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

/** WCAG 2.2 requires at least 3, for large text; the faintest text of tests/fixtures/pages has 4. */
const RATIO_MIN = 1.5;
/** Equally bright colours are distinguishable if they differ by this much in a channel. */
const CHANNEL_MIN = 0.4;
/** Text smaller than this, in CSS pixels on the screen, is unreadable. */
const FONT_MIN = 5;
/** The space left for text within a field, in CSS pixels. */
const ROOM_MIN = 4;
/** A first line hangs out of its box by at most this many letters: a number with its dot. */
const HANGING_MAX = 2;
const OPAQUE = 0.99;

/**
 * True if an element's text, or text typed into it, is readable, judging by its colours and its position
 * in its box.
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
  // The text is outside its box, or its letters overlap.
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

/** The box that contains an element's lines of text: `text-indent` applies to it. @param {Element} element */
function lineBoxOf(element) {
  for (const at of drawnIn(element))
    if (!/^(inline|contents)$/.test(getComputedStyle(at).display)) return at;
  return element;
}

/**
 * True if an element's text differs in colour from its background, or if that cannot be determined.
 * @param {Element} element
 */
function isInked(element) {
  const { ink, ground, isUnknown, opaque } = mixed(element);
  if (!ink || !ground) return false;
  if (isUnknown || differ(ink, ground)) return true;
  // The element has its own opaque background: nothing can lie between.
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
  // Some fields draw their text as its own shadow to hide the caret.
  const [shadow] = ink[3] < 0.2 ? coloursIn(style.textShadow) : [];
  return shadow ?? ink;
}

/**
 * The colours of an element's text and of its background, through all its ancestors as drawn; empty if
 * filters or blending leave nothing to read. `opaque`: the innermost element whose background hides
 * everything behind it.
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
  // A cross-site frame may show the background of the page around it.
  if (!opaque && !isWhole) isUnknown = true;
  const mix = { ink: over(ink, under), ground: over(ground, under), isUnknown };
  return opaque ? { ...mix, opaque } : mix;
}

/** The combined background of some elements. @param {Element[]} chain innermost first @returns {Colour} */
function behind(chain) {
  let ground = CLEAR;
  for (const around of chain) ground = over(ground, coatOf(getComputedStyle(around)).colour);
  return over(ground, canvas());
}

/** The background of a page that paints none itself. @returns {Colour} */
function canvas() {
  const root = page.root();
  const scheme = root ? getComputedStyle(root).colorScheme : '';
  const isDark = scheme.includes('dark') && !scheme.includes('light');
  const mayBeDark = scheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches;
  return isDark || mayBeDark ? NIGHT : WHITE;
}
