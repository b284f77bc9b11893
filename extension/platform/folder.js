// Folders chosen by the user, which the browser keeps with their permissions. Their handles are in IndexedDB,
// because chrome.storage cannot store handles.

import { openDB } from 'idb';

/** What a folder is for; also its key in the database. @typedef {'backups' | 'sync'} Purpose */

const DATABASE = 'postern';
const STORE = 'handles';

/** Whether this browser can let the user choose a folder. */
export const canChooseFolder = () => 'showDirectoryPicker' in globalThis;

/**
 * Lets the user choose; `undefined` if they cancel.
 * @param {Purpose} purpose
 * @returns {Promise<FileSystemDirectoryHandle | undefined>}
 */
export async function chooseFolder(purpose) {
  const ask = /** @type {any} */ (globalThis).showDirectoryPicker;
  const folder = await ask({ id: purpose, mode: 'readwrite' }).catch(() => undefined);
  if (folder) await inDatabase((database) => database.put(STORE, folder, purpose));
  return folder;
}

/** @param {Purpose} purpose */
export function forgetFolder(purpose) {
  return inDatabase((database) => database.delete(STORE, purpose));
}

/**
 * The folder, and whether it is writable without asking.
 * @param {Purpose} purpose
 * @returns {Promise<{ folder: FileSystemDirectoryHandle, isAllowed: boolean } | undefined>}
 */
export async function keptFolder(purpose) {
  const folder = await inDatabase((database) => database.get(STORE, purpose));
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
  await writeFile(folder, name, text);
  const names = [];
  for await (const one of folder.keys()) if (one.startsWith(prefix)) names.push(one);
  for (const old of names.sort().slice(0, -most)) await folder.removeEntry(old);
}

/**
 * Writes a file. It exists, complete, once this resolves; until then the previous one is there.
 * @param {FileSystemDirectoryHandle} folder
 * @param {string} name
 * @param {string} text
 */
export async function writeFile(folder, name, text) {
  const file = await folder.getFileHandle(name, { create: true });
  const writer = await file.createWritable();
  await writer.write(text);
  await writer.close();
  return file;
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
