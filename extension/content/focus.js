// The focus of a page while a code is typed into it. A page in an unfocused window (a side panel or another
// window has the focus) dispatches no focus events: `element.focus()` only moves `activeElement`, and the
// events follow when the window regains the focus. Measured in Chromium 156; see ARCHITECTURE.md.

import { blur, dispatch, focus, focusedIn, page } from './dom.js';
import { shadowOf } from './walk.js';

/** @typedef {import('./usable.js').Field} Field */

/** A page reacts to an event at once, its framework a moment later. */
export const TICK_MS = 25;

/** @param {number} [ms] */
export const tick = (ms = TICK_MS) => new Promise((resolve) => setTimeout(resolve, ms));

/** Nested components: no page nests them more deeply than this. */
const DEPTH_MAX = 100;

/** The focused element, through shadow roots; null if it is the page itself. */
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
 * Resolves once this page has the focus, or when the time is up.
 * @param {number} maxMs
 * @returns {Promise<boolean>} whether it has
 */
export async function awaitFocus(maxMs) {
  const end = performance.now() + maxMs;
  while (!page.hasFocus() && performance.now() < end) await tick();
  return page.hasFocus();
}

/** Handles the focus for typing. */
export class Focus {
  /**
   * @param {Field[]} fields of the code
   * @param {boolean} isQuiet the user did not ask for this: the focus stays where it is
   */
  constructor(fields, isQuiet) {
    const before = focusedElement();
    /** The user is busy elsewhere on the page and did not ask for a code. */
    this.isTaken = isQuiet && before !== null && !fields.includes(/** @type {Field} */ (before));
    /**
     * The field that received synthetic focus events because the page does not have the focus.
     * @type {Field | undefined}
     */
    this.told = undefined;
  }

  /** Focuses a field, with the events that a user would cause. @param {Field} field @returns {Promise<void>} */
  async enter(field) {
    if (this.isTaken) return;
    if (focusedElement() === field && (page.hasFocus() || this.told === field)) return;
    focus(field, { preventScroll: true });
    // An out-of-process frame learns about its focus a moment later.
    await tick();
    if (page.hasFocus()) return;
    this.#leaveTold();
    this.told = field;
    dispatch(field, new FocusEvent('focus', { composed: true }));
    dispatch(field, new FocusEvent('focusin', { bubbles: true, composed: true }));
    await tick();
  }

  /**
   * A field that stays focused in an unfocused page would get its focus event when the page regains the
   * focus, and may clear itself then.
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
