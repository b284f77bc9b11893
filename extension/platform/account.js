// The browser account: values that Chrome carries to the user's other computers. The only caller of
// chrome.storage.sync.

/** @typedef {import('./shared.js').Found} Found */
/** @typedef {import('./shared.js').Place} Place */
/** @typedef {import('./shared.js').SyncPart} SyncPart */

/** The parts of the core's layout for accounts: the header, a part for each computer, buckets of records. */
const NAME = /^(?:h|c-[\da-f]{16}|b-[\da-f]{2}(?:\.\d+)?)$/;

/** Without the message, which names Chrome's limits, a failure has no reason. */
const TOO_OFTEN = /MAX_WRITE|per.?(?:minute|hour)/i;
const NO_ROOM = /quota|max.?items/i;

/** New accounts leave this share of the room free, so that changes to the others, and deletions, still fit. */
const KEPT_FREE = 0.1;

/** @type {Place} */
export const accountPlace = {
  look: () => orFailure(look()),
  fits: (parts, dropped, isGrowing) => orFailure(fits(parts, dropped, isGrowing ? KEPT_FREE : 0)),
  write: (parts, dropped) => orFailure(write(parts, dropped)),
};

/** The share of the account's room that is in use, 0 to 1. */
export async function accountShare() {
  const bytes = await orFailure(area().getBytesInUse());
  return bytes / area().QUOTA_BYTES;
}

/** Calls back when values have arrived from another computer, or were written here. @param {() => void} listener */
export function onAccount(listener) {
  chrome.storage.sync?.onChanged.addListener(listener);
}

function area() {
  // An administrator can turn it off, and some browsers do not have it.
  if (!chrome.storage.sync) throw { code: 'sync-off' };
  return chrome.storage.sync;
}

/** @returns {Promise<Found>} */
async function look() {
  const all = await area().get();
  /** @type {Map<string, string>} */
  const texts = new Map();
  for (const [name, text] of Object.entries(all)) {
    if (NAME.test(name) && typeof text === 'string') texts.set(name, text);
  }
  return {
    marks: await marksOf([...texts].map(([name, text]) => ({ name, text }))),
    young: [],
    read: async (names) => names.map((name) => ({ name, text: texts.get(name) ?? '' })),
  };
}

/** @param {SyncPart[]} parts @returns {Promise<Found['marks']>} */
async function marksOf(parts) {
  const marks = parts.map(async ({ name, text }) => [name, await markOf(text)]);
  return Object.fromEntries(await Promise.all(marks));
}

/** @param {string} text */
async function markOf(text) {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash, 0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {SyncPart[]} parts @param {string[]} dropped */
async function write(parts, dropped) {
  // Before anything is deleted.
  if (!(await fits(parts, dropped, 0))) throw { code: 'sync-full' };
  // Comes first, because it makes room. Nothing is deleted anywhere because a part is missing.
  if (dropped.length > 0) await area().remove(dropped);
  // All of them at once: Chrome limits how often extensions write, and not how many values.
  const items = Object.fromEntries(parts.map(({ name, text }) => [name, text]));
  if (parts.length > 0) await area().set(items);
  return marksOf(parts);
}

/**
 * @param {SyncPart[]} parts
 * @param {string[]} dropped
 * @param {number} free the share of the room that must be free afterwards
 */
async function fits(parts, dropped, free) {
  const { QUOTA_BYTES, QUOTA_BYTES_PER_ITEM } = area();
  const old = await area().getBytesInUse([...parts.map(({ name }) => name), ...dropped]);
  const sizes = parts.map(sizeOf);
  const bytes = sizes.reduce((all, one) => all + one, (await area().getBytesInUse()) - old);
  const areSmall = sizes.every((one) => one <= QUOTA_BYTES_PER_ITEM);
  return areSmall && bytes <= QUOTA_BYTES * (1 - free);
}

/** Chrome counts the key, and the value as JSON. @param {SyncPart} part */
function sizeOf({ name, text }) {
  const json = JSON.stringify(text).replaceAll('<', '\\u003C');
  return new TextEncoder().encode(name + json).length;
}

/**
 * @template T
 * @param {Promise<T>} act
 */
function orFailure(act) {
  return act.catch((/** @type {unknown} */ error) => {
    // Chrome's own errors have no class.
    if (!(error instanceof Error) || error.name !== 'Error') throw error;
    if (TOO_OFTEN.test(error.message)) throw { code: 'sync-busy' };
    throw { code: NO_ROOM.test(error.message) ? 'sync-full' : 'sync-off' };
  });
}
