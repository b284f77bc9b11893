// Pictures made to keep a reader busy.

/** @typedef {{ data: Uint8ClampedArray, width: number, height: number }} Picture */

/** A finder pattern's seven rows. */
const FINDER = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'];

/** @type {Record<string, (width: number, height: number) => Picture>} */
export const HOSTILE = {
  'noise of one pixel': drawn(noise(1)),
  'noise of three pixels': drawn(noise(3)),
  'a field of small finders': drawn(finders(1, 8)),
  'a field of finders': drawn(finders(3, 9)),
  'a field of large finders': drawn(finders(12, 8)),
  'finders with timing patterns between them': drawn((x, y) => {
    const [u, v] = [Math.floor(x / 2) % 21, Math.floor(y / 2) % 21];
    const at = (/** @type {number} */ w) => (w < 7 ? w : w - 14);
    if ((u < 7 || u > 13) && (v < 7 || v > 13)) return FINDER[at(v)]?.[at(u)] === '1';
    return u === 6 || v === 6 ? (u + v) % 2 === 0 : hash(x >> 1, y >> 1) % 2 === 0;
  }),
  'stripes in finder proportions': drawn((x) => '1011101'[x % 8] === '1'),
  'rings in finder proportions': drawn(
    (x, y) => '1011101'[(Math.hypot(x - 1900, y - 1000) % 8) | 0] === '1',
  ),
  'a board of single pixels': drawn((x, y) => (x + y) % 2 === 0),
};

/** @param {(x: number, y: number) => boolean} isDark */
function drawn(isDark) {
  return (/** @type {number} */ width, /** @type {number} */ height) => {
    const pixels = new Uint32Array(width * height);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        pixels[y * width + x] = isDark(x, y) ? 0xff000000 : 0xffffffff;
      }
    }
    return { data: new Uint8ClampedArray(pixels.buffer), width, height };
  };
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

/** A number that looks like chance and is the same each time. @param {number} x @param {number} y */
function hash(x, y) {
  let mixed = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 12)) >>> 3;
}
