// Waits for the page to change: it may render its content after the first look.

import { afterQuiet } from './calm.js';
import { elements, shadowOf } from './walk.js';
import { observer, SHOWS } from './watch.js';

/** A code is renewed by another source, a field is freed. */
const WATCHED = [...SHOWS, 'readonly', 'src', 'value'];

/** A page under construction changes many times in a row. */
const CALM_MS = 150;

/**
 * Resolves once the page has changed and settled, or the time is up.
 * @param {number} maxMs
 * @returns {Promise<void>}
 */
export function awaitChange(maxMs) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(ending);
      changes.stop();
      resolve();
    };
    const changes = observer(afterQuiet(end, CALM_MS), { attributeFilter: WATCHED });
    const ending = setTimeout(end, maxMs);
    changes.also(document);
    for (const element of elements(document)) {
      const shadow = shadowOf(element);
      if (shadow) changes.also(shadow);
    }
  });
}
