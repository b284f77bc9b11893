// The only caller of chrome.storage.

/** @typedef {import('../core/postern.js').StoredVaultJson} StoredVault */
/** @typedef {import('../core/postern.js').DeviceJson} Device */

/**
 * What lies in `storage.local`: the sealed vault, the one before it, and this profile's key.
 * @typedef {{ vault?: StoredVault, vault_prev?: StoredVault, device?: Device }} Stored
 */

/** @returns {Promise<Stored>} */
export function readStored() {
  return chrome.storage.local.get(['vault', 'vault_prev', 'device']);
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
 * Calls back after any context has written a vault.
 * @param {() => void} listener
 */
export function onVaultWritten(listener) {
  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === 'local' && Object.hasOwn(changes, 'vault')) listener();
  });
}

/** Content scripts run in pages: none of them may read what is ours. */
export async function closeStorageToPages() {
  const areas = [chrome.storage.local, chrome.storage.sync, chrome.storage.session];
  await Promise.all(areas.map((area) => area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' })));
}

/**
 * The time step of the last code typed for an account, in memory until the browser closes.
 * @param {string} id
 * @returns {Promise<number | undefined>} start of the step in Unix ms
 */
export async function lastTyped(id) {
  const key = `typed:${id}`;
  const found = await chrome.storage.session.get(key);
  return /** @type {number | undefined} */ (found[key]);
}

/**
 * @param {string} id
 * @param {number} validFromMs
 */
export async function rememberTyped(id, validFromMs) {
  await chrome.storage.session.set({ [`typed:${id}`]: validFromMs });
}
