// Types one code where the plan says, then checks whether the page kept it.

import { seenAt } from './collect.js';
import { boxOf, click, isConnected, scrollTo } from './dom.js';
import { Focus, tick } from './focus.js';
import { forgetPaint } from './paint.js';
import { Row } from './row.js';
import { actionOf, sendsOf } from './sends.js';
import { isPressable, whenUsable } from './usable.js';
import { tellWorker } from './watch.js';
import { typeCode } from './ways.js';

/** @typedef {import('./usable.js').Field} Field */
/**
 * @typedef {object} FillOrder
 * @property {string} origin that this frame must have
 * @property {number} look of `collectFields` that the plan was made from
 * @property {number[]} fields of that look: one, or one for each character or half of the code
 * @property {string} code
 * @property {number} untilMs Unix time; after it nothing is typed
 * @property {boolean} [appends] append to the existing text
 * @property {boolean} [quiet] the user did not ask for this: the focus stays where it is
 * @property {number} [button] of that look, pressed afterwards
 */
/**
 * How many fields kept their part of the code, and whether the button was pressed.
 * @typedef {{ took: number, of: number, pressed?: boolean }} Receipt
 */

/** When to check what the page still holds: widgets that react to focus or to a code do so within a few frames. */
const KEPT_MS = 300;
/** … and for automatic fills: pages that were just opened are still initialising. */
const KEPT_UNASKED_MS = 1000;

/**
 * Types a code, whole into one field or in parts into several, and returns what the page still holds of it
 * a moment later.
 * @param {FillOrder} order
 * @returns {Promise<Receipt | null>} null if this is not the planned page
 */
export async function fillCode({ origin, look, fields, code, untilMs, ...how }) {
  const { appends, quiet = false, button } = how;
  // Checked in the frame itself, in the same tick as the first write.
  if (self.origin !== origin || Date.now() > untilMs) return null;
  const remembered = seenAt(look);
  const boxes = fields.map((index) => remembered.fields[index]);
  if (!boxes.every((box) => box && isConnected(box)) || !boxes[0]) return null;
  const row = new Row(/** @type {Field[]} */ (boxes), code, appends ?? false);
  if (!quiet) bringIntoView(boxes[0]);
  const sends = fields.map((index) => remembered.sends[index] ?? []);
  if (!isAsPlanned(row.boxes, sends, quiet)) return null;
  const pressing = button === undefined ? undefined : remembered.buttons[button];

  const focus = new Focus(row.boxes, quiet);
  await typeCode(row, focus, tellTyped);
  focus.leave();
  await tick(quiet ? KEPT_UNASKED_MS : KEPT_MS);
  const receipt = { took: keptBy(row), of: fields.length };
  if (receipt.took < receipt.of || !pressing || !isConnected(pressing)) return receipt;
  forgetPaint();
  if (self.origin !== origin || !isPressable(pressing)) return receipt;
  // The page may have redirected the button since it was chosen.
  if (actionOf(pressing) !== remembered.presses[Number(button)]) return receipt;
  click(pressing);
  return { ...receipt, pressed: true };
}

/** The page may be gone before it can return a receipt, so the caller is told now that the whole code was typed. */
const tellTyped = () => tellWorker('code-typed');

/**
 * How many fields kept the code. A page that received all of it and removed its fields has accepted it and
 * moved on.
 * @param {Row} row
 */
function keptBy(row) {
  const isTaken = row.isGone() && (row.wasWhole || row.isWritten);
  return isTaken ? row.parts.length : row.taken();
}

/**
 * Whether the fields are visible now and still send to the places recorded when they were chosen.
 * @param {Field[]} boxes
 * @param {string[][]} sends where each sent to at that time
 * @param {boolean} quiet the user did not ask for this: all fields must be in view
 */
function isAsPlanned(boxes, sends, quiet) {
  forgetPaint();
  // Some boxes open when the previous one is filled, and some fields when focused.
  const when = boxes.map((box) => whenUsable(box, { closed: true }));
  if (when.includes('never') || when[0] !== 'now' || (quiet && when.includes('later')))
    return false;
  return sendsOf(boxes).every((places, at) => {
    return places.every((place) => sends[at]?.includes(place));
  });
}

/** A person would scroll to a field before typing into it. @param {Field} field */
function bringIntoView(field) {
  const { top, bottom } = boxOf(field);
  const isOut = top < 0 || bottom > innerHeight || whenUsable(field, { closed: true }) === 'later';
  if (isOut) scrollTo(field, { block: 'center', behavior: 'instant' });
}
