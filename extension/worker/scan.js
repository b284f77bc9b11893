// The heavy worker: pictures → their QR codes, each with a cut-out of its surroundings.

import { failureOf, loadWorkers, scan } from '../core/workers.js';

/** @typedef {import('../flows/scan.js').SeenCode} SeenCode */
/** @typedef {import('../core/postern_workers.js').ScannedCode} ScannedCode */
/** @typedef {import('../flows/scan.js').Picture} Picture */

/** The width and height of a cut-out in pixels. */
const CUT_OUT_SIDE = 192;

globalThis.onmessage = async ({ data }) => {
  try {
    const seen = await look(data);
    globalThis.postMessage({ answer: seen }, { transfer: seen.codes.map(({ cutOut }) => cutOut) });
  } catch (thrown) {
    // A picture that crashes the core contains no code for us; the worker ends with it.
    globalThis.postMessage({ failure: failureOf(thrown) ?? { code: 'scan-failed' } });
  }
};

/** @param {Picture[]} files @returns {Promise<import('../flows/scan.js').Seen>} */
async function look(files) {
  /** @type {SeenCode[]} */
  const codes = [];
  let obstacle;
  for (const file of files) {
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
    obstacle ??= seen.obstacle;
    for (const code of seen.codes.sort(inReadingOrder)) {
      codes.push({ text: code.text, cutOut: await cutOutOf(canvas, code) });
    }
  }
  return obstacle ? { codes, obstacle } : { codes };
}

/** @param {Picture} file */
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

/** @param {ScannedCode} one @param {ScannedCode} other */
function inReadingOrder(one, other) {
  const [a, b] = [frameOf(one), frameOf(other)];
  const isBeside = Math.abs(a.y - b.y) < Math.min(a.side, b.side) / 2;
  return isBeside ? a.x - b.x : a.y - b.y;
}

/**
 * The code and half as much on each side: its surroundings tell which one it is.
 * @param {OffscreenCanvas} canvas
 * @param {ScannedCode} code
 */
function cutOutOf(canvas, code) {
  const { x, y, side } = frameOf(code);
  const [left, top] = [x - side / 2, y - side / 2].map(Math.round);
  return createImageBitmap(canvas, left ?? 0, top ?? 0, side * 2, side * 2, {
    resizeWidth: CUT_OUT_SIDE,
    resizeHeight: CUT_OUT_SIDE,
    resizeQuality: 'medium',
  });
}

/** The square around a code. @param {ScannedCode} code */
function frameOf({ corners }) {
  const [xs, ys] = [0, 1].map((axis) => corners.map((corner) => corner[axis] ?? 0));
  const [x, y] = [Math.min(...(xs ?? [])), Math.min(...(ys ?? []))];
  return { x, y, side: Math.max(8, Math.max(...(xs ?? [])) - x, Math.max(...(ys ?? [])) - y) };
}
