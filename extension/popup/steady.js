// Ignores a click or key press just after something moved under it: it was meant for what was there before.

/** How long people take from seeing to pressing, with a margin: a quick reaction takes a quarter of a second. */
const STEADY_MS = 500;

/**
 * When the list last moved because of the cards above it, when the dock last said something else, and when
 * Postern last moved the focus.
 */
const moved = {
  cardsMs: Number.NEGATIVE_INFINITY,
  dockMs: Number.NEGATIVE_INFINITY,
  focusMs: Number.NEGATIVE_INFINITY,
};

/** Watches the parts of the popup that move without user action. */
export function keepSteady() {
  addEventListener('click', guard, { capture: true });
}

/** Observes the cards above the list: when their height changes, everything below them moves. */
const heights = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    const before = known.get(target);
    known.set(target, contentRect.height);
    if (before !== undefined && before !== contentRect.height) moved.cardsMs = performance.now();
  }
});

/** @type {WeakMap<Element, number>} */
const known = new WeakMap();

/** @param {Element | undefined} cards */
export function watchCards(cards) {
  if (cards) heights.observe(cards);
}

/** Something appeared, disappeared or moved without user action. */
export function noteMoved() {
  moved.cardsMs = performance.now();
}

/** The dock, or the toast over it, has another button than a moment ago. */
export function noteDocked() {
  moved.dockMs = performance.now();
}

/** Focuses an element that the user did not choose. @param {HTMLElement | null} element */
export function moveFocus(element) {
  if (!element || element === document.activeElement) return;
  element.focus();
  moved.focusMs = performance.now();
}

/** @param {MouseEvent} event */
function guard(event) {
  const target = /** @type {Element} */ (event.target);
  if (!event.isTrusted || performance.now() - movedMs(target, event.detail === 0) >= STEADY_MS)
    return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/**
 * When an element last moved or changed under the hand.
 * @param {Element} target
 * @param {boolean} isKey key presses on buttons also arrive as clicks: nothing moved under a pointer then, but
 *   the focus may have
 */
function movedMs(target, isKey) {
  if (isKey) return moved.focusMs;
  if (target.closest('.dock, .toast')) return moved.dockMs;
  return target.closest('main') ? moved.cardsMs : Number.NEGATIVE_INFINITY;
}
