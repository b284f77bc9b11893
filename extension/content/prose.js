// The text around a field, as a person reads it: the sentences above it up to the heading, and those below;
// links and buttons, which offer something else ("Resend", "Use another way"), are kept separate.

import { matches, nextOf, previousOf, tagOf } from './dom.js';
import { drawnChildren, drawnIn, isLaidOut, SILENT, textOf } from './walk.js';

/**
 * Characters in each direction. Above a code's field stand at most 133 in tests/fixtures/pages, 429 on
 * other projects' login pages.
 */
const ABOVE_MAX = 600;
const BELOW_MAX = 300;
const ASIDES_MAX = 300;
/** Characters of one link or button. */
const ASIDE_MAX = 80;
/** Nodes to visit for one field, in each direction: a form of 200 fields takes 0.1 s in all. */
const NODES_MAX = 400;

const HEADING = 'h1, h2, h3, h4, [role="heading"]';
/** Nothing above these headings belongs to the field; smaller headings may have another above them. */
const TITLE = 'h1, h2, [role="heading"]:not([aria-level]), [aria-level="1"], [aria-level="2"]';
const HEADINGS_MAX = 2;
/** The containers of a field; nothing outside them is read. */
const WHOLE = 'body, main, dialog, [role="main"], [role="dialog"], [aria-modal="true"]';
/** Elements beside the main content, or about something else. */
const APART =
  'form, nav, aside, body > header, body > footer, dialog, [role="navigation"], [role="banner"], [role="contentinfo"], [role="complementary"], [role="search"], [role="dialog"], select, textarea';
const CHOICE =
  'a, button, summary, [role="button"], [role="link"], [role="tab"], [role="menuitem"], [role="option"]';
/** The open tab of several is not an alternative. */
const CHOSEN = '[aria-selected="true"], [aria-current]:not([aria-current="false"])';

/** Inline elements; all others start a new line. */
const INLINE = new Set(
  'A ABBR B BDI BUTTON CODE EM FONT I INPUT LABEL MARK Q S SLOT SMALL SPAN STRONG SUB SUP TIME U VAR WBR'.split(
    ' ',
  ),
);

/** One direction of reading: the text so far, and the remaining budget. */
class Reading {
  /** @param {boolean} isBack towards the beginning of the page @param {number} max characters @param {string[]} asides */
  constructor(isBack, max, asides) {
    this.isBack = isBack;
    this.left = max;
    this.nodes = NODES_MAX;
    this.headings = 0;
    this.asides = asides;
    /** @type {string[]} */
    this.parts = [];
  }

  get isOver() {
    return this.left <= 0 || this.nodes <= 0;
  }

  /** @param {string} text */
  take(text) {
    const plain = text.replace(/\s+/g, ' ');
    this.parts.push(plain);
    this.left -= plain.trim() === '' ? 0 : plain.length;
  }

  /** @param {Node} node */
  read(node) {
    this.nodes -= 1;
    if (this.isOver) return;
    if (node instanceof Text) return this.take(node.data);
    if (!(node instanceof Element) || SILENT.has(tagOf(node)) || matches(node, APART)) return;
    if (!isLaidOut(node)) return;
    if (matches(node, CHOICE) && !matches(node, CHOSEN)) {
      this.asides.push(textOf(node, ASIDE_MAX));
      return;
    }
    if (matches(node, HEADING)) return this.readHeading(node);
    const isLine = !INLINE.has(tagOf(node));
    if (isLine) this.parts.push('\n');
    const children = [...drawnChildren(node)];
    for (const child of this.isBack ? children.reverse() : children) {
      if (this.isOver) return;
      this.read(child);
    }
    if (isLine) this.parts.push('\n');
  }

  /** @param {Element} heading */
  readHeading(heading) {
    this.headings += 1;
    // The text after a heading below belongs to that heading.
    if (this.isBack) this.parts.push('\n', textOf(heading, this.left), '\n');
    if (!this.isBack || this.headings === HEADINGS_MAX || matches(heading, TITLE)) this.left = 0;
  }

  /**
   * The nodes drawn beside an element, nearest first.
   * @param {Element} at
   * @param {Element | undefined} holder
   * @returns {Generator<Node>}
   */
  *besides(at, holder) {
    const slotted = holder instanceof HTMLSlotElement ? holder.assignedNodes() : [];
    const place = slotted.indexOf(at);
    if (place >= 0) {
      yield* this.isBack ? slotted.slice(0, place).reverse() : slotted.slice(place + 1);
      return;
    }
    const next = this.isBack ? previousOf : nextOf;
    for (let beside = next(at); beside; beside = next(beside)) yield beside;
  }

  /** @param {Element} field */
  from(field) {
    const around = [...drawnIn(field)];
    for (const [depth, at] of around.entries()) {
      if (matches(at, WHOLE)) break;
      for (const beside of this.besides(at, around[depth + 1])) {
        this.read(beside);
        if (this.isOver) break;
      }
      if (this.isOver) break;
      this.parts.push('\n');
    }
    const parts = this.isBack ? this.parts.reverse() : this.parts;
    return parts
      .join('')
      .replace(/[ \t]*\n\s*/g, '\n')
      .trim();
  }
}

/** @param {Element} field @returns {{ above: string, below: string, asides: string }} a line for each block */
export function proseAround(field) {
  /** @type {string[]} */
  const asides = [];
  const above = new Reading(true, ABOVE_MAX, asides).from(field).slice(-ABOVE_MAX);
  const below = new Reading(false, BELOW_MAX, asides).from(field).slice(0, BELOW_MAX);
  return { above, below, asides: asides.filter(Boolean).join(' · ').slice(0, ASIDES_MAX) };
}
