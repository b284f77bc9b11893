// The heavy worker: a PNG of the page → the texts of its QR codes.

import { loadCore, scan } from '../core/core.js';

/** @param {string} url a data URL; fetching it would need a hole in the CSP */
function bytesOf(url) {
  const binary = atob(url.slice(url.indexOf(',') + 1));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** @param {string} png */
async function pixelsOf(png) {
  const bitmap = await createImageBitmap(new Blob([bytesOf(png)]), { premultiplyAlpha: 'none' });
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw { code: 'scan-failed' };
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, width, height);
}

globalThis.onmessage = async ({ data }) => {
  try {
    const [pixels] = await Promise.all([pixelsOf(data), loadCore()]);
    globalThis.postMessage({ codes: scan(pixels) });
  } catch {
    // A picture that breaks the core holds no code for us; the worker ends with it.
    globalThis.postMessage({});
  }
};
