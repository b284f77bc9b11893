// The time that codes are made for: this computer's, corrected for a portal if the user said so.

/** A portal whose clock is further off than this is not believed: the computer's clock is to be set instead. */
export const AHEAD_MAX_MS = 10 * 60_000;

/** Two portals that differ by no more than this agree: the `Date` header has whole seconds, and answers take time. */
const AGREED_MS = 5000;

/** A clock that is off by no more than this is right: servers take the code before and the next one — RFC 6238 § 5.2. */
export const DRIFT_MAX_MS = 5000;

/** @type {import('./storage.js').Clock} */
let clock = { portals: {} };

/** @param {import('./storage.js').Clock} stored */
export function setClock(stored) {
  clock = stored;
}

/**
 * What to add to this computer's clock for the codes of a portal, in ms. One portal speaks for itself
 * alone; where two agree it is this computer's clock that is wrong, everywhere.
 * @param {import('./storage.js').Clock} stored
 * @param {string} origin of the portal; empty where none is in front
 */
export function aheadFor({ portals }, origin) {
  const known = Object.entries(portals).filter(([, ms]) => Math.abs(ms) <= AHEAD_MAX_MS);
  const own = known.find(([portal]) => portal === origin);
  if (own) return own[1];
  for (const [at, [portal, one]] of known.entries()) {
    const other = known
      .slice(at + 1)
      .find(([by, ms]) => Math.abs(ms - one) <= AGREED_MS && !isSameOwner(by, portal));
    if (other) return (one + other[1]) / 2;
  }
  return 0;
}

/**
 * The corrections that are left once a portal has been measured anew, against this computer's own
 * clock. Where the two agree again its correction has ended, and with it all that agreed with it: it
 * was this computer's clock that had been wrong.
 * @param {import('./storage.js').Clock} stored
 * @param {string} origin of the portal
 * @param {number} aheadMs of its server, as measured
 */
export function leftAfter(stored, origin, aheadMs) {
  const was = aheadFor(stored, origin);
  if (was === 0 || Math.abs(aheadMs) > DRIFT_MAX_MS) return stored;
  const left = Object.entries(stored.portals).filter(
    ([portal, ms]) => portal !== origin && Math.abs(ms - was) > AGREED_MS,
  );
  return { portals: Object.fromEntries(left) };
}

/** Whether two portals may be one owner's: by the last two labels of their hosts, which is more than are. @param {string} one @param {string} other */
function isSameOwner(one, other) {
  const ownerOf = (/** @type {string} */ origin) => {
    const { hostname } = new URL(origin);
    return /^[\d.]+$|^\[/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.');
  };
  return ownerOf(one) === ownerOf(other);
}

/** Unix ms. Only for codes: what is stored is stamped with the computer's own time. @param {string} [origin] of the portal in front */
export function codeTime(origin = '') {
  return Date.now() + aheadFor(clock, origin);
}
