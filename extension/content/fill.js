// Types one code where the plan says, and reads back whether the page kept it.

import { captionOf, isField, remembered } from './collect.js';
import { isUsable } from './usable.js';
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
 * How many fields hold what they were given, and what the button says that was pressed.
 * @typedef {{ took: number, of: number, pressed?: string }} Receipt
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
  if (!boxes.every((box) => box?.isConnected) || !boxes[0]) return null;
  const row = new Row(/** @type {Field[]} */ (boxes), code, appends ?? false);
  if (!quiet) bringIntoView(boxes[0]);
  if (!row.boxes.every(isUsable)) return null;
  const pressing = button === undefined ? undefined : remembered.buttons[button];

  for (const way of waysOf(row, quiet ?? false)) {
    await way();
    await tick();
    if (row.isGone() || row.isBusy()) return { took: fields.length, of: fields.length };
    if (row.taken() === fields.length) break;
  }
  const receipt = { took: row.taken(), of: fields.length };
  if (receipt.took < receipt.of || !pressing?.isConnected || !isUsable(pressing)) return receipt;
  if (self.origin !== origin) return receipt;
  const pressed = captionOf(pressing);
  pressing.click();
  return { ...receipt, pressed };
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
    this.places = boxes.map((box) => box.getBoundingClientRect());
  }

  /** The field in a place, whichever node it is by now. @param {number} at @returns {Field} */
  live(at) {
    const box = /** @type {Field} */ (this.boxes[at]);
    if (box.isConnected) return box;
    const place = /** @type {DOMRect} */ (this.places[at]);
    for (const element of elements(document)) {
      if (!isField(element) || this.boxes.includes(element)) continue;
      const { x, y } = element.getBoundingClientRect();
      if (Math.hypot(x - place.x, y - place.y) < NEAR_PX && isUsable(element)) {
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
    return this.parts.some((_, at) => !this.live(at).isConnected);
  }

  /** … or closes them while it asks its server. */
  isBusy() {
    return this.boxes.every((box) => {
      const { disabled, readOnly } = /** @type {HTMLInputElement} */ (box);
      return disabled || readOnly || box.matches(':disabled');
    });
  }
}

const tick = () => new Promise((resolve) => setTimeout(resolve, TICK_MS));

/** @param {Field} field */
function read(field) {
  return field instanceof HTMLInputElement ? field.value : (field.textContent ?? '');
}

/** @param {Field} field @param {string} text */
function focusAndPut(field, text) {
  if (field instanceof HTMLInputElement) field.focus({ preventScroll: true });
  put(field, text);
}

/** As React and Vue expect it: through the prototype's setter, past their own. @param {Field} field @param {string} text */
function put(field, text) {
  if (!(field instanceof HTMLInputElement)) {
    insert(field, text);
    return;
  }
  const { set } = /** @type {PropertyDescriptor} */ (
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
  );
  set?.call(field, text);
  const input = { bubbles: true, composed: true, data: text || null };
  const inputType = text ? 'insertText' : 'deleteContentBackward';
  field.dispatchEvent(new InputEvent('input', { ...input, inputType }));
  // A component hears the browser's own `change` inside only, and may send another one out.
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

/** With the events of a keyboard around it. @param {Field} field @param {string} text */
function press(field, text) {
  const last = text.slice(-1);
  const code = /\d/.test(last) ? `Digit${last}` : `Key${last.toUpperCase()}`;
  const key = { key: last, code, bubbles: true, composed: true, cancelable: true };
  field.dispatchEvent(new KeyboardEvent('keydown', key));
  focusAndPut(field, text);
  field.dispatchEvent(new KeyboardEvent('keyup', key));
}

/** As the keyboard does, in the browser's own editor. @param {Field} field @param {string} text @param {boolean} [replaces] what stands there */
function insert(field, text, replaces = true) {
  field.focus({ preventScroll: true });
  if (replaces && field instanceof HTMLInputElement) field.select();
  else if (replaces) getSelection()?.selectAllChildren(field);
  if (text) document.execCommand('insertText', false, text);
  else document.execCommand('delete');
}

/** A person would scroll to a field before typing. @param {Field} field */
function bringIntoView(field) {
  const { top, bottom } = field.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight)
    field.scrollIntoView({ block: 'center', behavior: 'instant' });
}
