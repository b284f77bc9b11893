// Pictures designed to keep a reader busy.

import QRCode from 'qrcode';

/** @typedef {import('./scan.mjs').Picture} Picture */

/** A finder pattern's seven rows. */
const FINDER = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'];

/** @type {Record<string, (width: number, height: number) => Picture>} */
export const HOSTILE = {
  'noise of one pixel': drawn(noise(1)),
  'noise of three pixels': drawn(noise(3)),
  'a field of small finders': drawn(finders(1, 8)),
  'a field of finders': drawn(finders(3, 9)),
  'a field of large finders': drawn(finders(12, 8)),
  'a field of codes that are grey inside': drawn(codes),
  'finders with timing patterns between them': drawn((x, y) => {
    const [u, v] = [Math.floor(x / 2) % 21, Math.floor(y / 2) % 21];
    const at = (/** @type {number} */ w) => (w < 7 ? w : w - 14);
    if ((u < 7 || u > 13) && (v < 7 || v > 13)) return FINDER[at(v)]?.[at(u)] === '1';
    return u === 6 || v === 6 ? (u + v) % 2 === 0 : hash(x >> 1, y >> 1) % 2 === 0;
  }),
  'a field of large codes with too many errors': damaged(),
  'stripes in finder proportions': drawn((x) => '1011101'[x % 8] === '1'),
  'rings in finder proportions': drawn(
    (x, y) => '1011101'[(Math.hypot(x - 1900, y - 1000) % 8) | 0] === '1',
  ),
  'a board of single pixels': drawn((x, y) => (x + y) % 2 === 0),
};

/** @param {(x: number, y: number) => boolean | number} inkAt dark or not, or a shade */
function drawn(inkAt) {
  return (/** @type {number} */ width, /** @type {number} */ height) => {
    const pixels = new Uint32Array(width * height);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const ink = inkAt(x, y);
        const shade = typeof ink === 'number' ? ink : ink ? 0 : 255;
        pixels[y * width + x] = 0xff000000 | (shade * 0x010101);
      }
    }
    return { data: new Uint8ClampedArray(pixels.buffer), width, height };
  };
}

/** Version 6 with finders and timing patterns, four pixels per module. @param {number} x @param {number} y */
function codes(x, y) {
  const [u, v] = [(x >> 2) % 45, (y >> 2) % 45];
  if (u > 40 || v > 40) return false;
  const at = (/** @type {number} */ w) => (w < 8 ? w : w - 34);
  if ((u < 8 || u > 32) && (v < 8 || v > 32) && (u < 8 || v < 8)) {
    return FINDER[at(v)]?.[at(u)] === '1';
  }
  if (u === 6 || v === 6) return (u + v) % 2 === 0;
  return (hash(x >> 2, y >> 2) % 4) * 85;
}

/** Version 40 with a module in fifty inverted, two pixels per module. */
function damaged() {
  const { modules } = QRCode.create('x'.repeat(2900), { version: 40, errorCorrectionLevel: 'L' });
  const step = modules.size + 4;
  return drawn((x, y) => {
    const [u, v] = [(x >> 1) % step, (y >> 1) % step];
    if (u >= modules.size || v >= modules.size) return false;
    const isData = u > 8 && v > 8;
    return Boolean(modules.get(v, u)) !== (isData && hash(x >> 1, y >> 1) % 50 === 0);
  });
}

/** @param {number} module */
function noise(module) {
  return (/** @type {number} */ x, /** @type {number} */ y) =>
    hash(Math.floor(x / module), Math.floor(y / module)) % 2 === 0;
}

/** @param {number} module @param {number} step in modules */
function finders(module, step) {
  return (/** @type {number} */ x, /** @type {number} */ y) =>
    FINDER[Math.floor(y / module) % step]?.[Math.floor(x / module) % step] === '1';
}

/** A pseudo-random number that is the same each time. @param {number} x @param {number} y */
function hash(x, y) {
  let mixed = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 12)) >>> 3;
}
