// The only caller of chrome.storage.local: the sealed vault and the values beside it.

import { dropCopy, readCopy, writeCopy } from './copy.js';
import { clockIn, isObject, markIn, settingsIn, syncIn, usageIn } from './repair.js';

/** @typedef {import('../core/postern.js').StoredVaultJson} StoredVault */
/** @typedef {Pick<import('../core/postern.js').Opener, 'id' | 'key'>} Device */
/** @typedef {import('../core/postern.js').MarkView} Mark */
/** How far portals' servers are ahead of this computer, in ms, by their origin. @typedef {{ portals: Record<string, number> }} Clock */

/**
 * The user's settings.
 * @typedef {object} Settings
 * @property {number} [lockMinutes] of inactivity; 0: only when the browser closes
 * @property {number} [lockChosenMs] when that was chosen, on this or another computer
 * @property {boolean} [hasSynced] this computer took part in sync once, and went its own way
 * @property {boolean} [hidesCodes] until a row is clicked
 * @property {number} [savedMs] when a backup was last saved
 * @property {number} [checkedMs] when a backup was last found to give all codes
 * @property {number} [unsaved] how many changes are not in any backup
 * @property {number} [keptMs] when a backup was last written to the user's folder
 * @property {'light' | 'dark' | 'contrast'} [theme] the system's if absent
 * @property {number} [text] scale of all text; 1 is the usual size
 * @property {string} [language] a folder of `_locales`; the browser's if absent
 * @property {Order} [order] of the list; order of adding if absent
 * @property {'copy'} [action] of a click on a row: it fills, or else copies, if absent
 * @property {number} [clearS] how long a copied code stays in the clipboard; forever if absent
 * @property {string[]} [renew] ids of the accounts whose keys a removed computer had
 */
/**
 * Settings to store; undefined resets one to its default.
 * @typedef {{ [Key in keyof Settings]?: Settings[Key] | undefined }} Choice
 */
/** @typedef {'name' | 'manual' | 'recent' | 'used'} Order */
/**
 * How often each account was used, and its last use in Unix ms, by id.
 * @typedef {Record<string, { times: number, lastMs: number }>} Usage
 */
/**
 * Where this computer leaves its accounts for others, and what it last found there. Nothing secret.
 * @typedef {object} Sync
 * @property {'folder' | 'account'} engine
 * @property {string} vault the id that all computers have in common
 * @property {string} name of this computer
 * @property {import('../flows/sync.js').ComputerView[]} computers
 * @property {string[]} own hashes of the last texts that this computer wrote, the newest last
 * @property {{ marks: Record<string, string>, epoch: number } | undefined} seen the place and the vault that agree
 * @property {number} [lastMs] when everything was last read and written
 * @property {number} [startedMs] when this computer began to take part
 * @property {number} [publishedMs] when this computer's part was last up to date
 * @property {number} [wroteMs] when this computer last wrote
 * @property {import('../flows/sync.js').Trouble} [trouble]
 * @property {boolean} [isBeside] another sync uses the folder too
 * @property {string[] | undefined} [held] ids of accounts for which the browser account has no room
 * @property {number} [waiting] how many of them somebody would miss
 * @property {'leave' | 'end'} [leaving] what the others are still to be told
 */
/**
 * The usable content of `storage.local`.
 * @typedef {object} Stored
 * @property {StoredVault} [vault] sealed
 * @property {StoredVault} [vault_prev] before the last change
 * @property {StoredVault} [vault_prev2] before the change before that
 * @property {Device} [device] this profile's name and, if the device opens the vault, its key
 * @property {Device} [device_copy] a second copy: one flipped byte of the key would close the vault for good
 * @property {Mark} [mark] of the newest version of the vault that was written
 * @property {Clock} clock
 * @property {Settings} settings chosen by the user
 * @property {Usage} usage how the accounts are used
 * @property {boolean} isNew no vault was ever here; if false, a missing vault was lost
 */
/**
 * Values to write; keys that are `undefined` are left out.
 * @typedef {{ [Key in keyof Omit<Stored, 'isNew'>]?: Stored[Key] | undefined } & { sync?: Sync }} Change
 */

const VAULT_KEYS = /** @type {const} */ ([
  'vault',
  'vault_prev',
  'vault_prev2',
  'device',
  'device_copy',
]);

/** The keys needed to show the codes. */
const LAST_KEYS = ['vault', 'device', 'device_copy', 'mark', 'clock', 'settings', 'usage'];

const KEYS = [...LAST_KEYS, 'vault_prev', 'vault_prev2'];

/** The keys to drop first when storage is full: older vaults, then the data that only sorts the list. */
const LEAST = /** @type {const} */ (['vault_prev2', 'vault_prev', 'usage']);

/** @returns {Promise<Stored>} */
export async function readStored() {
  const raw = await chrome.storage.local.get(KEYS);
  return isObject(raw.vault) ? usable(raw) : alone(readWithCopy);
}

/**
 * Like `readStored`, without the vaults before the last one: what is needed to show the codes.
 * @returns {Promise<Stored>}
 */
