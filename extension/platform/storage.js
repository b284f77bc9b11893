// The only caller of chrome.storage.local: the sealed vault and what lies beside it.

import { dropCopy, readCopy, writeCopy } from './copy.js';
import { clockIn, isObject, markIn, settingsIn, usageIn } from './repair.js';

/** @typedef {import('../core/postern.js').StoredVaultJson} StoredVault */
/** @typedef {Pick<import('../core/postern.js').Opener, 'id' | 'key'>} Device */
/** @typedef {import('../core/postern.js').MarkView} Mark */
/** How far portals' servers are ahead of this computer, in ms, by their origin. @typedef {{ portals: Record<string, number> }} Clock */

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
 * What lies in `storage.local`, as far as it can be used.
 * @typedef {object} Stored
 * @property {StoredVault} [vault] sealed
 * @property {StoredVault} [vault_prev] as it was before the last change
 * @property {StoredVault} [vault_prev2] as it was before that
 * @property {Device} [device] this profile's name and, if it opens the vault, its key
 * @property {Device} [device_copy] the same again: one flipped byte of the key would close the vault for good
 * @property {Mark} [mark] the newest form of the vault that was written
 * @property {Clock} clock
 * @property {Settings} settings what the user chose
 * @property {Usage} usage which accounts are used
 * @property {boolean} isNew nothing of a vault was ever here; else a vault that is not there was lost
 */
/** What is written; a key that is `undefined` is left out. @typedef {{ [Key in keyof Omit<Stored, 'isNew'>]?: Stored[Key] | undefined }} Change */

const VAULT_KEYS = /** @type {const} */ ([
  'vault',
  'vault_prev',
  'vault_prev2',
  'device',
  'device_copy',
]);

/** All that it takes to show the codes. */
const LAST_KEYS = ['vault', 'device', 'device_copy', 'mark', 'clock', 'settings', 'usage'];

const KEYS = [...LAST_KEYS, 'vault_prev', 'vault_prev2'];

/** What goes first when there is no room: older vaults, then what only sorts the list. */
const LEAST = /** @type {const} */ (['vault_prev2', 'vault_prev', 'usage']);

/** @returns {Promise<Stored>} */
export async function readStored() {
  const raw = await chrome.storage.local.get(KEYS);
  return isObject(raw.vault) ? usable(raw) : alone(readWithCopy);
}

/** As `readStored`, without the vaults before the last one: what it takes to show the codes. @returns {Promise<Stored>} */
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

/** Not while another context writes all anew. @template T @param {() => Promise<T>} task @returns {Promise<T>} */
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

/**
 * Writes all keys or none: `chrome.storage` makes one `set()` atomic.
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
 * As `writeStored`, for a change of the vault. When there is no room the vaults before it go first:
 * they are worth less than the change, and than being able to delete at all.
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

/** What lies in the copy and nowhere else, as long as the storage is still empty: it must not stay behind. @returns {Promise<Change>} */
async function inCopyAlone() {
  const { vault } = await chrome.storage.local.get('vault');
  if (isObject(vault)) return {};
  const text = await readCopy();
  const raw = text === undefined ? {} : await chrome.storage.local.get(KEYS);
  return text !== undefined && usable(raw).isNew ? (parsed(text) ?? {}) : {};
}

/** @param {unknown} thrown */
const isFull = (thrown) => isObject(thrown) && thrown.code === 'storage-full';

/** What the browser says of a full store, and of a full disk, in the words of LevelDB. @param {unknown} error */
function failureOf(error) {
  const isNoRoom = error instanceof Error && /quota|no space/i.test(error.message);
  return { code: isNoRoom ? 'storage-full' : 'storage-failed' };
}

