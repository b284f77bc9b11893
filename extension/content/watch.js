// Tells the service worker that the page has new fields, and nothing else: the worker looks at them itself.
// Runs where the user lets Postern fill without a click.

import { afterQuiet } from './calm.js';
import { isField } from './collect.js';
import { attribute, idOf, input, isRendered, listen } from './dom.js';
import { whenInView } from './place.js';
import { isOpaque } from './usable.js';
import { elements, shadowOf } from './walk.js';

/** A page under construction changes many times in a row. */
const CALM_MS = 120;
/** By then a user who is typing has finished the word. */
const TYPED_MS = 500;
/** A page that never settles is left alone. */
const LOOKS_MAX = 200;

/** Events that can bring a field into view without a DOM change. */
const MOVES = ['transitionend', 'animationend', 'scrollend'];

/**
 * Reports when new fields appear.
 * @param {{ isAwaited?: boolean }} [options] `isAwaited`: report every change while there is a field: covers may go
 */
export function watch({ isAwaited = false } = {}) {
  let before = '';
  let looks = 0;
  const lookSoon = afterQuiet(look, CALM_MS);
  const observe = observer(lookSoon, {});

  function look() {
    looks += 1;
    if (looks > LOOKS_MAX) return observe.stop();
    const seen = [];
    for (const element of elements(document)) {
      const shadow = shadowOf(element);
      if (shadow) observe.also(shadow);
      if (isField(element) && isRendered(element, { visibilityProperty: true })) {
        const type = attribute(element, 'type') ?? '';
        // A code that goes with a password is typed after the password.
        const isWaiting =
          element instanceof HTMLInputElement &&
          input.type(element) === 'password' &&
          input.value(element) === '';
        // A field that is still moving into view is filled once it has arrived.
        const sight = `${whenInView(element)} ${isOpaque(element)}`;
        seen.push(`${idOf(element)} ${attribute(element, 'name')} ${type} ${isWaiting} ${sight}`);
      }
    }
    const now = seen.join('\n');
    const isNew = isAwaited || now !== before;
    before = now;
    if (!isNew || !now) return;
    tellWorker('field-appeared', observe.stop);
  }

  observe.also(document);
  for (const moved of MOVES) listen(document, moved, () => lookSoon(), PASSIVE);
  // Nothing is typed in a hidden tab, so all fields count as new once it becomes visible.
  listen(document, 'visibilitychange', () => {
    before = '';
    lookSoon();
  });
  listen(document, 'input', () => lookSoon(TYPED_MS));
  look();
}

/** The attributes that show and hide elements. */
export const SHOWS = ['style', 'class', 'hidden', 'disabled', 'open', 'type'];

const PASSIVE = { capture: true, passive: true };

/**
 * Calls back at each change of the observed roots.
 * @param {() => void} changed
 * @param {MutationObserverInit} more in addition to elements and the attributes that show them
 */
export function observer(changed, more) {
  const mutations = new MutationObserver(() => changed());
  /** @type {WeakSet<Node>} */
  const observed = new WeakSet();
  return {
    /** @param {Node} root */
    also(root) {
      if (observed.has(root)) return;
      observed.add(root);
      mutations.observe(root, {
        childList: true,
        subtree: true,
        attributes: true,
        attributeFilter: SHOWS,
        ...more,
      });
    },
    stop: () => mutations.disconnect(),
  };
}

/** Sends a message without content. @param {string} type @param {() => void} [stop] */
export function tellWorker(type, stop = () => {}) {
  try {
    chrome.runtime.sendMessage({ type }).catch(stop);
  } catch {
    // After an update of Postern, this script has nobody to report to.
    stop();
  }
}
