// Widgets that draw a slot for each character over a single transparent input: at least four visible boxes
// of the same size in a row.

import { apart, colourOf, over, WHITE } from './colour.js';
import { allOf, boxOf, isRendered, parentElementOf } from './dom.js';
import { coatOf } from './paint.js';
import { SIDE_MIN } from './place.js';
import { drawnIn } from './walk.js';

const SLOTS_MIN = 4;
/** Elements to examine around a widget's input; input-otp with its slots has some thirty. */
const AROUND_MAX = 300;
/**
 * An edge differs from its background by this much in a channel: the palest edge of a library, #e5e5e5 on
 * white, by 0.1.
 */
const EDGE_MIN = 0.04;

/**
 * The slots that a widget draws under or over its input; empty if the field is not part of such a widget.
 * @param {Element} field
 * @returns {Element[]}
 */
export function slotsOver(field) {
  const around = boxOf(field);
  const parent = parentElementOf(field);
  const holder = (parent && parentElementOf(parent)) ?? parent;
  if (!holder) return [];
  /** @type {Map<string, Element[]>} */
  const alike = new Map();
  for (const box of allOf(holder).slice(0, AROUND_MAX)) {
    const { x, y, width, height } = boxOf(box);
    const [middleX, middleY] = [x + width / 2, y + height / 2];
    const isOver =
      middleX > around.x - 2 &&
      middleX < around.right + 2 &&
      middleY > around.y - 2 &&
      middleY < around.bottom + 2;
    if (!isOver || width < SIDE_MIN || height < SIDE_MIN || width > around.width / 3) continue;
    if (box === field || !isRendered(box, { visibilityProperty: true }) || !hasEdge(box)) continue;
    const shape = `${Math.round(width)}×${Math.round(height)}@${Math.round(y)}`;
    alike.set(shape, [...(alike.get(shape) ?? []), box]);
  }
  return [...alike.values()].find((boxes) => boxes.length >= SLOTS_MIN) ?? [];
}

/** True if a box stands out by its edge, shadow or background. @param {Element} box */
export function hasEdge(box) {
  const style = getComputedStyle(box);
  let ground = /** @type {import('./colour.js').Colour} */ ([0, 0, 0, 0]);
  for (const around of drawnIn(box)) {
    if (around !== box) ground = over(ground, coatOf(getComputedStyle(around)).colour);
  }
  ground = over(ground, WHITE);
  const isApart = (/** @type {string} */ colour) =>
    apart(over(colourOf(colour), ground), ground).channel >= EDGE_MIN;
  const sides = /** @type {const} */ (['Top', 'Right', 'Bottom', 'Left']);
  const hasBorder = sides.some(
    (side) =>
      Number.parseFloat(style[`border${side}Width`]) > 0 &&
      style[`border${side}Style`] !== 'none' &&
      isApart(style[`border${side}Color`]),
  );
  const coat = coatOf(style);
  const hasShadow = style.boxShadow !== 'none' || style.outlineStyle !== 'none';
  return hasBorder || hasShadow || coat.isUnknown || isApart(style.backgroundColor);
}
