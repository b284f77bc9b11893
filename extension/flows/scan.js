// Pictures → their QR codes, read in the worker so that the popup never stutters.

import { failureOf, loadCore } from '../core/core.js';
import { picture, pictures } from '../platform/tabs.js';
import { askWorker, startWorker } from '../platform/worker.js';
import { bytesOf } from './dataUrl.js';

/** @typedef {import('../platform/tabs.js').Page} Page */
/** @typedef {import('../core/postern_workers.js').Obstacle} Obstacle */
/** A file of any format that the browser can show, or a picture that it has decoded. @typedef {Blob | ArrayBuffer | ImageBitmap} Picture */
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
 * The QR codes in pictures.
 * @param {Picture[]} files
 * @returns {Promise<Seen>}
 */
export async function scanPictures(files) {
  const moved = files.filter((file) => !(file instanceof Blob));
  const scanning = askWorker('scan', files, { moved, maxMs: SCAN_MAX_MS, failure: 'scan-failed' });
  // The core is needed next to interpret the codes.
  const [seen] = await Promise.all([scanning, loadCore()]);
  return seen;
}

/** Ten frames a second: as fast as a hand turns the pages of an export, and no faster. */
const FRAME_MS = 100;

/** A frame that takes longer is given up along with its worker. One of a phone takes 12 ms here, and noise 40. */
const FRAME_MAX_MS = 1500;

/**
 * Scans the frames of a film, one at a time in one worker, until the signal ends it. No frame outlives its scan.
 * @param {() => Promise<ImageBitmap | undefined>} nextFrame
 * @param {(texts: string[]) => void} see
 * @param {AbortSignal} signal
 */
export async function scanFrames(nextFrame, see, signal) {
  let worker = startWorker('scan');
  signal.addEventListener('abort', () => worker.end());
  let nextMs = performance.now();
  while (!signal.aborted) {
    nextMs = Math.max(nextMs + FRAME_MS, performance.now());
    const frame = await nextFrame();
    if (frame && !signal.aborted) {
      const asking = { moved: [frame], maxMs: FRAME_MAX_MS, failure: 'scan-failed' };
      try {
        see(textsOf(await worker.ask([frame], asking)));
      } catch (thrown) {
        if (!failureOf(thrown)) throw thrown;
        worker.end();
        if (!signal.aborted) worker = startWorker('scan');
      }
    }
    await new Promise((resolve) => setTimeout(resolve, nextMs - performance.now()));
  }
}

/** The film goes on, so that the parts of a frame are not kept. @param {Seen} seen */
function textsOf({ codes }) {
  for (const { cutOut } of codes) cutOut.close();
  return codes.map(({ text }) => text);
}
