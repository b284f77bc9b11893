// A copy of the storage in the origin's private files, for the moment when the storage is empty during a
// rewrite.

const COPY = 'vault-copy.json';

/** @param {string} text */
export async function writeCopy(text) {
  const folder = await navigator.storage.getDirectory();
  const file = await folder.getFileHandle(COPY, { create: true });
  // The file exists, complete, once it is closed.
  const writer = await file.createWritable();
  await writer.write(text);
  await writer.close();
}

/** The copy, or the readable rest of it as text; `undefined` if there is no copy. @returns {Promise<string | undefined>} */
export async function readCopy() {
  const folder = await navigator.storage.getDirectory();
  const file = await folder.getFileHandle(COPY).catch(() => undefined);
  const text = await (await file?.getFile())?.text();
  return text || undefined;
}

export async function dropCopy() {
  const folder = await navigator.storage.getDirectory();
  await folder.removeEntry(COPY).catch(() => undefined);
}
