// Types one code where the plan says, and reads back whether the page kept it.

import { isField, remembered } from './collect.js';
import {
  boxOf,
  click,
  contentOf,
  dispatch,
  focus,
  input as inputs,
  isConnected,
  matches,
  page,
  scrollTo,
} from './dom.js';
import { forgetPaint } from './paint.js';
import { actionOf, sendsOf } from './sends.js';
import { isPressable, whenUsable } from './usable.js';
import { elements } from './walk.js';

/** @typedef {import('./usable.js').Field} Field */
/**
 * @typedef {object} FillOrder
 * @property {string} origin that this frame must have
 * @property {number[]} fields that `collectFields` remembered: one, or one for each character
 * @property {string} code
 * @property {boolean} [appends] behind what stands there
 * @property {boolean} [quiet] nobody asked: the focus stays where the user has it
 * @property {number} [button] pressed afterwards, as `collectFields` remembered it
 */
/**
 * How many fields hold what they were given, and whether the button was pressed.
 * @typedef {{ took: number, of: number, pressed?: boolean }} Receipt
 */

/** A page answers an event at once, its framework a moment later. */
const TICK_MS = 25;
/** A replaced node stands within this many CSS pixels of the one before it. */
const NEAR_PX = 12;

/**
 * Types a code: whole into one field, or one character into each. If it does not stick, the next
 * way is tried.
 * @param {FillOrder} order
 * @returns {Promise<Receipt | null>} null if this is not the page that was planned for
 */
export async function fillCode({ origin, fields, code, appends, quiet, button }) {
  // Checked in the frame itself, in the same tick as the first write.
  if (self.origin !== origin) return null;
  const boxes = fields.map((index) => remembered.fields[index]);
  if (!boxes.every((box) => box && isConnected(box)) || !boxes[0]) return null;
  const row = new Row(/** @type {Field[]} */ (boxes), code, appends ?? false);
  if (!quiet) bringIntoView(boxes[0]);
  if (!isAsPlanned(row.boxes, fields, quiet ?? false)) return null;
  const pressing = button === undefined ? undefined : remembered.buttons[button];

  for (const way of waysOf(row, quiet ?? false)) {
    await way();
    await tick();
    if (row.isGone() || row.isBusy()) return { took: fields.length, of: fields.length };
    if (row.taken() === fields.length) break;
  }
  const receipt = { took: row.taken(), of: fields.length };
  if (receipt.took < receipt.of || !pressing || !isConnected(pressing)) return receipt;
  forgetPaint();
  if (self.origin !== origin || !isPressable(pressing)) return receipt;
  // The page may have turned the button elsewhere since it was chosen.
  if (actionOf(pressing) !== remembered.presses[Number(button)]) return receipt;
  click(pressing);
  return { ...receipt, pressed: true };
}

/**
 * Whether the fields can be seen now, and send to where they did when they were chosen.
 * @param {Field[]} boxes
 * @param {number[]} fields their places in what is remembered
 * @param {boolean} quiet nobody asked: then all of them are in view
 */
function isAsPlanned(boxes, fields, quiet) {
  forgetPaint();
  const when = boxes.map(whenUsable);
  if (when.includes('never') || when[0] !== 'now' || (quiet && when.includes('later')))
    return false;
  return sendsOf(boxes).every((places, at) => {
    const before = remembered.sends[Number(fields[at])] ?? [];
    return places.every((place) => before.includes(place));
  });
}

/** Ways to type, the likeliest first. @param {Row} row @param {boolean} quiet only those that take the focus from nobody */
function waysOf(row, quiet) {
  const { parts } = row;
  const isOne = parts.length === 1;
  const write = quiet ? put : focusAndPut;
  const each = async (/** @type {(at: number) => void} */ act) => {
    for (const at of parts.keys()) {
      act(at);
      if (!isOne) await tick();
    }
  };
  const part = (/** @type {number} */ at) => parts[at] ?? '';
  const ways = [
    () => each((at) => write(row.live(at), part(at))),
    async () => {
      await each((at) => write(row.live(at), ''));
      await each((at) => write(row.live(at), part(at)));
    },
    // Widgets that spread what is pasted into their first box.
    async () => write(row.live(0), parts.join('')),
  ];
  if (quiet) return ways;
  return [
    ...ways,
    () => each((at) => insert(row.live(at), part(at))),
    // Widgets that listen to the keyboard only.
    () => each((at) => press(row.live(at), part(at))),
    // Masked fields that take one character after the other.
    async () => {
      if (!isOne) return;
      write(row.live(0), '');
      for (const character of part(0)) {
        insert(row.live(0), character, false);
        await tick();
      }
    },
  ];
}

