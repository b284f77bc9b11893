// A click or a key that comes just after something has moved under it was meant for what stood there
// before: it does nothing.

/** How long people take from seeing to pressing, with room: a quick reaction is a quarter of a second. */
const STEADY_MS = 500;

/** When the cards above the list last moved it, and when the focus was last moved by us. */
const moved = { cardsMs: Number.NEGATIVE_INFINITY, focusMs: Number.NEGATIVE_INFINITY };

/** Watches the parts of the popup that move by themselves. */
export function keepSteady() {
  addEventListener('click', guard, { capture: true });
}

/** The cards above the list, as long as they are there: when their height changes, what is below them moves. */
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

/** Something has appeared, gone or moved without the user doing it. */
export function noteMoved() {
  moved.cardsMs = performance.now();
}

/** Puts the focus on an element that the user did not choose. @param {HTMLElement | null} element */
export function moveFocus(element) {
  if (!element || element === document.activeElement) return;
  element.focus();
  moved.focusMs = performance.now();
}

/** @param {MouseEvent} event */
function guard(event) {
  // Keys press buttons as well: then nothing was under a pointer, but the focus may have moved.
  const isKey = event.detail === 0;
  const sinceMs = performance.now() - (isKey ? moved.focusMs : moved.cardsMs);
  if (!event.isTrusted || sinceMs >= STEADY_MS) return;
  const target = /** @type {Element} */ (event.target);
  if (!isKey && !target.closest('main, .toast')) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
