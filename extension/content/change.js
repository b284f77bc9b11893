// Waits for the page to change: what it shows may be drawn after it was looked at.

import { afterQuiet } from './calm.js';
import { elements, shadowOf } from './walk.js';
import { observer, SHOWS } from './watch.js';

/** A page that is being built changes many times in a row. */
const CALM_MS = 150;

/**
 * Resolves once the page has changed and is calm again, or the time is up.
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
    const changes = observer(afterQuiet(end, CALM_MS), { attributeFilter: [...SHOWS, 'readonly'] });
    const ending = setTimeout(end, maxMs);
    changes.also(document);
    for (const element of elements(document)) {
      const shadow = shadowOf(element);
      if (shadow) changes.also(shadow);
    }
  });
}
