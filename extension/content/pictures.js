// The pictures of a page, each at its natural size. This module decides nothing and changes nothing.

import { allOf, boxOf, page } from './dom.js';
import { forgetPaint } from './paint.js';
import { isSeen } from './usable.js';
import { drawnIn, elements } from './walk.js';

const PICTURES_MAX = 16;
/** For all pictures together. */
const PIXELS_MAX = 6_000_000;
/** A version 1 code at one pixel per module. */
const SIDE_MIN = 21;
/** A picture that combines a code with a heading is not square. */
const RATIO_MAX = 1.7;
/** The size to draw SVG at: nine pixels per module for most codes. */
const SVG_SIDE = 500;

/**
 * The pictures of this frame, wherever it is scrolled to: PNG data URLs of every img, canvas and svg whose
 * shape allows a QR code. A cross-site picture without CORS access is left out: only a screenshot can
 * capture it.
 * @returns {Promise<string[]>}
 */
export async function collectPictures() {
  forgetPaint();
  const pictures = [];
  let pixelsLeft = PIXELS_MAX;
  for (const element of elements(document)) {
    const isPicture =
      element instanceof HTMLImageElement ||
      element instanceof HTMLCanvasElement ||
      (element instanceof SVGSVGElement && !element.ownerSVGElement);
    if (!isPicture || !isCandidate(element)) continue;
    // A cookie banner can be dismissed; anything else that hides the picture hides it permanently.
    if (!isSeen(element, { underBanners: true })) continue;
    try {
      const drawable = await sourceOf(element);
      if (!drawable || Math.min(drawable.width, drawable.height) < SIDE_MIN) continue;
      const { source, width, height } = drawable;
      // A photograph of a code can lose some pixels.
      const scale = Math.min(1, Math.sqrt(PIXELS_MAX / 4 / (width * height)));
      const canvas = page.make('canvas');
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      pixelsLeft -= canvas.width * canvas.height;
      const context = canvas.getContext('2d');
      if (!context || pixelsLeft < 0) break;
      context.fillStyle = backgroundOf(element);
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(source, 0, 0, canvas.width, canvas.height);
      pictures.push(canvas.toDataURL());
    } catch {
      // The picture is cross-site or cannot be drawn.
    }
    if (pictures.length >= PICTURES_MAX) break;
  }
  return pictures;
}

/** The background colour that shows through an element. @param {Element} element */
function backgroundOf(element) {
  for (const around of drawnIn(element)) {
    const { backgroundColor } = getComputedStyle(around);
    if (!/^rgba\(.*, 0\)$/.test(backgroundColor)) return backgroundColor;
  }
  return 'white';
}

/** A picture of an inline svg, with its styles applied. @param {SVGSVGElement} svg */
async function pictureOf(svg) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const { width, height } = boxOf(svg);
  const shapes = allOf(svg);
  for (const [at, shape] of allOf(copy).entries()) {
    const { fill, stroke } = getComputedStyle(/** @type {Element} */ (shapes[at]));
    if (shape instanceof SVGElement) Object.assign(shape.style, { fill, stroke });
  }
  const scale = Math.max(1, SVG_SIDE / Math.min(width, height));
  if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  copy.setAttribute('width', String(width * scale));
  copy.setAttribute('height', String(height * scale));
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const image = new Image();
  const markup = new XMLSerializer().serializeToString(copy);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`;
  await image.decode();
  return image;
}

/** The drawable source of an element, and its size. @param {Element} element */
async function sourceOf(element) {
  if (element instanceof HTMLCanvasElement) {
    return { source: element, width: element.width, height: element.height };
  }
  const image = element instanceof SVGSVGElement ? await pictureOf(element) : element;
  if (!(image instanceof HTMLImageElement)) return undefined;
  return { source: image, width: image.naturalWidth, height: image.naturalHeight };
}

/** @param {Element} element */
function isCandidate(element) {
  const { width, height } = boxOf(element);
  return (
    Math.min(width, height) >= SIDE_MIN && Math.max(width / height, height / width) < RATIO_MAX
  );
}
