// Repairs each stored value beside the vault on its own: a garbled setting must not keep users from their
// codes.

/** @typedef {import('./storage.js').Settings} Settings */
/** @typedef {import('./storage.js').Usage} Usage */
/** @typedef {import('./storage.js').Clock} Clock */
/** @typedef {import('./storage.js').Mark} Mark */
/** @typedef {import('./storage.js').Sync} Sync */

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isObject = (value) =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** @param {unknown} value @returns {value is number} */
const isCount = (value) => Number.isFinite(value) && Number(value) >= 0;

/** @param {...string} values */
const oneOf =
  (...values) =>
  (/** @type {unknown} */ value) =>
    values.includes(/** @type {string} */ (value));

/** @type {Record<keyof Settings, (value: unknown) => boolean>} */
const SETTINGS = {
  lockMinutes: isCount,
  lockChosenMs: isCount,
  hasSynced: (value) => value === true,
  hidesCodes: (value) => typeof value === 'boolean',
  savedMs: isCount,
  checkedMs: isCount,
  unsaved: isCount,
  keptMs: isCount,
  theme: oneOf('light', 'dark', 'contrast'),
  text: (value) => isCount(value) && value >= 0.5 && value <= 3,
  language: (value) => typeof value === 'string' && /^\w{2,3}(_\w+)?$/.test(value),
  order: oneOf('name', 'manual', 'recent', 'used'),
  action: oneOf('copy'),
  clearS: isCount,
  renew: (value) => Array.isArray(value) && value.every((id) => typeof id === 'string'),
};

/** Drops invalid settings, so that their defaults apply. @param {unknown} value @returns {Settings} */
export function settingsIn(value) {
  if (!isObject(value)) return {};
  const known = Object.entries(SETTINGS).filter(([key, fits]) => fits(value[key]));
  return Object.fromEntries(known.map(([key]) => [key, value[key]]));
}

/** @param {unknown} value @returns {Usage} */
export function usageIn(value) {
  if (!isObject(value)) return {};
  const fits = (/** @type {unknown} */ one) =>
    isObject(one) && isCount(one.times) && isCount(one.lastMs);
  return /** @type {Usage} */ (
    Object.fromEntries(Object.entries(value).filter(([, one]) => fits(one)))
  );
}

/** @param {unknown} value @returns {Clock} */
export function clockIn(value) {
  if (!isObject(value) || !isObject(value.portals)) return { portals: {} };
  const fits = (/** @type {[string, unknown]} */ [origin, ahead]) =>
    URL.canParse(origin) && Number.isFinite(ahead);
  const portals = Object.fromEntries(Object.entries(value.portals).filter(fits));
  return { portals: /** @type {Clock['portals']} */ (portals) };
}

/** @param {unknown} value @returns {Mark | undefined} */
export function markIn(value) {
  if (!isObject(value) || typeof value.vault !== 'string' || !isCount(value.epoch))
    return undefined;
  return { vault: value.vault, epoch: value.epoch };
}

const isText = (/** @type {unknown} */ value) => typeof value === 'string';

/** @param {unknown} value */
const isComputer = (value) =>
  isObject(value) &&
  isText(value.id) &&
  isText(value.name) &&
  isCount(value.atMs) &&
  isCount(value.aheadMs) &&
  typeof value.isMine === 'boolean';

/** @type {Record<keyof Omit<Sync, 'engine' | 'seen' | 'own' | 'computers'>, (value: unknown) => boolean>} */
const SYNC = {
  vault: isText,
  name: isText,
  lastMs: isCount,
  startedMs: isCount,
  publishedMs: isCount,
  wroteMs: isCount,
  trouble: (value) => isText(value) && /^(?:storage|sync|vault)-[a-z-]{1,30}$/.test(String(value)),
  isBeside: (value) => value === true,
  held: (value) => Array.isArray(value) && value.every((id) => /^[\w-]{22}$/.test(String(id))),
  waiting: isCount,
  leaving: oneOf('leave', 'end'),
};

/**
 * Without the place, sync is off. Anything else that is lost costs at most one more look at everything.
 * @param {unknown} value
 * @returns {Sync | undefined}
 */
export function syncIn(value) {
  if (!isObject(value) || !oneOf('folder', 'account')(value.engine)) return undefined;
  const known = Object.entries(SYNC).filter(([key, fits]) => fits(value[key]));
  const listed = (/** @type {unknown} */ list) => (Array.isArray(list) ? list : []);
  return /** @type {Sync} */ ({
    engine: value.engine,
    vault: '',
    name: '',
    ...Object.fromEntries(known.map(([key]) => [key, value[key]])),
    computers: listed(value.computers).filter(isComputer),
    own: listed(value.own).filter(isText),
    seen: seenIn(value.seen),
  });
}

/** @param {unknown} value @returns {Sync['seen']} */
function seenIn(value) {
  if (!isObject(value) || !isCount(value.epoch) || !isObject(value.marks)) return undefined;
  const marks = Object.entries(value.marks).filter(([, mark]) => isText(mark));
  return { epoch: value.epoch, marks: /** @type {any} */ (Object.fromEntries(marks)) };
}
