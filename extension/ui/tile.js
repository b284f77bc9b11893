// The tile of an account: the logo of its service if that is well known, or else a letter.

import { html } from 'lit-html';

/** A logo: an SVG path in a square box of 24 units, and its colour. @typedef {{ path: string, hex: string }} Brand */

/** Logos lighter than this are drawn in dark ink. */
const LIGHT_MIN = 0.45;

/** @param {string} name @param {Brand | undefined} brand */
export function tileOf(name, brand) {
  if (!brand) return { style: `--hue:${hueOf(name)}`, mark: initialOf(name) };
  const ink = lightness(brand.hex) > LIGHT_MIN ? '#16211f' : '#ffffff';
  const mark = html`<svg viewBox="0 0 24 24"><path d=${brand.path}></path></svg>`;
  return { style: `background:#${brand.hex};color:${ink}`, mark };
}

/** Relative luminance — WCAG 2.2. @param {string} hex */
function lightness(hex) {
  const parts = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {string} name */
function initialOf(name) {
  return ([...name.trim()][0] ?? '?').toLocaleUpperCase();
}

/** A colour for each issuer. @param {string} name */
function hueOf(name) {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return hash;
}
