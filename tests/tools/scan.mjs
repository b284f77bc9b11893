// The core's scan in Node, for tests and the bench.

import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import QRCode from 'qrcode';
import { scan } from '../../extension/core/postern_workers.js';
import { loadWorkers } from './core.mjs';

/** @typedef {{ data: Uint8ClampedArray, width: number, height: number }} Picture */

/** The pixels of a PNG file. @param {string} file @returns {Picture} */
export function readPicture(file) {
  const { data, width, height } = PNG.sync.read(readFileSync(file));
  return { data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), width, height };
}

/** A text's QR code. @param {string} text @returns {Picture} */
export function drawCode(text) {
  const { modules } = QRCode.create(text, {});
  const side = (modules.size + 8) * 4;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let at = 0; at < side * side; at += 1) {
    const [x, y] = [Math.floor((at % side) / 4) - 4, Math.floor(at / side / 4) - 4];
    const isInside = x >= 0 && y >= 0 && x < modules.size && y < modules.size;
    if (isInside && modules.get(y, x)) data.fill(0, at * 4, at * 4 + 3);
  }
  return { data, width: side, height: side };
}

/** Loads the core. */
export function loadScan() {
  // The type that the boundary expects of a picture; Node has none.
  globalThis.ImageData ??= /** @type {any} */ (class ImageData {});
  const { memory } = loadWorkers();
  return {
    /** @param {Picture} picture */
    scan: (picture) => scan(/** @type {ImageData} */ (Object.assign(new ImageData(1, 1), picture))),
    /** How much memory the core holds. It never gives any back. */
    memoryBytes: () => memory.buffer.byteLength,
  };
}
