// The core's scan in Node, for tests and the bench.

import { readFileSync } from 'node:fs';
import { initSync, scan } from '../../extension/core/postern.js';

/** Loads the core; pictures are `{ data, width, height }`. */
export function loadScan() {
  // What the boundary asks a picture to be; Node has none.
  globalThis.ImageData ??= /** @type {any} */ (class ImageData {});
  const module = readFileSync('target/pkg/postern_bg.opt.wasm');
  const { memory } = initSync({ module });
  return {
    /** @param {{ data: Uint8ClampedArray, width: number, height: number }} picture */
    scan: (picture) => scan(/** @type {ImageData} */ (Object.assign(new ImageData(1, 1), picture))),
    /** How much memory the core holds. It never gives any back. */
    memoryBytes: () => memory.buffer.byteLength,
  };
}
