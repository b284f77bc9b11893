// Waits for the page to change: what it shows may be drawn after it was looked at.

import { elements, shadowOf } from './walk.js';

/** A page that is being built changes many times in a row. */
const CALM_MS = 150;

const WATCHED = {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ['style', 'class', 'hidden', 'disabled', 'readonly', 'open', 'type'],
};

/**
 * Resolves once the page has changed and is calm again, or the time is up.
 * @param {number} maxMs
 * @returns {Promise<void>}
 */
export function awaitChange(maxMs) {
  return new Promise((resolve) => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let calming;
    const end = () => {
      clearTimeout(calming);
      clearTimeout(ending);
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(() => {
      clearTimeout(calming);
      calming = setTimeout(end, CALM_MS);
    });
    const ending = setTimeout(end, maxMs);
    observer.observe(document, WATCHED);
    for (const element of elements(document)) {
      const shadow = shadowOf(element);
      if (shadow) observer.observe(shadow, WATCHED);
    }
  });
}
