// Tells the service worker that the page has changed, and nothing else: what there is to see it
// looks up itself. Runs where the user lets Postern fill by itself, and after an enrolment.

import { isField } from './collect.js';
import { attribute, idOf, input, isRendered, listen } from './dom.js';
import { whenInView } from './place.js';
import { isOpaque } from './usable.js';
import { elements, shadowOf } from './walk.js';

/** A page that is being built changes many times in a row. */
const CALM_MS = 120;
/** Who types has typed the word to its end by then. */
const TYPED_MS = 500;
/** A page that never comes to rest is left alone. */
const LOOKS_MAX = 200;

/** What brings a field into view without a change of the page. */
const MOVES = ['transitionend', 'animationend', 'scrollend'];

/**
 * Tells when there are fields that were not there before.
 * @param {'field-appeared' | 'page-changed'} type of the message
 */
export function watch(type) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let calming;
  let before = '';
  let looks = 0;
  /** @type {WeakSet<Node>} */
  const observed = new WeakSet();
  const lookSoon = () => {
    clearTimeout(calming);
    calming = setTimeout(look, CALM_MS);
  };
  const observer = new MutationObserver(lookSoon);

  /** @param {Node} root */
  const observe = (root) => {
    if (observed.has(root)) return;
    observed.add(root);
    observer.observe(root, {
      childList: true,
      subtree: true,
      attributes: true,
      characterData: type === 'page-changed',
      attributeFilter: ['style', 'class', 'hidden', 'disabled', 'open', 'type'],
    });
  };

  function look() {
    looks += 1;
    if (looks > LOOKS_MAX) return observer.disconnect();
    const seen = [];
    for (const element of elements(document)) {
      const shadow = shadowOf(element);
      if (shadow) observe(shadow);
      if (isField(element) && isRendered(element, { visibilityProperty: true })) {
        const type = attribute(element, 'type') ?? '';
        // A code beside a password is typed once the password is.
        const isWaiting =
          element instanceof HTMLInputElement &&
          input.type(element) === 'password' &&
          input.value(element) === '';
        // A field that is still on its way into view is filled once it is there.
        const sight = `${whenInView(element)} ${isOpaque(element)}`;
        seen.push(`${idOf(element)} ${attribute(element, 'name')} ${type} ${isWaiting} ${sight}`);
      }
    }
    const now = seen.join('\n');
    const isNew = type === 'page-changed' || now !== before;
    before = now;
    if (!isNew || (type === 'field-appeared' && !now)) return;
    // The worker may be gone with an update of Postern: then there is nobody to tell.
    chrome.runtime.sendMessage({ type }).catch(() => observer.disconnect());
  }

  observe(document);
  if (type === 'field-appeared') {
    for (const moved of MOVES) listen(document, moved, lookSoon, { capture: true, passive: true });
    // Nothing is typed in a tab that nobody sees: all of it is new once it comes to the front.
    listen(document, 'visibilitychange', () => {
      before = '';
      lookSoon();
    });
  }
  listen(document, 'input', () => {
    clearTimeout(calming);
    calming = setTimeout(look, TYPED_MS);
  });
  look();
}
