// The core's scan in Node, for tests and the bench.

import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { scan } from '../../extension/core/postern_workers.js';
import { loadWorkers } from './core.mjs';

/** @typedef {{ data: Uint8ClampedArray, width: number, height: number }} Picture */

/** The pixels of a PNG file. @param {string} file @returns {Picture} */
export function readPicture(file) {
  const { data, width, height } = PNG.sync.read(readFileSync(file));
  return { data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), width, height };
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
