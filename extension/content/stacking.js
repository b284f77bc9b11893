// Which of two elements is painted over the other — CSS 2.2 appendix E, and the top layer.

import { matches, order } from './dom.js';
import { drawnIn } from './walk.js';

/**
 * @typedef {object} Layer something that is painted as a unit, within another layer
 * @property {Element} element
 * @property {number} level its `z-index`
 * @property {boolean} isContext whether all of its contents are painted together
 * @property {boolean} isPseudo
 */
/** @typedef {'' | '::before' | '::after'} Pseudo */
/** @typedef {{ element: Element, pseudo: Pseudo }} Painted */

/** Non-positioned content is painted between negative levels and level 0. */
const FLOW = -0.5;
export const TOP_LAYER = ':modal, :popover-open, :fullscreen';
const MAKES_CONTEXT = /transform|opacity|filter|perspective|clip-path|mask|isolation|z-index/;

/** @param {CSSStyleDeclaration} style @param {Element | undefined} holder */
function isContext(style, holder) {
  const { position, zIndex } = style;
  if (position === 'fixed' || position === 'sticky') return true;
  // `z-index` has no effect on other elements.
  const takesLevel =
    position !== 'static' || (holder && /flex|grid/.test(getComputedStyle(holder).display));
  if (zIndex !== 'auto' && takesLevel) return true;
  const changed = [style.transform, style.translate, style.rotate, style.scale, style.filter];
  const others = [style.backdropFilter, style.perspective, style.clipPath, style.maskImage];
  return (
    style.opacity !== '1' ||
    style.mixBlendMode !== 'normal' ||
    style.isolation === 'isolate' ||
    MAKES_CONTEXT.test(style.willChange) ||
    /paint|layout|strict|content/.test(style.contain) ||
    [...changed, ...others].some((value) => value && value !== 'none')
  );
}

/** The layers around a painted element, outermost first. @param {Painted} painted @returns {Layer[]} */
function layersOf({ element, pseudo }) {
  /** @type {Layer[]} */
  const layers = [];
  const around = [...drawnIn(element)];
  const levelOf = (/** @type {CSSStyleDeclaration} */ style) =>
    Number.parseInt(style.zIndex, 10) || 0;
  if (pseudo) {
    const level = levelOf(getComputedStyle(element, pseudo));
    layers.push({ element, level, isContext: true, isPseudo: true });
  }
  for (const [at, one] of around.entries()) {
    const style = getComputedStyle(one);
    const isOnTop = matches(one, TOP_LAYER);
    const isWhole = isOnTop || isContext(style, around[at + 1]);
    if (!isWhole && style.position === 'static') continue;
    const level = isOnTop ? Number.POSITIVE_INFINITY : levelOf(style);
    layers.push({ element: one, level, isContext: isWhole, isPseudo: false });
  }
  return layers.reverse();
}

/**
 * What represents an element within the stacking context before `from`: a context in it, or its innermost
 * positioned part.
 * @param {Layer[]} layers
 * @param {number} from
 */
function standIn(layers, from) {
  const at = layers.findIndex((layer, index) => index >= from && layer.isContext);
  const index = at < 0 ? layers.length - 1 : at;
  const layer = layers[index];
  return layer && index >= from ? { layer, index } : undefined;
}

/** True if one is painted over the other. @param {Painted} one @param {Painted} other */
export function isOver(one, other) {
  const [mine, theirs] = [layersOf(one), layersOf(other)];
  for (let from = 0; ; ) {
    const [a, b] = [standIn(mine, from), standIn(theirs, from)];
    const isShared =
      a?.layer.isContext &&
      a.index === b?.index &&
      a.layer.element === b.layer.element &&
      a.layer.isPseudo === b.layer.isPseudo;
    if (isShared) {
      from = a.index + 1;
      continue;
    }
    const [high, low] = [a?.layer.level ?? FLOW, b?.layer.level ?? FLOW];
    return high === low ? comesAfter(one, other) : high > low;
  }
}

/** Whether one comes after the other in tree order. @param {Painted} one @param {Painted} other */
function comesAfter(one, other) {
  const [mine, theirs] = [[...drawnIn(one.element)], [...drawnIn(other.element)]];
  const [at, on] = [mine.indexOf(other.element), theirs.indexOf(one.element)];
  if (one.element === other.element) return one.pseudo === '::after';
  if (on >= 0) return one.pseudo === '::after';
  if (at >= 0) return other.pseudo !== '::after';
  const shared = mine.findIndex((element) => theirs.includes(element));
  const [branch, rival] = [
    mine[shared - 1],
    theirs[theirs.indexOf(/** @type {Element} */ (mine[shared])) - 1],
  ];
  if (shared < 1 || !branch || !rival) return true;
  return (order(rival, branch) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
