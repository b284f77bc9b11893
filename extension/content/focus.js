// The focus of a page while a code is typed into it. A page whose window does not have the focus (a side
// panel has it, or another window) sends no focus events: `element.focus()` moves `activeElement` alone,
// and the events come when the window gets the focus back. Measured in Chromium 156; ARCHITECTURE.md.

import { blur, dispatch, focus, focusedIn, page } from './dom.js';
import { shadowOf } from './walk.js';

/** @typedef {import('./usable.js').Field} Field */

/** A page answers an event at once, its framework a moment later. */
export const TICK_MS = 25;

/** @param {number} [ms] */
export const tick = (ms = TICK_MS) => new Promise((resolve) => setTimeout(resolve, ms));

/** Components within components: no page has more of them than levels. */
const DEPTH_MAX = 100;

/** The element that has the focus, through shadow roots; null if it is the page itself. */
export function focusedElement() {
  let at = focusedIn(document);
  for (let depth = 0; at && depth < DEPTH_MAX; depth += 1) {
    const shadow = shadowOf(at);
    const inner = shadow && focusedIn(shadow);
    if (!inner) break;
    at = inner;
  }
  return at === page.body() || at === page.root() ? null : at;
}

/**
 * Resolves once this page has the focus, or after some time without.
 * @param {number} maxMs
 * @returns {Promise<boolean>} whether it has
 */
export async function awaitFocus(maxMs) {
  const end = performance.now() + maxMs;
  while (!page.hasFocus() && performance.now() < end) await tick();
  return page.hasFocus();
}

/** The focus as typing needs it. */
export class Focus {
  /**
   * @param {Field[]} fields of the code
   * @param {boolean} isQuiet nobody asked: the focus stays where it is
   */
  constructor(fields, isQuiet) {
    const before = focusedElement();
    /** Somebody is busy elsewhere on the page, and nobody asked for a code. */
    this.isTaken = isQuiet && before !== null && !fields.includes(/** @type {Field} */ (before));
    /** The field that was told that it has the focus, because the page has not. @type {Field | undefined} */
    this.told = undefined;
  }

  /** Gives a field the focus, with the events that a person would cause. @param {Field} field @returns {Promise<void>} */
  async enter(field) {
    if (this.isTaken) return;
    if (focusedElement() === field && (page.hasFocus() || this.told === field)) return;
    focus(field, { preventScroll: true });
    // A frame of another process hears of its focus a moment later.
    await tick();
    if (page.hasFocus()) return;
    this.#leaveTold();
    this.told = field;
    dispatch(field, new FocusEvent('focus', { composed: true }));
    dispatch(field, new FocusEvent('focusin', { bubbles: true, composed: true }));
    await tick();
  }

  /**
   * A field that keeps the focus in a page without it would hear of that once the page gets it back, and
   * may empty itself then.
   */
  leave() {
    if (!this.told || page.hasFocus()) return;
    const held = focusedElement();
    if (held instanceof HTMLElement) blur(held);
    this.#leaveTold();
  }

  #leaveTold() {
    if (!this.told) return;
    dispatch(this.told, new FocusEvent('blur', { composed: true }));
    dispatch(this.told, new FocusEvent('focusout', { bubbles: true, composed: true }));
    this.told = undefined;
  }
}