export async function readLast() {
  const raw = await chrome.storage.local.get(LAST_KEYS);
  return isObject(raw.vault) ? usable(raw) : alone(readWithCopy);
}

/** @param {Record<string, unknown>} raw @returns {Stored} */
function usable(raw) {
  const kept = VAULT_KEYS.filter((key) => isObject(raw[key])).map((key) => [key, raw[key]]);
  const mark = markIn(raw.mark);
  return {
    ...Object.fromEntries(kept),
    ...(mark && { mark }),
    clock: clockIn(raw.clock),
    settings: settingsIn(raw.settings),
    usage: usageIn(raw.usage),
    isNew: !mark && VAULT_KEYS.every((key) => !Object.hasOwn(raw, key)),
  };
}

/**
 * Waits while another context rewrites the storage.
 * @template T
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
const alone = (task) => /** @type {Promise<T>} */ (navigator.locks.request('rewrite', task));

/** @returns {Promise<Settings>} */
export async function readSettings() {
  const { settings } = await chrome.storage.local.get('settings');
  return settingsIn(settings);
}

/** @returns {Promise<Usage>} */
export async function readUsage() {
  const { usage } = await chrome.storage.local.get('usage');
  return usageIn(usage);
}

/** Sync, if it is on, and the mark of the vault. @returns {Promise<{ sync: Sync | undefined, mark: Mark | undefined }>} */
export async function readSync() {
  const { sync, mark } = await chrome.storage.local.get(['sync', 'mark']);
  return { sync: syncIn(sync), mark: markIn(mark) };
}

/** @param {Sync | undefined} sync `undefined` turns it off */
export function writeSync(sync) {
  return alone(async () => {
    if (sync) await writeStored({ sync });
    else await chrome.storage.local.remove('sync');
  });
}

/** Calls back when sync has found or done something, in any context. @param {() => void} listener */
export function onSync(listener) {
  chrome.storage.local.onChanged.addListener(({ sync }) => {
    if (sync) listener();
  });
}

/**
 * Writes all keys or none: a `set()` of `chrome.storage` is atomic.
 * @param {Change} change
 */
export async function writeStored(change) {
  try {
    await chrome.storage.local.set(present(change));
  } catch (error) {
    throw failureOf(error);
  }
}

/**
 * Like `writeStored`, for a change of the vault. If storage is full, the previous vaults are dropped
 * first: the change is worth more, and so is being able to delete at all.
 * @param {Change} change
 */
export async function writeVault(change) {
  let left = { ...(await inCopyAlone()), ...change };
  for (const least of [...LEAST, undefined]) {
    try {
      return await writeStored(left);
    } catch (thrown) {
      if (!isFull(thrown) || least === undefined) throw thrown;
      left = { ...left, [least]: undefined };
      await chrome.storage.local.remove(least).catch((error) => {
        throw failureOf(error);
      });
    }
  }
}

/**
 * The values that are only in the copy, while the storage is still empty: they must not be lost.
 * @returns {Promise<Change>}
 */
async function inCopyAlone() {
  const { vault } = await chrome.storage.local.get('vault');
  if (isObject(vault)) return {};
  const text = await readCopy();
  const raw = text === undefined ? {} : await chrome.storage.local.get(KEYS);
  return text !== undefined && usable(raw).isNew ? (parsed(text) ?? {}) : {};
}

/** @param {unknown} thrown */
const isFull = (thrown) => isObject(thrown) && thrown.code === 'storage-full';

/**
 * Recognises the browser's messages for a full store and a full disk, which come from LevelDB.
 * @param {unknown} error
 */
function failureOf(error) {
  const isNoRoom = error instanceof Error && /quota|no space/i.test(error.message);
  return { code: isNoRoom ? 'storage-full' : 'storage-failed' };
}

