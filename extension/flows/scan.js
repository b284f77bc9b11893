// Pictures → the QR codes in them, read in the worker so that the popup never stutters.

import { loadCore } from '../core/core.js';
import { picture, pictures } from '../platform/tabs.js';
import { askWorker } from '../platform/worker.js';

/** @typedef {import('../platform/tabs.js').Page} Page */
/** @typedef {import('../core/postern_workers.js').Obstacle} Obstacle */
/**
 * `text` may hold a secret, and so does `cutOut`, the part of the picture where the code stands.
 * @typedef {{ text: string, cutOut: ImageBitmap }} SeenCode
 * @typedef {{ codes: SeenCode[], obstacle?: Obstacle }} Seen
 */

/** Pictures that take longer than this are given up: the worker is ended. */
const SCAN_MAX_MS = 8000;

/** The QR codes on the visible part of a page. @param {Page} page */
export async function scanPage(page) {
  return scanPictures([bytesOf(await picture(page))]);
}

/** The QR codes in a page's own pictures, scrolled away or not, as they were before the page scaled them. @param {Page} page */
export async function scanPagePictures(page) {
  return scanPictures((await pictures(page)).map(bytesOf));
}

/**
 * The QR codes of some pictures in any format that the browser shows.
 * @param {(Blob | ArrayBuffer)[]} files
 * @returns {Promise<Seen>}
 */
export async function scanPictures(files) {
  const moved = files.filter((file) => file instanceof ArrayBuffer);
  const scanning = askWorker('scan', files, { moved, maxMs: SCAN_MAX_MS, failure: 'scan-failed' });
  // What is found is looked at next.
  const [seen] = await Promise.all([scanning, loadCore()]);
  return seen;
}

/** @param {string} url a data URL; fetching it would need a hole in the CSP */
function bytesOf(url) {
  const base64 = url.slice(url.indexOf(',') + 1);
  // Ten times as fast as the way around, and in Chrome since 140.
  const native = /** @type {any} */ (Uint8Array).fromBase64;
  /** @type {Uint8Array<ArrayBuffer>} */
  const bytes = native
    ? native.call(Uint8Array, base64)
    : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return bytes.buffer;
}
