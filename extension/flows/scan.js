// The QR codes on the visible part of a page, read in the worker so that the popup never stutters.

import { picture } from '../platform/tabs.js';

/** @typedef {import('../core/postern.js').ScannedCode} ScannedCode */
/** @typedef {import('../platform/tabs.js').Page} Page */

/** A picture that takes longer than this is given up: the worker is ended. */
const SCAN_MAX_MS = 8000;

/**
 * @param {Page} page
 * @returns {Promise<ScannedCode[]>}
 */
export async function scanPage(page) {
  const png = await picture(page);
  const worker = new Worker(workerUrl(), { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      const fail = () => reject({ code: 'scan-failed' });
      setTimeout(fail, SCAN_MAX_MS);
      worker.onerror = fail;
      worker.onmessage = ({ data }) => (data.codes ? resolve(data.codes) : fail());
      worker.postMessage(png);
    });
  } finally {
    worker.terminate();
  }
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
