// A folder chosen by the user, which the browser keeps with its permission. Its handle is in IndexedDB,
// because chrome.storage cannot store handles.

import { openDB } from 'idb';

const DATABASE = 'postern';
const STORE = 'handles';
const KEY = 'backups';

/** Whether this browser can let the user choose a folder. */
export const canChooseFolder = () => 'showDirectoryPicker' in globalThis;

/** Lets the user choose; `undefined` if they cancel. @returns {Promise<FileSystemDirectoryHandle | undefined>} */
export async function chooseFolder() {
  const ask = /** @type {any} */ (globalThis).showDirectoryPicker;
  const folder = await ask({ id: 'backups', mode: 'readwrite' }).catch(() => undefined);
  if (folder) await inDatabase((database) => database.put(STORE, folder, KEY));
  return folder;
}

export function forgetFolder() {
  return inDatabase((database) => database.delete(STORE, KEY));
}

/**
 * The folder, and whether it is writable without asking.
 * @returns {Promise<{ folder: FileSystemDirectoryHandle, isAllowed: boolean } | undefined>}
 */
export async function keptFolder() {
  const folder = await inDatabase((database) => database.get(STORE, KEY));
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

/**
 * @template T
 * @param {(database: import('idb').IDBPDatabase) => Promise<T>} act
 */
async function inDatabase(act) {
  const database = await openDB(DATABASE, 1, {
    upgrade: (made) => void made.createObjectStore(STORE),
  });
  try {
    return await act(database);
  } finally {
    database.close();
  }
}