/** @param {Change} change */
function present(change) {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/**
 * Rewrites the whole storage, so that nothing of its previous content is left on the disk: the browser
 * keeps old values in its log for long, among them vault keys that the user has just removed. A copy
 * beside the storage covers the moment in which it is empty.
 * @param {Change} change
 */
export function rewriteStored(change) {
  return alone(async () => {
    // All keys, because vaults that were set aside are stored there too.
    const all = fitting({ ...(await chrome.storage.local.get()), ...change });
    await writeCopy(JSON.stringify(all)).catch((error) => {
      throw failureOf(error);
    });
    await chrome.storage.local.clear();
    await writeVault(all);
    await dropCopy();
  });
}

/** The values that fit, by measuring before anything is given up. @param {Change} all @returns {Change} */
function fitting(all) {
  const isBounded = !chrome.runtime.getManifest().permissions?.includes('unlimitedStorage');
  const room = isBounded ? chrome.storage.local.QUOTA_BYTES : Number.POSITIVE_INFINITY;
  let left = present(all);
  for (const least of LEAST) {
    if (bytesOf(left) <= room) break;
    left = present({ ...left, [least]: undefined });
  }
  if (bytesOf(left) > room) throw { code: 'storage-full' };
  return left;
}

/** Counts as the browser does: each key, and its value as JSON, in which `<` takes six bytes. @param {object} items */
function bytesOf(items) {
  const text = Object.entries(items).map(([key, value]) => key + JSON.stringify(value));
  return new TextEncoder().encode(text.join('').replaceAll('<', '\\u003C')).length;
}

/** There is no vault: a rewrite may have been interrupted. @returns {Promise<Stored>} */
async function readWithCopy() {
  const raw = await chrome.storage.local.get(KEYS);
  if (isObject(raw.vault)) return usable(raw);
  const there = usable(raw);
  const text = await readCopy();
  // A rewrite empties the whole storage. If anything is left, the vault was lost in another way, and the
  // copy may be old.
  if (text === undefined || !there.isNew) return there;
  const copy = parsed(text);
  if (!copy) return { ...there, isNew: false };
  try {
    await writeVault(copy);
    await dropCopy();
  } catch (thrown) {
    // The copy stays, and is read as often as necessary.
    if (!isObject(thrown)) throw thrown;
  }
  return usable(copy);
}

/** @param {string} text @returns {Record<string, any> | undefined} */
function parsed(text) {
  try {
    const value = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Removes the copy of a rewrite that was interrupted after everything was written. Called when the browser starts. */
export function tidyStorage() {
  return alone(async () => {
    if (isObject((await chrome.storage.local.get('vault')).vault)) await dropCopy();
  });
}

/**
 * Everything in storage, readable or not, and the copy: for a file that may be the last one left.
 * @returns {Promise<{ stored: Record<string, unknown>, copy?: string }>}
 */
export async function readRaw() {
  const [stored, copy] = await Promise.all([chrome.storage.local.get(), readCopy()]);
  return { stored, ...(copy !== undefined && { copy }) };
}

/**
 * A vault that cannot be opened, moved out of the way of a new one, with everything that belonged to it.
 * @typedef {object} Aside
 * @property {number} sinceMs
 * @property {Record<string, unknown>} stored
 * @property {string} [copy]
 */

/** @returns {Promise<Aside[]>} */
export async function readAside() {
  const { aside } = await chrome.storage.local.get('aside');
  return Array.isArray(aside) ? aside.filter(isObject).map((one) => /** @type {any} */ (one)) : [];
}

/**
 * Sets the vault aside with everything that belonged to it: storage is then as on the first day, except
 * for the user's settings.
 * @param {number} nowMs
 */
export function setAside(nowMs) {
  return exchangeAside(undefined, nowMs);
}

/**
 * Puts back a vault that was set aside; the current one is set aside in turn.
 * @param {number} sinceMs
 * @param {number} nowMs
 */
export function putBack(sinceMs, nowMs) {
  return exchangeAside(sinceMs, nowMs);
}

/** @param {number | undefined} sinceMs of the vault to put back @param {number} nowMs */
function exchangeAside(sinceMs, nowMs) {
  return alone(async () => {
    const all = await readAside();
    const back = all.find((one) => one.sinceMs === sinceMs);
    if (sinceMs !== undefined && !back) throw { code: 'storage-failed' };
    const { stored, copy } = await readRaw();
    const own = [...VAULT_KEYS, 'mark'];
    const kept = Object.fromEntries(Object.entries(stored).filter(([key]) => own.includes(key)));
    const isSomething = Object.keys(kept).length > 0 || copy !== undefined;
    const set = { sinceMs: nowMs, stored: kept, ...(copy !== undefined && { copy }) };
    const aside = [...all.filter((one) => one !== back), ...(isSomething ? [set] : [])];
    // Until the last line, the vault that is set aside is stored twice, and never missing.
    if (back?.copy !== undefined) await writeCopy(back.copy);
    await writeStored(/** @type {any} */ ({ ...back?.stored, aside }));
    await chrome.storage.local.remove(own.filter((key) => !Object.hasOwn(back?.stored ?? {}, key)));
    if (back?.copy === undefined) await dropCopy();
  });
}

/** Permanently deletes a vault that was set aside, including its bytes on the disk. @param {number} sinceMs */
export async function dropAside(sinceMs) {
  const left = (await readAside()).filter((one) => one.sinceMs !== sinceMs);
  await rewriteStored(/** @type {any} */ ({ aside: left.length > 0 ? left : undefined }));
}

/**
 * Calls back after any context has written a vault, a clock correction or a setting.
 * @param {() => void} listener
 */
export function onVaultWritten(listener) {
  // Only for this storage area: values in memory have a separate channel.
  chrome.storage.local.onChanged.addListener((changes) => {
    const isOurs = ['vault', 'mark', 'clock', 'settings', 'aside'].some((key) =>
      Object.hasOwn(changes, key),
    );
    if (isOurs) listener();
  });
}

/** Calls back when the user has changed a setting. @param {(before: Settings, now: Settings) => void} listener */
export function onSettings(listener) {
  chrome.storage.local.onChanged.addListener(({ settings }) => {
    if (settings) listener(settingsIn(settings.oldValue), settingsIn(settings.newValue));
  });
}

/** Content scripts run in pages: none of them may read Postern's storage. */
export async function closeStorageToPages() {
  const areas = [chrome.storage.local, chrome.storage.sync, chrome.storage.session];
  await Promise.all(areas.map((area) => area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' })));
}
