// The heavy worker: pictures → their QR codes, each with a cut-out of its surroundings.

import { failureOf } from '../core/workers.js';
import { codesIn } from './codes.js';

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
    const { canvas, ...seen } = await codesIn(file);
    obstacle ??= seen.obstacle;
    for (const code of seen.codes.sort(inReadingOrder)) {
      codes.push({ text: code.text, cutOut: await cutOutOf(canvas, code) });
    }
  }
  return obstacle ? { codes, obstacle } : { codes };
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
