// Pictures → their QR codes, read in the worker so that the popup never stutters.

import { loadCore } from '../core/core.js';
import { picture, pictures } from '../platform/tabs.js';
import { askWorker } from '../platform/worker.js';

/** @typedef {import('../platform/tabs.js').Page} Page */
/** @typedef {import('../core/postern_workers.js').Obstacle} Obstacle */
/**
 * `text` may hold a secret, and so does `cutOut`, the part of the picture that shows the code.
 * @typedef {{ text: string, cutOut: ImageBitmap }} SeenCode
 * @typedef {{ codes: SeenCode[], obstacle?: Obstacle }} Seen
 */

/** Scans that take longer than this are abandoned: the worker is terminated. */
const SCAN_MAX_MS = 8000;

/** The QR codes on the visible part of a page. @param {Page} page */
export async function scanPage(page) {
  return scanPictures([bytesOf(await picture(page))]);
}

/** The QR codes in a page's own pictures, even if scrolled out of view, at their original size. @param {Page} page */
export async function scanPagePictures(page) {
  return scanPictures((await pictures(page)).map(bytesOf));
}

/**
 * The QR codes in pictures of any format that the browser can show.
 * @param {(Blob | ArrayBuffer)[]} files
 * @returns {Promise<Seen>}
 */
export async function scanPictures(files) {
  const moved = files.filter((file) => file instanceof ArrayBuffer);
  const scanning = askWorker('scan', files, { moved, maxMs: SCAN_MAX_MS, failure: 'scan-failed' });
  // The core is needed next to interpret the codes.
  const [seen] = await Promise.all([scanning, loadCore()]);
  return seen;
}

/** @param {string} url a data URL; fetching it would need a hole in the CSP */
function bytesOf(url) {
  const base64 = url.slice(url.indexOf(',') + 1);
  // Ten times as fast as the fallback, and in Chrome since 140.
  const native = /** @type {any} */ (Uint8Array).fromBase64;
  /** @type {Uint8Array<ArrayBuffer>} */
  const bytes = native
    ? native.call(Uint8Array, base64)
    : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return bytes.buffer;
}
