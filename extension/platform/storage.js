// The only caller of chrome.storage.

/** @typedef {import('../core/postern.js').StoredVaultJson} StoredVault */
/** @typedef {Pick<import('../core/postern.js').Opener, 'id' | 'key'>} Device */

/**
 * What the user chose.
 * @typedef {object} Settings
 * @property {number} [lockMinutes] without use; 0: only when the browser closes
 * @property {boolean} [hidesCodes] until a row is clicked
 * @property {number} [savedMs] when a backup was saved last
 * @property {number} [checkedMs] when a backup was found to give all codes
 * @property {number} [unsaved] how many changes are in no backup
 * @property {'light' | 'dark' | 'contrast'} [theme] the system's, if absent
 * @property {number} [text] size of all text, 1 is as usual
 * @property {string} [language] a folder of `_locales`; the browser's, if absent
 * @property {Order} [order] of the list; that of adding, if absent
 * @property {'copy'} [action] what a row does: it fills, or else copies, if absent
 * @property {number} [clearS] how long a copied code stays in the clipboard; for ever, if absent
 */
/** Settings as they are to be; undefined: as if nothing had been chosen. @typedef {{ [Key in keyof Settings]?: Settings[Key] | undefined }} Choice */
/** @typedef {'name' | 'manual' | 'recent' | 'used'} Order */
/** How often each account was used, and when last in Unix ms, by its id. @typedef {Record<string, { times: number, lastMs: number }>} Usage */

/**
 * What lies in `storage.local`: the sealed vault, the two before it, this profile's name and, if it
 * opens the vault, its key, how far its clock is behind, what the user chose, and which accounts are used.
 * @typedef {object} Stored
 * @property {StoredVault} [vault]
 * @property {StoredVault} [vault_prev]
 * @property {StoredVault} [vault_prev2]
 * @property {Device} [device]
 * @property {{ aheadMs: number }} [clock]
 * @property {Settings} [settings]
 * @property {Usage} [usage]
 */

/** @type {(keyof Stored)[]} */
const LAST_KEYS = ['vault', 'device', 'clock', 'settings', 'usage'];

/** @type {(keyof Stored)[]} */
const KEYS = [...LAST_KEYS, 'vault_prev', 'vault_prev2'];

/** @returns {Promise<Stored>} */
export async function readStored() {
  const stored = await readAll();
  return stored.vault ? stored : alone(restoreCopy);
}

/** As `readStored`, without the vaults before the last one: what it takes to show the codes. @returns {Promise<Stored>} */
export async function readLast() {
  const stored = await chrome.storage.local.get(LAST_KEYS);
  return stored.vault ? stored : alone(restoreCopy);
}

/** @returns {Promise<Stored>} */
async function readAll() {
  return chrome.storage.local.get(KEYS);
}

/** Not while another context writes all anew. @template T @param {() => Promise<T>} task @returns {Promise<T>} */
const alone = (task) => /** @type {Promise<T>} */ (navigator.locks.request('rewrite', task));

/** @returns {Promise<Settings>} */
export async function readSettings() {
  const { settings } = await chrome.storage.local.get('settings');
  return /** @type {Settings} */ (settings ?? {});
}

/** @returns {Promise<Usage>} */
export async function readUsage() {
  const { usage } = await chrome.storage.local.get('usage');
  return /** @type {Usage} */ (usage ?? {});
}

/**
 * Writes all keys or none: `chrome.storage` makes one `set()` atomic.
 * @param {Stored} stored
 */
export async function writeStored(stored) {
  try {
    await chrome.storage.local.set(stored);
  } catch (error) {
    const full = error instanceof Error && /quota/i.test(error.message);
    throw { code: full ? 'storage-full' : 'storage-failed' };
  }
}

/**
 * Writes all anew, so that nothing of what lay there before is left on the disk: the browser keeps
 * old values in its log for long, and in them what the user has just taken away from the vault's
 * keys. A copy beside the storage makes up for the moment in which it is empty.
 * @param {Stored} change
 */
