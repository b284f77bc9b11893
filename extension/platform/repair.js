// Repairs each stored value beside the vault on its own: a garbled setting must not keep users from their
// codes.

/** @typedef {import('./storage.js').Settings} Settings */
/** @typedef {import('./storage.js').Usage} Usage */
/** @typedef {import('./storage.js').Clock} Clock */
/** @typedef {import('./storage.js').Mark} Mark */

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
