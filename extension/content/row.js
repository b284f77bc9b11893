// The fields of one code, and what they hold.

import { isField } from './collect.js';
import { boxOf, isConnected, matches } from './dom.js';
import { forgetPaint } from './paint.js';
import { read } from './strokes.js';
import { isReadOnly, whenUsable } from './usable.js';
import { elements } from './walk.js';

/** @typedef {import('./usable.js').Field} Field */

/** A replaced node stands within this many CSS pixels of the one before it. */
const NEAR_PX = 12;

/** Pages put spaces and dashes into what was typed, and masks leave places open. @param {string} text */
const plain = (text) => text.replace(/[\s\-–·_]/g, '');

/** The codes that were typed behind passwords: another one takes their place. @type {WeakMap<Field, string>} */
const appended = new WeakMap();

/** @param {Field} box */
function passwordIn(box) {
  const [held, code] = [read(box), appended.get(box)];
  return code !== undefined && held.endsWith(code) ? held.slice(0, -code.length) : held;
}

/** Frameworks replace nodes while one types: each field is asked for anew. */
export class Row {
  /** @param {Field[]} boxes @param {string} code @param {boolean} appends behind what stands there */
  constructor(boxes, code, appends) {
    this.boxes = boxes;
    this.code = code;
    /** What the code goes behind: a password. */
    this.before = appends && boxes[0] ? passwordIn(boxes[0]) : '';
    if (appends && boxes[0]) appended.set(boxes[0], code);
    this.parts = appends ? [this.before + code] : partsOf(code, boxes.length);
    this.places = boxes.map((box) => boxOf(box));
    /** All that there is to type has been handed to the page. */
    this.isWritten = false;
    /** It held the whole code at some time. */
    this.wasWhole = false;
  }

  get isOne() {
    return this.boxes.length === 1;
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
      if (whenUsable(element, { closed: true }) !== 'never') {
        this.boxes[at] = element;
        return element;
      }
    }
    return box;
  }

  /** What each field holds, without what pages put in between. */
  held() {
    return this.parts.map((_, at) => plain(read(this.live(at))));
  }

  /** How many fields hold what they are to hold. */
  taken() {
    const held = this.held();
    return this.parts.filter((part, at) => held[at] === plain(part)).length;
  }

  /** Whether all of them do; notes it for the time after. */
  isWhole() {
    const isWhole = this.taken() === this.parts.length;
    this.wasWhole ||= isWhole;
    return isWhole;
  }

  /** Whether the fields up to a place hold what they are to, and those behind it nothing. @param {number} at */
  isTypedTo(at) {
    const held = this.held();
    return this.parts.every((part, place) => held[place] === (place <= at ? plain(part) : ''));
  }

  /** Nothing of a code stands in it. */
  isEmpty() {
    return this.held().join('') === plain(this.before);
  }

  /** As many characters as a code has, in every field something: the page may have taken it for one. */
  isFull() {
    const held = this.held();
    return held.every((text) => text !== '') && held.join('').length >= this.parts.join('').length;
  }

  /** A page that sends itself off at the last character takes its fields along. */
  isGone() {
    return this.parts.some((_, at) => !isConnected(this.live(at)));
  }

  /** Whether a field takes nothing now: some open the next one with the one before. @param {number} at */
  isClosed(at) {
    const box = this.live(at);
    return matches(box, ':disabled') || isReadOnly(box);
  }
}

/** Whole into one field, else as many characters into each: one, or the halves of a code. @param {string} code @param {number} count */
function partsOf(code, count) {
  if (count === 1) return [code];
  const size = Math.max(1, Math.floor(code.length / count));
  return Array.from({ length: count }, (_, at) => code.slice(at * size, (at + 1) * size));
}
