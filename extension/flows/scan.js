// The QR codes of a picture, read in the worker so that the popup never stutters.

import { picture } from '../platform/tabs.js';

/** @typedef {import('../core/postern.js').PictureView} PictureView */
/** @typedef {import('../platform/tabs.js').Page} Page */

/** A picture that takes longer than this is given up: the worker is ended. */
const SCAN_MAX_MS = 8000;

/** The QR codes on the visible part of a page. @param {Page} page */
export async function scanPage(page) {
  const bytes = bytesOf(await picture(page));
  return scanPicture(bytes.buffer, [bytes.buffer]);
}

/**
 * The QR codes of a picture in any format that the browser shows.
 * @param {Blob | ArrayBuffer} file
 * @param {Transferable[]} [moved] what the worker gets without a copy
 * @returns {Promise<PictureView>}
 */
export async function scanPicture(file, moved = []) {
  const worker = new Worker(workerUrl(), { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      const fail = (/** @type {string} */ code) => reject({ code });
      setTimeout(() => fail('scan-failed'), SCAN_MAX_MS);
      worker.onerror = () => fail('scan-failed');
      worker.onmessage = ({ data }) => (data.seen ? resolve(data.seen) : fail(data.code));
      worker.postMessage(file, moved);
    });
  } finally {
    worker.terminate();
  }
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
  return bytes;
}

/** Trusted Types let no text become a worker but through this policy, and it knows one. */
function workerUrl() {
  const url = new URL('/extension/worker/scan.js', import.meta.url).href;
  const types = /** @type {any} */ (globalThis).trustedTypes;
  policy ??= types.createPolicy('postern-worker', { createScriptURL: () => url });
  return policy.createScriptURL(url);
}

/** @type {any} */
let policy;
