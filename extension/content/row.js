// The fields of one code, and their contents.

import { isField } from './collect.js';
import { boxOf, isConnected, matches } from './dom.js';
import { forgetPaint } from './paint.js';
import { read } from './strokes.js';
import { isReadOnly, whenUsable } from './usable.js';
import { elements } from './walk.js';

/** @typedef {import('./usable.js').Field} Field */

/** A replacement node is within this many CSS pixels of the original. */
const NEAR_PX = 12;

/** Pages add spaces and dashes to typed text, and masks leave placeholders. @param {string} text */
const plain = (text) => text.replace(/[\s\-–·_]/g, '');

/** The codes that were appended to passwords: the next code replaces them. @type {WeakMap<Field, string>} */
const appended = new WeakMap();

/** @param {Field} box */
function passwordIn(box) {
  const [held, code] = [read(box), appended.get(box)];
  return code !== undefined && held.endsWith(code) ? held.slice(0, -code.length) : held;
}

/** Frameworks replace nodes during typing, so each field is looked up again. */
export class Row {
  /** @param {Field[]} boxes @param {string} code @param {boolean} appends append to the existing text */
  constructor(boxes, code, appends) {
    this.boxes = boxes;
    this.code = code;
    /** The text that the code is appended to: a password. */
    this.before = appends && boxes[0] ? passwordIn(boxes[0]) : '';
    if (appends && boxes[0]) appended.set(boxes[0], code);
    this.parts = appends ? [this.before + code] : partsOf(code, boxes.length);
    this.places = boxes.map((box) => boxOf(box));
    /** Everything that had to be typed has been typed. */
    this.isWritten = false;
    /** The fields held the whole code at some point. */
    this.wasWhole = false;
  }

  get isOne() {
    return this.boxes.length === 1;
  }

  /** The field at a position, even if its node was replaced. @param {number} at @returns {Field} */
  live(at) {
    const box = /** @type {Field} */ (this.boxes[at]);
    if (isConnected(box)) return box;
    const place = /** @type {DOMRect} */ (this.places[at]);
    for (const element of elements(document)) {
      if (!isField(element) || this.boxes.includes(element)) continue;
      const { x, y } = boxOf(element);
      if (Math.hypot(x - place.x, y - place.y) >= NEAR_PX) continue;
      forgetPaint();
      if (whenUsable(element, { closed: true }) !== 'never') {
        this.boxes[at] = element;
        return element;
      }
    }
    return box;
  }

  /** The content of each field, without separators added by the page. */
  held() {
    return this.parts.map((_, at) => plain(read(this.live(at))));
  }

  /** How many fields hold the expected content. */
  taken() {
    const held = this.held();
    return this.parts.filter((part, at) => held[at] === plain(part)).length;
  }

  /** Whether all fields do; remembers it if so. */
  isWhole() {
    const isWhole = this.taken() === this.parts.length;
    this.wasWhole ||= isWhole;
    return isWhole;
  }

  /** Whether the fields up to a position hold the expected content and those after it are empty. @param {number} at */
  isTypedTo(at) {
    const held = this.held();
    return this.parts.every((part, place) => held[place] === (place <= at ? plain(part) : ''));
  }

  /** No field holds any part of a code. */
  isEmpty() {
    return this.held().join('') === plain(this.before);
  }

  /** Every field has content, and it adds up to the length of a code: the page may have taken it for one. */
  isFull() {
    const held = this.held();
    return held.every((text) => text !== '') && held.join('').length >= this.parts.join('').length;
  }

  /** A page that submits itself at the last character takes its fields with it. */
  isGone() {
    return this.parts.some((_, at) => !isConnected(this.live(at)));
  }

  /** Whether a field is closed for input now: some open only when the previous one is filled. @param {number} at */
  isClosed(at) {
    const box = this.live(at);
    return matches(box, ':disabled') || isReadOnly(box);
  }
}

/**
 * The whole code for one field, else equal parts: single characters, or the halves of a code.
 * @param {string} code
 * @param {number} count
 */
function partsOf(code, count) {
  if (count === 1) return [code];
  const size = Math.max(1, Math.floor(code.length / count));
  return Array.from({ length: count }, (_, at) => code.slice(at * size, (at + 1) * size));
}