/** @param {Change} change */
function present(change) {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/**
 * Writes all anew, so that nothing of what lay there before is left on the disk: the browser keeps
 * old values in its log for long, and in them what the user has just taken away from the vault's
 * keys. A copy beside the storage makes up for the moment in which it is empty.
 * @param {Change} change
 */
export function rewriteStored(change) {
  return alone(async () => {
    // Everything: what was set aside lies there too.
    const all = fitting({ ...(await chrome.storage.local.get()), ...change });
    await writeCopy(JSON.stringify(all)).catch((error) => {
      throw failureOf(error);
    });
    await chrome.storage.local.clear();
    await writeVault(all);
    await dropCopy();
  });
}

/** What there is room for, by a measurement before anything is given up. @param {Change} all @returns {Change} */
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

/** As the browser counts: each key, and its value as JSON, in which `<` takes six bytes. @param {object} items */
function bytesOf(items) {
  const text = Object.entries(items).map(([key, value]) => key + JSON.stringify(value));
  return new TextEncoder().encode(text.join('').replaceAll('<', '\\u003C')).length;
}

/** There is no vault: a rewrite may have been cut short. @returns {Promise<Stored>} */
async function readWithCopy() {
  const raw = await chrome.storage.local.get(KEYS);
  if (isObject(raw.vault)) return usable(raw);
  const there = usable(raw);
  const text = await readCopy();
  // A rewrite empties all of the storage. Where something is left, the vault was lost in another way,
  // and the copy may be old.
  if (text === undefined || !there.isNew) return there;
  const copy = parsed(text);
  if (!copy) return { ...there, isNew: false };
  try {
    await writeVault(copy);
    await dropCopy();
  } catch (thrown) {
    // It stays where it is, and is read as often as it takes.
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

/** A rewrite that was cut short after all was written left its copy. At the browser's start. */
export function tidyStorage() {
  return alone(async () => {
    if (isObject((await chrome.storage.local.get('vault')).vault)) await dropCopy();
  });
}

/**
 * All that lies in storage, readable or not, and the copy: for a file that may be the last there is.
 * @returns {Promise<{ stored: Record<string, unknown>, copy?: string }>}
 */
export async function readRaw() {
  const [stored, copy] = await Promise.all([chrome.storage.local.get(), readCopy()]);
  return { stored, ...(copy !== undefined && { copy }) };
}

/**
 * A vault that cannot be opened, out of the way of a new one, with all that belonged to it.
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
 * Sets the vault aside, and all that belonged to it: what is there then is as on the first day, but
 * for what the user chose.
 * @param {number} nowMs
 */
export function setAside(nowMs) {
  return exchangeAside(undefined, nowMs);
}

/** Puts back what was set aside; what is there now is set aside in turn. @param {number} sinceMs @param {number} nowMs */
export function putBack(sinceMs, nowMs) {
  return exchangeAside(sinceMs, nowMs);
}

/** @param {number | undefined} sinceMs of what comes back @param {number} nowMs */
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
    // What is set aside is there twice until the last line, and never nowhere.
    if (back?.copy !== undefined) await writeCopy(back.copy);
    await writeStored(/** @type {any} */ ({ ...back?.stored, aside }));
    await chrome.storage.local.remove(own.filter((key) => !Object.hasOwn(back?.stored ?? {}, key)));
    if (back?.copy === undefined) await dropCopy();
  });
}

/** Deletes for good what was set aside, its bytes on the disk too. @param {number} sinceMs */
export async function dropAside(sinceMs) {
  const left = (await readAside()).filter((one) => one.sinceMs !== sinceMs);
  await rewriteStored(/** @type {any} */ ({ aside: left.length > 0 ? left : undefined }));
}

/**
 * Calls back after any context has written a vault, a clock's correction or a choice.
 * @param {() => void} listener
 */
export function onVaultWritten(listener) {
  // Of this area alone: what is kept in memory has its own way of telling.
  chrome.storage.local.onChanged.addListener((changes) => {
    const isOurs = ['vault', 'mark', 'clock', 'settings', 'aside'].some((key) =>
      Object.hasOwn(changes, key),
    );
    if (isOurs) listener();
  });
}

/** Calls back when the user has chosen something. @param {(before: Settings, now: Settings) => void} listener */
export function onSettings(listener) {
  chrome.storage.local.onChanged.addListener(({ settings }) => {
    if (settings) listener(settingsIn(settings.oldValue), settingsIn(settings.newValue));
  });
}

/** Content scripts run in pages: none of them may read what is ours. */
export async function closeStorageToPages() {
  const areas = [chrome.storage.local, chrome.storage.sync, chrome.storage.session];
  await Promise.all(areas.map((area) => area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' })));
}
