// The folder that another program keeps the same on several computers. Each of them writes only its own file, so that
// no two ever write the same one.

import { writeFile } from './folder.js';

/** @typedef {{ name: string, text: string }} SyncPart */

/**
 * What a place holds, without reading all of it.
 * @typedef {object} Found
 * @property {Record<string, string>} marks by the names of the parts; a part that changes gets another mark
 * @property {string[]} young names of parts that may change again without getting another mark
 * @property {(names: string[]) => Promise<SyncPart[]>} read
 */

/**
 * Where several computers leave parts for each other.
 * @typedef {object} Place
 * @property {() => Promise<Found>} look
 * @property {(parts: SyncPart[], dropped: string[], isGrowing: boolean) => Promise<boolean>} fits whether there is
 *   room; `isGrowing`: for accounts that the place does not hold yet
 * @property {(parts: SyncPart[], dropped: string[]) => Promise<Found['marks']>} write returns the new parts' marks
 */

/** Our files, and copies of them that a sync program made of a conflict: they may hold what no other file holds. */
const NAME = /^postern-.*\.sync$/;
const OWN_NAME = /^postern-[\da-f]{16}\.sync$/;

/** Bounds for what somebody else may put there. 5,000 accounts with the longest notes take some 30 MB. */
const FILES_MAX = 64;
const BYTES_MAX = 64 * 1024 * 1024;
const ALL_BYTES_MAX = 256 * 1024 * 1024;

/** Some disks store times in steps of two seconds. */
const STEP_MS = 2000;

/** @param {FileSystemDirectoryHandle} folder @returns {Place} */
export function folderPlace(folder) {
  return {
    look: () => orFailure(look(folder)),
    fits: async () => true,
    write: (parts, dropped) => orFailure(write(folder, parts, dropped)),
  };
}

/** @param {FileSystemDirectoryHandle} folder @returns {Promise<Found>} */
async function look(folder) {
  const names = [];
  for await (const name of /** @type {any} */ (folder).keys())
    if (NAME.test(name)) names.push(name);
  // Copies come last.
  names.sort((a, b) => Number(OWN_NAME.test(b)) - Number(OWN_NAME.test(a)) || (a < b ? -1 : 1));
  /** @type {Map<string, File>} */
  const files = new Map();
  let bytes = 0;
  for (const name of names.slice(0, FILES_MAX)) {
    const file = await unlessAway(folder.getFileHandle(name).then((handle) => handle.getFile()));
    if (!file || file.size > BYTES_MAX || bytes + file.size > ALL_BYTES_MAX) continue;
    bytes += file.size;
    files.set(name, file);
  }
  const nowMs = Date.now();
  const isYoung = (/** @type {File} */ file) => Math.abs(nowMs - file.lastModified) < STEP_MS;
  return {
    marks: Object.fromEntries([...files].map(([name, file]) => [name, markOf(file)])),
    young: [...files].filter(([, file]) => isYoung(file)).map(([name]) => name),
    read: (wanted) => orFailure(read(files, wanted)),
  };
}

/** @param {File} file */
const markOf = ({ lastModified, size }) => `${lastModified}:${size}`;

/** @param {Map<string, File>} files @param {string[]} names */
async function read(files, names) {
  const parts = [];
  for (const name of names) {
    const text = await unlessAway(files.get(name)?.text());
    if (text !== undefined) parts.push({ name, text });
  }
  return parts;
}

/**
 * A file that a sync program is replacing, or has not fetched, cannot be read now. It is read the next time.
 * @template T
 * @param {Promise<T> | undefined} reading
 */
const unlessAway = (reading) => reading?.catch(() => undefined);

/** @param {FileSystemDirectoryHandle} folder @param {SyncPart[]} parts @param {string[]} dropped */
async function write(folder, parts, dropped) {
  /** @type {Found['marks']} */
  const marks = {};
  for (const { name, text } of parts) {
    const file = await writeFile(folder, name, text);
    marks[name] = markOf(await file.getFile());
  }
  for (const name of dropped) await unlessAway(folder.removeEntry(name));
  return marks;
}

/**
 * @template T
 * @param {Promise<T>} act
 */
function orFailure(act) {
  return act.catch((/** @type {unknown} */ error) => {
    if (!(error instanceof DOMException)) throw error;
    if (error.name === 'NotFoundError') throw { code: 'sync-folder-missing' };
    throw { code: error.name === 'NotAllowedError' ? 'sync-folder-asks' : 'sync-folder-failed' };
  });
}
