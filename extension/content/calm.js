// When a page has come to rest: one look after many changes instead of one after each.

/**
 * Calls `act` once nothing was told for `quietMs`, and at the latest `lateMs` after the first of what
 * was told, for a page that never comes to rest.
 * @param {() => void} act
 * @param {number} quietMs
 * @param {number} [lateMs]
 */
export function afterQuiet(act, quietMs, lateMs = Number.POSITIVE_INFINITY) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let calming;
  let first = 0;
  /** @param {number} [ms] another time of quiet, this once */
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
