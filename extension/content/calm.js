// Waits until a page has settled, to look once after many changes instead of after each.

/**
 * Calls `act` after `quietMs` without a notification, and at the latest `lateMs` after the first one, for
 * pages that never settle.
 * @param {() => void} act
 * @param {number} quietMs
 * @param {number} [lateMs]
 */
export function afterQuiet(act, quietMs, lateMs = Number.POSITIVE_INFINITY) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let calming;
  let first = 0;
  /** @param {number} [ms] a different quiet time for this call */
  const soon = (ms = quietMs) => {
    const now = performance.now();
    if (calming === undefined) first = now;
    clearTimeout(calming);
    calming = setTimeout(
      () => {
        calming = undefined;
        act();
      },
      Math.min(ms, Math.max(0, first + lateMs - now)),
    );
  };
  return soon;
}
