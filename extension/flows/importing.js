// Files of other apps → accounts that the user can review and then take.

import { askWorker } from '../platform/worker.js';
import { scanPictures } from './scan.js';
import { editVault } from './vault.js';

/** @typedef {import('../core/postern_workers.js').ReadView} ReadView */

/** Files larger than this are not an export of any app. */
const FILE_BYTES_MAX = 32 * 1024 * 1024;

/** The most work that the core accepts takes 150 seconds here, and some computers are slower. */
const READ_MAX_MS = 600_000;

/**
 * The content of a file: a picture's QR codes, or any export.
 * @param {Blob} file
 * @param {string} [password]
 * @param {AbortSignal} [signal]
 * @param {Blob} [second] a key file, or Steam's manifest
 * @returns {Promise<ReadView>}
 */
export async function readImport(file, password, signal, second) {
  if (file.size > FILE_BYTES_MAX) throw { code: 'file-too-large' };
  const blob = file.type.startsWith('image/') ? await textOf(file) : file;
  const bytes = await blob.arrayBuffer();
  const secondFile = second && second.size <= FILE_BYTES_MAX && (await second.arrayBuffer());
  return askWorker(
    'exchange',
    {
      task: 'read',
      bytes,
      ...(password !== undefined && { password }),
      ...(secondFile && { secondFile }),
    },
    { moved: [bytes], maxMs: READ_MAX_MS, failure: 'file-failed', ...(signal && { signal }) },
  );
}

/** The texts of a picture's codes, one per line. @param {Blob} picture */
async function textOf(picture) {
  const { codes } = await scanPictures([picture]);
  if (codes.length === 0) throw { code: 'file-unknown' };
  return new Blob([codes.map(({ text }) => text).join('\n')]);
}

/** The accounts of several files as one list. @param {string[]} lists */
export function joined(lists) {
  return JSON.stringify(lists.flatMap((list) => JSON.parse(list)));
}

/**
 * Takes the accounts that were ticked, all in one write.
 * @param {string} accounts
 * @param {number[]} places
 * @param {number[]} bound of those, the ones that get the sites of their services
 */
export function takeAccounts(accounts, places, bound) {
  const [taken, withSites] = [Uint32Array.from(places), Uint32Array.from(bound)];
  return editVault((opened, nowMs) => opened.importSelected(accounts, taken, withSites, nowMs));
}

/**
 * Which pages of Google Authenticator's exports are present, how many there should be, and which are missing, counted
 * from 1 as the app does.
 * @param {ReadView['parts']} parts
 */
export function pagesOf(parts) {
  /** @type {Map<number, { size: number, seen: Set<number> }>} */
  const batches = new Map();
  for (const { batch, index, size } of parts) {
    const known = batches.get(batch) ?? { size, seen: new Set() };
    known.seen.add(index);
    batches.set(batch, known);
  }
  return [...batches.values()].map(({ size, seen }) => ({
    size,
    seen: seen.size,
    missing: pagesBut(seen, size),
  }));
}

/** The numbers of the pages that were not seen. @param {Set<number>} seen @param {number} size */
function pagesBut(seen, size) {
  return Array.from({ length: size }, (_, at) => at + 1).filter((page) => !seen.has(page - 1));
}
