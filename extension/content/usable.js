// Whether a person could see a field and type into it now.

import { holders, rootOf } from './walk.js';

/** Fainter than this, nobody sees it. */
const OPACITY_MIN = 0.2;
/** Narrower or lower than this, in CSS pixels, nobody hits it. */
const SIDE_MIN = 8;

/** @typedef {HTMLInputElement | HTMLElement} Field */

/** True if a person could see it and type into it now. @param {Field} field */
export function isUsable(field) {
  const { disabled, readOnly } = /** @type {HTMLInputElement} */ (field);
  if (disabled || readOnly || field.matches(':disabled')) return false;
  if (!field.checkVisibility({ visibilityProperty: true })) return false;
  for (const holder of holders(field)) {
    // Some widgets hide their own boxes from screen readers, one by one; those are seen all the same.
    const isHidden = holder !== field && holder.getAttribute('aria-hidden') === 'true';
    if (isHidden || holder.matches('[inert]')) return false;
  }
  if (!isReachable(field)) return false;
  return isSeen(field) || isBehindSlots(field);
}

/** Opaque enough, with all that holds it. @param {Element} field */
function isSeen(field) {
  let opacity = 1;
  for (const holder of holders(field)) opacity *= Number(getComputedStyle(holder).opacity);
  return opacity >= OPACITY_MIN;
}

/** On the page, and nothing lies on it. @param {Field} field */
function isReachable(field) {
  const { x, y, width, height } = field.getBoundingClientRect();
  if (width < SIDE_MIN || height < SIDE_MIN || x + width <= 0 || x >= innerWidth) return false;
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  // Below the fold is a scroll away; above the page's own top nobody can get.
  if (middleY < -scrollY) return false;
  if (middleY < 0 || middleY >= innerHeight || middleX < 0 || middleX >= innerWidth) return true;
  const hit = rootOf(field).elementFromPoint(middleX, middleY);
  if (!hit) return false;
  return hit === field || hit.contains(field) || field.contains(hit) || isLabelOf(hit, field);
}

/** @param {Element} element @param {Field} field */
function isLabelOf(element, field) {
  return element.closest('label')?.control === field;
}

/**
 * The one input of widgets that draw a slot for each character: transparent, and over at least four
 * boxes of one size in a row that are seen.
 * @param {Element} field
 */
function isBehindSlots(field) {
  const around = field.getBoundingClientRect();
  const holder = field.parentElement?.parentElement ?? field.parentElement;
  /** @type {Map<string, number>} */
  const alike = new Map();
  for (const box of holder?.querySelectorAll('*') ?? []) {
    const { x, y, width, height } = box.getBoundingClientRect();
    const [middleX, middleY] = [x + width / 2, y + height / 2];
    const isOver =
      middleX > around.x - 2 &&
      middleX < around.right + 2 &&
      middleY > around.y - 2 &&
      middleY < around.bottom + 2;
    if (!isOver || width < SIDE_MIN || height < SIDE_MIN || width > around.width / 3) continue;
    if (box === field || !isSeen(box)) continue;
    const shape = `${Math.round(width)}×${Math.round(height)}@${Math.round(y)}`;
    alike.set(shape, (alike.get(shape) ?? 0) + 1);
  }
  return [...alike.values()].some((count) => count >= 4);
}