/** The fields of one code. Frameworks replace nodes while one types: each is asked for anew. */
class Row {
  /** @param {Field[]} boxes @param {string} code @param {boolean} appends */
  constructor(boxes, code, appends) {
    this.boxes = boxes;
    const before = appends && boxes[0] ? read(boxes[0]) : '';
    this.parts = boxes.length === 1 ? [before + code] : [...code];
    this.places = boxes.map((box) => boxOf(box));
  }

  /** The field in a place, whichever node it is by now. @param {number} at @returns {Field} */
  live(at) {
    const box = /** @type {Field} */ (this.boxes[at]);
    if (isConnected(box)) return box;
    const place = /** @type {DOMRect} */ (this.places[at]);
    for (const element of elements(document)) {
      if (!isField(element) || this.boxes.includes(element)) continue;
      const { x, y } = boxOf(element);
      if (Math.hypot(x - place.x, y - place.y) >= NEAR_PX) continue;
      forgetPaint();
      if (whenUsable(element) !== 'never') {
        this.boxes[at] = element;
        return element;
      }
    }
    return box;
  }

  /** How many fields hold what they were given; a page may have put spaces or dashes in. */
  taken() {
    const plain = (/** @type {string} */ text) => text.replace(/[\s\-–·]/g, '');
    const held = this.parts.map((_, at) => plain(read(this.live(at))));
    const wanted = this.parts.map((part) => (this.parts.length === 1 ? plain(part) : part));
    return held.filter((text, at) => text === wanted[at]).length;
  }

  /** A page that sends itself off at the last character takes its fields along. */
  isGone() {
    return this.parts.some((_, at) => !isConnected(this.live(at)));
  }

  /** … or closes them while it asks its server. */
  isBusy() {
    return this.boxes.every(
      (box) =>
        matches(box, ':disabled') || (box instanceof HTMLInputElement && inputs.isReadOnly(box)),
    );
  }
}

const tick = () => new Promise((resolve) => setTimeout(resolve, TICK_MS));

/** @param {Field} field */
function read(field) {
  return field instanceof HTMLInputElement ? inputs.value(field) : (contentOf(field) ?? '');
}

/** @param {Field} field @param {string} text */
function focusAndPut(field, text) {
  if (field instanceof HTMLInputElement) focus(field, { preventScroll: true });
  put(field, text);
}

/** As React and Vue expect it: through the prototype's setter, past their own. @param {Field} field @param {string} text */
function put(field, text) {
  if (!(field instanceof HTMLInputElement)) {
    insert(field, text);
    return;
  }
  inputs.set(field, text);
  const input = { bubbles: true, composed: true, data: text || null };
  const inputType = text ? 'insertText' : 'deleteContentBackward';
  dispatch(field, new InputEvent('input', { ...input, inputType }));
  // A component hears the browser's own `change` inside only, and may send another one out.
  dispatch(field, new Event('change', { bubbles: true }));
}

/** With the events of a keyboard around it. @param {Field} field @param {string} text */
function press(field, text) {
  const last = text.slice(-1);
  const code = /\d/.test(last) ? `Digit${last}` : `Key${last.toUpperCase()}`;
  const key = { key: last, code, bubbles: true, composed: true, cancelable: true };
  dispatch(field, new KeyboardEvent('keydown', key));
  focusAndPut(field, text);
  dispatch(field, new KeyboardEvent('keyup', key));
}

/** As the keyboard does, in the browser's own editor. @param {Field} field @param {string} text @param {boolean} [replaces] what stands there */
function insert(field, text, replaces = true) {
  focus(field, { preventScroll: true });
  if (replaces && field instanceof HTMLInputElement) inputs.select(field);
  else if (replaces) getSelection()?.selectAllChildren(field);
  page.command(text ? 'insertText' : 'delete', text);
}

/** A person would scroll to a field before typing. @param {Field} field */
function bringIntoView(field) {
  const { top, bottom } = boxOf(field);
  const isOut = top < 0 || bottom > innerHeight || whenUsable(field) === 'later';
  if (isOut) scrollTo(field, { block: 'center', behavior: 'instant' });
}
