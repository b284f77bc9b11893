// State kept in memory until the browser closes: the only caller of chrome.storage.session.

/**
 * The last account that was added at a page, whose first code is still to be typed there.
 * @typedef {object} Enrolment
 * @property {number} tabId
 * @property {string} id of the account
 * @property {string} origin of the page
 * @property {number} sinceMs
 */

/**
 * The last code that was typed, and the page's reaction to it.
 * @typedef {object} Outcome
 * @property {number} tabId
 * @property {string} id of the account
 * @property {string} origin of the page
 * @property {number} frameId
 * @property {boolean} isFirst the account had just been added there
 * @property {'typing' | 'open' | 'accepted' | 'refused' | 'used' | 'unknown'} state
 * @property {number} sinceMs when it was typed
 * @property {number} [answeredMs]
 * @property {string[]} said what the page said before the code, without digits
 * @property {boolean} isKnown the page's words name the field
 * @property {boolean} isSent
 * @property {boolean} hasLeft the page went away before the user did anything in it
 * @property {number} [aheadMs] how far the page's server is ahead of this computer
 * @property {number} [correctedMs] the correction with which the code was made
 * @property {boolean} [isClockRight] this computer's clock agrees again: the correction has ended
 */

/**
 * How long the vault is unlocked. The key is stored under its own name: each write of these times would
 * otherwise leave another copy of the key in the memory of every open window.
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
 * A fill that failed, for the popup that opens over its page.
 * @typedef {object} Unfilled
 * @property {number} tabId
 * @property {import('../core/core.js').Failure} failure
 * @property {number} sinceMs
 * @property {{ text: string, isCounter: boolean }} [code] that the page did not keep; a counter's is spent
 */

/**
 * State kept in memory until the browser closes.
 * @typedef {object} Remembered
 * @property {Unlocked} unlocked
 * @property {string} vaultKey base64url, while the vault is unlocked
 * @property {string} nextKey the one that is about to replace it
 * @property {number} locks how often the vault was locked
 * @property {{ count: number, lastMs: number }} wrong secrets typed in a row
 * @property {Enrolment} enrolment
 * @property {Awaited} awaited the code to type once its field appears
 * @property {Unfilled} unfilled why the last fill failed
 * @property {Outcome} outcome
 * @property {{ tabId: number }} wish from the context menu: the popup should look for a key
 * @property {string[]} wanted the sites for which the browser is asking the user
 * @property {boolean} folderFailed the last backup could not be written to the user's folder
 * @property {boolean} folderGranted the user has allowed writing to the folder since the browser was started
 * @property {boolean} syncGranted the same for the folder that several computers share
 * @property {string} copied the code to clear from the clipboard later
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
 * Windows learn about changes over this channel and not through `storage.onChanged`, whose events would
 * give each of them another copy of the vault's key, and one more when it is forgotten.
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

/** The vault's key, and the one that is about to replace it. @returns {Promise<string[]>} */
export async function recallKeys() {
  const { vaultKey, nextKey } = await chrome.storage.session.get(['vaultKey', 'nextKey']);
  return /** @type {any} */ ([vaultKey, nextKey].filter((key) => key !== undefined));
}

/**
 * Stores key and deadline at once, so that a window that dies in between leaves no key without a deadline.
 * @param {string} vaultKey
 * @param {Unlocked} unlocked
 */
export async function rememberKey(vaultKey, unlocked) {
  await chrome.storage.session.set({ vaultKey, unlocked });
  await chrome.storage.session.remove('nextKey');
  tell('unlocked');
}

/** Forgets the vault's key and a leftover code, and counts the lock. @param {number} locks */
export async function forgetKey(locks) {
  await chrome.storage.session.set({ locks });
  await chrome.storage.session.remove(['unlocked', 'vaultKey', 'nextKey', 'unfilled']);
  tell('unlocked');
}

/**
 * Calls back when a remembered value has changed, in any window.
 * @param {keyof Remembered} key
 * @param {() => void} listener
 */
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