export function rewriteStored(change) {
  return alone(async () => {
    const all = { ...(await readAll()), ...change };
    await writeCopy(all);
    await chrome.storage.local.clear();
    await writeStored(all);
    await dropCopy();
  });
}

const COPY = 'vault-copy.json';

/** @param {Stored} stored */
async function writeCopy(stored) {
  const folder = await navigator.storage.getDirectory();
  const file = await folder.getFileHandle(COPY, { create: true });
  // The file is there, whole, once it is closed.
  const writer = await file.createWritable();
  await writer.write(JSON.stringify(stored));
  await writer.close();
}

/** There is no vault: a rewrite may have been cut short. @returns {Promise<Stored>} */
async function restoreCopy() {
  const stored = await readAll();
  if (stored.vault) return stored;
  const folder = await navigator.storage.getDirectory();
  const file = await folder.getFileHandle(COPY).catch(() => undefined);
  const text = await (await file?.getFile())?.text();
  if (!text) return stored;
  const copy = JSON.parse(text);
  await writeStored(copy);
  await dropCopy();
  return copy;
}

async function dropCopy() {
  const folder = await navigator.storage.getDirectory();
  await folder.removeEntry(COPY).catch(() => undefined);
}

/** A rewrite that was cut short after all was written left its copy. At the browser's start. */
export function tidyStorage() {
  return alone(async () => {
    if ((await readAll()).vault) await dropCopy();
  });
}

/**
 * Calls back after any context has written a vault, a clock's correction or a choice.
 * @param {() => void} listener
 */
export function onVaultWritten(listener) {
  chrome.storage.onChanged.addListener((changes, area) => {
    const isOurs = ['vault', 'clock', 'settings'].some((key) => Object.hasOwn(changes, key));
    if (area === 'local' && isOurs) listener();
  });
}

/** Calls back when the user has chosen something. @param {(before: Settings | undefined, now: Settings | undefined) => void} listener */
export function onSettings(listener) {
  chrome.storage.onChanged.addListener(({ settings }, area) => {
    if (area === 'local' && settings)
      listener(
        /** @type {Settings | undefined} */ (settings.oldValue),
        /** @type {Settings | undefined} */ (settings.newValue),
      );
  });
}

/** Content scripts run in pages: none of them may read what is ours. */
export async function closeStorageToPages() {
  const areas = [chrome.storage.local, chrome.storage.sync, chrome.storage.session];
  await Promise.all(areas.map((area) => area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' })));
}

/**
 * The last account that was added at a page, and what the page made of its first code.
 * @typedef {object} Enrolment
 * @property {number} tabId
 * @property {string} id of the account
 * @property {string} origin of the page
 * @property {'added' | 'open' | 'accepted' | 'refused' | 'used'} state `open` once a code was typed
 * @property {number} sinceMs
 * @property {number} [aheadMs] how far the page's server is ahead of this computer
 */

/**
 * The vault's key while it is unlocked.
 * @typedef {object} Unlocked
 * @property {string} key base64url
 * @property {number} seenMs when it was last asked for
 * @property {number} untilMs
 */

/**
 * What is kept in memory until the browser closes.
 * @typedef {object} Remembered
 * @property {Unlocked} unlocked
 * @property {Enrolment} enrolment
 * @property {{ tabId: number }} wish of the context menu: the popup is to look for a key
 * @property {string[]} wanted the sites that the browser is being asked for
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
 * @template {keyof Remembered} Key
 * @param {Key} key
 * @param {Remembered[Key] | undefined} value
 */
export async function remember(key, value) {
  if (value === undefined) await chrome.storage.session.remove(key);
  else await chrome.storage.session.set({ [key]: value });
}

/** Calls back when something that is kept in memory has changed. @param {keyof Remembered} key @param {() => void} listener */
export function onRemembered(key, listener) {
  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === 'session' && Object.hasOwn(changes, key)) listener();
  });
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

/** When Postern last filled by itself at a site. @param {string} origin */
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
