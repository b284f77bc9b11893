// A folder chosen by the user, which the browser keeps with its permission. Its handle is in IndexedDB,
// because chrome.storage cannot store handles.

const DATABASE = 'postern';
const STORE = 'handles';
const KEY = 'backups';

/** Whether this browser can let the user choose a folder. */
export const canChooseFolder = () => 'showDirectoryPicker' in globalThis;

/** Lets the user choose; `undefined` if they cancel. @returns {Promise<FileSystemDirectoryHandle | undefined>} */
export async function chooseFolder() {
  const ask = /** @type {any} */ (globalThis).showDirectoryPicker;
  const folder = await ask({ id: 'backups', mode: 'readwrite' }).catch(() => undefined);
  if (folder) await inStore('readwrite', (store) => store.put(folder, KEY));
  return folder;
}

export function forgetFolder() {
  return inStore('readwrite', (store) => store.delete(KEY));
}

/**
 * The folder, and whether it is writable without asking.
 * @returns {Promise<{ folder: FileSystemDirectoryHandle, isAllowed: boolean } | undefined>}
 */
export async function keptFolder() {
  const folder = await inStore('readonly', (store) => store.get(KEY));
  if (!folder) return undefined;
  const state = await folder.queryPermission?.({ mode: 'readwrite' });
  return { folder, isAllowed: state === undefined || state === 'granted' };
}

/** Asks for the permission again; must be called from a click. @param {any} folder */
export async function allowFolder(folder) {
  return (await folder.requestPermission({ mode: 'readwrite' })) === 'granted';
}

/**
 * Writes a file and removes the oldest of its kind, so that `most` are left.
 * @param {FileSystemDirectoryHandle} folder
 * @param {string} name sorts by time
 * @param {string} text
 * @param {{ prefix: string, most: number }} kind
 */
export async function writeKept(folder, name, text, { prefix, most }) {
  const file = await folder.getFileHandle(name, { create: true });
  const writer = await file.createWritable();
  await writer.write(text);
  // The file exists, complete, once it is closed; older ones are removed only after that.
  await writer.close();
  const names = [];
  for await (const one of folder.keys()) if (one.startsWith(prefix)) names.push(one);
  for (const old of names.sort().slice(0, -most)) await folder.removeEntry(old);
}

/** @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} act @returns {Promise<any>} */
function inStore(mode, act) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const request = act(database.transaction(STORE, mode).objectStore(STORE));
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        database.close();
        resolve(request.result);
      };
    };
  });
}
