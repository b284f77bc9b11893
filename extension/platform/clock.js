// The time that codes are made for: this computer's, corrected for a portal if the user asked for that.

/** A larger offset of a portal's clock is not trusted: the computer's clock should be set instead. */
export const AHEAD_MAX_MS = 10 * 60_000;

/**
 * Two portals agree if they differ by at most this much: the `Date` header has whole seconds, and responses
 * take time.
 */
const AGREED_MS = 5000;

/**
 * A clock that is off by at most this much is right: servers accept the previous and the next code — RFC
 * 6238 § 5.2.
 */
export const DRIFT_MAX_MS = 5000;

/** @type {import('./storage.js').Clock} */
let clock = { portals: {} };

/** @param {import('./storage.js').Clock} stored */
export function setClock(stored) {
  clock = stored;
}

/**
 * The offset from this computer's clock for the codes of a portal, in ms. A single portal only counts for
 * itself; if two agree, this computer's clock is wrong, and the correction applies everywhere.
 * @param {import('./storage.js').Clock} stored
 * @param {string} origin of the portal; empty if none is in front
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
 * The corrections that remain after a portal was measured again, against this computer's own clock. If the
 * two now agree, the portal's correction has ended, and so has every correction that agreed with it: this
 * computer's clock had been wrong.
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

/**
 * Whether two portals may have the same owner, judging by the last two labels of their hosts, which also
 * matches some that do not.
 * @param {string} one
 * @param {string} other
 */
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
