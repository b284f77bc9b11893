// What is kept in memory until the browser closes: the only caller of chrome.storage.session.

/**
 * The last account that was added at a page, whose first code is still to be typed there.
 * @typedef {object} Enrolment
 * @property {number} tabId
 * @property {string} id of the account
 * @property {string} origin of the page
 * @property {number} sinceMs
 */

/**
 * The last code that was typed, and what the page made of it.
 * @typedef {object} Outcome
 * @property {number} tabId
 * @property {string} id of the account
 * @property {string} origin of the page
 * @property {number} frameId
 * @property {boolean} isFirst the account had just been added there
 * @property {'typing' | 'open' | 'accepted' | 'refused' | 'used' | 'unknown'} state
 * @property {number} sinceMs when it was typed
 * @property {number} [answeredMs]
 * @property {string[]} said what the page said before, without digits
 * @property {boolean} isKnown the field was one that the page's words name
 * @property {boolean} isSent
 * @property {boolean} hasLeft the page went away before anyone did anything in it
 * @property {number} [aheadMs] how far the page's server is ahead of this computer
 * @property {number} [correctedMs] how far the code was made ahead of it
 * @property {boolean} [isClockRight] this computer's clock agrees again: the correction has ended
 */

/**
 * How long the vault is unlocked. Its key lies beside it: each write of these times would leave another copy of the key in the memory of every open window.
 * @typedef {object} Unlocked
 * @property {number} seenMs when the key was last asked for
 * @property {number} untilMs
 */

/**
 * The first code of an account that was added at a page without a field.
 * @typedef {object} Awaited
 * @property {number} tabId
 * @property {string} origin of the page
 * @property {{ id: string, kind: import('../core/postern.js').KindView }} account
 * @property {number} sinceMs
 */

/**
 * A fill that did not come off, for the popup that is opened over its page.
 * @typedef {object} Unfilled
 * @property {number} tabId
 * @property {import('../core/core.js').Failure} failure
 * @property {number} sinceMs
 * @property {{ text: string, isCounter: boolean }} [code] that the page did not keep; a counter's is spent
 */

/**
 * What is kept in memory until the browser closes.
 * @typedef {object} Remembered
 * @property {Unlocked} unlocked
 * @property {string} vaultKey base64url, while the vault is unlocked
 * @property {string} nextKey the one that takes its place in a moment
 * @property {number} locks how often the vault was locked
 * @property {{ count: number, lastMs: number }} wrong secrets typed in a row
 * @property {Enrolment} enrolment
 * @property {Awaited} awaited the code that is to be typed once its field comes up
 * @property {Unfilled} unfilled why the last fill did not come off
 * @property {Outcome} outcome
 * @property {{ tabId: number }} wish of the context menu: the popup is to look for a key
 * @property {string[]} wanted the sites that the browser is being asked for
 * @property {boolean} folderFailed the last backup did not get into the user's folder
 * @property {string} copied the code that is to leave the clipboard again
 */

/**
 * @template {keyof Remembered} Key
 * @param {Key} key
 * @returns {Promise<Remembered[Key] | undefined>}
 */
export async function recall(key) {
  const found = await chrome.storage.session.get(key);
  return /** @type {any} */ (found[key]);
}

/**
 * Windows hear of changes over this channel and not through `storage.onChanged`: its events would hand
 * each of them the vault's key once more, and again when it is forgotten.
 */
const CHANNEL = 'postern-memory';

/** @param {keyof Remembered} key */
function tell(key) {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(key);
  channel.close();
}

/**
 * @template {keyof Remembered} Key
 * @param {Key} key
 * @param {Remembered[Key] | undefined} value
 */
export async function remember(key, value) {
  if (value === undefined) await chrome.storage.session.remove(key);
  else await chrome.storage.session.set({ [key]: value });
  tell(key);
}

/** The vault's key, and the one that takes its place in a moment. @returns {Promise<string[]>} */
export async function recallKeys() {
  const { vaultKey, nextKey } = await chrome.storage.session.get(['vaultKey', 'nextKey']);
  return /** @type {any} */ ([vaultKey, nextKey].filter((key) => key !== undefined));
}

/** Key and deadline at once: a window that dies in between leaves no key without a deadline. @param {string} vaultKey @param {Unlocked} unlocked */
export async function rememberKey(vaultKey, unlocked) {
  await chrome.storage.session.set({ vaultKey, unlocked });
  await chrome.storage.session.remove('nextKey');
  tell('unlocked');
}

/** Forgets the vault's key, and a code that was left over, and counts the lock. @param {number} locks */
export async function forgetKey(locks) {
  await chrome.storage.session.set({ locks });
  await chrome.storage.session.remove(['unlocked', 'vaultKey', 'nextKey', 'unfilled']);
  tell('unlocked');
}

/** Calls back when something that is kept in memory has changed, in whatever window. @param {keyof Remembered} key @param {() => void} listener */
export function onRemembered(key, listener) {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => {
    if (data === key) listener();
  };
}

/**
 * The time step of the last code typed for an account, in memory until the browser closes.
 * @param {string} id
 * @returns {Promise<number | undefined>} start of the step in Unix ms
 */
export async function lastTyped(id) {
  return lastTime(`typed:${id}`);
}

/**
 * @param {string} id
 * @param {number} validFromMs
 */
export async function rememberTyped(id, validFromMs) {
  await chrome.storage.session.set({ [`typed:${id}`]: validFromMs });
}

/** When Postern last filled automatically at a site. @param {string} origin */
export async function lastUnasked(origin) {
  return lastTime(`unasked:${origin}`);
}

/** @param {string} origin @param {number} nowMs */
export async function rememberUnasked(origin, nowMs) {
  await chrome.storage.session.set({ [`unasked:${origin}`]: nowMs });
}

/** @param {string} key @returns {Promise<number | undefined>} */
async function lastTime(key) {
  const found = await chrome.storage.session.get(key);
  return /** @type {number | undefined} */ (found[key]);
}
