// Colours as the browser mixes them: how text and its background look in the end.

/** @typedef {[number, number, number, number]} Colour red, green, blue and opacity, each in 0..1; sRGB */

/** @type {Colour} */
export const CLEAR = [0, 0, 0, 0];
/** @type {Colour} */
export const WHITE = [1, 1, 1, 1];
/** Chrome's `Canvas` in a dark page: #121212. @type {Colour} */
export const NIGHT = [0.07, 0.07, 0.07, 1];

/** @type {Map<string, Colour>} */
const known = new Map();
const KNOWN_MAX = 500;

/** @param {string} text a colour as `getComputedStyle` gives it @returns {Colour} */
export function colourOf(text) {
  const rgb = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(text);
  if (rgb) {
    const [r, g, b, a = 1] = rgb.slice(1).map((part) => (part === undefined ? 1 : Number(part)));
    return [Number(r) / 255, Number(g) / 255, Number(b) / 255, a];
  }
  const before = known.get(text);
  if (before) return before;
  // `oklch(…)` and its like: the browser itself does the conversion.
  const pen = new OffscreenCanvas(1, 1).getContext('2d');
  if (!pen) return CLEAR;
  pen.fillStyle = 'transparent';
  pen.fillStyle = text;
  pen.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 0] = pen.getImageData(0, 0, 1, 1).data;
  const colour = /** @type {Colour} */ ([r / 255, g / 255, b / 255, a / 255]);
  if (known.size < KNOWN_MAX) known.set(text, colour);
  return colour;
}

/** All colours in a gradient or a shadow. @param {string} text */
export function coloursIn(text) {
  const found = text.match(/\b(?:rgba?|color|oklch|oklab|lch|lab|hsla?|hwb)\([^()]*\)/g) ?? [];
  return found.map(colourOf);
}

/** @param {Colour} top @param {Colour} under @returns {Colour} */
export function over(top, under) {
  const a = top[3] + under[3] * (1 - top[3]);
  if (a === 0) return CLEAR;
  const mix = (/** @type {0 | 1 | 2} */ at) =>
    (top[at] * top[3] + under[at] * under[3] * (1 - top[3])) / a;
  return [mix(0), mix(1), mix(2), a];
}

/** @param {Colour} colour @param {number} opacity @returns {Colour} */
export function faded([r, g, b, a], opacity) {
  return [r, g, b, a * opacity];
}

/** @param {Colour} colour @param {(channel: number) => number} change @returns {Colour} */
function each([r, g, b, a], change) {
  const held = (/** @type {number} */ channel) => Math.min(1, Math.max(0, change(channel)));
  return [held(r), held(g), held(b), a];
}

/** Relative luminance — WCAG 2.2. @param {Colour} colour */
function luminance([r, g, b]) {
  const linear = (/** @type {number} */ c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** How far apart two colours are: their contrast ratio — WCAG 2.2 — and their largest difference in a channel. @param {Colour} one @param {Colour} other */
export function apart(one, other) {
  const [a, b] = [luminance(one), luminance(other)];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const channels = /** @type {const} */ ([0, 1, 2]);
  return { ratio, channel: Math.max(...channels.map((at) => Math.abs(one[at] - other[at]))) };
}

/** More blur than this, in CSS pixels, makes text of usual size unreadable. */
const BLUR_MAX = 4;

const FILTERS = {
  /** @param {Colour} c @param {number} x */
  brightness: (c, x) => each(c, (v) => v * x),
  /** @param {Colour} c @param {number} x */
  contrast: (c, x) => each(c, (v) => (v - 0.5) * x + 0.5),
  /** @param {Colour} c @param {number} x */
  invert: (c, x) => each(c, (v) => v * (1 - x) + (1 - v) * x),
  /** @param {Colour} c @param {number} x */
  grayscale: (c, x) => each(c, (v) => v + (grey(c) - v) * Math.min(1, x)),
  /** @param {Colour} c @param {number} x */
  saturate: (c, x) => each(c, (v) => grey(c) + (v - grey(c)) * x),
  /** @param {Colour} c @param {number} x */
  opacity: (c, x) => faded(c, Math.min(1, x)),
};

/** @param {Colour} colour */
function grey([r, g, b]) {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * The result of a `filter` on a colour; undefined if it cannot be determined or leaves nothing to read.
 * @param {string} filter as `getComputedStyle` gives it
 * @param {Colour} colour
 * @returns {Colour | undefined}
 */
export function filtered(filter, colour) {
  if (filter === 'none') return colour;
  let now = colour;
  for (const [, name = '', given = ''] of filter.matchAll(
    /([a-z-]+)\(((?:[^()]|\([^()]*\))*)\)/g,
  )) {
    if (name === 'url' || (name === 'blur' && Number.parseFloat(given) > BLUR_MAX))
      return undefined;
    const amount = Number.parseFloat(given) / (given.endsWith('%') ? 100 : 1);
    if (Object.hasOwn(FILTERS, name))
      now = FILTERS[/** @type {keyof typeof FILTERS} */ (name)](now, amount);
  }
  return now;
}

/** Separable modes — Compositing and Blending Level 1 § 9.1. @type {Record<string, (under: number, top: number) => number>} */
const BLENDS = {
  multiply: (b, s) => b * s,
  screen: (b, s) => b + s - b * s,
  darken: Math.min,
  lighten: Math.max,
  difference: (b, s) => Math.abs(b - s),
  exclusion: (b, s) => b + s - 2 * b * s,
  'plus-lighter': (b, s) => Math.min(1, b + s),
  'color-dodge': (b, s) => (b === 0 ? 0 : s === 1 ? 1 : Math.min(1, b / (1 - s))),
  'color-burn': (b, s) => (b === 1 ? 1 : s === 0 ? 0 : 1 - Math.min(1, (1 - b) / s)),
};

/** @param {string} mode @param {Colour} top @param {Colour} under @returns {Colour | undefined} undefined for modes that no form needs */
export function blended(mode, top, under) {
  if (mode === 'normal') return top;
  const mix = Object.hasOwn(BLENDS, mode) ? BLENDS[mode] : undefined;
  if (!mix) return undefined;
  const at = (/** @type {0 | 1 | 2} */ c) =>
    (1 - under[3]) * top[c] + under[3] * mix(under[c], top[c]);
  return [at(0), at(1), at(2), top[3]];
}
