// A picture's QR codes, for workers: the picture is painted, and its pixels go to the core.

import { loadWorkers, scan } from '../core/workers.js';

/** @typedef {import('../core/postern_workers.js').ScannedCode} ScannedCode */

/**
 * The codes of a picture, and the canvas that shows it.
 * @param {Blob | ArrayBuffer | ImageBitmap} file
 */
export async function codesIn(file) {
  const [context] = await Promise.all([painted(file), loadWorkers()]);
  const { canvas } = context;
  const pixels = pixelsOf(context);
  let seen = scan(pixels);
  if (seen.codes.length === 0 && isSeenThrough(pixels)) {
    // The light modules of a picture made for a dark page are transparent.
    context.globalCompositeOperation = 'destination-over';
    context.fillRect(0, 0, canvas.width, canvas.height);
    seen = scan(pixelsOf(context));
  }
  return { ...seen, canvas };
}

/** @param {Blob | ArrayBuffer | ImageBitmap} file */
async function painted(file) {
  const bitmap = file instanceof ImageBitmap ? file : await decoded(file);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw { code: 'scan-failed' };
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context;
}

/** @param {Blob | ArrayBuffer} file */
function decoded(file) {
  return createImageBitmap(new Blob([file]), { premultiplyAlpha: 'none' }).catch(() => {
    throw { code: 'picture-unusable' };
  });
}

/** @param {OffscreenCanvasRenderingContext2D} context */
function pixelsOf(context) {
  return context.getImageData(0, 0, context.canvas.width, context.canvas.height);
}

/** @param {ImageData} pixels */
function isSeenThrough({ data }) {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return true;
  return false;
}
